package ec2

import (
	"time"

	"skylab/engine/sim"
)

// How long it takes until a status check has noticed, and until a machine has
// its power again: assumptions.
var noticing = sim.Dist{Shape: sim.LogNormal, Mid: 90 * time.Second, P90: 130 * time.Second, Source: "assumed: checks run each minute, and two fail"}

// loseZone cuts a zone off: nothing in it can be reached, what was under way
// there is lost, and nothing can be launched.
func (s *Service) loseZone(name string) {
	n := s.net.DefaultSubnet(name)
	n.Down = true
	for _, i := range s.inLaunchOrder() {
		if i.subnet == n {
			s.lose(i, "zone")
		}
	}
}

// lose is when an instance's machine is gone: whoever waits for it never hears
// of it. AWS's checks notice a little later. One that is being launched fails.
func (s *Service) lose(i *instance, what string) {
	switch i.state {
	case Pending:
		if i.boots == 0 {
			s.terminate(i, StateReason{"Server.InternalError", "Server.InternalError: Internal error on launch"})
		}
	case Running:
		i.failed = true
		s.halt(i, true)
		s.k.Emit(HostFailed{i.id, what})
		s.k.After(noticing.Sample(s.k.Stream("ec2.noticing")), StatusCheckFailed{i.id, i.turn})
	}
}

// checkFailed is when a status check has noticed.
func (s *Service) checkFailed(e StatusCheckFailed) {
	if i := s.instances[e.Instance]; i != nil && i.turn == e.Turn && i.failed {
		i.impaired = true
	}
}

// recover has an instance's machine be there again: it boots.
func (s *Service) recover(i *instance) {
	if !i.failed {
		return
	}
	i.failed, i.impaired = false, false
	if i.state == Running {
		s.k.Emit(HostRecovered{i.id})
		s.boot(i, rebooting.Sample(s.k.Stream("ec2.rebooting")))
	}
}
