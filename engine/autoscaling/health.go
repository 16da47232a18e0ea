package autoscaling

import (
	"time"

	"skylab/engine/ec2"
	"skylab/engine/sim"
)

// checking is how often groups look at their instances: an assumption.
const checking = 30 * time.Second

// tick sees to it that groups with instances look at them.
func (s *Service) tick() {
	if !s.ticking && len(s.members) > 0 {
		s.ticking = true
		s.k.After(checking, HealthChecked{})
	}
}

// checkAll looks at all instances in service.
//
// fidelity: autoscaling.health
func (s *Service) checkAll() {
	for _, g := range sim.InOrder(s.groups) {
		if !g.suspended("HealthCheck") {
			for _, m := range g.members {
				s.check(m)
			}
		}
		s.settle(g)
		if g.standing() != g.Desired+g.surge {
			s.later(g, reacting)
		} else {
			s.rebalance(g)
		}
	}
	s.tick()
}

// check looks at an instance: what EC2's status checks say and, if the group
// wants that, its load balancers.
func (s *Service) check(m *member) {
	if m.State != InService || m.Unhealthy != "" {
		return
	}
	g, now := m.group, s.k.Now()
	if g.MaxLifetime > 0 && now.Sub(m.InServiceAt) >= g.MaxLifetime {
		s.unhealthy(m, "the maximum instance lifetime of the group")
		return
	}
	if now.Sub(m.InServiceAt) < g.Grace {
		return
	}
	machine, ok := s.near.EC2.Machine(m.ID)
	switch {
	case !ok || machine.State != ec2.Running:
		s.unhealthy(m, "an EC2 health check indicating it has been terminated or stopped")
	case machine.Checks == "impaired":
		s.unhealthy(m, "an EC2 instance status checks failure")
	case (g.Checks == "ELB" || s.near.Rules.BelievesTargets) && s.near.Targets != nil:
		for _, arn := range g.TargetARNs {
			if state, _ := s.near.Targets.HealthOf(arn, m.ID); state == "unhealthy" {
				s.unhealthy(m, "an ELB system health check failure")
			}
		}
	}
}

// started is when an instance runs: hooks are waited for, and then it serves.
func (s *Service) started(id string) {
	m := s.members[id]
	if m == nil || m.State != PendingState {
		return
	}
	if !s.hold(m, transitionLaunching, PendingWait) {
		s.serve(m)
	}
}

// serve puts an instance into service.
func (s *Service) serve(m *member) {
	g := m.group
	for _, arn := range g.TargetARNs {
		if s.near.Targets != nil && !g.suspended("AddToLoadBalancer") {
			_ = s.near.Targets.RegisterInstance(arn, m.ID) // a target group that is gone takes none
		}
	}
	m.InServiceAt, m.Unhealthy = s.k.Now(), ""
	s.enter(m, InService)
	s.finish(m.activity, "Successful", "")
	s.tell(g, "EC2 Instance Launch Successful", m.ID, m.activity)
	m.warmAt = s.k.Now().Add(max(0, g.Warmup))
	s.count(m)
	if !m.Warm {
		s.k.After(g.Warmup, WarmedUp{g.Name, m.ID})
	}
	s.settle(g)
	s.later(g, reacting) // a rebalancing may have one to take away
}

// warmedUp is when an instance counts for metrics.
func (s *Service) warmedUp(e WarmedUp) {
	if m := s.members[e.Instance]; m != nil && m.State == InService {
		s.count(m)
	}
}

// count has an instance be in its group's metrics once it has warmed up.
//
// fidelity: autoscaling.warmup
func (s *Service) count(m *member) {
	m.Warm = s.k.Now() >= m.warmAt
	s.near.EC2.CountForGroup(m.ID, m.Warm)
}
