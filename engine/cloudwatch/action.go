package cloudwatch

import (
	"strings"

	"skylab/engine/aws"
)

// ActionExecuted has happened when an alarm notified a topic or invoked a
// function; Failed says why that was refused.
type ActionExecuted struct{ Alarm, Action, Failed string }

// Kind names the event.
func (ActionExecuted) Kind() string { return "cloudwatch.ActionExecuted" }

// principal is who CloudWatch publishes as, and lambdaPrincipal who it invokes
// functions as (CloudWatch user guide, alarm actions).
const (
	principal       = "cloudwatch.amazonaws.com"
	lambdaPrincipal = "lambda.alarms.cloudwatch.amazonaws.com"
)

// act does what the alarm is to do in its new state, and tells the default
// bus, which hears of changes whether actions are enabled or not.
//
// fidelity: cloudwatch.alarm-actions
func (s *Service) act(e AlarmStateChanged) {
	a := s.alarms[e.Alarm]
	if a == nil || s.target == nil {
		return
	}
	bus := aws.Delivery{Target: aws.ARN("events", "event-bus/default"), Service: principal, Source: a.AlarmArn, Body: []byte(a.busEvent())}
	_ = s.target.Deliver(bus) // a world without buses has nobody to tell
	if !a.ActionsEnabled {
		return
	}
	actions := map[string][]string{StateOK: a.OKActions, StateAlarm: a.AlarmActions, StateInsufficient: a.InsufficientDataActions}[e.New]
	for _, arn := range actions {
		s.execute(a, arn)
	}
}

// execute does one action.
func (s *Service) execute(a *alarm, arn string) {
	d := aws.Delivery{Target: arn, Source: a.AlarmArn}
	if strings.HasPrefix(arn, "arn:aws:lambda:") {
		d.Service, d.Body = lambdaPrincipal, []byte(a.functionEvent())
	} else {
		d.Service, d.Body = principal, []byte(a.message())
		d.Subject = subject(a)
	}
	failed := ""
	summary := "Successfully executed action " + arn
	if err := s.target.Deliver(d); err != nil {
		failed = err.Message
		summary = "Failed to execute action " + arn + ". Received error: \"" + err.Message + "\""
	}
	s.remember(a, "Action", summary, actionHistory(a, arn, failed))
	s.k.Emit(ActionExecuted{a.AlarmName, arn, failed})
}

// regionName is how notifications call the Region.
const regionName = "US East (N. Virginia)"

// subject is the notification's; a topic takes 100 characters.
func subject(a *alarm) string {
	head, tail := a.StateValue+": \"", "\" in "+regionName
	name := []rune(a.AlarmName)
	for i, c := range name {
		if c < ' ' || c > '~' {
			name[i] = '?' // subjects are ASCII
		}
	}
	if room := 100 - len(head) - len(tail); len(name) > room {
		name = append(name[:room-3], '.', '.', '.')
	}
	return head + string(name) + tail
}

// message is the notification to a topic, with AWS's members (recorded by
// github localstack/localstack, test_cloudwatch, 2023-09, and notifications in
// public repositories, 2021 … 2024).
//
// fidelity: cloudwatch.alarm-message
func (a *alarm) message() string {
	var description any
	if a.AlarmDescription != "" {
		description = a.AlarmDescription
	}
	return encode(aws.Object{
		{Name: "AlarmName", Value: a.AlarmName},
		{Name: "AlarmDescription", Value: description},
		{Name: "AWSAccountId", Value: aws.AccountID},
		{Name: "AlarmConfigurationUpdatedTimestamp", Value: stamp(a.changed)},
		{Name: "NewStateValue", Value: a.StateValue},
		{Name: "NewStateReason", Value: a.StateReason},
		{Name: "StateChangeTime", Value: stamp(a.updated)},
		{Name: "Region", Value: regionName},
		{Name: "AlarmArn", Value: a.AlarmArn},
		{Name: "OldStateValue", Value: a.previous.value},
		{Name: "OKActions", Value: a.OKActions},
		{Name: "AlarmActions", Value: a.AlarmActions},
		{Name: "InsufficientDataActions", Value: a.InsufficientDataActions},
		{Name: "Trigger", Value: a.trigger()},
	})
}

// trigger is the alarm's configuration in its notification.
func (a *alarm) trigger() aws.Object {
	var out aws.Object
	if a.MetricName != "" {
		out = a.metricTrigger()
	}
	out = append(out, aws.Field{Name: "Period", Value: a.period()}, aws.Field{Name: "EvaluationPeriods", Value: a.EvaluationPeriods})
	if a.DatapointsToAlarm > 0 {
		out = append(out, aws.Field{Name: "DatapointsToAlarm", Value: a.DatapointsToAlarm})
	}
	out = append(out,
		aws.Field{Name: "ComparisonOperator", Value: a.ComparisonOperator},
		aws.Field{Name: "Threshold", Value: *a.Threshold},
		aws.Field{Name: "TreatMissingData", Value: a.rule().missing},
		aws.Field{Name: "EvaluateLowSampleCountPercentile", Value: a.EvaluateLowSampleCountPercentile})
	if a.MetricName == "" {
		out = append(out, aws.Field{Name: "Metrics", Value: a.triggerMetrics()})
	}
	return out
}

func (a *alarm) metricTrigger() aws.Object {
	out := aws.Object{{Name: "MetricName", Value: a.MetricName}, {Name: "Namespace", Value: a.Namespace}}
	if a.Statistic != "" {
		name := map[string]string{"SampleCount": "SAMPLE_COUNT"}[a.Statistic]
		if name == "" {
			name = strings.ToUpper(a.Statistic)
		}
		out = append(out, aws.Field{Name: "StatisticType", Value: "Statistic"}, aws.Field{Name: "Statistic", Value: name})
	} else {
		out = append(out, aws.Field{Name: "StatisticType", Value: "ExtendedStatistic"}, aws.Field{Name: "ExtendedStatistic", Value: a.ExtendedStatistic})
	}
	var unit any
	if a.Unit != "" {
		unit = a.Unit
	}
	return append(out, aws.Field{Name: "Unit", Value: unit}, aws.Field{Name: "Dimensions", Value: swapped(a.Dimensions)})
}

// swapped are dimensions as notifications have them: the value first, in small
// letters.
func swapped(dims []Dimension) []aws.Object {
	out := []aws.Object{}
	for _, d := range dims {
		out = append(out, aws.Object{{Name: "value", Value: d.Value}, {Name: "name", Value: d.Name}})
	}
	return out
}

func (a *alarm) triggerMetrics() []aws.Object {
	out := []aws.Object{}
	for _, q := range a.Metrics {
		o := aws.Object{{Name: "Id", Value: q.Id}}
		if q.MetricStat == nil {
			o = append(o, aws.Field{Name: "Expression", Value: q.Expression})
		} else {
			m := q.MetricStat
			o = append(o, aws.Field{Name: "MetricStat", Value: aws.Object{
				{Name: "Metric", Value: aws.Object{{Name: "Dimensions", Value: swapped(m.Metric.Dimensions)},
					{Name: "MetricName", Value: m.Metric.MetricName}, {Name: "Namespace", Value: m.Metric.Namespace}}},
				{Name: "Period", Value: m.Period}, {Name: "Stat", Value: m.Stat}}})
		}
		if q.Label != "" {
			o = append(o, aws.Field{Name: "Label", Value: q.Label})
		}
		out = append(out, append(o, aws.Field{Name: "ReturnData", Value: q.ReturnData == nil || *q.ReturnData}))
	}
	return out
}
