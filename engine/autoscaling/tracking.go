package autoscaling

import (
	"strconv"
	"strings"
	"time"

	"skylab/engine/autoscaling/policy"
	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
)

func itoa(n int) string { return strconv.Itoa(n) }

// tracked is the metric of a tracking policy.
type trackedMetric struct {
	namespace, name, statistic string
	dims                       []cloudwatch.Dimension
}

// metric is what a tracking policy looks at.
func (p *scalingPolicy) metric() trackedMetric {
	if c := p.Tracking.CustomizedMetricSpecification; c != nil {
		return trackedMetric{c.Namespace, c.MetricName, c.Statistic, c.Dimensions}
	}
	d := p.Tracking.PredefinedMetricSpecification
	group := []cloudwatch.Dimension{{Name: "AutoScalingGroupName", Value: p.Group}}
	switch d.PredefinedMetricType {
	case "ASGAverageNetworkIn":
		return trackedMetric{"AWS/EC2", "NetworkIn", "Average", group}
	case "ASGAverageNetworkOut":
		return trackedMetric{"AWS/EC2", "NetworkOut", "Average", group}
	case "ALBRequestCountPerTarget":
		i := strings.Index(d.ResourceLabel, "targetgroup/")
		return trackedMetric{"AWS/ApplicationELB", "RequestCountPerTarget", "Sum", []cloudwatch.Dimension{{Name: "TargetGroup", Value: d.ResourceLabel[max(0, i):]}}}
	}
	return trackedMetric{"AWS/EC2", "CPUUtilization", "Average", group}
}

// latest is what a tracking policy's metric was in the last minute that has one.
func (s *Service) latest(p *scalingPolicy) (signal, bool) {
	m := p.metric()
	return s.reading(m.namespace, m.name, m.statistic, m.dims, time.Minute)
}

// makeAlarms gives a tracking policy its two alarms: above the target for three
// minutes, and below seven tenths of it for fifteen.
//
// fidelity: autoscaling.tracking-alarms
func (s *Service) makeAlarms(p *scalingPolicy) *aws.Error {
	m := p.metric()
	type kind struct {
		name, operator string
		share          float64
		minutes        int
	}
	kinds := []kind{{"AlarmHigh", "GreaterThanThreshold", 1, policy.HighMinutes}}
	if !p.Tracking.DisableScaleIn {
		kinds = append(kinds, kind{"AlarmLow", "LessThanThreshold", s.near.Rules.LowShare, s.near.Rules.LowMinutes})
	}
	for _, k := range kinds {
		threshold := p.target() * k.share
		name := "TargetTracking-" + p.Group + "-" + k.name + "-" + aws.UUID(s.k.Stream("autoscaling.alarms"))
		in := &cloudwatch.PutMetricAlarmInput{AlarmName: name, ActionsEnabled: true, AlarmDescription: "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy " + p.arn() + ".",
			AlarmActions: []string{p.arn()}, MetricName: m.name, Namespace: m.namespace, Statistic: m.statistic, Dimensions: m.dims, Period: 60,
			EvaluationPeriods: k.minutes, DatapointsToAlarm: k.minutes, Threshold: &threshold, ComparisonOperator: k.operator}
		var failed *aws.Error
		s.near.Asker.Ask("cloudwatch.PutMetricAlarm", principal, in, func(_ any, err *aws.Error) { failed = err })
		if failed != nil {
			return failed
		}
		p.alarms = append(p.alarms, name)
	}
	return nil
}

// lowAlarm is the name of the alarm by which a tracking policy shrinks its
// group, "" without.
func (p *scalingPolicy) lowAlarm() string {
	if len(p.alarms) < 2 {
		return ""
	}
	return p.alarms[1]
}

// deleteAlarms takes away the alarms that a policy has made.
func (s *Service) deleteAlarms(p *scalingPolicy) {
	if len(p.alarms) > 0 {
		s.near.Asker.Ask("cloudwatch.DeleteAlarms", principal, &cloudwatch.DeleteAlarmsInput{AlarmNames: p.alarms}, func(any, *aws.Error) {})
		p.alarms = nil
	}
}
