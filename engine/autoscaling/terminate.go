package autoscaling

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"skylab/engine/sim"
)

// terminationPolicies are those that a group may name.
var terminationPolicies = []string{"Default", "OldestInstance", "NewestInstance", "OldestLaunchTemplate", "OldestLaunchConfiguration", "ClosestToNextInstanceHour", "AllocationStrategy"}

// victim is the instance to terminate next: of the zone that has most of those
// that may go, and there by the group's policies; nil if all are protected.
//
// fidelity: autoscaling.termination-policies
func (s *Service) victim(g *group) *member {
	per := map[string]int{}
	var candidates []*member
	for _, m := range g.members {
		if m.counts() {
			per[m.Zone]++
		}
		if m.State == InService && !m.Protected && !m.Leaving {
			candidates = append(candidates, m)
		}
	}
	most := 0
	for _, m := range candidates {
		most = max(most, per[m.Zone])
	}
	candidates = slices.DeleteFunc(candidates, func(m *member) bool { return per[m.Zone] < most })
	if slices.Contains(g.Termination, "Default") || slices.Contains(g.Termination, "AllocationStrategy") {
		candidates = g.aligned(candidates)
	}
	for _, p := range g.Termination {
		candidates = s.narrow(candidates, p)
	}
	if len(candidates) == 0 {
		return nil
	}
	return candidates[0]
}

// narrow leaves those that a policy would take first.
func (s *Service) narrow(list []*member, policy string) []*member {
	by := func(key func(*member) int64) []*member {
		if len(list) == 0 {
			return list
		}
		least := key(slices.MinFunc(list, func(a, b *member) int { return cmp.Compare(key(a), key(b)) }))
		return slices.DeleteFunc(slices.Clone(list), func(m *member) bool { return key(m) != least })
	}
	switch policy {
	case "OldestInstance":
		return by(func(m *member) int64 { return int64(m.Launched) })
	case "NewestInstance":
		return by(func(m *member) int64 { return -int64(m.Launched) })
	case "OldestLaunchTemplate":
		return by(version)
	case "ClosestToNextInstanceHour":
		return by(s.untilHour)
	case "Default":
		list = by(version)
		return by(s.untilHour)
	}
	return list
}

// version is a launch template's version as a number.
func version(m *member) int64 {
	n, _ := strconv.ParseInt(m.Version, 10, 64)
	return n
}

// untilHour is how long until another hour of the instance is full.
func (s *Service) untilHour(m *member) int64 {
	return int64(time.Hour) - int64(s.k.Now().Sub(m.Launched)%time.Hour)
}

// terminate begins to take an instance out of the group: its connections end,
// hooks are waited for, and then it is gone.
func (s *Service) terminate(m *member, cause string) {
	if !m.counts() && m.State != Standby && !(m.Leaving && m.State == InService) {
		return
	}
	s.finish(m.activity, "Cancelled", "")
	s.forgetHooks(m)
	m.activity = s.begin(m.group, "Terminating EC2 instance: "+m.ID, cause, m.Zone)
	s.enter(m, TerminatingState)
	delay := s.deregister(m)
	if delay > 0 {
		m.activity.Status = "WaitingForELBConnectionDraining"
		s.k.After(delay, Drained{m.group.Name, m.ID, m.Turn})
		return
	}
	s.proceedToEnd(m)
}

// deregister takes an instance from its load balancers; it gives for how long
// its connections may go on.
//
// fidelity: autoscaling.draining
func (s *Service) deregister(m *member) (delay time.Duration) {
	if s.near.Targets == nil {
		return 0
	}
	for _, arn := range m.group.TargetARNs {
		if err := s.near.Targets.DeregisterInstance(arn, m.ID); err != nil {
			continue // the target group is gone
		}
		if state, _ := s.near.Targets.HealthOf(arn, m.ID); state == "draining" {
			delay = max(delay, drainCheck)
		}
	}
	return delay
}

// drainCheck is how often a group looks whether connections have ended.
const drainCheck = 5 * time.Second

// drained is when a group looks again.
func (s *Service) drained(e Drained) {
	m := s.members[e.Instance]
	if m == nil || m.Turn != e.Turn {
		return
	}
	for _, arn := range m.group.TargetARNs {
		if state, _ := s.near.Targets.HealthOf(arn, m.ID); state == "draining" {
			s.k.After(drainCheck, e)
			return
		}
	}
	s.proceedToEnd(m)
}

// proceedToEnd waits for a hook, or terminates the instance.
func (s *Service) proceedToEnd(m *member) {
	if !s.hold(m, transitionTerminating, TerminatingWait) {
		s.kill(m)
	}
}

// kill terminates the instance itself.
func (s *Service) kill(m *member) {
	s.enter(m, TerminatingGo)
	if !s.near.EC2.TerminateFor(m.ID) {
		s.ended(m.ID) // it is gone already
	}
}

// ended is when an instance of a group is gone.
func (s *Service) ended(id string) {
	m := s.members[id]
	if m == nil {
		return
	}
	g := m.group
	s.finish(m.activity, "Successful", "")
	s.tell(g, "EC2 Instance Terminate Successful", id, m.activity)
	s.forgetHooks(m)
	s.enter(m, "Terminated")
	delete(s.members, id)
	g.members = slices.DeleteFunc(g.members, func(o *member) bool { return o == m })
	s.settle(g)
	s.later(g, sim.Time(0))
}

// lost is when an instance goes down though its group has not wanted that: it is
// replaced at once, whatever the grace period.
//
// fidelity: autoscaling.health
func (s *Service) lost(id, state string) {
	if m := s.members[id]; m != nil && (m.counts() || m.Leaving && m.State == InService) {
		if s.near.Rules.GraceForStopped && s.k.Now().Sub(m.InServiceAt) < m.group.Grace {
			return
		}
		s.unhealthy(m, "an EC2 health check indicating it has been terminated or stopped")
		if state == "shutting-down" {
			s.deregister(m)
			s.forgetHooks(m)
			s.finish(m.activity, "Successful", "")
			m.activity = s.begin(m.group, "Terminating EC2 instance: "+m.ID, "At "+s.moment()+" an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.", m.Zone)
			s.enter(m, TerminatingGo)
		}
	}
}

// unhealthy marks an instance to be replaced.
func (s *Service) unhealthy(m *member, why string) {
	if m.Unhealthy != "" {
		return
	}
	m.Unhealthy = why
	s.k.Emit(MemberUnhealthy{m.group.Name, m.ID, why})
	s.later(m.group, reacting)
}
