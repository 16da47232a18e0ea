package quiz

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// gradeNumber grades a typed number. A wrong one that is a known wrong answer
// is explained by it.
func (q Question) gradeNumber(text string) (Grade, error) {
	v, err := ParseNumber(text, q.Unit)
	if err != nil {
		return Grade{}, err
	}
	g := Grade{Expected: q.expected()}
	if q.accepts(v) {
		g.Correct, g.Score = true, 1
		g.Feedback = []string{"Right: " + g.Expected + "."}
		return g, nil
	}
	g.Feedback = []string{fmt.Sprintf("You said %s; it is %s.", amount(v, q.Unit), g.Expected)}
	for _, o := range q.Options {
		wrong, err := ParseNumber(o.Text, q.Unit)
		if err == nil && q.near(v, wrong) {
			g.Twin = o.Twin
			g.Feedback = append(g.Feedback, o.Why)
			break
		}
	}
	return g, nil
}

// accepts tells whether v counts as the answer.
func (q Question) accepts(v float64) bool { return q.near(v, q.Answer) }

// rounding forgives what binary fractions do to typed decimals.
const rounding = 1e-9

// near tells whether v is within the question's tolerance of target.
func (q Question) near(v, target float64) bool {
	off := math.Abs(v - target)
	size := math.Abs(target)
	return off <= max(q.Tolerance.Abs, q.Tolerance.Rel*size)+rounding*size
}

// expected is the answer with its unit, and the tolerance if there is one.
func (q Question) expected() string {
	out := amount(q.Answer, q.Unit)
	abs := max(q.Tolerance.Abs, q.Tolerance.Rel*math.Abs(q.Answer))
	switch {
	case abs == 0:
		return out
	case q.Tolerance.Rel*math.Abs(q.Answer) >= q.Tolerance.Abs:
		return fmt.Sprintf("%s (within %s%%)", out, digits(100*q.Tolerance.Rel))
	}
	return fmt.Sprintf("%s (within %s)", out, amount(abs, q.Unit))
}

// amount writes a number with its unit the way it is read: $0.20, 20%, 1,500 ms.
func amount(v float64, unit string) string {
	text := digits(v)
	switch {
	case measures[strings.ToLower(unit)] == dollar:
		if _, fraction, found := strings.Cut(text, "."); found && len(fraction) == 1 {
			text += "0"
		}
		if rest, ok := strings.CutPrefix(text, "-"); ok {
			return "-$" + rest
		}
		return "$" + text
	case unit == "%":
		return text + "%"
	case unit == "":
		return text
	}
	return text + " " + unit
}

// digits writes at most twelve significant digits, with commas between
// thousands; very large and very small numbers keep their exponent.
func digits(v float64) string {
	text := strconv.FormatFloat(v, 'g', 12, 64)
	v, _ = strconv.ParseFloat(text, 64)
	if size := math.Abs(v); size != 0 && (size >= 1e15 || size < 1e-9) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return Grouped(v)
}

// Grouped writes a number with commas between thousands: 1,234.5.
func Grouped(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	whole, fraction, found := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	return sign + whole
}
