package lambda

import (
	"slices"
	"time"

	"skylab/engine/billing"
	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// The statuses of provisioned concurrency (fact sheet 6.1 [BC]).
const (
	provisioningInProgress = "IN_PROGRESS"
	provisioningReady      = "READY"
	provisioningFailed     = "FAILED"
)

// provision is the provisioned concurrency of a version or an alias:
// environments that are initialised before any request comes.
type provision struct {
	f         *function
	Qualifier string
	Requested int
	Status    string
	Reason    string
	Modified  sim.Time
	// round counts allocations: what belongs to an earlier one is void.
	round int
	// starting are those still to be started in this round, and open those
	// that have not finished their init.
	starting, open int
	all            []*environment
	pools          map[*version]*pool
	rate           scaling.Bucket
}

// of is the pool of the version's provisioned environments.
func (p *provision) of(ver *version) *pool {
	if p.pools[ver] == nil {
		p.pools[ver] = &pool{}
	}
	return p.pools[ver]
}

// provisioned is the pool from which the request gets a provisioned
// environment, nil where it runs on demand: there is none, none is free, the
// allocation is not finished (AWS docs, "Configuring provisioned concurrency",
// 2026: nothing of it can be used before), or the rate of ten requests a
// second for each unit is used up. That the last spills over and is not
// refused is an assumption.
//
// fidelity: lambda.provisioned-concurrency
func (s *Service) provisioned(inv *invocation, ver *version) *pool {
	p := ver.f.provisions[inv.target.Qualifier]
	if p == nil {
		p = ver.f.provisions[ver.label()]
	}
	if p == nil || p.Status != provisioningReady {
		return nil
	}
	free := p.of(ver)
	if free.newest() == nil || inv.Mode != Event && !p.rate.Take(s.kernel.Now()) {
		s.spill(p)
		return nil
	}
	return free
}

// spill books a request that provisioned concurrency had no room for.
func (s *Service) spill(p *provision) {
	p.f.metrics.spillover.Record(s.kernel.Now(), 1)
}

// provisioningRate is how many environments a function gets in a minute (AWS
// docs, "Configuring provisioned concurrency", 2026: up to 6,000), and
// provisioningLead what passes before the first: the documentation speaks of
// a minute or two.
//
// fidelity: lambda.provisioning-rate
const provisioningRate = 6000

var provisioningLead = sim.Dist{Shape: sim.LogNormal, Mid: 60 * time.Second, P90: 90 * time.Second,
	Source: "AWS docs, Configuring provisioned concurrency (2026): within a minute or two; the shape is an assumption"}

// allocate begins to bring a provision to what is requested: what it has of
// other code goes, new environments are started.
func (s *Service) allocate(p *provision) {
	s.lastRound++
	p.round = s.lastRound // unique, so that what an earlier provision started is void
	p.Status, p.Reason = provisioningInProgress, ""
	p.rate = scaling.PerSecond(10 * p.Requested)
	s.release(p)
	for _, ver := range p.versions() {
		s.wake(ver)
	}
	p.starting = p.Requested
	lead := provisioningLead.Sample(s.kernel.Stream("lambda.provisioning"))
	s.kernel.After(lead, ProvisioningStarted{p.f.Name, p.Qualifier, p.round})
	s.hold(p, p.Requested)
}

// provisioningStarted starts environments, a hundredth of a minute's worth at
// a time.
func (s *Service) provisioningStarted(e ProvisioningStarted) {
	p := s.provisionOf(e.Function, e.Qualifier, e.Round)
	if p == nil {
		return
	}
	if slices.ContainsFunc(p.versions(), func(ver *version) bool { return ver.State != Active }) {
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
}

// startProvisioned brings up one environment of a provision. An alias with two
// versions has them by their weights.
func (s *Service) startProvisioned(p *provision) {
	v := s.environment(s.wants(p))
	v.prov = p
	p.all = append(p.all, v)
	p.open++
	s.announce(v, "")
}

// versions are those that the provision has environments of.
func (p *provision) versions() []*version {
	a := p.f.aliases[p.Qualifier]
	if a == nil {
		return []*version{p.f.version(p.Qualifier)}
	}
	if a.Other == "" {
		return []*version{p.f.version(a.Version)}
	}
	return []*version{p.f.version(a.Version), p.f.version(a.Other)}
}

// wants is the version of which the provision has least, by its weights.
func (s *Service) wants(p *provision) *version {
	a := p.f.aliases[p.Qualifier]
	if a == nil {
		return p.f.version(p.Qualifier)
	}
	ver := p.f.version(a.Version)
	if a.Other == "" {
		return ver
	}
	second, n := p.f.version(a.Other), 0
	for _, v := range p.all {
		if v.ver == second {
			n++
		}
	}
	if float64(n) < a.Weight*float64(p.Requested)-0.5 {
		return second
	}
	return ver
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
	v.home().add(v)
	if !ok {
		s.failed(p, v)
		return
	}
	s.checkLater(v)
	if p.Status == provisioningInProgress && p.starting == 0 && p.open == 0 {
		p.Status = provisioningReady
		s.kernel.Emit(ProvisioningEnded{p.f.Name, p.Qualifier, p.Requested})
	}
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
	s.hold(p, 0)
}

// release lets go of all environments of an allocation.
func (s *Service) release(p *provision) {
	for _, v := range slices.Clone(p.all) {
		if v.State == Idle {
			s.retire(v, "provisioning")
		} else {
			v.orphaned = true
		}
	}
	p.all, p.pools, p.starting, p.open = nil, map[*version]*pool{}, 0, 0
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
	s.hold(p, 0)
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

// hold tells billing what is kept from now on, of the architecture that the
// code is for.
//
// fidelity: lambda.provisioned-metering
func (s *Service) hold(p *provision, environments int) {
	r := s.wants(p).serving
	x86, arm := environments*r.MemoryMB, 0
	if r.Architecture == "arm64" {
		x86, arm = 0, x86
	}
	s.near.Billing.Hold(billing.LambdaProvisionedConcurrency, p.f.Name, p.Qualifier, int64(x86))
	s.near.Billing.Hold(billing.LambdaProvisionedConcurrencyARM, p.f.Name, p.Qualifier, int64(arm))
}
