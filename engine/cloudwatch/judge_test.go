package cloudwatch

import (
	"strings"
	"testing"

	"skylab/engine/sim"
)

// points reads "0 - X": not breaching, missing, breaching, the newest last.
func points(s string) []observed {
	var out []observed
	words := strings.Fields(s)
	for i := range words {
		o := observed{at: sim.Time(len(words)-i) * 60e9, missing: true}
		switch words[len(words)-1-i] {
		case "0":
			o = observed{at: o.at, value: 0, samples: 1}
		case "X":
			o = observed{at: o.at, value: 5, samples: 1}
		}
		out = append(out, o)
	}
	return out
}

// TestMissingData holds the two tables of the CloudWatch user guide, "How
// alarm state is evaluated when data is missing", and the examples below them;
// "" is the current state kept.
func TestMissingData(t *testing.T) {
	const ok, alarm, none, kept = StateOK, StateAlarm, StateInsufficient, "kept"
	for _, c := range []struct {
		m                                       int
		points                                  string
		missing, ignore, breaching, nobreaching string
	}{
		{3, "0 - X - X", ok, ok, ok, ok},
		{3, "0 - - - -", ok, ok, ok, ok},
		{3, "- - - - -", none, kept, alarm, ok},
		{3, "0 X X - X", alarm, alarm, alarm, alarm},
		{3, "- - X - -", alarm, kept, alarm, ok},
		{2, "0 - X - X", alarm, alarm, alarm, alarm},
		{2, "0 0 X 0 X", alarm, alarm, alarm, alarm},
		{2, "0 - X - -", ok, ok, alarm, ok},
		{2, "- - - - 0", ok, ok, alarm, ok},
		{2, "- - - X -", alarm, kept, alarm, ok},
		// No alarm before its time: the next datapoint may be within bounds.
		{3, "- - - - X", kept, kept, alarm, ok},
		{3, "- - - X -", kept, kept, alarm, ok},
		{3, "- - - X 0", ok, ok, ok, ok},
	} {
		for treat, want := range map[string]string{"missing": c.missing, "ignore": c.ignore, "breaching": c.breaching, "notBreaching": c.nobreaching} {
			r := rule{n: 3, m: c.m, explicit: true, operator: "GreaterThanThreshold", threshold: 1, missing: treat}
			if got := r.judge(points(c.points), kept).state; got != want {
				t.Errorf("%d of 3, %s, %s: %s, want %s", c.m, c.points, treat, got, want)
			}
		}
	}
}

func TestReasons(t *testing.T) {
	one := rule{n: 1, m: 1, operator: "GreaterThanThreshold", threshold: 2, missing: "missing"}
	explicit := one
	explicit.explicit = true
	three := rule{n: 3, m: 2, explicit: true, operator: "LessThanOrEqualToThreshold", threshold: 1e7, missing: "breaching"}
	for _, c := range []struct {
		r      rule
		points string
		want   string
	}{
		{one, "- - X", "Threshold Crossed: 1 datapoint [5.0 (02/11/26 09:03:00)] was greater than the threshold (2.0)."},
		{explicit, "- - X", "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (02/11/26 09:03:00)] was greater than the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition)."},
		{explicit, "X - 0", "Threshold Crossed: 1 out of the last 1 datapoints [0.0 (02/11/26 09:03:00)] was not greater than the threshold (2.0) (minimum 1 datapoint for ALARM -> OK transition)."},
		{one, "- - -", "Insufficient Data: 1 datapoint was unknown."},
		{three, "- - - - -", "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching]."},
		{three, "- - - X -", "Threshold Crossed: 1 out of the last 3 datapoints [5.0 (02/11/26 09:04:00)] was less than or equal to the threshold (1.0E7) and 2 missing datapoints were treated as [Breaching] (minimum 2 datapoints for OK -> ALARM transition)."},
		{rule{n: 2, m: 2, operator: "GreaterThanThreshold", threshold: 9, missing: "breaching"}, "- - - -", "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching]."},
		{rule{n: 2, m: 1, operator: "GreaterThanThreshold", threshold: 9, missing: "breaching"}, "- - 0 -", "Threshold Crossed: 1 datapoint was received for 2 periods and 1 missing datapoint was treated as [Breaching]."},
	} {
		if got := c.r.judge(points(c.points), StateOK).reason; got != c.want {
			t.Errorf("%s:\n %s, want\n %s", c.points, got, c.want)
		}
	}
}

func TestJavaDouble(t *testing.T) {
	for v, want := range map[float64]string{0: "0.0", 1: "1.0", 99.50160229693434: "99.50160229693434", 1e7: "1.0E7", 12345678: "1.2345678E7",
		0.001: "0.001", 0.0005: "5.0E-4", -3: "-3.0"} {
		if got := javaDouble(v); got != want {
			t.Errorf("%v is %s, want %s", v, got, want)
		}
	}
}
