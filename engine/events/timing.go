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
