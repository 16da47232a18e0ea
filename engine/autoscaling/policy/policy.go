// Package policy is the arithmetic of scaling policies: how much capacity an
// adjustment, a step or a target asks for. It knows neither groups nor time.
//
// Facts are from facts/ec2.md, section 6 (EC2 Auto Scaling user guide, 2023-04).
package policy

import "math"

// Adjustment is in which way a policy changes the capacity.
type Adjustment string

// The ways.
const (
	Change  Adjustment = "ChangeInCapacity"        // so many more, or fewer
	Exact   Adjustment = "ExactCapacity"           // to so many
	Percent Adjustment = "PercentChangeInCapacity" // by so much of what there is
)

// Adjust is the capacity that an adjustment by n of a capacity wants, at least
// 0. A change by percent is of at least least instances.
//
// fidelity: autoscaling.adjustment
func Adjust(how Adjustment, capacity, n, least int) int {
	switch how {
	case Exact:
		return max(0, n)
	case Percent:
		change := round(float64(capacity) * float64(n) / 100)
		if change > 0 {
			change = max(change, least)
		} else if change < 0 {
			change = min(change, -least)
		}
		return max(0, capacity+change)
	}
	return max(0, capacity+n)
}

// round is a change by percent in whole instances: beyond one it is rounded
// towards nothing, below one it is one.
func round(v float64) int {
	switch {
	case v > 0 && v < 1:
		return 1
	case v < 0 && v > -1:
		return -1
	}
	return int(math.Trunc(v))
}

// Step is an adjustment for a range of how far a metric is from its threshold;
// nil is without end.
type Step struct {
	Lower, Upper *float64
	Adjustment   int
}

// Pick is the adjustment for a metric that is by so much above its threshold,
// or below it where that is negative. Above it the lower bound belongs to a step
// and the upper one does not, below it is the other way about.
//
// fidelity: autoscaling.steps
func Pick(steps []Step, above float64) (adjustment int, ok bool) {
	for _, s := range steps {
		low := s.Lower == nil || above > *s.Lower || above == *s.Lower && above >= 0
		high := s.Upper == nil || above < *s.Upper || above == *s.Upper && above < 0
		if low && high {
			return s.Adjustment, true
		}
	}
	return 0, false
}

// Track is the capacity that keeps a metric at its target, where so many
// instances have the metric's value each on average: it is rounded up where that
// is more, and also where it is less, so that what is taken away is rounded
// down.
//
// fidelity: autoscaling.target-tracking
func Track(capacity int, metric, target float64) int {
	if target <= 0 || capacity <= 0 {
		return capacity
	}
	return int(math.Ceil(float64(float64(capacity)*metric)/target - 1e-9))
}

// The alarms of target tracking of EC2 groups: how many minutes in a row, and
// below which share of the target the capacity shrinks.
//
// fidelity: autoscaling.tracking-alarms
const (
	HighMinutes = 3
	LowMinutes  = 15
	LowShare    = 0.7
)
