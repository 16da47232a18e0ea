package planning

import (
	"fmt"
	"math"
	"testing"

	"skylab/engine/measure"
)

// The cases S1 to S8 of the facts, 8.2: SimFaaS's README and notebooks, and
// the means of an independent re-implementation ("ref", of 10 runs).

func simfaas(rate, warm, cold, expire, length float64) Scenario {
	return Scenario{Concurrency: 1000, For: seconds(length), Functions: []Function{exponential(rate, warm, cold, expire)}}
}

func TestS1S2S3(t *testing.T) {
	s := replicate(t, 10, simfaas(0.9, 1.991, 2.244, 600, 1e6))
	for _, p := range []published{{"S1 P(cold)", 1, 1213. / 898469, 0}, {"S1 ref P(cold)", 10, 0.00133, 1e-5}, {"S2 P(cold)", 1, 1183. / 900020, 0}} {
		p.check(t, s.pCold)
	}
	for _, p := range []published{{"S1 lifespan", 1, 6335.1, 0.1}, {"S1 ref lifespan", 10, 6447, 1}, {"S2 lifespan", 1, 6528.6, 0.1}, {"S1 paper lifespan", 1, 6307.7, 0.1}} {
		p.check(t, s.lifespan)
	}
	for _, p := range []published{{"S1 servers", 1, 7.6612, 1e-4}, {"S1 ref servers", 10, 7.700, 1e-3}, {"S2 servers", 1, 7.6910, 1e-4}, {"S1 paper servers", 1, 7.6795, 1e-4}} {
		p.check(t, s.servers)
	}
	for _, p := range []published{{"S1 running", 1, 1.7879, 1e-4}, {"S1 ref running", 10, 1.793, 1e-3}, {"S2 running", 1, 1.7971, 1e-4}} {
		p.check(t, s.running)
	}
	for _, p := range []published{{"S1 idle", 1, 5.8733, 1e-4}, {"S1 ref idle", 10, 5.907, 1e-3}, {"S2 idle", 1, 5.8940, 1e-4}} {
		p.check(t, s.idle)
	}
	for level, share := range map[int]float64{6: 0.052, 7: 0.404, 8: 0.388, 9: 0.120, 10: 0.031, 11: 0.0054, 12: 0.0006} {
		var ours []float64
		for _, l := range s.levels {
			ours = append(ours, l[level])
		}
		unit := 0.001
		if level > 10 {
			unit = 0.0001
		}
		published{fmt.Sprintf("S3 share with %d servers", level), 1, share, unit}.check(t, ours)
	}
}

func TestS4(t *testing.T) {
	s := replicate(t, 20, simfaas(0.9, 2.016, 2.163, 600, 1e5))
	published{"S4 P(cold)", 1, 118. / 90041, 0}.check(t, s.pCold)
	published{"S4 lifespan", 1, 6652, 1}.check(t, s.lifespan)
	published{"S4 servers", 1, 7.680, 1e-3}.check(t, s.servers)
	published{"S4 running", 1, 1.815, 1e-3}.check(t, s.running)
	published{"S4 idle", 1, 5.865, 1e-3}.check(t, s.idle)
}

// runs is how many runs a transient has: the notebook's own number if long.
func runs() int {
	if *long {
		return 10_000
	}
	return 800
}

func TestS5(t *testing.T) {
	s := replicate(t, runs(), simfaas(0.9, 2.016, 2.163, 600, 300))
	published{"S5 cold starts", 10_000, 7.2316, 1e-4}.check(t, s.cold)
	published{"S5 requests", 10_000, 270.67, 1e-2}.check(t, s.requests)
	published{"S5 P(cold)", 10_000, 0.026759, 1e-6}.check(t, s.pCold)
	published{"S5 servers", 10_000, 6.3576, 1e-4}.check(t, s.servers)
	published{"S5 running", 10_000, 1.8059, 1e-4}.check(t, s.running)
	published{"S5 idle", 10_000, 4.5517, 1e-4}.check(t, s.idle)
}

