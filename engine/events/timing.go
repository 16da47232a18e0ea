package events

import (
	"math/rand/v2"
	"time"

	"skylab/engine/sim"
)

// ingestionLatency is from an event's arrival on the bus to the first call of
// a target.
//
// AWS measured 129 ms at the 99th percentile (What's New, 2023-11-02, "up to
// 94% improvement in end-to-end latency"); the shape below that is assumed.
//
// fidelity: events.latency
func ingestionLatency() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 50 * time.Millisecond, P90: 85 * time.Millisecond,
		Source: "AWS What's New 2023-11-02: p99 129 ms; shape assumed"}
}

// scheduleDelay is from the time a schedule names to the call of its targets.
//
// The user guide says that it might be several seconds, within that minute;
// the shape is an assumption.
//
// fidelity: events.schedule-delay
func scheduleDelay() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 1500 * time.Millisecond, P90: 6 * time.Second,
		Source: "EventBridge user guide: several seconds; shape assumed"}
}

// delaySchedule draws a scheduleDelay that stays within the minute.
func delaySchedule(r *rand.Rand) time.Duration {
	return min(scheduleDelay().Sample(r), 55*time.Second)
}

// The default retry policy of a target: 185 attempts within 24 hours.
const (
	defaultRetries = 185
	defaultAge     = 24 * time.Hour
)

// backOff is the pause before the nth retry, from 1: it doubles from ten
// seconds to eight minutes, give or take a tenth. AWS says exponential with
// jitter, 185 times in 24 hours, which these steps come to; they themselves
// are an assumption.
//
// fidelity: events.retries
func backOff(n int, r *rand.Rand) time.Duration {
	pause := min(10*time.Second<<min(n-1, 10), 8*time.Minute)
	return time.Duration(float64(pause) * (0.9 + 0.2*r.Float64()))
}
