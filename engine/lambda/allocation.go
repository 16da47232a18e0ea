package lambda

import (
	"slices"
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// provisioningRate is how many environments a function gets in a minute (AWS
// docs, "Configuring provisioned concurrency", 2026: up to 6,000), and
// provisioningLead what passes before the first: the documentation speaks of
// a minute or two.
//
// fidelity: lambda.provisioning-rate
const provisioningRate = 6000

var provisioningLead = sim.Dist{Shape: sim.LogNormal, Mid: 60 * time.Second, P90: 90 * time.Second,
	Source: "AWS docs, Configuring provisioned concurrency (2026): within a minute or two; the shape is an assumption"}

// allocate begins to bring a provision to what is requested: what is more, or
// of other code, goes, and what it lacks is started. That what it has before
// serves meanwhile is an assumption.
func (s *Service) allocate(p *provision) {
	s.lastRound++
	p.round = s.lastRound // unique, so that what an earlier provision started is void
	p.Status, p.Reason = provisioningInProgress, ""
	p.rate = scaling.PerSecond(10 * p.Requested)
	s.keep(p)
	for _, part := range p.portions() {
		s.wake(part.ver)
	}
	lead := provisioningLead.Sample(s.kernel.Stream("lambda.provisioning"))
	s.kernel.After(lead, ProvisioningStarted{p.f.Name, p.Qualifier, p.round})
	s.hold(p, p.portions()...)
}

// keep lets go of the environments that a provision is not to have any more,
// and counts what it lacks.
func (s *Service) keep(p *provision) {
	room := map[*version]int{}
	for _, part := range p.portions() {
		room[part.ver] = part.n
	}
	all := p.all
	p.all, p.open, p.kept = nil, 0, false
	for _, v := range all {
		if room[v.ver] == 0 {
			s.dismiss(v)
			continue
		}
		room[v.ver]--
		p.all = append(p.all, v)
		p.kept = p.kept || !v.waits
		if v.State == Preparing || v.State == Init {
			p.open++
		}
	}
	p.starting = p.Requested - len(p.all)
}

// provisioningStarted starts environments, a hundredth of a minute's worth at
// a time.
func (s *Service) provisioningStarted(e ProvisioningStarted) {
	p := s.provisionOf(e.Function, e.Qualifier, e.Round)
	if p == nil {
		return
	}
	if slices.ContainsFunc(p.portions(), func(part portion) bool { return part.ver.State != Active }) {
		s.kernel.After(time.Second, ProvisioningStarted{p.f.Name, p.Qualifier, p.round})
		return
	}
	const step = provisioningRate / 600 // in 100 ms
	for range min(step, p.starting) {
		p.starting--
		s.startProvisioned(p)
	}
	if p.starting > 0 {
		s.kernel.After(100*time.Millisecond, ProvisioningStarted{p.f.Name, p.Qualifier, p.round})
	}
	s.allocated(p)
}

// startProvisioned brings up one environment of a provision.
func (s *Service) startProvisioned(p *provision) {
	v := s.environment(p.lacks())
	v.prov, v.waits = p, p.Status == provisioningInProgress
	p.all = append(p.all, v)
	p.open++
	s.announce(v, "")
}

// lacks is a version of which the provision has fewer than it is to have.
func (p *provision) lacks() *version {
	portions := p.portions()
	for _, part := range portions {
		n := 0
		for _, v := range p.all {
			if v.ver == part.ver {
				n++
			}
		}
		if n < part.n {
			return part.ver
		}
	}
	panic("lambda: provisioned concurrency of " + p.Qualifier + " lacks nothing")
}

// initialised takes in a provisioned environment whose init is over.
func (s *Service) initialised(v *environment, ok bool) {
	p := v.prov
	if v.orphaned {
		v.move("Provisioned", s.kernel.Now())
		v.home().add(v)
		s.retire(v, "provisioning")
		return
	}
	p.open--
	v.move("Provisioned", s.kernel.Now())
	if !ok {
		s.failed(p, v)
		return
	}
	if !v.waits {
		v.home().add(v)
	}
	s.checkLater(v)
	s.allocated(p)
}

// allocated ends an allocation that is complete: requests can use all of it.
func (s *Service) allocated(p *provision) {
	if p.Status != provisioningInProgress || p.starting > 0 || p.open > 0 {
		return
	}
	p.Status = provisioningReady
	for _, v := range p.all {
		if v.waits {
			v.waits = false
			v.home().add(v)
		}
	}
	s.kernel.Emit(ProvisioningEnded{p.f.Name, p.Qualifier, p.Requested})
}

// failed gives up an allocation whose code does not start (2.5 [LS
// 2026-02-17]): nothing of it is kept or paid for. Of one that was ready, only
// the environment is gone that was to replace another.
func (s *Service) failed(p *provision, v *environment) {
	s.retire(v, "provisioning")
	p.all = slices.DeleteFunc(p.all, func(w *environment) bool { return w == v })
	if p.Status != provisioningInProgress {
		return
	}
	p.Status, p.Reason = provisioningFailed, "FUNCTION_ERROR_INIT_FAILURE"
	s.release(p)
	s.hold(p)
}

// release lets go of all environments of an allocation.
func (s *Service) release(p *provision) {
	for _, v := range p.all {
		s.dismiss(v)
	}
	clear(p.pools)
	p.all, p.starting, p.open, p.kept = nil, 0, 0, false
}

// dismiss lets go of an environment: now, or when it has served.
func (s *Service) dismiss(v *environment) {
	if v.State == Idle {
		s.retire(v, "provisioning")
		return
	}
	v.orphaned = true
}

// replace starts another environment for one of a provision that is gone.
func (s *Service) replace(v *environment) {
	p := v.prov
	p.all = slices.DeleteFunc(p.all, func(w *environment) bool { return w == v })
	if !v.orphaned && p.Status != provisioningFailed {
		s.startProvisioned(p)
	}
}

// deprovision ends a provision.
func (s *Service) deprovision(p *provision) {
	p.f.capacity.Provision(-p.Requested)
	s.hold(p)
	delete(p.f.provisions, p.Qualifier)
	s.release(p)
}

func (s *Service) provisionOf(function, qualifier string, round int) *provision {
	f := s.functions[function]
	if f == nil {
		return nil
	}
	if p := f.provisions[qualifier]; p != nil && p.round == round {
		return p
	}
	return nil
}
