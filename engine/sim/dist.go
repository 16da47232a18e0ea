package sim

import (
	"math"
	"math/rand/v2"
	"time"
)

// Dist is a distribution of durations, as data with its source.
type Dist struct {
	// Shape is one of Constant, Exponential, LogNormal and Empirical.
	Shape Shape
	// Mid is the constant, the mean (Exponential) or the median (LogNormal).
	Mid time.Duration
	// P90 is the ninetieth percentile of a LogNormal, at least Mid.
	P90 time.Duration
	// Values are the equally likely outcomes of an Empirical distribution.
	Values []time.Duration
	// Source says where the numbers are from, or that they are assumed.
	Source string
}

// Shape names the family of a Dist.
type Shape uint8

// The families of distributions.
const (
	Constant Shape = iota
	Exponential
	LogNormal
	Empirical
)

// z90 is the ninetieth percentile of the standard normal distribution.
const z90 = 1.2815515655446004

// Sample draws one duration, never negative, by r.
func (d Dist) Sample(r *rand.Rand) time.Duration {
	switch d.Shape {
	case Exponential:
		return span(r.ExpFloat64() * float64(d.Mid))
	case LogNormal:
		return span(float64(d.Mid) * math.Exp(d.Sigma()*r.NormFloat64()))
	case Empirical:
		if len(d.Values) == 0 {
			return 0
		}
		return d.Values[r.IntN(len(d.Values))]
	}
	return d.Mid
}

// span is so many nanoseconds, a century and a half at the most: beyond what a
// Duration holds the conversion would give another result on each machine.
func span(ns float64) time.Duration { return time.Duration(min(ns, 1<<62)) }
