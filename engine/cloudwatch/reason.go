package cloudwatch

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// crossed is AWS's reason (StateReason of real alarms in public repositories,
// 2019 … 2026; github localstack/localstack, test_cloudwatch, 2023-10). An
// alarm with DatapointsToAlarm has the longer form.
//
// fidelity: cloudwatch.state-reason
func (r rule) crossed(list []observed, missing int, breach bool) string {
	var shown []string
	for _, o := range list {
		if r.breaches(o.value) == breach {
			shown = append(shown, javaDouble(o.value)+" ("+o.at.Wall().Format("02/01/06 15:04:05")+")")
		}
	}
	if len(shown) == 0 {
		return "Threshold Crossed: " + received(len(list)) + fmt.Sprintf(" received for %s and %s.", counted(r.n, "period", ""), r.treated(missing))
	}
	out := "Threshold Crossed: "
	if r.explicit {
		out += fmt.Sprintf("%d out of the last %d datapoints", len(shown), r.n)
	} else {
		out += counted(len(shown), "datapoint", "")
	}
	verb := " were "
	if len(shown) == 1 {
		verb = " was "
	}
	if !breach {
		verb += "not "
	}
	out += " [" + strings.Join(shown, ", ") + "]" + verb + r.words() + " the threshold (" + javaDouble(r.threshold) + ")"
	if missing > 0 {
		out += " and " + r.treated(missing)
	}
	switch {
	case !r.explicit:
	case breach:
		out += " (minimum " + counted(r.m, "datapoint", "") + " for OK -> ALARM transition)"
	default:
		out += " (minimum " + counted(r.n-r.m+1, "datapoint", "") + " for ALARM -> OK transition)"
	}
	return out + "."
}

func (r rule) words() string {
	return map[string]string{
		"GreaterThanOrEqualToThreshold": "greater than or equal to", "GreaterThanThreshold": "greater than",
		"LessThanThreshold": "less than", "LessThanOrEqualToThreshold": "less than or equal to",
	}[r.operator]
}

// treated says how missing datapoints were treated.
func (r rule) treated(n int) string {
	as := "NonBreaching"
	if r.missing == "breaching" {
		as = "Breaching"
	}
	return counted(n, "missing datapoint", " treated as ["+as+"]")
}

// counted is "1 period" or "3 periods", with a verb where more follows.
func counted(n int, noun, more string) string {
	verb := " was"
	if n != 1 {
		noun, verb = noun+"s", " were"
	}
	if more == "" {
		verb = ""
	}
	return strconv.Itoa(n) + " " + noun + verb + more
}

// received is "no datapoints were", "1 datapoint was", "2 datapoints were".
func received(n int) string {
	switch n {
	case 0:
		return "no datapoints were"
	case 1:
		return "1 datapoint was"
	}
	return strconv.Itoa(n) + " datapoints were"
}

// javaDouble writes a number as Java does, which CloudWatch's texts show:
// 1.0, 0.05, 1.0E7.
func javaDouble(v float64) string {
	if size := math.Abs(v); v == 0 || size >= 1e-3 && size < 1e7 {
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}
