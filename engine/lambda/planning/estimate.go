package planning

import "skylab/engine/measure"

// Estimates of quotients, such as cold starts by invocations, are the quotients
// of the sums over all batches. Neither they nor their intervals depend on how
// the run was sliced.

// ratio estimates the quotient of two sums.
func ratio(batches []lap, y, x func(*tally) float64) measure.Estimate {
	return measure.Ratio(len(batches), parts(batches, y, x))
}

// probability estimates y of x as a probability.
func probability(batches []lap, y, x func(*tally) float64) measure.Estimate {
	return measure.Probability(len(batches), parts(batches, y, x))
}

func parts(batches []lap, y, x func(*tally) float64) func(int) (float64, float64) {
	return func(i int) (float64, float64) { return y(&batches[i].tally), x(&batches[i].tally) }
}

// quantile estimates a percentile of the durations, in seconds.
func quantile(batches []lap, q float64, all *measure.Histogram, m measure.Means) measure.Estimate {
	return measure.Quantile(len(batches), func(i int) *measure.Histogram { return &batches[i].durations }, q, all, m)
}

// batches are the laps that count, grouped, and how many laps were left out
// before them as warm-up: a thirty-first of the run, if the load does not
// change. The last lap counts if the run ended with it.
func (m *Model) batches(f *function) (out []lap, warmup int) {
	laps := f.laps
	const wanted = 30
	if m.scenario.Steady() {
		warmup = max(1, len(laps)/(wanted+1))
	}
	warmup = min(warmup, len(laps))
	group := max(1, (len(laps)-warmup)/wanted)
	warmup += (len(laps) - warmup) % group
	for i := warmup; i+group <= len(laps); i += group {
		var b lap
		for j := i; j < i+group; j++ {
			b.merge(&laps[j])
		}
		out = append(out, b)
	}
	return out, warmup
}