func TestS6(t *testing.T) {
	s := replicate(t, 6, simfaas(1000, 2.016, 2.163, 600, 1000))
	published{"S6 P(reject)", 1, 503207. / 998537, 0}.check(t, s.pReject)
	published{"S6 running", 1, 998.4269, 1e-4}.check(t, s.running)
	published{"S6 servers", 1, 999.4032, 1e-4}.check(t, s.servers)
	// Nothing expires when all are busy: every environment is started once.
	for i, cold := range s.cold {
		if cold != 1000 {
			t.Errorf("S6, run %d: %v cold starts, want 1000", i, cold)
		}
	}
}

func TestS7(t *testing.T) {
	for _, c := range []struct {
		expire, pCold, unit, servers float64
		long                         bool
	}{{10, 0.023818, 1e-6, 28.655, false}, {60, 0.003666, 1e-6, 33.124, true}, {600, 0.000338, 1e-6, 37.660, true},
		{1200, 0.000149, 1e-6, 38.522, true}, {1800, 0.000137, 1e-6, 39.557, true}} {
		if c.long && !*long {
			continue
		}
		n := 6
		if *long {
			n = 25
		}
		s := replicate(t, n, simfaas(10, 2.016, 2.163, c.expire, 1e5))
		name := fmt.Sprintf("S7 %v s", c.expire)
		published{name + " P(cold)", 1, c.pCold, c.unit}.check(t, s.pCold)
		serversGivenRunning(t, name, c.servers, s)
	}
}

// serversGivenRunning compares the servers of a published run of S7 with ours
// given what ran: of the five runs it is printed that 20.11 to 20.19 ran on
// average, and the lower end is 3.4 standard deviations below the 20.195 that
// Little's law asks for, so that run had fewer or shorter requests than the
// scenario has on average. The servers follow what runs: what they are given
// the running ones is the regression over our runs.
func serversGivenRunning(t *testing.T, name string, want float64, s sample) {
	x, y := s.running, s.servers
	meanX, sdX := moments(x)
	meanY, _ := moments(y)
	n, slope := float64(len(x)), 0.0
	for i := range x {
		slope += (x[i] - meanX) * (y[i] - meanY) / (n - 1) / (sdX * sdX)
	}
	residual := 0.0
	for i := range x {
		e := y[i] - meanY - slope*(x[i]-meanX)
		residual += e * e / (n - 2)
	}
	off := func(ran float64) (distance, half float64) {
		d := ran - meanX
		half = measure.Student(len(x)-2, 0.05/comparisons) * math.Sqrt(residual*(1+1/n+d*d/(n-1)/(sdX*sdX)))
		return want - (meanY + slope*d), half + 0.0005
	}
	low, half := off(20.11)
	high, halfHigh := off(20.19)
	if low*high > 0 && math.Abs(low) > half && math.Abs(high) > halfHigh {
		t.Errorf("%s servers: published %v, ours differ by %.3g to %.3g ± %.2g", name, want, low, high, half)
	}
	t.Logf("%s servers: published %v, ours %.4f; given 20.11 to 20.19 running they differ by %.3g to %.3g ± %.2g", name, want, meanY, low, high, half)
	// Little's law holds for what runs whatever expires.
	p, _ := moments(s.pCold)
	published{name + " running (Little)", 1 << 30, 10 * (p*2.163 + (1-p)*2.016), 0}.check(t, x)
}

// S8 starts with 3 environments that run and 5 that would expire after 300 s.
func TestS8(t *testing.T) {
	s := simfaas(0.9, 2.016, 2.163, 600, 300)
	s.Functions[0].Start = Start{Running: 3, Idle: 5, IdleFor: seconds(300)}
	got := replicate(t, runs(), s)
	published{"S8 P(cold), notebook 05", 1000, 0.00041845, 1e-8}.check(t, got.pCold)
	published{"S8 P(cold), notebook 06", 10_000, 0.00043766, 1e-8}.check(t, got.pCold)
}
