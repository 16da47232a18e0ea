package sim

import "time"

// Time is an instant of virtual time: nanoseconds since the world's epoch.
type Time int64

// epoch is the calendar date at which every world begins: a Monday morning,
// late enough that the prices and runtimes of the fact sheets are in force.
var epoch = time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)

// Wall is the calendar date of t in UTC, as the world's logs print it.
func (t Time) Wall() time.Time { return epoch.Add(time.Duration(t)) }

// FromWall is the instant at which the world's calendar shows w.
func FromWall(w time.Time) Time { return Time(w.Sub(epoch)) }

// Add is the instant d after t.
func (t Time) Add(d time.Duration) Time { return t + Time(d) }

// Sub is the time from u to t.
func (t Time) Sub(u Time) time.Duration { return time.Duration(t - u) }

// Since is t as a duration from the epoch, for clocks on screens.
func (t Time) Since() time.Duration { return time.Duration(t) }
