package lambda

import (
	"math"

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
	// kept tells that it had environments for requests when the round began.
	kept  bool
	all   []*environment
	pools map[*version]*pool
	rate  scaling.Bucket
}

// of is the pool of the version's provisioned environments.
func (p *provision) of(ver *version) *pool {
	if p.pools[ver] == nil {
		p.pools[ver] = &pool{}
	}
	return p.pools[ver]
}

// portion is how many environments of a version a provision is to have.
type portion struct {
	ver *version
	n   int
}

// portions are what a provision consists of: for an alias with two versions,
// of both by their weights.
func (p *provision) portions() []portion {
	a := p.f.aliases[p.Qualifier]
	switch {
	case a == nil:
		return []portion{{p.f.version(p.Qualifier), p.Requested}}
	case a.Other == "":
		return []portion{{p.f.version(a.Version), p.Requested}}
	}
	n := int(math.Ceil(a.Weight*float64(p.Requested) - 0.5))
	return []portion{{p.f.version(a.Version), p.Requested - n}, {p.f.version(a.Other), n}}
}

// provisioned is the pool from which the request gets a provisioned
// environment, nil where it runs on demand: there is none, none is free, the
// allocation is not finished (AWS docs, "Configuring provisioned concurrency",
// 2026: nothing of it can be used before), or the rate of ten requests a
// second for each unit is used up. That the last spills over and is not
// refused is an assumption. What finds none free spills over.
//
// fidelity: lambda.provisioned-concurrency
func (s *Service) provisioned(inv *invocation, ver *version) (free *pool, spills bool) {
	p := ver.f.provisions[inv.target.Qualifier]
	if p == nil {
		p = ver.f.provisions[ver.label()]
	}
	if p == nil || p.Status != provisioningReady && !p.kept {
		return nil, false
	}
	free = p.of(ver)
	if free.newest() == nil || inv.Mode != Event && !p.rate.Take(s.kernel.Now()) {
		return nil, true
	}
	return free, false
}

// hold tells billing what is kept from now on, of the memory and the
// architecture of each version.
//
// fidelity: lambda.provisioned-metering
func (s *Service) hold(p *provision, kept ...portion) {
	x86, arm := 0, 0
	for _, part := range kept {
		if r := part.ver.serving; r.Architecture == "arm64" {
			arm += part.n * r.MemoryMB
		} else {
			x86 += part.n * r.MemoryMB
		}
	}
	s.near.Billing.Hold(billing.LambdaProvisionedConcurrency, p.f.Name, p.Qualifier, int64(x86))
	s.near.Billing.Hold(billing.LambdaProvisionedConcurrencyARM, p.f.Name, p.Qualifier, int64(arm))
}
