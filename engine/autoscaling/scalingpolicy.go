package autoscaling

import (
	"slices"
	"time"

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
	repeating               bool     // a look at its alarm is in the queue
	used                    sim.Time // the end of the period by which it tracked last
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

// warmup is for how long instances that the policy brings do not count.
func (s *Service) warmup(g *group, p *scalingPolicy) time.Duration {
	switch {
	case p.Warmup != nil:
		return time.Duration(*p.Warmup) * time.Second
	case g.Warmup >= 0:
		return g.Warmup
	}
	return g.Cooldown
}

// warm are the instances in service that have warmed up, for a policy; warming
// are those that have not, or are on their way.
func (s *Service) warm(g *group, p *scalingPolicy) (warm, warming int) {
	length := s.warmup(g, p)
	for _, m := range g.members {
		switch {
		case m.State == InService && s.k.Now().Sub(m.InServiceAt) >= length:
			warm++
		case m.counts():
			warming++
		}
	}
	return warm, warming
}

// execute has a policy change the group's capacity: above is by how much the
// metric is above the alarm's threshold, value is the metric itself.
//
// fidelity: autoscaling.policies
func (s *Service) execute(g *group, p *scalingPolicy, above, value float64, why string) (changed bool) {
	if !p.Enabled || g.suspended("AlarmNotification") || g.Deleting {
		return false
	}
	cools := p.Type == simpleScaling || s.near.Rules.CooldownForAll
	if cools && s.k.Now() < g.quiet {
		return false
	}
	before := g.Desired
	want, ok := before, true
	switch p.Type {
	case simpleScaling:
		want = policy.Adjust(p.Adjustment, before, p.Change, p.Least)
	case stepScaling:
		want, ok = s.stepped(g, p, above)
	case targetTracking:
		want, ok = s.tracked(g, p, value)
	}
	want = min(g.Max, max(g.Min, want))
	if !ok || want == before {
		s.k.Emit(PolicyExecuted{g.Name, p.Name, false})
		return false
	}
	g.Desired = want
	if cools {
		wait := g.Cooldown
		if p.Cooldown != nil {
			wait = time.Duration(*p.Cooldown) * time.Second
		}
		g.quiet = s.k.Now().Add(wait)
	}
	s.k.Emit(PolicyExecuted{g.Name, p.Name, true})
	s.want(g, before, why+changing(before, want))
	return true
}

// stepped is the capacity that a step policy wants. Instances that are warming
// up count for what is wanted already, and keep the group from shrinking.
func (s *Service) stepped(g *group, p *scalingPolicy, above float64) (int, bool) {
	n, ok := policy.Pick(p.steps(), above)
	if !ok {
		return g.Desired, false
	}
	warm, warming := s.warm(g, p)
	want := policy.Adjust(p.Adjustment, warm, n, p.Least)
	if want > warm {
		return max(g.Desired, want), true
	}
	if warming > 0 {
		return g.Desired, false
	}
	return min(g.Desired, want), true
}

// tracked is the capacity that keeps the metric at its target. The group shrinks
// only when no instance warms up and all tracking policies agree.
//
// fidelity: autoscaling.target-tracking
func (s *Service) tracked(g *group, p *scalingPolicy, value float64) (int, bool) {
	warm, warming := s.warm(g, p)
	want := policy.Track(warm, value, p.target())
	if value > p.target() {
		return max(g.Desired, want), warm > 0
	}
	if warming > 0 || p.Tracking.DisableScaleIn {
		return g.Desired, false
	}
	for _, other := range sim.InOrder(g.policies) {
		if other == p || other.Type != targetTracking || !other.Enabled {
			continue
		}
		if v, ok := s.latest(g, other); ok {
			want = max(want, policy.Track(warm, v, other.target()))
		}
	}
	return min(g.Desired, want), true
}

// Accepts tells whether a delivery is for a policy that exists.
func (s *Service) Accepts(d aws.Delivery) *aws.Error {
	if g, p := s.policyAt(d.Target); g == nil || p == nil {
		return invalid("Policy %s not found", d.Target)
	}
	return nil
}

// policyAt is the policy with that ARN.
func (s *Service) policyAt(arn string) (*group, *scalingPolicy) {
	for _, g := range sim.InOrder(s.groups) {
		for _, p := range sim.InOrder(g.policies) {
			if p.arn() == arn {
				return g, p
			}
		}
	}
	return nil, nil
}

// repeating is how often a policy runs while its alarm rings (user guide: it
// is invoked for as long as the alarm is in ALARM).
const repeating = time.Minute

// Deliver is when an alarm rings: its policy runs, and again each minute for as
// long as it goes on.
//
// fidelity: autoscaling.alarms
func (s *Service) Deliver(d aws.Delivery) *aws.Error {
	g, p := s.policyAt(d.Target)
	if p == nil {
		return invalid("Policy %s not found", d.Target)
	}
	s.ring(g, p, alarmName(d.Source))
	return nil
}

// alarmName is the name at the end of an alarm's ARN.
func alarmName(arn string) string {
	const mark = ":alarm:"
	for i := range len(arn) - len(mark) + 1 {
		if arn[i:i+len(mark)] == mark {
			return arn[i+len(mark):]
		}
	}
	return arn
}

// ring runs a policy for an alarm.
func (s *Service) ring(g *group, p *scalingPolicy, name string) {
	a, ok := s.near.CloudWatch.Alarm(name)
	if !ok {
		return
	}
	value, at, known := s.reading(a.Namespace, a.MetricName, a.Statistic, a.Dimensions, time.Duration(a.Period)*time.Second)
	if !known || a.Threshold == nil {
		return
	}
	// What target tracking knows is answered once: its capacity would multiply.
	if p.Type != targetTracking || at != p.used {
		p.used = at
		s.execute(g, p, value-*a.Threshold, value, "At "+s.moment()+" a monitor alarm "+name+" in state ALARM triggered policy "+p.Name+" changing the desired capacity")
	}
	if !p.repeating {
		p.repeating = true
		s.k.After(repeating, PolicyRepeated{g.Name, p.Name, name})
	}
}

// policyRepeated looks at an alarm again.
func (s *Service) policyRepeated(e PolicyRepeated) {
	g := s.groups[e.Group]
	if g == nil || g.policies[e.Policy] == nil {
		return
	}
	p := g.policies[e.Policy]
	p.repeating = false
	if a, ok := s.near.CloudWatch.Alarm(e.Alarm); ok && a.StateValue == cloudwatch.StateAlarm {
		s.ring(g, p, e.Alarm)
	}
}

// reading is the newest whole period of a metric that has samples, among the
// last five, and its end.
func (s *Service) reading(namespace, name, statistic string, dims []cloudwatch.Dimension, period time.Duration) (value float64, at sim.Time, ok bool) {
	m := s.near.CloudWatch.Find(namespace, name, dims)
	step := sim.Time(max(period, time.Minute))
	end := s.k.Now() / step * step
	for range 5 {
		if stats := m.Stats(end-step, end); stats.Count > 0 {
			return of(stats, statistic), end, true
		}
		end -= step
	}
	return 0, 0, false
}

func of(v cloudwatch.Stats, statistic string) float64 {
	switch statistic {
	case "Sum":
		return v.Sum
	case "Minimum":
		return v.Min
	case "Maximum":
		return v.Max
	case "SampleCount":
		return float64(v.Count)
	}
	return v.Average()
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

// alarmsOf are the names of the alarms that have the policy as their action.
func (s *Service) alarmsOf(p *scalingPolicy) (out []Alarm) {
	for _, name := range s.near.CloudWatch.Alarms() {
		if a, ok := s.near.CloudWatch.Alarm(name); ok && slices.Contains(a.AlarmActions, p.arn()) {
			out = append(out, Alarm{name, a.AlarmArn})
		}
	}
	return out
}

// changing is the end of a sentence about a capacity.
func changing(from, to int) string {
	return " from " + itoa(from) + " to " + itoa(to) + "."
}
