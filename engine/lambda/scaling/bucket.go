package scaling

import (
	"time"

	"skylab/engine/sim"
)

// Bucket is a token bucket whose tokens are time: it fills at one second a
// second up to its capacity, and each use costs a fixed time. A fresh bucket
// is full; one that costs nothing never runs out.
type Bucket struct {
	Cost, Capacity time.Duration
	// Spent is how much of the capacity was gone at the instant At.
	Spent time.Duration
	At    sim.Time
}

// PerSecond is a bucket that lets n uses a second pass, and a second's worth
// at once; n ≥ 1.
func PerSecond(n int) Bucket {
	return Bucket{Cost: time.Second / time.Duration(n), Capacity: time.Second}
}

// has tells whether the bucket can be used now.
func (b *Bucket) has(now sim.Time) bool {
	b.Spent = max(0, b.Spent-now.Sub(b.At))
	b.At = now
	return b.Spent+b.Cost <= b.Capacity
}

// Take uses the bucket once, if there is enough in it.
func (b *Bucket) Take(now sim.Time) bool {
	if !b.has(now) {
		return false
	}
	b.Spent += b.Cost
	return true
}
