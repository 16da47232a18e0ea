package cloudwatch

import "skylab/engine/aws"

// alarmOperations are those of alarms.
//
// fidelity: cloudwatch.alarm-api
// fidelity: cloudwatch.unsimulated
func (s *Service) alarmOperations() []aws.Operation {
	op := func(name, doc string, errors ...string) aws.Operation {
		return aws.Operation{Service: "cloudwatch", Name: name, HTTP: "POST /", Validation: validation, Doc: doc, Errors: errors}
	}
	read := func(name, doc string, unsimulated ...string) aws.Operation {
		o := op(name, doc)
		o.ReadOnly, o.Unsimulated = true, unsimulated
		return o
	}
	put := op("PutMetricAlarm", "Creates an alarm on a metric or an expression, or configures it anew.", validation, invalidValue, invalidCombination)
	put.Unsimulated = []string{"Tags", "ThresholdMetricId", "EvaluationCriteria", "EvaluationInterval"}
	return []aws.Operation{
		aws.Op(put, s.putMetricAlarm),
		aws.Op(read("DescribeAlarms", "Describes alarms and the states they are in.", "ChildrenOfAlarmName", "ParentsOfAlarmName"), s.describeAlarms),
		aws.Op(read("DescribeAlarmsForMetric", "Describes the alarms that watch a metric."), s.describeAlarmsForMetric),
		aws.Op(read("DescribeAlarmHistory", "Lists what happened to alarms.", "AlarmContributorId", "NextToken"), s.describeAlarmHistory),
		aws.Op(op("SetAlarmState", "Puts an alarm into a state until it is evaluated again, to try its actions.", "ResourceNotFound", "InvalidFormat"), s.setAlarmState),
		aws.Op(op("DeleteAlarms", "Deletes alarms."), s.deleteAlarms),
		aws.Op(op("EnableAlarmActions", "Switches the actions of alarms on."), s.enableAlarmActions),
		aws.Op(op("DisableAlarmActions", "Switches the actions of alarms off."), s.disableAlarmActions),
	}
}
