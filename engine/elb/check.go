package elb

import (
	"fmt"

	"skylab/engine/elb/health"
	"skylab/engine/sim"
)

// Check reports a request that is lost or counted twice, a target that is
// checked without use or used without checks, and a group that two use.
func (s *Service) Check() error {
	inFlight := map[*target]int{}
	for _, b := range sim.InOrder(s.balancers) {
		if err := b.check(inFlight); err != nil {
			return fmt.Errorf("elb: load balancer %s: %w", b.path, err)
		}
	}
	for _, g := range sim.InOrder(s.groups) {
		if err := s.checkTargets(g, inFlight); err != nil {
			return fmt.Errorf("elb: %s: %w", g.path, err)
		}
	}
	return nil
}

func (b *balancer) check(inFlight map[*target]int) error {
	n := 0
	for _, l := range []*line{&b.connecting, &b.waiting} {
		since := sim.Time(0)
		for f := l.first; f != nil; f = f.behind {
			if f.node.of != b || f.line != l || f.done || f.since < since {
				return fmt.Errorf("a request to %s waits in the wrong place", f.target.id)
			}
			n, since = n+1, f.since
			inFlight[f.target]++
		}
	}
	if n != b.inFlight {
		return fmt.Errorf("%d requests wait, and %d are in flight", n, b.inFlight)
	}
	if b.received != b.answered+int64(n) {
		return fmt.Errorf("of %d requests %d are answered and %d in flight", b.received, b.answered, n)
	}
	for _, node := range b.nodes {
		if node.of != b || node.nic.Owner != b.path {
			return fmt.Errorf("the node in %s is another's", node.zone)
		}
		for _, l := range b.listeners {
			if node.nic.Listens(l.port) != b.active {
				return fmt.Errorf("the node in %s and its listener on port %d disagree", node.zone, l.port)
			}
		}
	}
	return nil
}

func (s *Service) checkTargets(g *group, inFlight map[*target]int) error {
	if len(g.targets) != len(g.byKey) {
		return fmt.Errorf("%d targets, and %d by their names", len(g.targets), len(g.byKey))
	}
	for _, t := range g.targets {
		if g.byKey[t.key] != t {
			return fmt.Errorf("%s is not found by its name", t.id)
		}
		if (t.health.Reason == "") != (t.health.State == health.Healthy) {
			return fmt.Errorf("%s is %s for the reason %q", t.id, t.health.State, t.health.Reason)
		}
		if why, _ := s.unused(t); t.health.State != health.Draining && (why != "") != (t.health.State == health.Unused) {
			return fmt.Errorf("%s is %s, where it is of use: %v", t.id, t.health.State, why == "")
		}
		if t.inFlight != inFlight[t] {
			return fmt.Errorf("%d requests wait for %s, which has %d in flight", inFlight[t], t.id, t.inFlight)
		}
	}
	return nil
}
