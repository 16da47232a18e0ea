package lambda

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// The state of Lambda, for hashing: what decides its future and is not in the
// kernel's queue. Programs follow from their code, seed and answers.
type state struct {
	Functions    []functionState
	Environments []environmentState
	Invocations  []invocationState
	Calls        []callState
	Counters     [4]uint64
	Concurrent   int
	Account      scaling.Account
	Mappings     []mappingState
	Layers       []layerState
}

type functionState struct {
	Name       string
	Versions   []versionState
	Aliases    []alias
	Tags       map[string]string
	Policies   map[string]*policy
	URLs       map[string]urlState
	Handlings  map[string]*eventConfig
	Provisions []provisionState
	Capacity   scaling.Function
	Stats      stats
	// Last is the number of the last version, Kept what was last reserved.
	Last, Kept int
	Outside    *attachment
}

type versionState struct {
	Label, State, Update string
	Revision, Change     string
	Config, Serving      release
	Code, ServingCode    string
	Layers               []string // the code of each
	Modified, Used       sim.Time
	Restoring            bool
	UsedBy, Check        uint64
	Idle                 []int
}

type layerState struct {
	Name     string
	Last     int
	Versions []layerVersion
	Code     []string // of each version
}

type urlState struct {
	ID, AuthType      string
	Cors              *httpevent.Cors
	Created, Modified sim.Time
}

type provisionState struct {
	Qualifier, Status, Reason        string
	Requested, Round, Starting, Open int
	Kept                             bool
	Environments                     []int
	Rate                             scaling.Bucket
	Modified                         sim.Time
}

type environmentState struct {
	Number, Host    int
	State, Stream   string
	Function        string
	Version         string
	Release, Served int
	Provisioned     string // qualifier of the provision it belongs to
	Waits, Orphaned bool
	Started, Since  sim.Time
	Invocation      uint64
	Phase           phase
	Life, Turn      int
	Cold, Loaded    bool
	Begun, Deadline sim.Time
	Origin, Booted  sim.Time
	Peak            int64
	Answers         int
	Outcome         outcome
	// Initial, Restored and Charged are yet to be told and paid for.
	Initial, Restored, Charged time.Duration
	Logs                       bool
	Outside                    *outsider
}

type invocationState struct {
	Number            uint64
	ID, Mode, Source  string
	Target, Alias     string // ARN of what was named; the alias that it named
	Version           string // that serves it
	Accepted          sim.Time
	Depth             int
	Attempt, Refusals int
	Cold, Provisioned bool
	Payload, Log      []byte
	Tail              bool
	Call              uint64
	URL               string
	HTTP              *aws.HTTPRequest
	Result            outcome
}

type callState struct {
	Number, Environment uint64
	Life                int
	Want                int64
	Operation           string
	Asked, Issued       sim.Time
	Sent                int64
	Done                bool
	Output              []byte
	Blobs               [][]byte
	Err                 *aws.Error
}

// State is all that decides the service's behaviour.
func (s *Service) State() any {
	out := state{Counters: [4]uint64{uint64(s.lastEnvironment), s.lastInvocation, s.lastCall, uint64(s.lastRound)},
		Concurrent: s.concurrent, Account: *s.account, Mappings: s.mappingStates()}
	for _, name := range slices.Sorted(maps.Keys(s.layers)) {
		st := layerState{Name: name, Last: s.layers[name].last}
		for _, v := range s.layers[name].versions {
			st.Versions, st.Code = append(st.Versions, *v), append(st.Code, v.code.Sha256)
		}
		out.Layers = append(out.Layers, st)
	}
	for _, f := range s.sorted() {
		out.Functions = append(out.Functions, f.snapshot())
	}
	for _, n := range slices.Sorted(maps.Keys(s.environments)) {
		out.Environments = append(out.Environments, s.environments[n].snapshot())
	}
	for _, inv := range s.inOrder() {
		out.Invocations = append(out.Invocations, inv.snapshot())
	}
	for _, n := range slices.SortedFunc(maps.Keys(s.calls), cmp.Compare) {
		c := s.calls[n]
		out.Calls = append(out.Calls, callState{n, uint64(c.env.Number), c.life, c.want, c.operation, c.asked, c.issued, c.sent, c.done, c.output, c.blobs, c.err})
	}
	return out
}

func (f *function) snapshot() functionState {
	out := functionState{Name: f.Name, Tags: f.Tags, Policies: f.policies, URLs: map[string]urlState{},
		Handlings: f.handlings, Capacity: *f.capacity, Stats: f.stats, Last: f.lastVersion, Kept: f.reserved, Outside: f.outside}
	for _, ver := range f.versions() {
		out.Versions = append(out.Versions, versionState{ver.label(), ver.State, ver.LastUpdateStatus, ver.RevisionID, ver.change,
			ver.config, *ver.serving, ver.config.code.Sha256, ver.serving.code.Sha256, sums(ver.config.layers), ver.Modified, ver.used, ver.restoring, ver.usedBy, ver.check, numbers(ver.idle)})
	}
	for _, name := range slices.Sorted(maps.Keys(f.aliases)) {
		out.Aliases = append(out.Aliases, *f.aliases[name])
	}
	for q, u := range f.urls { // into a map, which is hashed by sorted keys
		out.URLs[q] = urlState{u.ID, u.AuthType, u.Cors, u.Created, u.Modified}
	}
	for _, q := range slices.Sorted(maps.Keys(f.provisions)) {
		p := f.provisions[q]
		out.Provisions = append(out.Provisions, provisionState{q, p.Status, p.Reason, p.Requested, p.round, p.starting, p.open, p.kept, numbers(p.all), p.rate, p.Modified})
	}
	return out
}

// sums are what tells packages apart.
func sums(list []*code) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Sha256)
	}
	return out
}

func (inv *invocation) snapshot() invocationState {
	out := invocationState{Number: inv.Number, ID: inv.ID, Mode: inv.Mode, Source: inv.Source, Target: inv.arn(), Version: inv.ver.label(),
		Accepted: inv.Accepted, Depth: inv.Depth, Attempt: inv.Attempt, Refusals: inv.refusals, Cold: inv.cold, Provisioned: inv.provisioned,
		Payload: inv.payload, Log: inv.log, Tail: inv.tail, Call: inv.call, HTTP: inv.http, Result: inv.result}
	if inv.alias != nil {
		out.Alias = inv.alias.RevisionID
	}
	if inv.at != nil {
		out.URL = inv.at.ID
	}
	return out
}

func numbers(list []*environment) []int {
	var out []int
	for _, v := range list {
		out = append(out, v.Number)
	}
	return out
}

func (v *environment) snapshot() environmentState {
	out := environmentState{Number: v.Number, Host: v.Host, State: v.State, Stream: v.Stream, Function: v.f.Name, Version: v.ver.label(), Waits: v.waits, Orphaned: v.orphaned,
		Release: v.r.Number, Served: v.Served, Started: v.Started, Since: v.Since, Phase: v.phase, Life: v.life, Turn: v.turn,
		Cold: v.cold, Loaded: v.program != nil, Begun: v.begun, Deadline: v.deadline, Origin: v.origin, Booted: v.booted, Peak: v.peak,
		Answers: len(v.answers), Outcome: v.outcome, Initial: v.initial, Restored: v.restored, Charged: v.charged, Logs: v.logs, Outside: v.outside}
	if v.prov != nil {
		out.Provisioned = v.prov.Qualifier
	}
	if v.inv != nil {
		out.Invocation = v.inv.Number
	}
	return out
}
