// Package due keeps the next time of a schedule, of a rule or of the Scheduler,
// in a world's queue of events.
//
// It reads no schedule and fires none. Its invariant: a schedule that runs
// waits for exactly one time that has not passed, unless it is over.
package due

import (
	"fmt"
	"time"

	"skylab/engine/sim"
)

// Next is when a schedule is due next. The zero value waits for nothing.
type Next struct {
	// At is the time, 0 while the schedule waits for none.
	At sim.Time
	// Over tells that the schedule will never be due again.
	Over bool
	// event is the number of the firing in the queue.
	event uint64
}

// Wait puts the firing e at that time into the queue. A schedule without a
// further time, or one beyond the reach of a world's clock, is over.
func (n *Next) Wait(k *sim.Kernel, at time.Time, ok bool, e sim.Event) {
	if !ok || at.After(sim.Time(1<<63-1).Wall()) {
		*n = Next{Over: true}
		return
	}
	n.At, n.Over = sim.FromWall(at), false
	n.event = k.At(n.At, e)
}

// Stop takes the firing out of the queue.
func (n *Next) Stop(k *sim.Kernel) {
	if n.event != 0 {
		k.Cancel(n.event)
	}
	*n = Next{}
}

// Waits tells whether a firing is in the queue.
func (n *Next) Waits() bool { return n.event != 0 }

// Check reports a schedule that runs, or does not, and waits otherwise.
func (n *Next) Check(runs bool, now sim.Time) error {
	if waits := runs && !n.Over; waits != n.Waits() || waits && n.At < now {
		return fmt.Errorf("waits as %d for %s, over: %t", n.event, n.At.Since(), n.Over)
	}
	return nil
}
