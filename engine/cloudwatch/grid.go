package cloudwatch

import (
	"time"

	"skylab/engine/sim"
)

// grid is a range of time in slots of one period.
type grid struct {
	start  sim.Time
	period sim.Time
	n      int
}

// newGrid covers what begins in [from, to) in periods of so many seconds. It
// begins at the minute of from.
//
// fidelity: cloudwatch.period-alignment
func newGrid(from, to sim.Time, seconds int) grid {
	const minute = sim.Time(time.Minute)
	start := from / minute * minute
	if start > from {
		start -= minute // division rounds towards the epoch
	}
	period := sim.Time(seconds) * sim.Time(time.Second)
	return grid{start, period, int((to - start + period - 1) / period)}
}

// slot is the i-th slot's [from, to).
func (g grid) slot(i int) (from, to sim.Time) {
	from = g.start + sim.Time(i)*g.period
	return from, from + g.period
}

// instant is the world's time of a calendar date, at most a century away from
// its epoch, so that differences cannot overflow.
func instant(t time.Time) sim.Time {
	const century = sim.Time(100 * 365 * 24 * time.Hour)
	return min(max(sim.FromWall(t), -century), century)
}
