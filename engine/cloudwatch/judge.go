package cloudwatch

import (
	"fmt"

	"skylab/engine/sim"
)

// observed is one period of what an alarm watches; without a value it is
// missing.
type observed struct {
	at      sim.Time
	value   float64
	samples uint64
	missing bool
}

// verdict is what an evaluation comes to.
type verdict struct {
	state, reason string
	// evaluated are the datapoints that decided, newest first.
	evaluated []observed
}

// rule is how an alarm judges.
type rule struct {
	n, m      int // EvaluationPeriods, DatapointsToAlarm
	explicit  bool
	operator  string
	threshold float64
	missing   string // TreatMissingData
}

// breaches tells whether a value is beyond the threshold.
func (r rule) breaches(v float64) bool {
	switch r.operator {
	case "GreaterThanOrEqualToThreshold":
		return v >= r.threshold
	case "GreaterThanThreshold":
		return v > r.threshold
	case "LessThanThreshold":
		return v < r.threshold
	}
	return v <= r.threshold
}

// extra is how many datapoints more than EvaluationPeriods an alarm looks at,
// so that late and missing ones do not decide. The guide's examples have five
// for three and say that the number depends on the metric.
//
// fidelity: cloudwatch.evaluation-range
const extra = 2

// judge decides from the datapoints of the evaluation range, newest first
// (CloudWatch user guide, "Configuring how CloudWatch alarms treat missing
// data": its two tables are the tests of this).
//
// fidelity: cloudwatch.missing-data
func (r rule) judge(all []observed, now string) verdict {
	var real []observed
	for _, o := range all {
		if !o.missing {
			real = append(real, o)
		}
	}
	if len(real) >= r.n {
		return r.count(real[:r.n], 0)
	}
	missing := r.n - len(real)
	breaching := r.breaching(real)
	switch {
	case r.missing == "breaching" && breaching+missing >= r.m, r.missing == "notBreaching" && breaching >= r.m:
		return r.alarm(real, missing)
	case r.missing == "breaching" || r.missing == "notBreaching":
		return r.ok(real, missing)
	case len(real) == 0 && r.missing == "ignore":
		return verdict{state: now}
	case len(real) == 0:
		return r.insufficient(all[:r.n])
	case breaching >= r.m:
		return r.alarm(real, 0)
	case breaching < len(real):
		return r.ok(real, 0)
	case r.missing != "ignore" && r.oldest(all) >= r.m:
		// The oldest breach is old enough, and nothing since speaks against it.
		return r.alarm(real, 0)
	}
	return verdict{state: now}
}

// oldest is the place of the oldest real datapoint, 1 being the newest.
func (r rule) oldest(all []observed) int {
	for i := len(all); i > 0; i-- {
		if !all[i-1].missing {
			return i
		}
	}
	return 0
}

func (r rule) breaching(list []observed) int {
	n := 0
	for _, o := range list {
		if r.breaches(o.value) {
			n++
		}
	}
	return n
}

// count decides where there are datapoints enough.
func (r rule) count(list []observed, missing int) verdict {
	if r.breaching(list) >= r.m {
		return r.alarm(list, missing)
	}
	return r.ok(list, missing)
}

func (r rule) alarm(list []observed, missing int) verdict {
	return verdict{StateAlarm, r.crossed(list, missing, true), list}
}

func (r rule) ok(list []observed, missing int) verdict {
	return verdict{StateOK, r.crossed(list, missing, false), list}
}

func (r rule) insufficient(list []observed) verdict {
	verb := "s were"
	if len(list) == 1 {
		verb = " was"
	}
	return verdict{StateInsufficient, fmt.Sprintf("Insufficient Data: %d datapoint%s unknown.", len(list), verb), list}
}
