package lambda

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"skylab/engine/sim"
)

// FunctionView is a function for screens and checks.
type FunctionView struct {
	Name, ARN, Runtime, Handler, Role, Architecture string
	MemoryMB, TmpMB                                 int
	Timeout                                         time.Duration
	State, LastUpdateStatus                         string
	CodeSize                                        int64
	// URL is the function's URL, "" without one; URLOpen tells whether anybody
	// may call it.
	URL     string
	URLOpen bool
	// Environments are how many there are in any state, Idle how many are
	// warm and free, Concurrent how many requests hold one.
	Environments, Idle, Concurrent int
	// Reserved is the reserved concurrency, -1 without one.
	Reserved int
	// Versions are the published ones, and Unready those of them that are not
	// Active; Aliases and Provisioned are by name.
	Versions    []string
	Unready     []VersionView
	Aliases     []AliasView
	Provisioned []ProvisionedView
	// Queued are the asynchronous events that wait.
	Queued int
	// Outside tells that programs outside of the world run $LATEST.
	Outside bool
}

// Functions are all functions by name.
func (s *Service) Functions() []FunctionView {
	out := make([]FunctionView, 0, len(s.functions))
	for _, f := range s.sorted() {
		out = append(out, s.view(f))
	}
	return out
}

// Function is the function with that name.
func (s *Service) Function(name string) (FunctionView, bool) {
	f := s.functions[name]
	if f == nil {
		return FunctionView{}, false
	}
	return s.view(f), true
}

func (s *Service) view(f *function) FunctionView {
	c := &f.latest.config
	v := FunctionView{Name: f.Name, ARN: f.ARN, Runtime: c.Runtime, Handler: c.Handler, Role: c.Role, Architecture: c.Architecture,
		MemoryMB: c.MemoryMB, TmpMB: c.TmpMB, Timeout: c.Timeout, State: f.latest.State, LastUpdateStatus: f.latest.LastUpdateStatus,
		CodeSize: c.code.Size, Concurrent: f.capacity.Running, Reserved: -1, Outside: f.outside != nil}
	s.viewVersions(f, &v)
	for _, inv := range s.invocations { // only counts: the order does not matter
		if inv.f == f && inv.env == nil && inv.Mode == Event {
			v.Queued++
		}
	}
	for _, q := range slices.Backward(slices.Sorted(maps.Keys(f.urls))) { // the function's own has the last word
		v.URL, v.URLOpen = f.urls[q].show().FunctionUrl, f.urls[q].open()
	}
	return v
}

// EnvironmentView is an execution environment for screens and checks.
type EnvironmentView struct {
	ID       int
	Function string
	// Version is the label of what it runs: "$LATEST" or a number.
	Version string
	// Provisioned tells that it belongs to provisioned concurrency.
	Provisioned bool
	// State is one of Preparing, Init, Busy and Idle.
	State string
	// Cold tells that it has not served yet, Reset that a failure has ended
	// its program, so that the next request runs init again.
	Cold, Reset    bool
	Stream         string
	Started, Since sim.Time
	Invocations    int
	RequestID      string
	// Remaining is how long a busy one may still run, an idle one still be
	// kept.
	Remaining time.Duration
	// Waiting tells that a busy one waits for the world and uses no CPU.
	Waiting bool
	// Outside tells that its program is outside of the world, and durations are
	// wall time.
	Outside     bool
	MaxMemoryMB int
}

// Environments are the function's, by number.
func (s *Service) Environments(function string) []EnvironmentView {
	f := s.functions[function]
	if f == nil {
		return nil
	}
	var out []EnvironmentView
	for _, v := range f.all {
		if v.Host == 0 {
			out = append(out, s.viewEnvironment(v))
		}
	}
	return out
}

func (s *Service) viewEnvironment(v *environment) EnvironmentView {
	now := s.kernel.Now()
	out := EnvironmentView{ID: v.Number, Function: v.f.Name, Version: v.ver.label(), Provisioned: v.prov != nil, State: v.State, Cold: v.cold, Stream: v.Stream,
		Started: v.Started, Since: v.Since, Invocations: v.Served, Remaining: v.until(now),
		Reset: v.State == Idle && v.program == nil, MaxMemoryMB: int((v.peak + 1<<20 - 1) >> 20), Waiting: v.waiting(), Outside: v.outside != nil}
	if v.inv != nil {
		out.RequestID = v.inv.ID
	}
	if v.State == Idle && v.ttl(s.near.Rules) > 0 && !v.asks() {
		out.Remaining = max(0, v.Since.Add(s.near.Rules.IdleTTL).Sub(now))
	}
	return out
}

// RequestView is a request in flight or in the queue.
type RequestView struct {
	ID, Function, Mode, Source string
	Accepted                   sim.Time
	Attempt                    int // made so far
	// Environment holds it, 0 while it is queued or its answer is on the way.
	Environment int
	Bytes       int
}

// Requests are those of the function that are not over, in the order in which
// they were accepted; of all functions for "".
func (s *Service) Requests(function string) []RequestView {
	var out []RequestView
	for _, inv := range s.inOrder() {
		if function != "" && inv.f.Name != function {
			continue
		}
		r := RequestView{ID: inv.ID, Function: inv.f.Name, Mode: inv.Mode, Source: inv.Source, Accepted: inv.Accepted,
			Attempt: inv.Attempt, Bytes: len(inv.payload)}
		if inv.env != nil {
			r.Environment = inv.env.number()
		}
		out = append(out, r)
	}
	return out
}

func (s *Service) inOrder() []*invocation {
	return slices.SortedFunc(maps.Values(s.invocations), func(a, b *invocation) int { return cmp.Compare(a.Number, b.Number) })
}

// Concurrency is how many requests hold an environment in the whole account.
func (s *Service) Concurrency() int { return s.concurrent }
