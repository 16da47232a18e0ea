package planning

import (
	"flag"
	"math"
	"testing"

	"skylab/engine/measure"
)

var long = flag.Bool("long", false, "run the validation at its full size")

// moments are the mean and the standard deviation of a sample.
func moments(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / float64(len(x)-1)
	}
	return mean, math.Sqrt(sd)
}

// sample has what independent runs of a scenario tell, each from its empty
// start, as SimFaaS counts it.
type sample struct {
	cold, requests, pCold, pReject, lifespan, servers, running, idle []float64
	levels                                                           [][]float64
}

// replicate runs a scenario n times, with other seeds.
func replicate(t testing.TB, n int, s Scenario) (out sample) {
	s.Transient = true
	for i := range n {
		s.Seed = uint64(i + 1)
		r := run(t, s)
		out.cold = append(out.cold, r.ColdStarts.Value)
		out.requests = append(out.requests, r.Requests.Value)
		out.pCold = append(out.pCold, r.ColdStarts.Value/r.Requests.Value)
		out.pReject = append(out.pReject, r.Throttles.Value/r.Requests.Value)
		out.lifespan = append(out.lifespan, r.Lifespan.Value)
		out.servers = append(out.servers, r.Servers.Value)
		out.running = append(out.running, r.Running.Value)
		out.idle = append(out.idle, r.Idle.Value)
		out.levels = append(out.levels, append(r.Levels, make([]float64, 32)...))
	}
	return out
}

// published is a value that others printed: the mean of so many runs of the
// same scenario, rounded to a multiple of unit.
type published struct {
	what        string
	runs        int
	value, unit float64
}

// The published runs are draws from the model as ours are, if the models are
// the same. So the difference of two means of runs is about 0, and its spread
// is known from ours: Student's t gives how far it may be. There are 52
// comparisons in this file and its neighbours; for 95 % confidence in all of
// them together each has a probability of 0.05/52 to fail by chance
// (Bonferroni). Nothing else is allowed for but the rounding of what is
// printed.
const comparisons = 52

func (p published) check(t *testing.T, ours []float64) {
	t.Helper()
	mean, sd := moments(ours)
	n := float64(len(ours))
	half := measure.Student(len(ours)-1, 0.05/comparisons)*sd*math.Sqrt(1/n+1/float64(p.runs)) + p.unit/2
	if math.Abs(mean-p.value) > half {
		t.Errorf("%s: published %v, ours %.6g ± %.2g", p.what, p.value, mean, half)
	}
	t.Logf("%s: published %v, ours %.6g, may differ by %.2g", p.what, p.value, mean, half)
}
