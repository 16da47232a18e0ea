package autoscaling

import (
	"strings"
	"time"

	"skylab/engine/sim"
)

// coolDown has simple policies wait: for what a policy has begun, and then for
// its cooldown, or the group's.
//
// fidelity: autoscaling.cooldown
func (s *Service) coolDown(g *group, p *scalingPolicy) {
	g.cooldown = g.Cooldown
	if p.Cooldown != nil {
		g.cooldown = time.Duration(*p.Cooldown) * time.Second
	}
	g.changing = true
}

// coolingDown tells whether simple policies wait.
func (s *Service) coolingDown(g *group) bool { return g.changing || s.k.Now() < g.quiet }

// settle begins the cooldown when the last instance has come or gone, or none
// can be launched.
func (s *Service) settle(g *group) {
	if !g.changing {
		return
	}
	for _, m := range g.members {
		if strings.HasPrefix(m.State, PendingState) || strings.HasPrefix(m.State, TerminatingState) {
			return
		}
	}
	if g.failures == 0 && g.standing() != g.Desired+g.surge {
		return
	}
	g.changing, g.quiet = false, s.k.Now()+sim.Time(g.cooldown)
}
