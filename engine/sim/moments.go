package sim

import (
	"math"
	"slices"
	"time"
)

// Sigma is the standard deviation of the logarithm of a LogNormal.
func (d Dist) Sigma() float64 { return math.Log(float64(d.P90)/float64(d.Mid)) / z90 }

// Mean is the mean of d.
func (d Dist) Mean() time.Duration {
	switch d.Shape {
	case LogNormal:
		sigma := d.Sigma()
		return span(float64(d.Mid) * math.Exp(sigma*sigma/2))
	case Empirical:
		sum := 0.0
		for _, v := range d.Values {
			sum += float64(v)
		}
		return span(sum / float64(max(1, len(d.Values))))
	}
	return d.Mid
}

// Quantile is the duration that d does not exceed with probability q, 0 < q < 1.
func (d Dist) Quantile(q float64) time.Duration {
	switch d.Shape {
	case Exponential:
		return span(-math.Log1p(-q) * float64(d.Mid))
	case LogNormal:
		z := math.Sqrt2 * math.Erfinv(2*q-1)
		return span(float64(d.Mid) * math.Exp(d.Sigma()*z))
	case Empirical:
		if len(d.Values) == 0 {
			return 0
		}
		sorted := slices.Sorted(slices.Values(d.Values))
		return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
	}
	return d.Mid
}
