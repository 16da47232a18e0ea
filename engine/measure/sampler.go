package measure

import (
	"math"
	"math/rand/v2"
	"time"

	"skylab/engine/sim"
)

// Sampler draws from a distribution with its constants worked out beforehand,
// and without a call through an interface: sim.Dist.Sample takes two
// logarithms for each log-normal duration.
type Sampler struct {
	shape      sim.Shape
	mid, sigma float64
	values     []time.Duration
	r          *rand.Rand
}

// NewSampler draws from d by r.
func NewSampler(d sim.Dist, r *rand.Rand) Sampler {
	s := Sampler{shape: d.Shape, mid: float64(d.Mid), values: d.Values, r: r}
	if d.Shape == sim.LogNormal {
		s.sigma = d.Sigma()
	}
	return s
}

// Draw is one duration, never negative and at most a year, so that no sum of
// instants overflows.
func (s *Sampler) Draw() time.Duration {
	const longest = 365 * 24 * float64(time.Hour)
	switch s.shape {
	case sim.Exponential:
		return time.Duration(min(longest, s.r.ExpFloat64()*s.mid))
	case sim.LogNormal:
		return time.Duration(min(longest, s.mid*math.Exp(s.sigma*s.r.NormFloat64())))
	case sim.Empirical:
		return s.values[s.r.IntN(len(s.values))]
	}
	return time.Duration(s.mid)
}
