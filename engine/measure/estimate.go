package measure

import "math"

// Estimate is a value with its 95 % confidence interval.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Unknown is the end of an interval of which nothing is known.
const Unknown = math.MaxFloat64

// Around is a value that is known to half an interval.
func Around(value, half float64) Estimate { return Estimate{value, value - half, value + half} }

// Lone is a value of whose spread nothing is known.
func Lone(value float64) Estimate { return Estimate{value, 0, Unknown} }

// Ratio estimates the quotient of two sums over n batches, each of which is
// asked for its parts of them: the interval is that of a ratio estimator, the
// spread of y − value·x over the batches.
func Ratio(n int, batch func(i int) (y, x float64)) Estimate {
	var sumX, sumY float64
	for i := range n {
		y, x := batch(i)
		sumX += x
		sumY += y
	}
	if sumX == 0 {
		return Lone(0)
	}
	value, squares := sumY/sumX, 0.0
	for i := range n {
		y, x := batch(i)
		d := (y - float64(value*x)) / (sumX / float64(n))
		squares += float64(d * d)
	}
	return Interval(value, squares, n)
}

// Interval is around the mean of n batches whose squared deviations from it
// add up to squares.
func Interval(value, squares float64, n int) Estimate {
	if n < 2 {
		return Lone(value)
	}
	return Around(value, Student(n-1, 0.05)*math.Sqrt(squares/float64(n-1)/float64(n)))
}

// Within keeps an interval inside what the quantity can be.
func (e Estimate) Within(low, high float64) Estimate {
	e.Low, e.High = min(max(e.Low, low), high), min(max(e.High, low), high)
	return e
}

// Probability estimates y of x as a probability. If it was never seen in n
// tries, it is less than 3/n with 95 % confidence (rule of three), and if it
// was always seen, more than 1 - 3/n.
func Probability(n int, batch func(i int) (y, x float64)) Estimate {
	e := Ratio(n, batch).Within(0, 1)
	tries := 0.0
	for i := range n {
		_, x := batch(i)
		tries += x
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

// Quantile estimates a percentile over n batches: that of all together, with
// the spread of the batches' own. In seconds.
func Quantile(n int, batch func(i int) *Histogram, q float64, all *Histogram, m Means) Estimate {
	value := all.Quantile(q, m).Seconds()
	var sum, squares float64
	counted := 0
	for i := range n {
		h := batch(i)
		if h.N == 0 {
			continue
		}
		x := h.Quantile(q, m).Seconds()
		counted++
		sum += x
		squares += float64(x * x)
	}
	if counted == 0 {
		return Lone(0)
	}
	return Interval(value, max(0, squares-float64(sum*sum)/float64(counted)), counted).Within(0, Unknown)
}

// Over is the mean of independent values, at least one, with its interval. Where
// all are 0 the interval of one run, which knows of rare events, says more than
// their spread.
func Over(x []float64, one Estimate) Estimate {
	sum, squares := 0.0, 0.0
	for _, v := range x {
		sum += v
	}
	mean := sum / float64(len(x))
	for _, v := range x {
		squares += float64((v - mean) * (v - mean))
	}
	if sum == 0 {
		return Estimate{0, 0, one.High}
	}
	return Interval(mean, squares, len(x)).Within(0, Unknown)
}
