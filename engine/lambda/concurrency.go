package lambda

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The reasons of a throttle that this simulation gives (fact sheet 3 [BC]);
// those of reserved concurrency come with it.
const (
	ConcurrentInvocationLimitExceeded   = "ConcurrentInvocationLimitExceeded"
	FunctionInvocationRateLimitExceeded = "FunctionInvocationRateLimitExceeded"
)

// bucket is a token bucket whose tokens are time: it fills at one second a
// second up to its capacity, and each use costs a fixed time.
type bucket struct {
	cost, capacity time.Duration
	spent          time.Duration // of the capacity, at the instant at
	at             sim.Time
}

// take uses the bucket once, if there is enough in it.
func (b *bucket) take(now sim.Time) bool {
	b.spent = max(0, b.spent-now.Sub(b.at))
	b.at = now
	if b.spent+b.cost > b.capacity {
		return false
	}
	b.spent += b.cost
	return true
}

// limited tells whether the function has all the concurrency that it may
// have: that of the account, which all functions share.
//
// fidelity: lambda.account-concurrency
func (s *Service) limited(f *function) bool {
	if s.near.Rules.Unlimited {
		return false
	}
	if !s.near.Rules.PoolShared {
		return f.concurrent >= AccountConcurrency
	}
	return s.concurrent >= AccountConcurrency
}

// place gives a request to an environment: the newest idle one, or a new one.
// It returns the reason if the request is throttled instead.
//
// fidelity: lambda.newest-idle-first
// fidelity: lambda.scaling-rate
func (s *Service) place(f *function, inv *invocation) (throttled string) {
	now := s.kernel.Now()
	if s.limited(f) {
		return ConcurrentInvocationLimitExceeded
	}
	if inv.Mode != Event && !s.near.Rules.Unlimited && !s.rate.take(now) {
		return FunctionInvocationRateLimitExceeded
	}
	warm := len(f.idle) > 0
	if !warm && s.shares(f) {
		s.occupy(f)
		s.shadow(f, inv)
		return ""
	}
	if !warm && !s.near.Rules.Unlimited && !f.scale.take(now) {
		return ConcurrentInvocationLimitExceeded
	}
	s.occupy(f)
	if !warm {
		s.start(f, inv)
		return ""
	}
	v := f.idle[len(f.idle)-1]
	f.idle = f.idle[:len(f.idle)-1]
	v.inv, inv.env = inv, v
	v.move("InvocationStarted", now)
	s.serve(v)
	return ""
}

// occupy counts a request that holds an environment, and vacate its end.
func (s *Service) occupy(f *function) {
	now := s.kernel.Now()
	s.concurrent++
	f.concurrent++
	f.stats.MaxConcurrent = max(f.stats.MaxConcurrent, f.concurrent)
	f.metrics.concurrent.Record(now, float64(f.concurrent))
	s.account.Record(now, float64(s.concurrent))
}

func (s *Service) vacate(f *function) {
	s.concurrent--
	f.concurrent--
}

// throttle books a request that was refused.
func (s *Service) throttle(inv *invocation, reason string) {
	now := s.kernel.Now()
	inv.f.stats.Throttles++
	inv.f.metrics.throttles.Record(now, 1)
	if s.near.Rules.ThrottlesAreErrors {
		inv.f.stats.Errors++
		inv.f.metrics.errors.Record(now, 1)
	}
	s.kernel.Emit(Throttled{inv.f.Name, inv.ID, inv.Mode, reason})
}

// tooMany is AWS's answer to a throttled caller (3 [BC, LS 2025-11-24]).
//
// fidelity: lambda.client-retries
func tooMany(reason string) *aws.Error {
	e := refuse(429, "TooManyRequestsException", "Rate Exceeded.")
	e.Fields = append(e.Fields, aws.Field{Name: "Reason", Value: reason})
	return e
}
