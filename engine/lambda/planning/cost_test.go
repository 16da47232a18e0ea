package planning

import (
	"math"
	"testing"
	"time"

	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// steady is a function that is called once a second for 100 ms.
func steady() Function {
	return Function{Name: "f", Arrivals: traffic.Constant{PerSecond: 1}, Warm: sim.Dist{Mid: 100 * time.Millisecond},
		Cold: sim.Dist{Mid: 350*time.Millisecond + 1}, Expire: time.Hour, Memory: []int{1024, 2048}, Architecture: "x86_64"}
}

// TestCost works out by hand what a run costs (facts of Lambda, 5.1).
func TestCost(t *testing.T) {
	const request, x86, arm = 0.20 / 1e6, 0.0000166667, 0.0000133334
	for _, c := range []struct {
		name     string
		free     bool
		change   func(*Scenario, *Function)
		want     float64
		doubling float64 // at twice the memory
	}{
		{"an hour", false, func(*Scenario, *Function) {}, 3599*request + (3598*0.1+0.351)*x86, 3599*request + 2*(3598*0.1+0.351)*x86},
		{"on arm64", false, func(_ *Scenario, f *Function) { f.Architecture = "arm64" }, 3599*request + (3598*0.1+0.351)*arm, 3599*request + 2*(3598*0.1+0.351)*arm},
		{"within the free tier", true, func(*Scenario, *Function) {}, 0, 0},
		{"provisioned", false, func(_ *Scenario, f *Function) { f.Provisioned = 2 },
			3599*request + 3599*0.1*0.0000097222 + 2*3600*0.0000041667, 3599*request + 2*3599*0.1*0.0000097222 + 4*3600*0.0000041667},
		{"provisioned without limits", false, func(s *Scenario, f *Function) { s.Concurrency, f.Provisioned = 0, 2 },
			3599*request + 3599*0.1*0.0000097222 + 2*3600*0.0000041667, 3599*request + 2*3599*0.1*0.0000097222 + 4*3600*0.0000041667},
		{"throttled", false, func(_ *Scenario, f *Function) { f.Reserves = true }, 0, 0},
	} {
		s := Scenario{Concurrency: 1000, For: time.Hour, FreeTier: c.free}
		f := steady()
		c.change(&s, &f)
		s.Functions = []Function{f}
		r := run(t, s)
		for i, want := range []float64{c.want, c.doubling} {
			if got := r.Costs[i].USD.Value; math.Abs(got-want) > 1e-9*max(want, 1) {
				t.Errorf("%s at %d MB costs $%.9f, want $%.9f", c.name, r.Costs[i].MemoryMB, got, want)
			}
		}
	}
}

// TestCostOfMonths: the free tier comes anew with each month. The run begins
// on 2 November at 9:00, so there are 28 days and 15 hours before December.
func TestCostOfMonths(t *testing.T) {
	f := steady()
	f.Cold = f.Warm
	f.Memory = []int{10240}
	r := run(t, Scenario{Concurrency: 1000, For: 40 * 24 * time.Hour, FreeTier: true, Functions: []Function{f}})
	month := func(seconds float64) float64 {
		return max(0, seconds-1e6)*0.20/1e6 + max(0, seconds-400_000)*0.0000166667 // 1 GB-s each
	}
	november := (28*24 + 15) * 3600.0
	want := month(november-1) + month(40*24*3600-november)
	if got := r.Costs[0].USD.Value; math.Abs(got-want) > 1e-6 {
		t.Errorf("two months cost $%.6f, want $%.6f", got, want)
	}
}

// TestFunctionsShareTheFreeTier: two functions that each stay within its
// requests do not together, and pay for what is beyond by their usage.
func TestFunctionsShareTheFreeTier(t *testing.T) {
	f := steady()
	f.Arrivals = traffic.Constant{PerSecond: 3}
	f.Cold, f.Memory = f.Warm, []int{10240, 8192}
	g := f
	g.Name, g.Memory = "g", []int{2048}
	m, err := New(Scenario{Concurrency: 1000, For: 3 * 24 * time.Hour, FreeTier: true, Functions: []Function{f, g}})
	if err != nil {
		t.Fatal(err)
	}
	for !m.Run(1 << 20) {
	}
	r := m.Results()
	n := r[0].Requests.Value
	requests := (2*n - 1e6) * 0.20 / 1e6
	if n > 1e6 || requests <= 0 {
		t.Fatalf("%v requests of each are no case of this", n)
	}
	const second = 0.1 // of each request
	beyond := func(gb float64) float64 { return (n*second*gb - 400_000) * 0.0000166667 }
	for i, want := range []float64{requests/2 + beyond(12)*10/12, requests/2 + beyond(12)*2/12} {
		if got := r[i].Costs[0].USD.Value; math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s costs $%.6f, want $%.6f", r[i].Name, got, want)
		}
	}
	if got, want := r[0].Costs[1].USD.Value, requests/2+beyond(10)*8/10; math.Abs(got-want) > 1e-9*want {
		t.Errorf("with less memory f costs $%.6f, want $%.6f", got, want)
	}
}

// TestRefusedScenarios: what cannot be is said, in words that name it.
func TestRefusedScenarios(t *testing.T) {
	for want, change := range map[string]func(*Scenario, *Function){
		"function f: it has no arrivals":                              func(_ *Scenario, f *Function) { f.Arrivals = nil },
		"function f: memory is 128 to 10240 MB, not 100":              func(_ *Scenario, f *Function) { f.Memory = []int{100} },
		`function f: "mips" is no architecture: x86_64 or arm64`:      func(_ *Scenario, f *Function) { f.Architecture = "mips" },
		"function f: it has no memory setting":                        func(_ *Scenario, f *Function) { f.Memory = nil },
		"two functions are called f":                                  func(s *Scenario, f *Function) { s.Functions = []Function{*f} },
		"function f: numbers of environments are not negative":        func(_ *Scenario, f *Function) { f.Start.Idle = -1 },
		"function f: durations are not negative":                      func(_ *Scenario, f *Function) { f.Expire = -1 },
		"a run lasts up to 876000h0m0s, and numbers are not negative": func(s *Scenario, _ *Function) { s.For = -1 },
		"function f: 5 provisioned environments are more than the reserved concurrency of 4": func(_ *Scenario, f *Function) {
			f.Reserves, f.Reserved, f.Provisioned = true, 4, 5
		},
		"901 of the account's concurrency of 1000 are reserved or provisioned; 100 have to stay unreserved": func(_ *Scenario, f *Function) { f.Provisioned = 901 },
		"function f: an account without limits has nothing to reserve":                                      func(s *Scenario, f *Function) { s.Concurrency, f.Reserves = 0, true },
		"function f: durations of invocations are at most 24h0m0s, others at most 876000h0m0s":              func(_ *Scenario, f *Function) { f.Warm.Mid = 25 * time.Hour },
		"function f: environments that have idled for 2h0m0s are gone after 1h0m0s":                         func(_ *Scenario, f *Function) { f.Start.IdleFor = 2 * time.Hour },
	} {
		s, f := Scenario{Concurrency: 1000}, steady()
		change(&s, &f)
		s.Functions = append(s.Functions, f)
		if _, err := New(s); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := New(Scenario{}); err == nil || err.Error() != "there is no function" {
		t.Errorf("an empty scenario: %v", err)
	}
}
