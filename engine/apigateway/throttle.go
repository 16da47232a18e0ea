package apigateway

import (
	"time"

	"skylab/engine/sim"
)

// bucket is a token bucket: each request takes a token.
type bucket struct {
	Tokens float64
	At     sim.Time // when Tokens was right
	// Used is false before the first request: the bucket is full then.
	Used bool
}

// take takes a token if there is one.
func (b *bucket) take(now sim.Time, rate float64, burst int) bool {
	if !b.Used {
		b.Tokens, b.Used = float64(burst), true
	}
	b.Tokens = min(float64(burst), b.Tokens+rate*float64(now.Sub(b.At))/float64(time.Second))
	b.At = now
	if b.Tokens < 1 {
		return false
	}
	b.Tokens--
	return true
}

// throttled tells whether the request comes too soon: each route of a stage
// has a bucket of its own, and all share the account's.
//
// fidelity: apigateway.throttling
func (s *Service) throttled(st *stage, routeKey string) bool {
	set, ok := st.Routes[routeKey]
	if !ok {
		set = st.Settings
	}
	now := s.k.Now()
	if set.ThrottlingRateLimit != nil || set.ThrottlingBurstLimit != nil {
		rate, burst := float64(accountRate), accountBurst
		if set.ThrottlingRateLimit != nil {
			rate = *set.ThrottlingRateLimit
		}
		if set.ThrottlingBurstLimit != nil {
			burst = *set.ThrottlingBurstLimit
		}
		b := st.buckets[routeKey]
		if b == nil {
			b = &bucket{}
			st.buckets[routeKey] = b
		}
		if !b.take(now, rate, burst) {
			return true
		}
	}
	return !s.account.take(now, accountRate, accountBurst)
}
