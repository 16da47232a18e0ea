// Package metricmath is the language of CloudWatch's metric math: expressions
// over time series, as in "100 * errors / MAX([errors, invocations])".
//
// It knows no metric and no time: series come as values in slots, where NaN
// stands for a slot without data. SEARCH, anomaly detection, Metrics Insights
// and statistics of whole periods (such as TIME_SERIES) are not in it. Facts
// are from the CloudWatch user guide, "Using math expressions with CloudWatch
// metrics" (2026-11).
package metricmath

import (
	"fmt"
	"math"
)

// Series is one value a slot, oldest first; NaN where there is none.
type Series []float64

// Value is the result of an expression: one number, or series.
type Value struct {
	// Scalar is the number, where there are no series.
	Scalar float64
	// Series are the results; one of a plain expression, several of an array.
	Series []Series
	// Array tells a list of series from a single one.
	Array bool
}

// isScalar tells whether the value is one number.
func (v Value) isScalar() bool { return v.Series == nil && !v.Array }

// Env is what an expression refers to.
type Env struct {
	// Series is the series of that id, or false.
	Series func(id string) (Series, bool)
	// Metrics are the ids of all that are metrics, in the order in which they
	// were given, for METRICS().
	Metrics []string
	// Slots is how many values a series has; Period is a slot's seconds.
	Slots, Period int
}

// Expression is a parsed expression.
type Expression struct {
	root node
	refs []string
}

// References are the ids that the expression names, in order of appearance;
// METRICS() is not among them.
func (e *Expression) References() []string { return e.refs }

// Eval computes the expression. A division by zero has no value.
func (e *Expression) Eval(env Env) (Value, error) { return e.root.eval(env) }

// node is a part of an expression.
type node interface{ eval(Env) (Value, error) }

type number float64

func (n number) eval(Env) (Value, error) { return Value{Scalar: float64(n)}, nil }

type reference string

func (r reference) eval(env Env) (Value, error) {
	s, ok := env.Series(string(r))
	if !ok {
		return Value{}, fmt.Errorf("%s is not the id of a metric or expression", string(r))
	}
	return Value{Series: []Series{s}}, nil
}

type array []node

func (a array) eval(env Env) (Value, error) {
	out := Value{Array: true}
	for _, n := range a {
		v, err := n.eval(env)
		if err != nil {
			return Value{}, err
		}
		if v.isScalar() {
			return Value{}, fmt.Errorf("an array can hold only time series")
		}
		out.Series = append(out.Series, v.Series...)
	}
	return out, nil
}

type binary struct {
	op   string
	a, b node
}

func (n binary) eval(env Env) (Value, error) {
	a, err := n.a.eval(env)
	if err != nil {
		return Value{}, err
	}
	b, err := n.b.eval(env)
	if err != nil {
		return Value{}, err
	}
	return combine(a, b, func(x, y float64) float64 { return operate(n.op, x, y) })
}

// combine applies f slot by slot. A number goes with every slot, a single
// series with every series of an array.
func combine(a, b Value, f func(x, y float64) float64) (Value, error) {
	switch {
	case a.isScalar() && b.isScalar():
		return Value{Scalar: f(a.Scalar, b.Scalar)}, nil
	case a.isScalar():
		return b.each(func(_ int, y float64) float64 { return f(a.Scalar, y) }), nil
	case b.isScalar():
		return a.each(func(_ int, x float64) float64 { return f(x, b.Scalar) }), nil
	case a.Array && b.Array:
		return Value{}, fmt.Errorf("two arrays cannot be combined")
	case b.Array:
		return b.each(func(i int, y float64) float64 { return f(a.Series[0][i], y) }), nil
	}
	return a.each(func(i int, x float64) float64 { return f(x, b.Series[0][i]) }), nil
}

// each is the value with f applied to every slot that has data.
func (v Value) each(f func(i int, x float64) float64) Value {
	out := Value{Array: v.Array}
	for _, s := range v.Series {
		made := make(Series, len(s))
		for i, x := range s {
			made[i] = finite(f(i, x))
		}
		out.Series = append(out.Series, made)
	}
	return out
}

// finite is x, or no data where x is no number.
func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}

// operate is x op y; comparisons are 1 or 0, and what misses a side has none.
func operate(op string, x, y float64) float64 {
	if math.IsNaN(x) || math.IsNaN(y) {
		return math.NaN()
	}
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	case "^":
		return math.Pow(x, y)
	}
	if compare(op, x, y) {
		return 1
	}
	return 0
}

func compare(op string, x, y float64) bool {
	switch op {
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	case "==":
		return x == y
	case "!=":
		return x != y
	case "AND":
		return x != 0 && y != 0
	}
	return x != 0 || y != 0 // OR
}
