package planning

import (
	"math"
	"testing"
	"time"

	"skylab/engine/measure"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// near checks a closed form against an estimate: Student's t with the
// family-wise level of the published values.
func near(t *testing.T, what string, e measure.Estimate, batches int, want float64) {
	t.Helper()
	half := (e.High - e.Value) / measure.Student(batches-1, 0.05) * measure.Student(batches-1, 0.05/comparisons)
	if math.Abs(e.Value-want) > half {
		t.Errorf("%s: %.6g ± %.2g, closed form %.6g", what, e.Value, half, want)
	}
}

// 1 of the facts, 8.4: Little's law on what runs, and 5, on environments: as
// many start as end, so cold starts a second times their life are those there.
func TestLittle(t *testing.T) {
	s := simfaas(0.9, 1.991, 2.244, 600, 1e6)
	s.Seed = 3
	r := run(t, s)
	p := r.ColdStart.Value
	near(t, "running", r.Running, r.Batches, 0.9*(p*2.244+(1-p)*1.991))
	// The starts and ends of the batches are not quite the same environments:
	// their own intervals say how well the product is known.
	product := p * 0.9 * r.Lifespan.Value
	spread := (r.ColdStart.High-p)/p + (r.Lifespan.High-r.Lifespan.Value)/r.Lifespan.Value
	if off := math.Abs(product-r.Servers.Value) / r.Servers.Value; off > spread {
		t.Errorf("servers %.4f, by Little's law %.4f: off by %.2g, known to %.2g", r.Servers.Value, product, off, spread)
	}
}

// 2: with hardly any request at a time, a request is cold if none came for
// longer than the idle lifetime.
func TestRareRequests(t *testing.T) {
	s := simfaas(0.00186, 0.001, 0.001, 600, 1e8) // service as good as none
	r := run(t, s)
	near(t, "P(cold)", r.ColdStart, r.Batches, math.Exp(-0.00186*600))
}

// 2: requests at even distances are always cold if the distance is above the
// idle lifetime, and never after the first if it is not.
func TestPeriodic(t *testing.T) {
	for _, c := range []struct {
		distance, expire time.Duration
		cold             float64
	}{
		{602 * time.Second, 600 * time.Second, 1000},
		{601 * time.Second, 600 * time.Second, 1}, // idle for 600 s: at the instant of its end it is still there
		{time.Minute, 600 * time.Second, 1},
	} {
		f := Function{Name: "f", Arrivals: traffic.Constant{PerSecond: 1 / c.distance.Seconds()}, Warm: sim.Dist{Mid: time.Second},
			Cold: sim.Dist{Mid: time.Second}, Expire: c.expire, Memory: []int{128}, Architecture: "arm64"}
		r := run(t, Scenario{Concurrency: 1000, Requests: 1000, Functions: []Function{f}})
		if r.ColdStarts.Value != c.cold || r.Invocations.Value != 1000 {
			t.Errorf("every %v: %v of %v are cold, want %v of 1000", c.distance, r.ColdStarts.Value, r.Invocations.Value, c.cold)
		}
	}
}

// 3: environments that end at once make every request cold; if they never
// end, there are as many cold starts as ever ran at once.
func TestExpiryLimits(t *testing.T) {
	none := simfaas(0.9, 2, 2, 1e-9, 1e5)
	if r := run(t, none); r.ColdStart.Value != 1 {
		t.Errorf("without a life after the request P(cold) is %v", r.ColdStart.Value)
	}
	forever := simfaas(5, 2, 2, 0, 1e5)
	if r := run(t, forever); r.ColdStarts.Value != float64(r.Peak) || r.Peak < 10 {
		t.Errorf("%v cold starts, and %d at once at the most", r.ColdStarts.Value, r.Peak)
	}
}

// 4: in overload the share of throttles is Erlang's loss formula, whatever the
// distribution of the service times.
func TestErlangB(t *testing.T) {
	for _, service := range []string{"exp:2s", "2s", "lognormal:1s,4s"} {
		d, err := sim.ParseDist(service)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			rate float64
			cap  int
		}{{10, 20}, {30, 50}, {4, 12}} {
			f := exponential(c.rate, 2, 2, 600)
			f.Warm, f.Cold = d, d
			r := run(t, Scenario{Seed: 5, Concurrency: c.cap, For: seconds(5e5 / c.rate), Functions: []Function{f}})
			a := c.rate * d.Mean().Seconds()
			blocked := erlangB(a, c.cap)
			near(t, service+" P(reject)", r.Rejection, r.Batches, blocked)
			near(t, service+" running", r.Running, r.Batches, a*(1-blocked))
		}
	}
}

// erlangB is the probability that all c servers are busy at a load of a, by
// the recursion over servers.
func erlangB(a float64, c int) float64 {
	b := 1.0
	for k := 1; k <= c; k++ {
		b = a * b / (float64(k) + a*b)
	}
	return b
}

// TestLatency holds percentiles against those of the distribution: nearly all
// requests are warm.
func TestLatency(t *testing.T) {
	for _, text := range []string{"exp:200ms", "lognormal:100ms,250ms"} {
		d, err := sim.ParseDist(text)
		if err != nil {
			t.Fatal(err)
		}
		f := exponential(20, 1, 1, 600)
		f.Warm, f.Cold = d, d
		r := run(t, Scenario{Seed: 2, Concurrency: 1000, For: 10 * time.Hour, Functions: []Function{f}})
		for q, e := range map[float64]measure.Estimate{0.5: r.Latency.P50, 0.9: r.Latency.P90, 0.95: r.Latency.P95, 0.99: r.Latency.P99} {
			want := d.Quantile(q).Seconds()
			// A bin of the histogram is 0.4 % wide.
			wide := e
			wide.High += 0.002 * want
			near(t, text+" percentile", wide, r.Batches, want)
		}
		near(t, text+" mean", r.Latency.Mean, r.Batches, d.Mean().Seconds())
	}
}

// TestCoverage holds the intervals to their word: of 200 runs, the interval
// holds the true mean of what runs, λ·S, in 95 %. The number of those that do
// is binomial: below 179 or above 199 it is with probability 0.001.
func TestCoverage(t *testing.T) {
	held := 0
	for seed := range uint64(200) {
		s := simfaas(2, 1, 1, 60, 3000)
		s.Seed = seed
		if e := run(t, s).Running; e.Low <= 2 && 2 <= e.High {
			held++
		}
	}
	t.Logf("the interval holds the truth in %d of 200 runs", held)
	if held < 179 || held > 199 {
		t.Errorf("a 95 %% interval holds the truth in %d of 200 runs", held)
	}
}
