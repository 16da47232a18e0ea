package planning

import (
	"math/rand/v2"
	"time"

	"skylab/engine/sim"
)

// Poisson are requests that know nothing of each other, with a fixed mean
// distance.
type Poisson struct{ mean float64 }

// NewPoisson has so many arrivals a second on average, more than 0.
func NewPoisson(rate float64) Poisson { return Poisson{float64(time.Second) / rate} }

// Next is the next arrival; there always is one.
func (p Poisson) Next(after sim.Time, r *rand.Rand) (sim.Time, bool) {
	return after + sim.Time(r.ExpFloat64()*p.mean), true
}
