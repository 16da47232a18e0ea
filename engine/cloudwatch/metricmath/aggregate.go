package metricmath

import (
	"fmt"
	"math"
)

// aggregate is SUM, AVG and the like: of one series a number over its slots,
// of an array a series over its members.
func aggregate(name string, v Value, slots int) (Value, error) {
	if v.isScalar() {
		return Value{}, fmt.Errorf("%s takes time series", name)
	}
	if !v.Array {
		return Value{Scalar: fold(name, v.Series[0])}, nil
	}
	out := make(Series, slots)
	for i := range out {
		var column Series
		for _, s := range v.Series {
			column = append(column, s[i])
		}
		out[i] = fold(name, column)
	}
	return Value{Series: []Series{out}}, nil
}

// fold aggregates the values that are there; of none there is none.
func fold(name string, values Series) float64 {
	n, sum, lo, hi := 0.0, 0.0, math.Inf(1), math.Inf(-1)
	for _, x := range values {
		if !math.IsNaN(x) {
			n++
			sum += x
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	if n == 0 {
		return math.NaN()
	}
	switch name {
	case "SUM":
		return sum
	case "AVG":
		return sum / n
	case "MIN":
		return lo
	case "MAX":
		return hi
	case "DATAPOINT_COUNT":
		return n
	}
	return deviation(values, sum/n, n) // STDDEV
}

// deviation is the standard deviation of the n values that are there. It takes
// them a second time: the difference of two large sums would lose it all.
func deviation(values Series, mean, n float64) float64 {
	squares := 0.0
	for _, x := range values {
		if !math.IsNaN(x) {
			squares += (x - mean) * (x - mean)
		}
	}
	return math.Sqrt(squares / n)
}

// fill is FILL: what is missing becomes a number, the value before it
// (REPEAT) or what lies on the line between its neighbours (LINEAR).
func (c call) fill(env Env) (Value, error) {
	v, err := c.args[0].eval(env)
	if err != nil || v.isScalar() {
		return v, err
	}
	way, _ := c.args[1].(reference)
	with := math.NaN()
	if way != "REPEAT" && way != "LINEAR" {
		w, err := c.args[1].eval(env)
		if err != nil {
			return Value{}, err
		}
		if !w.isScalar() {
			return Value{}, fmt.Errorf("FILL takes a number, REPEAT or LINEAR")
		}
		with = w.Scalar
	}
	out := Value{Array: v.Array}
	for _, s := range v.Series {
		out.Series = append(out.Series, filled(s, string(way), with))
	}
	return out, nil
}

func filled(s Series, way string, with float64) Series {
	out := append(Series{}, s...)
	last := -1
	for i, x := range s {
		switch {
		case !math.IsNaN(x):
			if way == "LINEAR" && last >= 0 {
				for j := last + 1; j < i; j++ {
					out[j] = s[last] + (x-s[last])*float64(j-last)/float64(i-last)
				}
			}
			last = i
		case way == "REPEAT" && last >= 0:
			out[i] = s[last]
		case way != "REPEAT" && way != "LINEAR":
			out[i] = with
		}
	}
	return out
}
