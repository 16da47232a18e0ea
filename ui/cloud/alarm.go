package cloud

import (
	"cmp"
	"slices"
	"strconv"

	"skylab/engine"
	"skylab/engine/cloudwatch"
)

// alarm is a CloudWatch alarm as the panel lists it.
type alarm struct {
	name, state string
	// rule is what it watches for: "Throttles > 0, 1 of 3 min".
	rule string
}

// alarms reads the alarms: those in ALARM, those without data, the others.
func (d *reader) alarms(w *engine.World) {
	s := &d.state
	s.alarms = s.alarms[:0]
	for _, name := range w.CloudWatch.Alarms() {
		a, _ := w.CloudWatch.Alarm(name)
		s.alarms = append(s.alarms, alarm{name, a.StateValue, ruleOf(a)})
	}
	rank := map[string]int{cloudwatch.StateAlarm: 0, cloudwatch.StateInsufficient: 1, cloudwatch.StateOK: 2}
	slices.SortStableFunc(s.alarms, func(a, b alarm) int { return cmp.Compare(rank[a.state], rank[b.state]) })
}

// ruleOf says when an alarm rings.
func ruleOf(a cloudwatch.MetricAlarm) string {
	what := a.MetricName
	if what == "" {
		what = "metric math"
	}
	sign := map[string]string{"GreaterThanThreshold": ">", "GreaterThanOrEqualToThreshold": ">=", "LessThanThreshold": "<", "LessThanOrEqualToThreshold": "<="}
	m := a.DatapointsToAlarm
	if m == 0 {
		m = a.EvaluationPeriods
	}
	return what + " " + sign[a.ComparisonOperator] + " " + number(*a.Threshold) + ", " + strconv.Itoa(m) + " of " + counted(a.EvaluationPeriods, "period")
}
