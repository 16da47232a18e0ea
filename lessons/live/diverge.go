package live

import (
	"reflect"

	"skylab/engine"
	"skylab/engine/sim"
)

// Divergence is the first moment at which the histories of two worlds differ.
type Divergence struct {
	// Found is false where the histories, as far as they are kept, are the
	// same.
	Found bool
	At    sim.Time
	// Real and Other are what happened then in either world; nil where that
	// history had already ended.
	Real, Other sim.Event
}

// Diverge compares the journals of the real world and another, entry by entry.
func Diverge(real, other *engine.World) Divergence {
	a, b := real.Journal(), other.Journal()
	n := max(a.Count(), b.Count())
	for i := max(a.First(), b.First()); i < n; i++ {
		switch {
		case i >= a.Count():
			return Divergence{Found: true, At: b.At(i).At, Other: b.At(i).Event}
		case i >= b.Count():
			return Divergence{Found: true, At: a.At(i).At, Real: a.At(i).Event}
		}
		x, y := a.At(i), b.At(i)
		if x.At != y.At || !reflect.DeepEqual(x.Event, y.Event) {
			return Divergence{true, min(x.At, y.At), x.Event, y.Event}
		}
	}
	return Divergence{}
}
