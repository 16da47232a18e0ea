// Package planning answers questions of capacity: how long requests wait, how
// busy instances are, how many there are and what they cost, for a fleet behind
// a load balancer whose arrivals and service times are distributions.
//
// It is EC2's model without accounts and networks: requests on virtual time,
// instances that are engine/machine's computers, CPU credits by
// engine/ec2/credits, prices by engine/billing. It runs no program and knows no
// memory, disk or network. Its queues are those of queueing theory, and are held
// against it: M/M/c, M/G/1, processor sharing.
//
// A fleet is of a fixed size, or an Auto Scaling group whose size follows its CPU
// by the arithmetic of engine/autoscaling/policy (see tracking.go).
//
// Instances that are always there and have a vCPU for each worker need no
// events: what becomes of a request is known when it arrives (see ahead.go).
// Such a request costs some 50 ns, others some 300. Memory grows with the
// instances and the requests that wait, not with the length of the run.
//
// A run is the same for the same scenario, however it is sliced into calls of
// Run. Arrivals and service times have their own randomness, so the n-th request
// comes at the same time and takes the same work in two scenarios that differ in
// what serves them.
package planning

import (
	"fmt"
	"time"

	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// Scenario is what is to be known about: instances of a type that serve a load.
type Scenario struct {
	// Seed decides every random draw.
	Seed uint64
	// For is how long the run lasts, Requests after how many requests it ends; 0
	// is no limit. Without both it lasts until the arrivals end.
	For      time.Duration
	Requests int64
	// Transient tells that the beginning is of interest: no warm-up is left out
	// of the estimates.
	Transient bool
	Arrivals  traffic.Arrivals
	// Service is the CPU time of a request on one full vCPU.
	//
	// fidelity: fleet.service-times
	Service sim.Dist
	Type    *instancetype.Type
	// Unlimited tells how instances of a burstable type spend CPU credits.
	Unlimited bool
	// Workers are how many requests an instance serves at once, 0 is all;
	// Backlog is how many may wait at each.
	//
	// fidelity: fleet.backlog
	Workers, Backlog int
	Balance          Balance
	// Discount is the part of the On-Demand price that is not paid, from 0 to 1.
	//
	// fidelity: fleet.spot
	Discount float64
	// Instances are there from the beginning, Tracking is what changes their
	// number, if anything does.
	Instances int
	Tracking  Tracking
	// Loss is when a zone is lost, if ever.
	Loss Loss
}

// Loss is the time in which one of three zones is lost; none if To is 0.
type Loss struct{ From, To time.Duration }

// Zones are how many there are; instances are spread over them.
const Zones = 3

// Tracking is target tracking of the fleet's average CPU utilisation, in per
// cent, by an Auto Scaling group of Min to Max instances; none if Max is 0. A new
// instance serves, and does not count, until it has warmed up.
type Tracking struct {
	Min, Max  int
	TargetCPU float64
	Warmup    time.Duration
}

// What keeps all sums of instants within sim.Time, and memory within bounds.
const (
	longestRun     = 100 * 365 * 24 * time.Hour
	longestService = 24 * time.Hour
	mostInstances  = 10_000
	mostWorkers    = 10_000
	mostWaiting    = 1 << 20
	longestWarmup  = time.Hour // AWS's own bound
)

// check says what is wrong with a scenario.
func (s Scenario) check() error {
	switch {
	case s.Arrivals == nil:
		return fmt.Errorf("there is no load")
	case s.Type == nil:
		return fmt.Errorf("there is no instance type")
	case s.For < 0 || s.For > longestRun || s.Requests < 0:
		return fmt.Errorf("a run lasts up to %v, and numbers are not negative", longestRun)
	case longest(s.Service) > longestService:
		return fmt.Errorf("a request takes at most %v", longestService)
	case s.Workers < 0 || s.Workers > mostWorkers:
		return fmt.Errorf("an instance has up to %d workers, not %d", mostWorkers, s.Workers)
	case s.Backlog < 0 || s.Backlog > mostWaiting:
		return fmt.Errorf("up to %d requests may wait at an instance, not %d", mostWaiting, s.Backlog)
	case s.Instances < 1 || s.Instances > mostInstances:
		return fmt.Errorf("a fleet has 1 to %d instances, not %d", mostInstances, s.Instances)
	case s.Discount < 0 || s.Discount >= 1:
		return fmt.Errorf("a discount is from 0 to less than all, not %v", s.Discount)
	case s.Loss.From < 0 || s.Loss.To < 0 || s.Loss.To > 0 && s.Loss.To <= s.Loss.From:
		return fmt.Errorf("a zone is lost from one instant to a later one, not from %v to %v", s.Loss.From, s.Loss.To)
	}
	return s.Tracking.check(s.Instances)
}

// check says what is wrong with a tracking that begins with so many instances.
func (t Tracking) check(instances int) error {
	switch {
	case t == Tracking{}:
		return nil
	case t.Min < 1 || t.Max < t.Min || t.Max > mostInstances:
		return fmt.Errorf("a fleet has from 1 to %d instances, not %d to %d", mostInstances, t.Min, t.Max)
	case instances < t.Min || instances > t.Max:
		return fmt.Errorf("a fleet of %d to %d instances cannot begin with %d", t.Min, t.Max, instances)
	case !(t.TargetCPU > 0 && t.TargetCPU <= 100):
		return fmt.Errorf("a target is more than 0 and up to 100 per cent, not %v", t.TargetCPU)
	case t.Warmup < 0 || t.Warmup > longestWarmup:
		return fmt.Errorf("an instance warms up for up to %v, not %v", longestWarmup, t.Warmup)
	}
	return nil
}

// longest is the longest of the durations that a distribution is made of.
func longest(d sim.Dist) time.Duration {
	out := max(d.Mid, d.P90)
	for _, v := range d.Values {
		out = max(out, v)
	}
	return out
}

// Steady tells whether a run forgets its beginning and has batches that are
// alike: neither load nor fleet changes. If not, the estimates of one
// run tell how they change as well: Average those of several.
func (s Scenario) Steady() bool {
	switch s.Arrivals.(type) {
	case traffic.Poisson, traffic.Constant:
		return !s.Transient && s.Loss.To == 0 && !s.slows() && !s.tracks()
	}
	return false
}

// slows tells whether instances may run out of CPU credits.
func (s Scenario) slows() bool { return s.Type.Burstable && !s.Unlimited }

// tracks tells whether the number of instances follows the load.
func (s Scenario) tracks() bool { return s.Tracking.Max > 0 }

// ahead tells whether what becomes of a request is known when it arrives: its
// instance will be there, is as fast as ever, and has a vCPU for each worker.
func (s Scenario) ahead() bool {
	return s.Loss.To == 0 && !s.tracks() && !s.Type.Burstable && s.Workers > 0 && s.Workers <= s.Type.VCPUs &&
		(s.Balance == RoundRobin || s.Instances == 1)
}
