package metricmath

import (
	"fmt"
	"math"
	"strings"
)

// text is a string argument.
type text string

func (text) eval(Env) (Value, error) {
	return Value{}, fmt.Errorf("a string stands where a value is needed")
}

type call struct {
	name string
	args []node
}

// arity is how many arguments a function takes, at least and at most.
func arity(name string) (lo, hi int) {
	switch name {
	case "METRICS":
		return 0, 1
	case "IF":
		return 2, 3
	case "FILL":
		return 2, 2
	case "ABS", "CEIL", "FLOOR", "RATE", "DIFF", "RUNNING_SUM", "PERIOD", "SUM", "AVG", "MIN", "MAX", "STDDEV", "DATAPOINT_COUNT":
		return 1, 1
	}
	return -1, -1
}

func (p *parser) call(name string) (node, error) {
	args, err := p.list(")")
	if err != nil {
		return nil, err
	}
	lo, hi := arity(name)
	switch {
	case lo < 0:
		return nil, fmt.Errorf("skylab does not simulate the function %s", name)
	case len(args) < lo || len(args) > hi:
		return nil, fmt.Errorf("%s takes %d to %d arguments", name, lo, hi)
	}
	return call{name, args}, nil
}

func (c call) eval(env Env) (Value, error) {
	if c.name == "METRICS" {
		return c.metrics(env)
	}
	if c.name == "FILL" {
		return c.fill(env)
	}
	var args []Value
	for _, a := range c.args {
		v, err := a.eval(env)
		if err != nil {
			return Value{}, err
		}
		args = append(args, v)
	}
	switch c.name {
	case "IF":
		return choose(args)
	case "PERIOD":
		return Value{Scalar: float64(env.Period)}, nil
	case "SUM", "AVG", "MIN", "MAX", "STDDEV", "DATAPOINT_COUNT":
		return aggregate(c.name, args[0], env.Slots)
	case "RATE", "DIFF", "RUNNING_SUM":
		return run(c.name, args[0], float64(env.Period))
	}
	f := map[string]func(float64) float64{"ABS": math.Abs, "CEIL": math.Ceil, "FLOOR": math.Floor}[c.name]
	if args[0].isScalar() {
		return Value{Scalar: f(args[0].Scalar)}, nil
	}
	return args[0].each(func(_ int, x float64) float64 { return f(x) }), nil
}

// metrics are all metrics of the request, or those whose id holds a text.
func (c call) metrics(env Env) (Value, error) {
	part := ""
	if len(c.args) == 1 {
		t, ok := c.args[0].(text)
		if !ok {
			return Value{}, fmt.Errorf("METRICS takes a string")
		}
		part = string(t)
	}
	out := Value{Array: true}
	for _, id := range env.Metrics {
		if s, ok := env.Series(id); ok && strings.Contains(id, part) {
			out.Series = append(out.Series, s)
		}
	}
	return out, nil
}

// choose is IF: slot by slot the second argument where the first is true, or
// else the third, which is no data where there is none.
func choose(args []Value) (Value, error) {
	other := Value{Scalar: math.NaN()}
	if len(args) == 3 {
		other = args[2]
	}
	for _, v := range append(args, other) {
		if v.Array {
			return Value{}, fmt.Errorf("IF takes no arrays")
		}
	}
	cond := args[0]
	if cond.isScalar() {
		if cond.Scalar != 0 {
			return args[1], nil
		}
		return other, nil
	}
	at := func(v Value, i int) float64 {
		if v.isScalar() {
			return v.Scalar
		}
		return v.Series[0][i]
	}
	return cond.each(func(i int, x float64) float64 {
		switch {
		case math.IsNaN(x):
			return x
		case x != 0:
			return at(args[1], i)
		}
		return at(other, i)
	}), nil
}

// run is a function of a slot and those before it.
func run(name string, v Value, period float64) (Value, error) {
	if v.isScalar() {
		return Value{}, fmt.Errorf("%s takes a time series", name)
	}
	out := Value{Array: v.Array}
	for _, s := range v.Series {
		made, last, slot, sum := make(Series, len(s)), math.NaN(), 0, 0.0
		for i, x := range s {
			if made[i] = math.NaN(); math.IsNaN(x) {
				continue
			}
			sum += x
			switch {
			case name == "RUNNING_SUM":
				made[i] = sum
			case name == "DIFF":
				made[i] = x - last
			default: // RATE: by the time since the last slot with data
				made[i] = (x - last) / (float64(i-slot) * period)
			}
			last, slot = x, i
		}
		out.Series = append(out.Series, made)
	}
	return out, nil
}
