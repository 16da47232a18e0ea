package planning

import (
	"math"

	"skylab/engine/sim"
)

// settle brings the function to the given instant: environments whose time was
// over before end when it was, and the counts are added up over the time. It
// is only done when something happens to the function, so expiry costs no
// event. A request at the very instant of an expiry finds the environment.
func (f *function) settle(now sim.Time) {
	for {
		at, slot := f.expiry(now)
		if at >= now {
			break
		}
		f.pass(at)
		f.retire(at, slot)
	}
	f.pass(now)
}

// pass adds up time in which nothing changes.
func (f *function) pass(to sim.Time) {
	if to <= f.settledTo {
		return
	}
	d := float64(to - f.settledTo)
	f.settledTo = to
	f.lap.length += d
	f.lap.running += d * float64(f.running+f.busy)
	f.lap.idle += d * float64(f.idle+f.Provisioned-f.busy)
	level := f.running + f.idle + f.Provisioned
	for level >= len(f.levels) {
		f.levels = append(f.levels, 0)
	}
	f.levels[level] += d
}

// expiry is when the first idle environment ends before the given instant, up
// to which the busy ones stay busy.
func (f *function) expiry(now sim.Time) (sim.Time, int32) {
	at, slot := sim.Time(math.MaxInt64), int32(none)
	if f.Expire > 0 && f.idlers.first != none {
		slot = f.idlers.first
		at = f.slots[slot].since.Add(f.Expire)
	}
	for f.elders.first != none {
		old := f.elders.first
		limit := f.slots[old].born.Add(f.MaxAge)
		if limit >= min(now, at) {
			break
		}
		if f.slots[old].idle {
			return limit, old
		}
		f.leave(old) // it ends with its invocation
	}
	return at, slot
}
