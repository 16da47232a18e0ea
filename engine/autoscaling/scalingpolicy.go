package autoscaling

import (
	"skylab/engine/autoscaling/policy"
	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// scalingPolicy is a rule by which a group grows and shrinks.
type scalingPolicy struct {
	Group, Name, UUID, Type string
	Adjustment              policy.Adjustment
	Change, Least           int
	Cooldown                *int // seconds; nil is the group's
	Steps                   []StepAdjustment
	Aggregation             string
	Warmup                  *int // seconds; nil is the group's
	Tracking                *TargetTrackingConfiguration
	Enabled                 bool
	alarms                  []string // that target tracking has made
	ringing                 []string // alarms that are looked at again, sorted
}

// StepAdjustment is an adjustment for a range of the metric, relative to the
// alarm's threshold.
type StepAdjustment struct {
	MetricIntervalLowerBound, MetricIntervalUpperBound *float64
	ScalingAdjustment                                  *int `aws:"required"`
}

// TargetTrackingConfiguration is a metric and the value that it is to have.
type TargetTrackingConfiguration struct {
	PredefinedMetricSpecification *PredefinedMetricSpecification
	CustomizedMetricSpecification *CustomizedMetricSpecification
	TargetValue                   *float64 `aws:"required"`
	DisableScaleIn                bool     `aws:"always"`
}

// PredefinedMetricSpecification is a metric that groups know.
type PredefinedMetricSpecification struct {
	PredefinedMetricType string `aws:"required,enum=ASGAverageCPUUtilization|ASGAverageNetworkIn|ASGAverageNetworkOut|ALBRequestCountPerTarget"`
	ResourceLabel        string `aws:"min=1,max=1023"`
}

// CustomizedMetricSpecification is any metric of CloudWatch's.
type CustomizedMetricSpecification struct {
	MetricName string
	Namespace  string
	Dimensions []cloudwatch.Dimension
	Statistic  string `aws:"enum=Average|Minimum|Maximum|SampleCount|Sum"`
	Unit       string
}

// The types of policies.
const (
	simpleScaling  = "SimpleScaling"
	stepScaling    = "StepScaling"
	targetTracking = "TargetTrackingScaling"
)

// arn is AWS's name of the policy, which alarms have as their action.
func (p *scalingPolicy) arn() string {
	return aws.ARN("autoscaling", "scalingPolicy:"+p.UUID+":autoScalingGroupName/"+p.Group+":policyName/"+p.Name)
}

// target is the value that a tracking policy keeps, or 0.
func (p *scalingPolicy) target() float64 {
	if p.Tracking == nil {
		return 0
	}
	return *p.Tracking.TargetValue
}

// steps are the policy's as the arithmetic knows them.
func (p *scalingPolicy) steps() (out []policy.Step) {
	for _, s := range p.Steps {
		out = append(out, policy.Step{Lower: s.MetricIntervalLowerBound, Upper: s.MetricIntervalUpperBound, Adjustment: *s.ScalingAdjustment})
	}
	return out
}

// deletePolicy forgets a policy and the alarms that it has made.
func (s *Service) deletePolicy(_ *aws.Request, in *PolicyName) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	for _, p := range sim.InOrder(g.policies) {
		if p.Name == in.PolicyName || p.arn() == in.PolicyName {
			s.deleteAlarms(p)
			delete(g.policies, p.Name)
		}
	}
	return &Empty{}, nil
}

// changing is the end of a sentence about a capacity.
func changing(from, to int) string {
	return " from " + itoa(from) + " to " + itoa(to) + "."
}
