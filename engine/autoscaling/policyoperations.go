package autoscaling

import (
	"slices"

	"skylab/engine/autoscaling/policy"
	"skylab/engine/aws"
	"skylab/engine/sim"
)

func (s *Service) policyOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "PutScalingPolicy", Doc: "Makes a scaling policy of a group, or another one of it.", Errors: []string{"LimitExceeded"}, Unsimulated: []string{"MinAdjustmentStep", "PredictiveScalingConfiguration", "TargetTrackingConfiguration.CustomizedMetricSpecification.Metrics", "TargetTrackingConfiguration.CustomizedMetricSpecification.Period"}}, s.putPolicy),
		op(s, aws.Operation{Name: "DescribePolicies", ReadOnly: true, Doc: "Describes scaling policies with their alarms.", Errors: []string{"InvalidNextToken"}}, s.describePolicies),
		op(s, aws.Operation{Name: "DeletePolicy", Doc: "Deletes a scaling policy and the alarms that it has made."}, s.deletePolicy),
		op(s, aws.Operation{Name: "ExecutePolicy", Doc: "Runs a scaling policy as its alarm would.", Errors: []string{"ScalingActivityInProgress"}}, s.executePolicy),
	}
}

// PutScalingPolicyInput follows AWS's model.
type PutScalingPolicyInput struct {
	AutoScalingGroupName        string `aws:"required"`
	PolicyName                  string `aws:"required,min=1,max=255"`
	PolicyType                  string
	AdjustmentType              string
	MinAdjustmentMagnitude      int
	ScalingAdjustment           *int
	Cooldown                    *int
	MetricAggregationType       string
	StepAdjustments             []StepAdjustment
	EstimatedInstanceWarmup     *int
	TargetTrackingConfiguration *TargetTrackingConfiguration
	Enabled                     bool `aws:"default=true"`
}

// PutScalingPolicyOutput names the policy and its alarms.
type PutScalingPolicyOutput struct {
	PolicyARN string
	Alarms    []Alarm `aws:"always"`
}

// Alarm is an alarm of a policy.
type Alarm struct{ AlarmName, AlarmARN string }

// PolicyName names a policy, by its name or ARN.
type PolicyName struct {
	AutoScalingGroupName string
	PolicyName           string `aws:"required"`
}

// maxPolicies and maxSteps are AWS's quotas (facts 6).
const (
	maxPolicies = 50
	maxSteps    = 20
)

func (s *Service) putPolicy(_ *aws.Request, in *PutScalingPolicyInput) (*PutScalingPolicyOutput, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	p := &scalingPolicy{Group: g.Name, Name: in.PolicyName, Type: in.PolicyType, Adjustment: policy.Adjustment(in.AdjustmentType), Least: in.MinAdjustmentMagnitude, Cooldown: in.Cooldown,
		Steps: in.StepAdjustments, Aggregation: in.MetricAggregationType, Warmup: in.EstimatedInstanceWarmup, Tracking: in.TargetTrackingConfiguration, Enabled: in.Enabled}
	if p.Type == "" {
		p.Type = simpleScaling
	}
	if in.ScalingAdjustment != nil {
		p.Change = *in.ScalingAdjustment
	}
	if err := p.check(in); err != nil {
		return nil, err
	}
	old := g.policies[p.Name]
	if old == nil && len(g.policies) >= maxPolicies {
		return nil, aws.Errorf(400, "LimitExceeded", "You have reached the limit of %d scaling policies for the group %s.", maxPolicies, g.Name)
	}
	if old != nil {
		p.UUID, p.ringing = old.UUID, old.ringing
	} else {
		p.UUID = aws.UUID(s.k.Stream("autoscaling.policies"))
	}
	if p.Type == targetTracking {
		if err := s.makeAlarms(p); err != nil {
			s.deleteAlarms(p)
			return nil, err
		}
	}
	if old != nil {
		s.deleteAlarms(old)
	}
	g.policies[p.Name] = p
	return &PutScalingPolicyOutput{p.arn(), s.alarmsOf(p)}, nil
}

