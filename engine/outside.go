package engine

import "skylab/engine/sim"

// Outside tells whether a program outside of the world has a request of it, or
// a request waits for one. Whoever lets time pass with real time lets it pass
// as fast as real time until that is over.
func (w *World) Outside() bool { return w.Lambda.Outside() }

// Attached tells whether a function is served by programs outside, so that a
// request may go to one at any time.
func (w *World) Attached() bool { return w.Lambda.Attached() }

// AdvanceLive is Advance for those who let time pass with real time: it stops,
// too, at the instant from which on the world is Outside, however much time was
// still to pass.
func (w *World) AdvanceLive(until sim.Time, fuel int64) bool {
	if w.Outside() || !w.Lambda.Attached() {
		return w.Advance(until, fuel)
	}
	for end := w.Spent() + fuel; w.Spent() < end; {
		next, any := w.Next()
		if !any || next > until {
			return w.Advance(until, fuel) // nothing is due: only time passes
		}
		if w.Advance(next, 1); w.Outside() {
			break
		}
	}
	return false
}
