package metricmath_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"skylab/engine/cloudwatch/metricmath"
)

var none = math.NaN()

var series = map[string]metricmath.Series{
	"a": {1, 2, none, 4},
	"b": {2, 0, 5, 8},
	"z": {none, none, none, none},
}

var env = metricmath.Env{
	Series:  func(id string) (metricmath.Series, bool) { s, ok := series[id]; return s, ok },
	Metrics: []string{"a", "b"}, Slots: 4, Period: 60,
}

func show(v metricmath.Value) string {
	if v.Series == nil && !v.Array {
		return fmt.Sprint(v.Scalar)
	}
	var out []string
	for _, s := range v.Series {
		out = append(out, strings.ReplaceAll(fmt.Sprint([]float64(s)), "NaN", "-"))
	}
	return strings.Join(out, " ")
}

func TestEval(t *testing.T) {
	for text, want := range map[string]string{
		"1 + 2 * 3":              "7",
		"(1 + 2) * 3":            "9",
		"-2 ^ 2 + .5":            "4.5",
		"2 - 3 - 4":              "-5",
		"1e3 / 4":                "250",
		"a + b":                  "[3 2 - 12]",
		"100 * a / b":            "[50 - - 50]",
		"b - 1":                  "[1 -1 4 7]",
		"a > 1":                  "[0 1 - 1]",
		"a > 1 AND b > 1":        "[0 0 - 1]",
		"a == 1 || b == 5":       "[1 0 - 0]",
		"SUM([a, b])":            "[3 2 5 12]",
		"AVG(METRICS())":         "[1.5 1 5 6]",
		"MAX(METRICS('a'))":      "[1 2 - 4]",
		"SUM(b)":                 "15",
		"MIN(a)":                 "1",
		"DATAPOINT_COUNT(a)":     "3",
		"STDDEV([a, b])":         "[0.5 1 0 2]",
		"b / MAX(b)":             "[0.25 0 0.625 1]",
		"IF(b > 1, b, 0)":        "[2 0 5 8]",
		"IF(b, 1)":               "[1 - 1 1]",
		"IF(1 > 2, 1, 9)":        "9",
		"FILL(a, 0)":             "[1 2 0 4]",
		"FILL(a, REPEAT)":        "[1 2 2 4]",
		"FILL(a, LINEAR)":        "[1 2 3 4]",
		"FILL(z, LINEAR)":        "[- - - -]",
		"RUNNING_SUM(a)":         "[1 3 - 7]",
		"DIFF(b)":                "[- -2 5 3]",
		"RATE(b) * PERIOD(b)":    "[- -2 5 3]",
		"RATE(a) * 60":           "[- 1 - 1]",
		"[a, b] * 2":             "[2 4 - 8] [4 0 10 16]",
		"ABS(b - 5)":             "[3 5 0 3]",
		"CEIL(a / 3)":            "[1 1 - 2]",
		"floor(a/3) + m(a)":      "!skylab does not simulate the function M",
		"a +":                    "!unexpected end of the expression",
		"a b":                    `!unexpected "b"`,
		"(a":                     "!a closing parenthesis is missing",
		"[a, b] + [a, b]":        "!two arrays cannot be combined",
		"c + 1":                  "!c is not the id of a metric or expression",
		"SUM(1)":                 "!SUM takes time series",
		"IF(a)":                  "!IF takes 2 to 3 arguments",
		"a $ b":                  `!unexpected "$"`,
		"METRICS(\"a":            "!a closing quote is missing",
		strings.Repeat("(", 999): "!the expression nests too deep",
	} {
		e, err := metricmath.Parse(text)
		var v metricmath.Value
		if err == nil {
			v, err = e.Eval(env)
		}
		got := show(v)
		if err != nil {
			got = "!" + err.Error()
		}
		if got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestReferences(t *testing.T) {
	e, err := metricmath.Parse("IF(b > 1, a, b) + FILL(c, 0)")
	if err != nil || !slices.Equal(e.References(), []string{"b", "a", "c"}) {
		t.Errorf("%v, %v", e, err)
	}
}

// FuzzParse: nothing brings the parser down, and what it takes can be
// computed.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"100*a/b", "FILL([a,b],REPEAT)", "IF(a>1&&b<2,-a,b^2)", "RATE(METRICS('x'))", "1e", "((("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := metricmath.Parse(text)
		if err != nil {
			return
		}
		v, err := e.Eval(env)
		if err != nil {
			return
		}
		for _, s := range v.Series {
			if len(s) != env.Slots {
				t.Errorf("%q has %d slots", text, len(s))
			}
		}
	})
}

// TestDeviationOfLargeNumbers: bytes and timestamps lie close together far from
// zero.
func TestDeviationOfLargeNumbers(t *testing.T) {
	for _, far := range []string{"0", "1e9", "1e12", "-1e12"} {
		e, err := metricmath.Parse("STDDEV([a - a + 1 + " + far + ", a - a + 3 + " + far + "])")
		if err != nil {
			t.Fatal(err)
		}
		v, err := e.Eval(env)
		if got := show(v); err != nil || got != "[1 1 - 1]" {
			t.Errorf("around %s: %s %v, want 1", far, got, err)
		}
	}
}