// check refuses a policy that does not say what it must, or says what it may
// not.
func (p *scalingPolicy) check(in *PutScalingPolicyInput) *aws.Error {
	adjusts := slices.Contains([]policy.Adjustment{policy.Change, policy.Exact, policy.Percent}, p.Adjustment)
	switch p.Type {
	case simpleScaling:
		switch {
		case !adjusts:
			return invalid("AdjustmentType must be specified for policy type SimpleScaling: ChangeInCapacity, ExactCapacity or PercentChangeInCapacity")
		case in.ScalingAdjustment == nil:
			return invalid("ScalingAdjustment must be specified for policy type SimpleScaling")
		case p.Steps != nil || p.Tracking != nil:
			return invalid("StepAdjustments and TargetTrackingConfiguration cannot be specified for policy type SimpleScaling")
		}
	case stepScaling:
		switch {
		case !adjusts:
			return invalid("AdjustmentType must be specified for policy type StepScaling: ChangeInCapacity, ExactCapacity or PercentChangeInCapacity")
		case len(p.Steps) == 0 || len(p.Steps) > maxSteps:
			return invalid("A StepScaling policy must have from 1 to %d step adjustments", maxSteps)
		case in.ScalingAdjustment != nil || p.Tracking != nil || p.Cooldown != nil:
			return invalid("ScalingAdjustment, Cooldown and TargetTrackingConfiguration cannot be specified for policy type StepScaling")
		}
		return checkSteps(p.Steps)
	case targetTracking:
		switch {
		case p.Tracking == nil:
			return invalid("TargetTrackingConfiguration must be specified for policy type TargetTrackingScaling")
		case (p.Tracking.PredefinedMetricSpecification == nil) == (p.Tracking.CustomizedMetricSpecification == nil):
			return invalid("Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified")
		case *p.Tracking.TargetValue <= 0:
			return invalid("TargetValue must be greater than 0")
		}
		if d := p.Tracking.PredefinedMetricSpecification; d != nil && (d.PredefinedMetricType == "ALBRequestCountPerTarget") != (d.ResourceLabel != "") {
			return invalid("ResourceLabel must be specified for the metric type ALBRequestCountPerTarget, and for no other")
		}
		if c := p.Tracking.CustomizedMetricSpecification; c != nil && (c.MetricName == "" || c.Namespace == "" || c.Statistic == "") {
			return invalid("A customized metric must have MetricName, Namespace and Statistic")
		}
	default:
		return invalid("Invalid policy type %s: skylab has SimpleScaling, StepScaling and TargetTrackingScaling", p.Type)
	}
	return nil
}

// checkSteps refuses ranges that overlap or leave something out.
func checkSteps(steps []StepAdjustment) *aws.Error {
	at := func(v *float64, without float64) float64 {
		if v == nil {
			return without
		}
		return *v
	}
	const end = 1e300
	sorted := slices.Clone(steps)
	slices.SortStableFunc(sorted, func(a, b StepAdjustment) int {
		x, y := at(a.MetricIntervalLowerBound, -end), at(b.MetricIntervalLowerBound, -end)
		return map[bool]int{true: -1, false: 1}[x < y]
	})
	for i, s := range sorted {
		low, high := at(s.MetricIntervalLowerBound, -end), at(s.MetricIntervalUpperBound, end)
		if low >= high {
			return invalid("The lower bound of a step adjustment must be less than its upper bound")
		}
		if i == 0 {
			continue
		}
		if before := at(sorted[i-1].MetricIntervalUpperBound, end); before > low {
			return invalid("StepAdjustment intervals can't overlap")
		} else if before < low && !(before == 0 || low == 0) {
			return invalid("There must not be a gap between StepAdjustment intervals")
		}
	}
	return nil
}

// DescribePoliciesInput follows AWS's model.
type DescribePoliciesInput struct {
	AutoScalingGroupName     string
	PolicyNames, PolicyTypes []string
	NextToken                string
	MaxRecords               int `aws:"max=100"`
}

// DescribePoliciesOutput is a page of policies.
type DescribePoliciesOutput struct {
	ScalingPolicies []ScalingPolicy `aws:"always"`
	NextToken       string
}

