package lambda

import (
	"skylab/engine/aws"
	"skylab/engine/lambda/scaling"
)

// limit is the account's concurrency under the rules; 0 is without limits.
func (r Rules) limit() int {
	if r.Unlimited {
		return 0
	}
	return AccountConcurrency
}

// capacityOf is the concurrency of a new function: in a twin in which nothing
// is shared, of an account of its own.
func (s *Service) capacityOf() *scaling.Function {
	if s.near.Rules.PoolShared {
		return scaling.NewFunction(s.account)
	}
	return scaling.NewFunction(scaling.NewAccount(s.near.Rules.limit()))
}

// place gives a request to an environment of its version: a provisioned one,
// the newest idle one, or a new one. It returns the reason if the request is
// throttled.
//
// fidelity: lambda.newest-idle-first
// fidelity: lambda.provisioned-spillover
func (s *Service) place(inv *invocation) scaling.Reason {
	now, ver := s.kernel.Now(), inv.ver
	v := ver.free()
	p, spills := s.provisioned(inv, ver)
	if p != nil {
		v = p.newest()
	}
	shares := v == nil && s.shares(ver)
	reason := ver.f.capacity.Admit(now, scaling.Request{
		Sync: inv.Mode != Event, Provisioned: p != nil, Warm: v != nil || shares})
	if reason != scaling.Admitted {
		return reason
	}
	s.occupy(inv, p != nil)
	if spills {
		ver.f.metrics.spillover.Record(now, 1)
	}
	switch {
	case shares:
		s.shadow(inv)
	case v == nil && s.near.Rules.ReservedWarms && len(inv.f.all) < inv.f.reserved:
		s.warmed(inv)
	case v == nil:
		s.start(inv)
	default:
		v.home().remove(v)
		s.give(v, inv)
		if v.prov != nil {
			s.recordProvisioned(v.prov, now)
		}
		v.move("InvocationStarted", now)
		s.serve(v)
	}
	return scaling.Admitted
}

// occupy counts a request that holds an environment, and vacate its end.
func (s *Service) occupy(inv *invocation, provisioned bool) {
	now, f := s.kernel.Now(), inv.f
	inv.provisioned = provisioned
	if provisioned {
		f.metrics.provisioned.Record(now, 1)
	}
	s.concurrent++
	f.stats.MaxConcurrent = max(f.stats.MaxConcurrent, f.capacity.Running)
	f.metrics.concurrent.Record(now, float64(f.capacity.Running))
	s.recordConcurrency()
}

func (s *Service) vacate(inv *invocation) {
	s.concurrent--
	inv.f.capacity.Leave(inv.provisioned)
}

// throttle books a request that was refused.
func (s *Service) throttle(inv *invocation, reason scaling.Reason) {
	now := s.kernel.Now()
	inv.f.stats.Throttles++
	inv.f.metrics.throttles.Record(now, 1)
	for _, q := range s.qualified(inv) {
		q.throttles.Record(now, 1)
	}
	if s.near.Rules.ThrottlesAreErrors {
		inv.f.stats.Errors++
		inv.f.metrics.errors.Record(now, 1)
	}
	s.kernel.Emit(Throttled{inv.f.Name, inv.ID, inv.Mode, string(reason)})
}

// tooMany is AWS's answer to a throttled caller (3 [BC, LS 2025-11-24]).
//
// fidelity: lambda.client-retries
func tooMany(reason scaling.Reason) *aws.Error {
	e := refuse(429, "TooManyRequestsException", "Rate Exceeded.")
	e.Fields = append(e.Fields, aws.Field{Name: "Reason", Value: string(reason)})
	return e
}
