package sns

import (
	"time"

	"skylab/engine/sim"
)

// deliveryDelay is from the publication to the first attempt of a delivery.
//
// AWS publishes no figure; that it is tens of milliseconds within a Region is
// an assumption.
func deliveryDelay() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 30 * time.Millisecond, P90: 90 * time.Millisecond,
		Source: "assumption; no figure published"}
}

// phase is some attempts of a delivery policy.
type phase struct {
	name string
	// attempts is how many retries the phase has.
	attempts int
	// first and last are the delays before its first and its last retry; those
	// between grow exponentially.
	first, last time.Duration
}

// managed is the delivery policy for endpoints that AWS manages, queues and
// functions among them: 100,015 retries over 23 days (developer guide, message
// delivery retries; read 2026-11-22).
//
// fidelity: sns.retries
func managed() []phase {
	const s = time.Second
	return []phase{
		{"immediate retry", 3, 0, 0},
		{"pre-backoff", 2, s, s},
		{"backoff", 10, s, 20 * s},
		{"post-backoff", 100_000, 20 * s, 20 * s},
	}
}

// retryDelay is how long SNS waits after the attempt-th attempt, from 1; ok is
// false where it was the last.
func retryDelay(attempt int) (d time.Duration, ok bool) {
	n := attempt - 1
	for _, p := range managed() {
		if n < p.attempts {
			return p.delay(n), true
		}
		n -= p.attempts
	}
	return 0, false
}
