package cloudwatch

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// checkAlarm reports what is wrong with an alarm. The rules are documented
// (API reference, PutMetricAlarm); the texts are partly assumptions.
//
// fidelity: cloudwatch.alarm-rules
func (s *Service) checkAlarm(in *PutMetricAlarmInput) error {
	switch {
	case in.MetricName == "" && len(in.Metrics) == 0:
		return invalidAlarm("MetricName must not be null")
	case in.MetricName != "" && len(in.Metrics) > 0:
		return aws.Errorf(400, invalidCombination, "The parameters MetricName and Metrics are mutually exclusive and you have specified both.")
	case !strings.HasSuffix(in.ComparisonOperator, "ToThreshold") && in.ComparisonOperator != "GreaterThanThreshold" && in.ComparisonOperator != "LessThanThreshold":
		return invalidAlarm("skylab does not simulate anomaly detection, which ComparisonOperator=%s needs.", in.ComparisonOperator)
	case in.Threshold == nil:
		return invalidAlarm("Threshold must not be null")
	case *in.Threshold-*in.Threshold != 0:
		return invalidAlarm("The value %v for parameter Threshold is invalid.", *in.Threshold)
	case in.EvaluationPeriods == 0:
		return invalidAlarm("EvaluationPeriods must not be null")
	case in.DatapointsToAlarm > in.EvaluationPeriods:
		return invalidAlarm("DatapointsToAlarm must be less than or equal to EvaluationPeriods")
	case in.TreatMissingData != "" && !slices.Contains([]string{"breaching", "notBreaching", "ignore", "missing"}, in.TreatMissingData):
		return invalidAlarm("Invalid value for TreatMissingData. Valid values: [breaching, notBreaching, ignore, missing]")
	case in.EvaluateLowSampleCountPercentile != "" && in.EvaluateLowSampleCountPercentile != "evaluate":
		return invalidAlarm("skylab simulates only EvaluateLowSampleCountPercentile=evaluate.")
	}
	for _, actions := range [][]string{in.OKActions, in.AlarmActions, in.InsufficientDataActions} {
		if err := checkActions(actions); err != nil {
			return err
		}
	}
	if len(in.Metrics) > 0 {
		return s.checkQueries(in)
	}
	return checkMetric(in)
}

func invalidAlarm(format string, args ...any) error {
	return aws.Errorf(400, validation, format, args...)
}

// checkMetric reports what is wrong with an alarm on one metric.
func checkMetric(in *PutMetricAlarmInput) error {
	switch {
	case in.Namespace == "":
		return invalidAlarm("Namespace must not be null")
	case (in.Statistic == "") == (in.ExtendedStatistic == ""):
		return aws.Errorf(400, invalidCombination, "Exactly one of Statistic and ExtendedStatistic must be specified.")
	case in.Period == 0:
		return invalidAlarm("Period must not be null")
	}
	if t, ok := parseStatistic(in.ExtendedStatistic); in.ExtendedStatistic != "" && !(ok && t.extended()) {
		return aws.Errorf(400, invalidValue, "The value %s for parameter ExtendedStatistic is invalid.", in.ExtendedStatistic)
	}
	return checkPeriod(in.Period, in.EvaluationPeriods)
}

// checkPeriod reports a period that no alarm can have, or too many of them.
func checkPeriod(seconds, periods int) error {
	switch {
	case seconds == 10 || seconds == 20 || seconds == 30:
		return invalidAlarm("skylab does not simulate alarms of high resolution: Period must be a multiple of 60.")
	case seconds%60 != 0:
		return invalidAlarm("Period must be 10, 20, 30 or a multiple of 60")
	case seconds < 3600 && seconds*min(periods, 1<<20) > 86400:
		return invalidAlarm("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).")
	case min(seconds, 1<<30)*min(periods, 1<<20) > 7*86400:
		return invalidAlarm("Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800).")
	}
	return nil
}

// checkQueries reports what is wrong with an alarm on metric math.
func (s *Service) checkQueries(in *PutMetricAlarmInput) error {
	if in.Period != 0 || in.Statistic != "" || in.ExtendedStatistic != "" || in.Namespace != "" || len(in.Dimensions) > 0 || in.Unit != "" {
		return aws.Errorf(400, invalidCombination, "Namespace, Dimensions, Period, Unit, Statistic and ExtendedStatistic cannot be specified with Metrics.")
	}
	c, err := s.compute(in.Metrics)
	if err != nil {
		return err
	}
	returned := 0
	for i, q := range in.Metrics {
		if q.ReturnData == nil || *q.ReturnData {
			returned++
		}
		if err := checkPeriod(max(c.period(i), 1), in.EvaluationPeriods); err != nil {
			return err
		}
		if c.period(i) != c.period(0) {
			return invalidAlarm("Metrics list must contain only metrics of the same period")
		}
	}
	if returned != 1 {
		return invalidAlarm("Exactly one element of the metrics list should return data.")
	}
	return nil
}

// actionLimit is how long an ARN of an action may be.
const actionLimit = 1024

// checkActions reports an action that is no ARN of something that this world
// has: a topic, a function or a scaling policy.
//
// fidelity: cloudwatch.alarm-actions
func checkActions(actions []string) error {
	for _, arn := range actions {
		parts := strings.SplitN(arn, ":", 6)
		if len(parts) < 6 || parts[0] != "arn" || parts[1] != "aws" || len(arn) > actionLimit {
			return invalidAlarm("Invalid ARN: '%s'", arn)
		}
		if parts[2] != "sns" && parts[2] != "lambda" && parts[2] != "autoscaling" {
			return invalidAlarm("skylab simulates only actions that notify a topic, invoke a function or run a scaling policy, not %s", arn)
		}
		if parts[3] != aws.Region {
			return invalidAlarm("Invalid region %s specified. Only %s is supported.", parts[3], aws.Region)
		}
	}
	return nil
}
