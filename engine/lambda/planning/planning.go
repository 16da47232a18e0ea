// Package planning answers questions of capacity: how often requests start
// cold, how many environments there are, how long callers wait and what it
// costs, for functions whose arrivals and service times are distributions.
//
// It is Lambda's model without programs: arrivals on virtual time, admission
// by the same engine/lambda/scaling that the live service asks, the newest
// idle environment first, an end to environments that idle too long. What an
// invocation costs is priced by engine/billing. It runs no code, writes no logs
// and has no queue: a request is answered or throttled at once. The model is
// that of SimFaaS (facts of Lambda, 8.1) with AWS's limits around it.
//
// An invocation costs about 150 ns: a heap of departures, two random draws and
// one bin of a histogram dominate. With very many environments at once (10⁵)
// it is the memory the heaps touch. Nothing is allocated for an invocation:
// memory grows with the environments that exist at the same time and with the
// months of the bill, not with the length of the run.
//
// A run is the same for the same scenario, however it is sliced into calls of
// Run. Arrivals, warm and cold service times of each function have their own
// randomness, so two scenarios that differ in a limit see the same requests.
package planning

import (
	"fmt"
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// Scenario is what is to be known about: functions that share an account.
type Scenario struct {
	// Seed decides every random draw.
	Seed uint64
	// Concurrency is the account's; 0 takes every limit away.
	Concurrency int
	// For is how long the run lasts, Requests after how many requests of all
	// functions together it ends; 0 is no limit. Without both it lasts until
	// the arrivals end.
	For      time.Duration
	Requests int64
	// Transient tells that the beginning is of interest: no warm-up is left out
	// of the estimates. None is, too, if the load changes over time.
	Transient bool
	// FreeTier takes AWS's always-free usage off the bill.
	FreeTier  bool
	Functions []Function
}

// Function is one function of a scenario.
type Function struct {
	// Name is unique in the scenario.
	Name     string
	Arrivals traffic.Arrivals
	// Warm and Cold are the durations of an invocation on an environment that
	// was there, and on one that had to start, its init included.
	Warm, Cold sim.Dist
	// Expire is how long an environment idles before it ends, MaxAge when it
	// ends however busy; 0 is never.
	//
	// fidelity: planning.idle-expiry
	Expire, MaxAge time.Duration
	// Reserved is the function's reserved concurrency if Reserves.
	Reserved int
	Reserves bool
	// Provisioned environments are there from the start to the end.
	Provisioned int
	// Memory are the settings in MB that the cost is wanted for, at least one;
	// the durations are taken to be the same at each.
	Memory []int
	// Architecture is x86_64 or arm64.
	Architecture string
	// Start is what is there when the run begins.
	Start Start
}

// Start is the state of a function when the run begins: environments that are
// on a warm invocation and environments that have idled for a time.
type Start struct {
	Running, Idle int
	IdleFor       time.Duration
}

// check says what is wrong with a scenario.
func (s Scenario) check() error {
	if len(s.Functions) == 0 {
		return fmt.Errorf("there is no function")
	}
	if s.For < 0 || s.For > longestRun || s.Requests < 0 || s.Concurrency < 0 {
		return fmt.Errorf("a run lasts up to %v, and numbers are not negative", longestRun)
	}
	taken, names := 0, map[string]bool{}
	for _, f := range s.Functions {
		if err := f.check(); err != nil {
			return fmt.Errorf("function %s: %w", f.Name, err)
		}
		if names[f.Name] {
			return fmt.Errorf("two functions are called %s", f.Name)
		}
		names[f.Name] = true
		if s.Concurrency == 0 && f.Reserves {
			return fmt.Errorf("function %s: an account without limits has nothing to reserve", f.Name)
		}
		if f.Reserves {
			taken += f.Reserved
		} else {
			taken += f.Provisioned
		}
	}
	if s.Concurrency > 0 && taken > max(0, s.Concurrency-scaling.MinUnreserved) {
		return fmt.Errorf("%d of the account's concurrency of %d are reserved or provisioned; %d have to stay unreserved",
			taken, s.Concurrency, scaling.MinUnreserved)
	}
	return nil
}

// Steady tells whether a run forgets its beginning and has batches that are
// alike: the load does not change, and the beginning is of no interest. If
// not, the estimates of one run tell how the load changes as well: Average
// those of several.
func (s Scenario) Steady() bool {
	for _, f := range s.Functions {
		switch f.Arrivals.(type) {
		case traffic.Poisson, traffic.Constant:
		default:
			return false
		}
	}
	return !s.Transient
}

func (f Function) check() error {
	switch {
	case f.Arrivals == nil:
		return fmt.Errorf("it has no arrivals")
	case f.Expire < 0 || f.MaxAge < 0 || f.Start.IdleFor < 0:
		return fmt.Errorf("durations are not negative")
	case f.Expire > 0 && f.Start.IdleFor > f.Expire:
		return fmt.Errorf("environments that have idled for %v are gone after %v", f.Start.IdleFor, f.Expire)
	case longest(f.Warm) > longestService || longest(f.Cold) > longestService || f.Expire > longestRun || f.MaxAge > longestRun:
		return fmt.Errorf("durations of invocations are at most %v, others at most %v", longestService, longestRun)
	case f.Reserved < 0 || f.Provisioned < 0 || f.Start.Running < 0 || f.Start.Idle < 0:
		return fmt.Errorf("numbers of environments are not negative")
	case f.Reserves && f.Provisioned > f.Reserved:
		return fmt.Errorf("%d provisioned environments are more than the reserved concurrency of %d", f.Provisioned, f.Reserved)
	case f.Architecture != "x86_64" && f.Architecture != "arm64":
		return fmt.Errorf("%q is no architecture: x86_64 or arm64", f.Architecture)
	case len(f.Memory) == 0:
		return fmt.Errorf("it has no memory setting")
	}
	for _, mb := range f.Memory {
		// fidelity: planning.memory-range
		if mb < 128 || mb > 10240 {
			return fmt.Errorf("memory is 128 to 10240 MB, not %d", mb)
		}
	}
	return nil
}

// What keeps all sums of instants within sim.Time.
const (
	longestRun     = 100 * 365 * 24 * time.Hour
	longestService = 24 * time.Hour
)

// longest is the longest of the durations that a distribution is made of.
func longest(d sim.Dist) time.Duration {
	out := max(d.Mid, d.P90)
	for _, v := range d.Values {
		out = max(out, v)
	}
	return out
}