// ScalingPolicy is a policy as the API shows it.
type ScalingPolicy struct {
	AutoScalingGroupName, PolicyName, PolicyARN, PolicyType, AdjustmentType string
	MinAdjustmentMagnitude                                                  int
	ScalingAdjustment, Cooldown                                             *int
	StepAdjustments                                                         []StepAdjustment `aws:"always"`
	MetricAggregationType                                                   string
	EstimatedInstanceWarmup                                                 *int
	Alarms                                                                  []Alarm `aws:"always"`
	TargetTrackingConfiguration                                             *TargetTrackingConfiguration
	Enabled                                                                 bool `aws:"always"`
}

func (s *Service) describePolicies(_ *aws.Request, in *DescribePoliciesInput) (*DescribePoliciesOutput, error) {
	if in.AutoScalingGroupName != "" {
		if _, err := s.group(in.AutoScalingGroupName); err != nil {
			return nil, err
		}
	}
	var all []ScalingPolicy
	for _, g := range sim.InOrder(s.groups) {
		for _, p := range sim.InOrder(g.policies) {
			if in.AutoScalingGroupName != "" && g.Name != in.AutoScalingGroupName || len(in.PolicyNames) > 0 && !slices.Contains(in.PolicyNames, p.Name) && !slices.Contains(in.PolicyNames, p.arn()) ||
				len(in.PolicyTypes) > 0 && !slices.Contains(in.PolicyTypes, p.Type) {
				continue
			}
			all = append(all, s.showPolicy(p))
		}
	}
	page, next, err := pageOf(all, in.NextToken, in.MaxRecords, 50, func(p ScalingPolicy) string { return p.PolicyARN })
	return &DescribePoliciesOutput{page, next}, err
}

func (s *Service) showPolicy(p *scalingPolicy) ScalingPolicy {
	out := ScalingPolicy{AutoScalingGroupName: p.Group, PolicyName: p.Name, PolicyARN: p.arn(), PolicyType: p.Type, AdjustmentType: string(p.Adjustment), MinAdjustmentMagnitude: p.Least,
		Cooldown: p.Cooldown, StepAdjustments: p.Steps, MetricAggregationType: p.Aggregation, EstimatedInstanceWarmup: p.Warmup, Alarms: s.alarmsOf(p), TargetTrackingConfiguration: p.Tracking, Enabled: p.Enabled}
	if p.Type == simpleScaling {
		out.ScalingAdjustment = &p.Change
	}
	if p.Type == stepScaling && out.MetricAggregationType == "" {
		out.MetricAggregationType = "Average"
	}
	return out
}

// ExecutePolicyInput follows AWS's model.
type ExecutePolicyInput struct {
	AutoScalingGroupName         string
	PolicyName                   string `aws:"required"`
	HonorCooldown                bool
	MetricValue, BreachThreshold *float64
}

func (s *Service) executePolicy(_ *aws.Request, in *ExecutePolicyInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	p := g.policies[in.PolicyName]
	if p == nil {
		if _, p = s.policyAt(in.PolicyName); p == nil {
			return nil, invalid("PolicyName not found - %s", in.PolicyName)
		}
	}
	switch {
	case p.Type == targetTracking:
		return nil, invalid("A TargetTrackingScaling policy cannot be executed by a request")
	case p.Type == stepScaling && (in.MetricValue == nil || in.BreachThreshold == nil):
		return nil, invalid("MetricValue and BreachThreshold are required for policies of the type StepScaling")
	case p.Type == simpleScaling && in.HonorCooldown && s.coolingDown(g):
		return nil, aws.Errorf(400, "ScalingActivityInProgress", "Scaling activity is in progress for AutoScalingGroup %s and the cooldown period has not elapsed", g.Name)
	}
	is := signal{until: s.k.Now()}
	if in.MetricValue != nil && in.BreachThreshold != nil {
		is.above = *in.MetricValue - *in.BreachThreshold
	}
	s.execute(g, p, is, !in.HonorCooldown, "At "+s.moment()+" a user request executed policy "+p.Name+" changing the desired capacity")
	return &Empty{}, nil
}
