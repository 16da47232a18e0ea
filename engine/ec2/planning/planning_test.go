package planning

import (
	"flag"
	"math"
	"testing"

	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

var long = flag.Bool("long", false, "run the validation at its full size")

// single is a load on one instance that has a vCPU for each of its workers.
func single(t testing.TB, rate float64, service string, workers int) Scenario {
	t.Helper()
	kind := map[int]string{1: "m7g.medium", 2: "m7g.large", 4: "m7g.xlarge", 16: "m7g.4xlarge"}[workers]
	return Scenario{Seed: 1, Arrivals: traffic.Poisson{PerSecond: rate}, Service: dist(t, service), Type: instancetype.Named(kind),
		Workers: workers, Backlog: mostWaiting, Instances: 1, Balance: RoundRobin}
}

func dist(t testing.TB, text string) sim.Dist {
	t.Helper()
	d, err := sim.ParseDist(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func run(t testing.TB, s Scenario) Result {
	t.Helper()
	return ran(t, s).Result()
}

// ran is a scenario that is over.
func ran(t testing.TB, s Scenario) *Model {
	t.Helper()
	m, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	for !m.Run(1 << 20) {
	}
	return m
}

// within checks a value against what it should be.
func within(t *testing.T, what string, got, want, part float64) {
	t.Helper()
	if math.Abs(got-want) > part*want {
		t.Errorf("%s: %.6g, want %.6g", what, got, want)
	}
}

// moments are the mean and the mean square of a distribution, in seconds.
func moments(d sim.Dist) (mean, square float64) {
	mean = d.Mean().Seconds()
	switch d.Shape {
	case sim.LogNormal:
		return mean, mean * mean * math.Exp(d.Sigma()*d.Sigma())
	case sim.Empirical:
		for _, v := range d.Values {
			square += v.Seconds() * v.Seconds() / float64(len(d.Values))
		}
		return mean, square
	}
	return mean, mean * mean
}
