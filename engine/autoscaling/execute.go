package autoscaling

import (
	"strings"
	"time"

	"skylab/engine/autoscaling/policy"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// warmup is for how long instances that the policy brings do not count.
func (s *Service) warmup(g *group, p *scalingPolicy) time.Duration {
	switch {
	case p.Warmup != nil:
		return time.Duration(*p.Warmup) * time.Second
	case g.Warmup >= 0:
		return g.Warmup
	}
	return g.Cooldown
}

// signal is what a policy follows: a metric's value, by how much it is above the
// alarm's threshold, and until when it was measured.
type signal struct {
	value, above float64
	until        sim.Time
}

// warm are the instances in service that had warmed up at an instant, for a
// policy; warming are those that had not, or are on their way in; leaving are on
// their way out.
func (s *Service) warm(g *group, p *scalingPolicy, at sim.Time) (warm, warming, leaving int) {
	length := s.warmup(g, p)
	for _, m := range g.members {
		switch {
		case m.State == InService && at.Sub(m.InServiceAt) >= length:
			warm++
		case m.counts():
			warming++
		case strings.HasPrefix(m.State, TerminatingState):
			leaving++
		}
	}
	return warm, warming, leaving
}

// execute has a policy change the group's capacity. Forced is without regard to
// a cooldown.
//
// fidelity: autoscaling.policies
func (s *Service) execute(g *group, p *scalingPolicy, is signal, forced bool, why string) {
	if !p.Enabled || g.Deleting {
		return
	}
	cools := p.Type == simpleScaling || s.near.Rules.CooldownForAll
	if cools && !forced && s.coolingDown(g) {
		return
	}
	before := g.Desired
	want, ok := before, true
	switch p.Type {
	case simpleScaling:
		want = policy.Adjust(p.Adjustment, before, p.Change, p.Least)
	case stepScaling:
		want, ok = s.stepped(g, p, is)
	case targetTracking:
		want, ok = s.tracked(g, p, is)
	}
	want = min(g.Max, max(g.Min, want))
	if !ok || want == before {
		s.k.Emit(PolicyExecuted{g.Name, p.Name, false})
		return
	}
	g.Desired = want
	if cools {
		s.coolDown(g, p)
	}
	s.k.Emit(PolicyExecuted{g.Name, p.Name, true})
	s.want(g, before, why+changing(before, want))
}

// stepped is the capacity that a step policy wants. Instances that are warming
// up count for what is wanted already, and keep the group from shrinking; those
// on their way out are still of the capacity that is to shrink.
func (s *Service) stepped(g *group, p *scalingPolicy, is signal) (int, bool) {
	n, ok := policy.Pick(p.steps(), is.above)
	if !ok {
		return g.Desired, false
	}
	warm, warming, leaving := s.warm(g, p, is.until)
	if want := policy.Adjust(p.Adjustment, warm, n, p.Least); want > warm {
		return max(g.Desired, want), true
	}
	want := policy.Adjust(p.Adjustment, warm+leaving, n, p.Least)
	if warming > 0 || want >= warm+leaving {
		return g.Desired, false
	}
	return min(g.Desired, want), true
}

// tracked is the capacity that keeps the metric at its target. The group shrinks
// only when no instance warms up and all tracking policies that may shrink it
// are ready to, by their alarms.
//
// fidelity: autoscaling.target-tracking
func (s *Service) tracked(g *group, p *scalingPolicy, is signal) (int, bool) {
	warm, warming, leaving := s.warm(g, p, is.until)
	if is.value > p.target() {
		return max(g.Desired, policy.Track(warm, is.value, p.target())), warm > 0
	}
	if warming > 0 || p.Tracking.DisableScaleIn {
		return g.Desired, false
	}
	want := policy.Track(warm+leaving, is.value, p.target())
	for _, other := range sim.InOrder(g.policies) {
		if other == p || other.Type != targetTracking || !other.Enabled || other.Tracking.DisableScaleIn {
			continue
		}
		v, known := s.latest(other)
		if low, ok := s.near.CloudWatch.Alarm(other.lowAlarm()); !known || !ok || low.StateValue != cloudwatch.StateAlarm {
			return g.Desired, false
		}
		want = max(want, policy.Track(warm+leaving, v.value, other.target()))
	}
	return min(g.Desired, want), true
}
