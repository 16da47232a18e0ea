package cloudwatch

import (
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// busEvent is what EventBridge gets, in the form that a bus completes
// (CloudWatch user guide, alarm events and EventBridge).
//
// fidelity: cloudwatch.alarm-event
func (a *alarm) busEvent() string {
	return encode(aws.Object{
		{Name: "source", Value: "aws.cloudwatch"},
		{Name: "detail-type", Value: "CloudWatch Alarm State Change"},
		{Name: "time", Value: a.updated.Wall().Format("2006-01-02T15:04:05Z")},
		{Name: "resources", Value: []string{a.AlarmArn}},
		{Name: "detail", Value: a.data()},
	})
}

// functionEvent is what a function gets as its event (recorded by github
// localstack/localstack, test_alarm_lambda_target, 2024-01).
//
// fidelity: cloudwatch.alarm-event
func (a *alarm) functionEvent() string {
	return encode(aws.Object{
		{Name: "source", Value: "aws.cloudwatch"},
		{Name: "alarmArn", Value: a.AlarmArn},
		{Name: "accountId", Value: aws.AccountID},
		{Name: "time", Value: stamp(a.updated)},
		{Name: "region", Value: aws.Region},
		{Name: "alarmData", Value: a.data()},
	})
}

// data is the alarm's name, states and configuration.
func (a *alarm) data() aws.Object {
	configuration := aws.Object{}
	if a.AlarmDescription != "" {
		configuration = append(configuration, aws.Field{Name: "description", Value: a.AlarmDescription})
	}
	var metrics []aws.Object
	for _, q := range a.queries() {
		metrics = append(metrics, a.query(q))
	}
	return aws.Object{
		{Name: "alarmName", Value: a.AlarmName},
		{Name: "state", Value: a.state().object()},
		{Name: "previousState", Value: a.previous.object()},
		{Name: "configuration", Value: append(configuration, aws.Field{Name: "metrics", Value: metrics})},
	}
}

func (s state) object() aws.Object {
	o := aws.Object{{Name: "value", Value: s.value}, {Name: "reason", Value: s.reason}}
	if s.data != "" {
		o = append(o, aws.Field{Name: "reasonData", Value: s.data})
	}
	return append(o, aws.Field{Name: "timestamp", Value: stamp(s.at)})
}

// query is a metric or expression of the configuration. The one metric of an
// alarm has an id that AWS made up.
func (a *alarm) query(q MetricDataQuery) aws.Object {
	id := q.Id
	if a.MetricName != "" {
		id = aws.UUID(sim.New(uint64(a.version)).Stream("cloudwatch.metric"))
	}
	o := aws.Object{{Name: "id", Value: id}}
	if m := q.MetricStat; m != nil {
		dims := aws.Object{}
		for _, d := range m.Metric.Dimensions {
			dims = append(dims, aws.Field{Name: d.Name, Value: d.Value})
		}
		o = append(o, aws.Field{Name: "metricStat", Value: aws.Object{
			{Name: "metric", Value: aws.Object{{Name: "namespace", Value: m.Metric.Namespace}, {Name: "name", Value: m.Metric.MetricName},
				{Name: "dimensions", Value: dims}}},
			{Name: "period", Value: m.Period}, {Name: "stat", Value: m.Stat}}})
	} else {
		o = append(o, aws.Field{Name: "expression", Value: q.Expression})
	}
	if q.Label != "" {
		o = append(o, aws.Field{Name: "label", Value: q.Label})
	}
	return append(o, aws.Field{Name: "returnData", Value: q.ReturnData == nil || *q.ReturnData})
}
