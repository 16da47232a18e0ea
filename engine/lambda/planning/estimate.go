package planning

import "math"

// Estimate is a value with its 95 % confidence interval.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Intervals are by batch means: the run after its warm-up is cut into batches
// (30 of them, if its length was known), long against the time in which the
// system forgets, so that what they show is independent of each other; Student's t
// over the batches gives the interval. A value that is a quotient, such as cold
// starts by invocations, is the quotient of the sums over all batches, and its
// interval that of a ratio estimator: the spread of y − value·x over the
// batches. Neither depends on how the run was sliced.

// ratio estimates the quotient of two sums.
func ratio(batches []lap, y, x func(*tally) float64) Estimate {
	var sumX, sumY float64
	for i := range batches {
		sumX += x(&batches[i].tally)
		sumY += y(&batches[i].tally)
	}
	if sumX == 0 {
		return Estimate{0, 0, inf} // nothing is known of it
	}
	n := float64(len(batches))
	value, squares := sumY/sumX, 0.0
	for i := range batches {
		d := (y(&batches[i].tally) - value*x(&batches[i].tally)) / (sumX / n)
		squares += d * d
	}
	return interval(value, squares, len(batches))
}

// interval is around the mean of n batches whose squared deviations from it
// add up to squares.
func interval(value, squares float64, n int) Estimate {
	if n < 2 {
		return Estimate{value, 0, inf} // one batch says nothing of the spread
	}
	half := student(n-1, 0.05) * math.Sqrt(squares/float64(n-1)/float64(n))
	return Estimate{value, value - half, value + half}
}

// within keeps an interval inside what the quantity can be.
func (e Estimate) within(low, high float64) Estimate {
	e.Low, e.High = min(max(e.Low, low), high), min(max(e.High, low), high)
	return e
}

// probability estimates y of x as a probability. If it was never seen in n
// tries, it is less than 3/n with 95 % confidence (rule of three), and if it
// was always seen, more than 1 - 3/n.
func probability(batches []lap, y, x func(*tally) float64) Estimate {
	e := ratio(batches, y, x).within(0, 1)
	tries := 0.0
	for i := range batches {
		tries += x(&batches[i].tally)
	}
	switch {
	case tries == 0:
		return Estimate{0, 0, 1}
	case e.Value == 0:
		e.High = min(1, 3/tries)
	case e.Value == 1:
		e.Low = max(0, 1-3/tries)
	}
	return e
}

// quantile estimates a percentile: that of all batches together, with the
// spread of the batches' own. In seconds.
func quantile(batches []lap, q float64, all *histogram, m means) Estimate {
	value := all.quantile(q, m).Seconds()
	var sum, squares float64
	n := 0
	for i := range batches {
		if batches[i].durations.n == 0 {
			continue
		}
		x := batches[i].durations.quantile(q, m).Seconds()
		n++
		sum += x
		squares += x * x
	}
	if n == 0 {
		return Estimate{0, 0, inf}
	}
	return interval(value, max(0, squares-sum*sum/float64(n)), n).within(0, inf)
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
