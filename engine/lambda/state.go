package lambda

import (
	"cmp"
	"maps"
	"slices"
	"time"

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
	Rate         bucketState
}

type functionState struct {
	Name, State, Update, Revision string
	Config, Serving               release
	Code, ServingCode             string
	Modified                      sim.Time
	Tags                          map[string]string
	Policy                        policy
	URL                           *urlConfig
	Idle                          []int
	Concurrent                    int
	Scale                         bucketState
	Stats                         stats
}

type environmentState struct {
	Number, Host    int
	State, Stream   string
	Function        string
	Release, Served int
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
	Number             uint64
	ID, Mode, Source   string
	Accepted           sim.Time
	Depth              int
	Attempt, Throttles int
	Bytes              int
	Call               uint64
	Status             string
}

type callState struct {
	Number      uint64
	Environment int
	Operation   string
	Done        bool
}

type bucketState struct {
	Spent time.Duration
	At    sim.Time
}

// State is all that decides the service's behaviour.
func (s *Service) State() any {
	out := state{Counters: [3]uint64{uint64(s.lastEnvironment), s.lastInvocation, s.lastCall},
		Concurrent: s.concurrent, Rate: bucketState{s.rate.spent, s.rate.at}}
	for _, f := range s.sorted() {
		out.Functions = append(out.Functions, f.snapshot())
	}
	for _, n := range slices.Sorted(maps.Keys(s.environments)) {
		out.Environments = append(out.Environments, s.environments[n].snapshot())
	}
	for _, i := range s.inOrder() {
		out.Invocations = append(out.Invocations, invocationState{i.Number, i.ID, i.Mode, i.Source, i.Accepted,
			i.Depth, i.Attempt, i.throttles, len(i.payload), i.call, i.result.Status})
	}
	for _, n := range slices.SortedFunc(maps.Keys(s.calls), cmp.Compare) {
		c := s.calls[n]
		out.Calls = append(out.Calls, callState{n, c.env.Number, c.operation, c.done})
	}
	return out
}

func (f *function) snapshot() functionState {
	out := functionState{Name: f.Name, State: f.State, Update: f.LastUpdateStatus, Revision: f.RevisionID,
		Config: f.config, Serving: *f.serving, Code: f.config.code.Sha256, ServingCode: f.serving.code.Sha256,
		Modified: f.Modified, Tags: f.Tags, Policy: f.policy, URL: f.url, Concurrent: f.concurrent,
		Scale: bucketState{f.scale.spent, f.scale.at}, Stats: f.stats}
	for _, v := range f.idle {
		out.Idle = append(out.Idle, v.Number)
	}
	return out
}

func (v *environment) snapshot() environmentState {
	out := environmentState{Number: v.Number, Host: v.Host, State: v.State, Stream: v.Stream, Function: v.f.Name,
		Release: v.r.Number, Served: v.Served, Started: v.Started, Since: v.Since, Phase: v.phase, Life: v.life, Turn: v.turn,
		Cold: v.cold, Loaded: v.program != nil, Begun: v.begun, Deadline: v.deadline, Peak: v.peak,
		Answers: len(v.answers), Outcome: v.outcome.Status}
	if v.inv != nil {
		out.Invocation = v.inv.Number
	}
	return out
}
