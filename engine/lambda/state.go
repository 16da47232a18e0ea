package lambda

import (
	"cmp"
	"maps"
	"slices"

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
	Counters     [3]uint64
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
}

type versionState struct {
	Label, State, Update, Revision string
	Config, Serving                release
	Code, ServingCode              string
	Modified, Used                 sim.Time
	Restoring                      bool
	Check                          uint64
	Idle                           []int
}

type layerState struct {
	Name     string
	Last     int
	Versions []string
}

type urlState struct {
	ID, AuthType string
	Cors         *httpevent.Cors
}

type provisionState struct {
	Qualifier, Status                string
	Requested, Round, Starting, Open int
	Environments                     []int
	Rate                             scaling.Bucket
}

type environmentState struct {
	Number, Host    int
	State, Stream   string
	Function        string
	Version         string
	Release, Served int
	Provisioned     string // qualifier of the provision it belongs to
	Orphaned        bool
	Started, Since  sim.Time
	Invocation      uint64
	Phase           phase
	Life, Turn      int
	Cold, Loaded    bool
	Begun, Deadline sim.Time
	Peak            int64
	Answers         int
	Outcome         string
}

type invocationState struct {
	Number            uint64
	ID, Mode, Source  string
	Accepted          sim.Time
	Depth             int
	Attempt, Refusals int
	Bytes             int
	Call              uint64
	Status            string
}

type callState struct {
	Number      uint64
	Environment int
	Operation   string
	Done        bool
}

// State is all that decides the service's behaviour.
func (s *Service) State() any {
	out := state{Counters: [3]uint64{uint64(s.lastEnvironment), s.lastInvocation, s.lastCall},
		Concurrent: s.concurrent, Account: *s.account, Mappings: s.mappingStates()}
	for _, name := range slices.Sorted(maps.Keys(s.layers)) {
		st := layerState{Name: name, Last: s.layers[name].last}
		for _, v := range s.layers[name].versions {
			st.Versions = append(st.Versions, v.ARN)
		}
		out.Layers = append(out.Layers, st)
	}
	for _, f := range s.sorted() {
		out.Functions = append(out.Functions, f.snapshot())
	}
	for _, n := range slices.Sorted(maps.Keys(s.environments)) {
		out.Environments = append(out.Environments, s.environments[n].snapshot())
	}
	for _, i := range s.inOrder() {
		out.Invocations = append(out.Invocations, invocationState{i.Number, i.ID, i.Mode, i.Source, i.Accepted,
			i.Depth, i.Attempt, i.refusals, len(i.payload), i.call, i.result.Status})
	}
	for _, n := range slices.SortedFunc(maps.Keys(s.calls), cmp.Compare) {
		c := s.calls[n]
		out.Calls = append(out.Calls, callState{n, c.env.Number, c.operation, c.done})
	}
	return out
}

func (f *function) snapshot() functionState {
	out := functionState{Name: f.Name, Tags: f.Tags, Policies: f.policies, URLs: map[string]urlState{},
		Handlings: f.handlings, Capacity: *f.capacity, Stats: f.stats, Last: f.lastVersion, Kept: f.reserved}
	for _, ver := range f.versions() {
		out.Versions = append(out.Versions, versionState{ver.label(), ver.State, ver.LastUpdateStatus, ver.RevisionID,
			ver.config, *ver.serving, ver.config.code.Sha256, ver.serving.code.Sha256, ver.Modified, ver.used, ver.restoring, ver.check, numbers(ver.idle)})
	}
	for _, name := range slices.Sorted(maps.Keys(f.aliases)) {
		out.Aliases = append(out.Aliases, *f.aliases[name])
	}
	for q, u := range f.urls { // into a map, which is hashed by sorted keys
		out.URLs[q] = urlState{u.ID, u.AuthType, u.Cors}
	}
	for _, q := range slices.Sorted(maps.Keys(f.provisions)) {
		p := f.provisions[q]
		out.Provisions = append(out.Provisions, provisionState{q, p.Status, p.Requested, p.round, p.starting, p.open, numbers(p.all), p.rate})
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
	out := environmentState{Number: v.Number, Host: v.Host, State: v.State, Stream: v.Stream, Function: v.f.Name, Version: v.ver.label(), Orphaned: v.orphaned,
		Release: v.r.Number, Served: v.Served, Started: v.Started, Since: v.Since, Phase: v.phase, Life: v.life, Turn: v.turn,
		Cold: v.cold, Loaded: v.program != nil, Begun: v.begun, Deadline: v.deadline, Peak: v.peak,
		Answers: len(v.answers), Outcome: v.outcome.Status}
	if v.prov != nil {
		out.Provisioned = v.prov.Qualifier
	}
	if v.inv != nil {
		out.Invocation = v.inv.Number
	}
	return out
}
