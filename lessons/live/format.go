package live

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"skylab/quiz"
)

// filters format a number for prose.
var filters = map[string]func(float64) string{
	"ms":  func(v float64) string { return quiz.Grouped(round(v, 2)) + " ms" },
	"s":   func(v float64) string { return quiz.Grouped(round(v, 3)) + " s" },
	"usd": Dollars,
	"mb":  func(v float64) string { return quiz.Grouped(round(v, 1)) + " MB" },
	"pct": func(v float64) string { return quiz.Grouped(round(100*v, 1)) + "%" },
	"int": func(v float64) string { return strconv.FormatFloat(math.Round(v), 'f', -1, 64) },
	"n":   func(v float64) string { return quiz.Grouped(round(v, 3)) },
}

// FilterNames are the names of all filters, sorted.
func FilterNames() []string { return slices.Sorted(maps.Keys(filters)) }

// round keeps n decimals; above a hundred, none.
func round(v float64, n int) float64 {
	if math.Abs(v) >= 100 {
		n = 0
	}
	p := math.Pow(10, float64(n))
	return math.Round(v*p) / p
}

// Dollars writes an amount: with cents from a cent on, below that with as many
// digits as two significant ones take, because a Lambda bill begins there.
func Dollars(v float64) string {
	size := math.Abs(v)
	if size == 0 || size >= 0.01 {
		whole, fraction, _ := strings.Cut(strconv.FormatFloat(size, 'f', 2, 64), ".")
		n, _ := strconv.ParseFloat(whole, 64)
		return sign(v) + "$" + quiz.Grouped(n) + "." + fraction
	}
	decimals := min(int(-math.Floor(math.Log10(size)))+1, 15)
	text := strings.TrimRight(strconv.FormatFloat(size, 'f', decimals, 64), "0")
	return sign(v) + "$" + text
}

func sign(v float64) string {
	if v < 0 {
		return "-"
	}
	return ""
}

// Plain writes any value of an expression: texts as they are, numbers with at
// most three decimals, yes and no.
func Plain(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case string:
		return v
	case bool:
		if v {
			return "yes"
		}
		return "no"
	}
	if n, ok := Number(v); ok {
		return strconv.FormatFloat(math.Round(n*1000)/1000, 'f', -1, 64)
	}
	data, err := json.Marshal(v)
	if err != nil { // it has a function or no number in it
		return "a value without a text"
	}
	return string(data)
}
