package cloudwatch

import (
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// DescribeAlarmsInput selects alarms.
//
// fidelity: cloudwatch.alarm-api
type DescribeAlarmsInput struct {
	AlarmNames      []string `aws:"max=100"`
	AlarmNamePrefix string   `aws:"min=1,max=255"`
	AlarmTypes      []string
	StateValue      string `aws:"enum=INSUFFICIENT_DATA|ALARM|OK"`
	ActionPrefix    string `aws:"min=1,max=1024"`
	// MaxRecords is how many to list at most; 0 is 50.
	MaxRecords int `aws:"min=1,max=100"`
	NextToken  string
}

// DescribeAlarmsOutput is a page of alarms, ordered by name. There are no
// composite alarms here.
type DescribeAlarmsOutput struct {
	MetricAlarms    []MetricAlarm    `aws:"always"`
	CompositeAlarms []CompositeAlarm `aws:"always"`
	NextToken       string
}

// CompositeAlarm is not simulated; the list is always empty.
type CompositeAlarm struct{ AlarmName string }

func (s *Service) describeAlarms(_ *aws.Request, in *DescribeAlarmsInput) (*DescribeAlarmsOutput, error) {
	if len(in.AlarmNames) > 0 && in.AlarmNamePrefix != "" {
		return nil, aws.Errorf(400, invalidCombination, "AlarmNames and AlarmNamePrefix are mutually exclusive.")
	}
	limit := in.MaxRecords
	if limit == 0 {
		limit = 50
	}
	out := &DescribeAlarmsOutput{MetricAlarms: []MetricAlarm{}, CompositeAlarms: []CompositeAlarm{}}
	if len(in.AlarmTypes) > 0 && !slices.Contains(in.AlarmTypes, "MetricAlarm") {
		return out, nil
	}
	for _, name := range s.Alarms() {
		if token64(name) <= in.NextToken && in.NextToken != "" || !in.selects(s.alarms[name]) {
			continue
		}
		if len(out.MetricAlarms) == limit {
			out.NextToken = token64(out.MetricAlarms[limit-1].AlarmName)
			break
		}
		out.MetricAlarms = append(out.MetricAlarms, s.alarms[name].describe())
	}
	return out, nil
}

func (in *DescribeAlarmsInput) selects(a *alarm) bool {
	if len(in.AlarmNames) > 0 && !slices.Contains(in.AlarmNames, a.AlarmName) || !strings.HasPrefix(a.AlarmName, in.AlarmNamePrefix) ||
		in.StateValue != "" && in.StateValue != a.StateValue {
		return false
	}
	starts := func(arn string) bool { return strings.HasPrefix(arn, in.ActionPrefix) }
	return in.ActionPrefix == "" || slices.ContainsFunc(slices.Concat(a.OKActions, a.AlarmActions, a.InsufficientDataActions), starts)
}

// Alarms are the names of the alarms, sorted.
func (s *Service) Alarms() []string { return slices.Sorted(maps.Keys(s.alarms)) }

// Alarm is the alarm of that name, if there is one.
func (s *Service) Alarm(name string) (MetricAlarm, bool) {
	if a := s.alarms[name]; a != nil {
		return a.describe(), true
	}
	return MetricAlarm{}, false
}

// DescribeAlarmsForMetricInput names a metric, and perhaps how an alarm looks
// at it.
type DescribeAlarmsForMetricInput struct {
	MetricName        string      `aws:"required,min=1,max=255"`
	Namespace         string      `aws:"required,min=1,max=255,pattern=[^:].*"`
	Statistic         string      `aws:"enum=SampleCount|Average|Sum|Minimum|Maximum"`
	ExtendedStatistic string      `aws:"max=40"`
	Dimensions        []Dimension `aws:"max=30"`
	Period            int         `aws:"min=1"`
	Unit              string
}

// DescribeAlarmsForMetricOutput are the alarms on the metric.
type DescribeAlarmsForMetricOutput struct {
	MetricAlarms []MetricAlarm `aws:"always"`
}

func (s *Service) describeAlarmsForMetric(_ *aws.Request, in *DescribeAlarmsForMetricInput) (*DescribeAlarmsForMetricOutput, error) {
	out := &DescribeAlarmsForMetricOutput{MetricAlarms: []MetricAlarm{}}
	id := metricID(in.Namespace, in.MetricName, in.Dimensions)
	for _, name := range s.Alarms() {
		a := s.alarms[name]
		if metricID(a.Namespace, a.MetricName, a.Dimensions) == id && (in.Statistic == "" || in.Statistic == a.Statistic) &&
			(in.ExtendedStatistic == "" || in.ExtendedStatistic == a.ExtendedStatistic) &&
			(in.Period == 0 || in.Period == a.Period) && (in.Unit == "" || in.Unit == a.Unit) {
			out.MetricAlarms = append(out.MetricAlarms, a.describe())
		}
	}
	return out, nil
}
