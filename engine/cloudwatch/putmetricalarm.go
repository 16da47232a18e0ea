package cloudwatch

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// PutMetricAlarmInput is an alarm on a metric or an expression.
//
// fidelity: cloudwatch.alarm-api
type PutMetricAlarmInput struct {
	AlarmName                        string      `aws:"required,min=1,max=255"`
	AlarmDescription                 string      `aws:"max=1024"`
	ActionsEnabled                   bool        `aws:"default=true"`
	OKActions                        []string    `aws:"max=5"`
	AlarmActions                     []string    `aws:"max=5"`
	InsufficientDataActions          []string    `aws:"max=5"`
	MetricName                       string      `aws:"min=1,max=255"`
	Namespace                        string      `aws:"min=1,max=255,pattern=[^:].*"`
	Statistic                        string      `aws:"enum=SampleCount|Average|Sum|Minimum|Maximum"`
	ExtendedStatistic                string      `aws:"max=40"`
	Dimensions                       []Dimension `aws:"max=30"`
	Period                           int         `aws:"min=1"`
	Unit                             string      `aws:"enum=Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second|Count/Second|None"`
	EvaluationPeriods                int         `aws:"min=1"`
	DatapointsToAlarm                int         `aws:"min=1"`
	Threshold                        *float64
	ComparisonOperator               string `aws:"required,enum=GreaterThanOrEqualToThreshold|GreaterThanThreshold|LessThanThreshold|LessThanOrEqualToThreshold|LessThanLowerOrGreaterThanUpperThreshold|LessThanLowerThreshold|GreaterThanUpperThreshold"`
	TreatMissingData                 string `aws:"min=1,max=255"`
	EvaluateLowSampleCountPercentile string `aws:"min=1,max=255"`
	Metrics                          []MetricDataQuery
}

// PutMetricAlarmOutput is empty.
type PutMetricAlarmOutput struct{}

// putMetricAlarm makes an alarm, or configures it anew; its state stays until
// the next evaluation.
func (s *Service) putMetricAlarm(_ *aws.Request, in *PutMetricAlarmInput) (*PutMetricAlarmOutput, error) {
	if err := s.checkAlarm(in); err != nil {
		return nil, err
	}
	now := s.k.Now()
	a := s.alarms[in.AlarmName]
	verb := "updated"
	if a == nil {
		verb = "created"
		a = &alarm{updated: now, transitioned: now, MetricAlarm: MetricAlarm{
			StateValue: StateInsufficient, StateReason: "Unchecked: Initial alarm creation"}}
		s.alarms[in.AlarmName] = a
	}
	kept := a.MetricAlarm
	s.versions++
	a.version, a.changed = s.versions, now
	a.MetricAlarm = MetricAlarm{
		AlarmName: in.AlarmName, AlarmArn: alarmARN(in.AlarmName), AlarmDescription: in.AlarmDescription, ActionsEnabled: in.ActionsEnabled,
		OKActions: list(in.OKActions), AlarmActions: list(in.AlarmActions), InsufficientDataActions: list(in.InsufficientDataActions),
		StateValue: kept.StateValue, StateReason: kept.StateReason, StateReasonData: kept.StateReasonData,
		MetricName: in.MetricName, Namespace: in.Namespace, Statistic: in.Statistic, ExtendedStatistic: in.ExtendedStatistic,
		Dimensions: slices.Concat([]Dimension{}, in.Dimensions), Period: in.Period, Unit: in.Unit,
		EvaluationPeriods: in.EvaluationPeriods, DatapointsToAlarm: in.DatapointsToAlarm, Threshold: in.Threshold,
		ComparisonOperator: in.ComparisonOperator, TreatMissingData: in.TreatMissingData,
		EvaluateLowSampleCountPercentile: in.EvaluateLowSampleCountPercentile, Metrics: slices.Clone(in.Metrics),
	}
	s.bill.Hold(billing.Alarms, a.AlarmName, a.AlarmName, a.watched())
	s.remember(a, "ConfigurationUpdate", `Alarm "`+a.AlarmName+`" `+verb, configurationHistory(a, verb))
	s.k.After(time.Minute, AlarmEvaluated{a.AlarmName, a.version})
	return &PutMetricAlarmOutput{}, nil
}

// list is a copy that is never nil.
func list(s []string) []string { return slices.Concat([]string{}, s) }
