package elb

import (
	"slices"

	"skylab/engine/elb/health"
)

// Rules are the rules of load balancing as data, so that a world can be run in
// which a common misconception is true: a twin (twins.go). AWSRules is the real
// thing; the zero value is not.
type Rules struct {
	// Drains lets requests under way end when their target is deregistered.
	Drains bool
	// FirstCheckSuffices has a new target get requests after one check that
	// passed.
	FirstCheckSuffices bool
	// FailsOpen sends requests to all targets where none is healthy.
	FailsOpen bool
	// TriesOthers sends a request that a target has refused to another one.
	TriesOthers bool
	// LeastLoaded sends each request to the target that has fewest, whatever
	// the algorithm.
	LeastLoaded bool
}

// AWSRules are the rules of Application Load Balancers.
func AWSRules() Rules {
	return Rules{Drains: true, FirstCheckSuffices: true, FailsOpen: true}
}

// algorithm is by which a group really chooses.
func (r Rules) algorithm(set string) string {
	if r.LeastLoaded {
		return leastOutstanding
	}
	return set
}

// routable are the positions of the targets that may be sent requests.
func (r Rules) routable(targets []health.Target, atLeast int) []int {
	found := health.Routable(targets, atLeast)
	if r.FailsOpen {
		return found
	}
	return slices.DeleteFunc(found, func(i int) bool { return targets[i].State != health.Healthy })
}

// passed is a target after a check that passed.
func (r Rules) passed(t health.Target, n health.Thresholds) health.Target {
	if t.State != health.Initial || r.FirstCheckSuffices {
		return t.Passed(n)
	}
	if t.Run++; t.Run >= n.Healthy {
		return t.Passed(n)
	}
	return t
}

// elsewhere sends a request that its target has refused to another one, once,
// and believes that the target is dead; false where that is not the rule.
func (f *flight) elsewhere() bool {
	s, g := f.s, f.target.group
	if !s.model.TriesOthers || f.second {
		return false
	}
	f.over()
	s.endChecks(f.target)
	s.set(f.target, health.Target{State: health.Unhealthy, Reason: health.FailedHealthChecks}, "")
	s.beginChecks(f.target)
	s.send(f.entrance, f.x, g, true)
	return true
}

// drop ends a target's requests under way.
func (s *Service) drop(t *target) {
	b := t.group.balancer
	if b == nil {
		return
	}
	for _, l := range []*line{&b.connecting, &b.waiting} {
		for f := l.first; f != nil; {
			next := f.behind
			if f.target == t {
				f.over()
				s.refuse(f.node, f.x, t.group, t, 502, "the target was taken out of its group")
			}
			f = next
		}
	}
}
