package cloudwatch

import "skylab/engine/aws"

// alarmOperations are those of alarms.
//
// fidelity: cloudwatch.alarm-api
// fidelity: cloudwatch.unsimulated
func (s *Service) alarmOperations() []aws.Operation {
	op := func(name, doc string, errors ...string) aws.Operation {
		return aws.Operation{Name: name, Doc: doc, Errors: errors}
	}
	read := func(name, doc string, unsimulated ...string) aws.Operation {
		o := op(name, doc)
		o.ReadOnly, o.Unsimulated = true, unsimulated
		return o
	}
	put := op("PutMetricAlarm", "Creates an alarm on a metric or an expression, or configures it anew.", validation, invalidValue, invalidCombination)
	put.Unsimulated = []string{"Tags", "Metrics.AccountId", "ActionConfiguration", "WarmUpConfiguration", "EvaluationWindow", "ThresholdMetricId", "EvaluationCriteria", "EvaluationInterval"}
	history := read("DescribeAlarmHistory", "Lists what happened to alarms.", "AlarmContributorId")
	history.Errors = []string{"InvalidNextToken"}
	return []aws.Operation{
		guarded(s, put, s.putMetricAlarm),
		guarded(s, read("DescribeAlarms", "Describes alarms and the states they are in.", "ChildrenOfAlarmName", "ParentsOfAlarmName"), s.describeAlarms),
		guarded(s, read("DescribeAlarmsForMetric", "Describes the alarms that watch a metric."), s.describeAlarmsForMetric),
		guarded(s, history, s.describeAlarmHistory),
		guarded(s, op("SetAlarmState", "Puts an alarm into a state until it is evaluated again, to try its actions.", "ResourceNotFound", "InvalidFormat"), s.setAlarmState),
		guarded(s, op("DeleteAlarms", "Deletes alarms."), s.deleteAlarms),
		guarded(s, op("EnableAlarmActions", "Switches the actions of alarms on."), s.enableAlarmActions),
		guarded(s, op("DisableAlarmActions", "Switches the actions of alarms off."), s.disableAlarmActions),
	}
}
