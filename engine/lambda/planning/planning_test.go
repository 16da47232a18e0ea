package planning

import (
	"testing"
	"time"

	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// exponential is a function with Poisson arrivals and exponential times, in
// seconds, as SimFaaS has them.
func exponential(rate, warm, cold, expire float64) Function {
	dist := func(s float64) sim.Dist { return sim.Dist{Shape: sim.Exponential, Mid: seconds(s)} }
	return Function{Name: "f", Arrivals: traffic.Poisson{PerSecond: rate}, Warm: dist(warm), Cold: dist(cold), Expire: seconds(expire),
		Memory: []int{128}, Architecture: "x86_64"}
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// run runs a scenario of one function to its end.
func run(t testing.TB, s Scenario) Result {
	t.Helper()
	m, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	for !m.Run(1 << 20) {
	}
	return m.Results()[0]
}
