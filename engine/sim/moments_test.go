package sim

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestMoments holds what is computed against what is drawn: the mean of 400,000
// draws is within five of its standard errors, and as many draws as the
// quantile says do not exceed it.
func TestMoments(t *testing.T) {
	const n = 400_000
	for _, text := range []string{"100ms", "exp:2s", "lognormal:100ms,250ms", "empirical:1ms,2ms,40ms"} {
		d, err := ParseDist(text)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 2))
		var sum, squares float64
		drawn := make([]time.Duration, n)
		for i := range drawn {
			drawn[i] = d.Sample(r)
			x := drawn[i].Seconds()
			sum += x
			squares += x * x
		}
		mean := sum / n
		limit := 5*5*(squares/n-mean*mean)/n + 1e-17
		if off := d.Mean().Seconds() - mean; off*off > limit {
			t.Errorf("%s: mean %v, drawn %v s", text, d.Mean(), mean)
		}
		slices.Sort(drawn)
		for _, q := range []float64{0.1, 0.5, 0.9, 0.99} {
			// The share that does not exceed it, within five standard errors; atoms
			// let it be more.
			at, below := d.Quantile(q), 0
			below, _ = slices.BinarySearch(drawn, at+1)
			under, _ := slices.BinarySearch(drawn, at)
			five := 5 * 0.5 / 632.0 * n
			if float64(below) < q*n-five || float64(under) > q*n+five {
				t.Errorf("%s: %.2f are below %v, drawn %d to %d of %d", text, q, at, under, below, n)
			}
		}
	}
}

// TestLongDurationsStayDurations: what no Duration holds is the longest there
// is, and never negative.
func TestLongDurationsStayDurations(t *testing.T) {
	for _, text := range []string{"exp:2000000h", "lognormal:1ns,2000000h", "lognormal:2000000h,2500000h"} {
		d, err := ParseDist(text)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 2))
		for range 100_000 {
			if x := d.Sample(r); x < 0 || x > 1<<62 {
				t.Fatalf("%s: drawn %v", text, x)
			}
		}
		if m, q := d.Mean(), d.Quantile(1-1e-9); m <= 0 || q <= 0 {
			t.Errorf("%s: a mean of %v, and nearly all below %v", text, m, q)
		}
	}
}
