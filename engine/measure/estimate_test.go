package measure

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"skylab/engine/sim"
)

// TestCoverage: of many intervals nineteen in twenty hold the true value.
func TestCoverage(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	held := 0
	const tries, batches = 2000, 30
	for range tries {
		var x, y [batches]float64
		for i := range batches {
			x[i] = 100 + 10*r.NormFloat64()
			y[i] = 0.25*x[i] + r.NormFloat64()
		}
		e := Ratio(batches, func(i int) (float64, float64) { return y[i], x[i] })
		if e.Low <= 0.25 && 0.25 <= e.High {
			held++
		}
	}
	if share := float64(held) / tries; math.Abs(share-0.95) > 0.02 {
		t.Errorf("%.3f of the intervals hold the value", share)
	}
}

// What was never seen, and what was always seen.
func TestRuleOfThree(t *testing.T) {
	for _, c := range []struct{ seen, low, high float64 }{{0, 0, 0.01}, {10, 0.99, 1}} {
		e := Probability(30, func(int) (float64, float64) { return c.seen, 10 })
		if math.Abs(e.Low-c.low) > 1e-9 || math.Abs(e.High-c.high) > 1e-9 {
			t.Errorf("%v of 10 in 30 batches: %+v", c.seen, e)
		}
	}
	if e := Ratio(30, func(int) (float64, float64) { return 0, 0 }); e.High != Unknown {
		t.Errorf("nothing of nothing is %+v", e)
	}
}

// Percentiles of what a sampler draws are those of its distribution.
func TestQuantiles(t *testing.T) {
	for _, text := range []string{"exp:200ms", "lognormal:100ms,250ms", "empirical:1ms,2ms,40ms", "70ms"} {
		d, err := sim.ParseDist(text)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSampler(d, rand.New(rand.NewPCG(3, 4)))
		var h Histogram
		var sums Sums
		for range 200_000 {
			h.Add(&sums, s.Draw())
		}
		for _, q := range []float64{0.5, 0.9, 0.99} {
			got, want := h.Quantile(q, h.Means(&sums)), d.Quantile(q)
			if math.Abs(float64(got-want)) > 0.02*float64(want)+float64(time.Microsecond) {
				t.Errorf("%s: %v of it is %v, want %v", text, q, got, want)
			}
		}
	}
}
