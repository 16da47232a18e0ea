package autoscaling

import (
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

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
	_, name, _ := strings.Cut(d.Source, ":alarm:")
	s.ring(g, p, name)
	return nil
}

// ring runs a policy for an alarm, and has the alarm be looked at again.
func (s *Service) ring(g *group, p *scalingPolicy, name string) {
	a, ok := s.near.CloudWatch.Alarm(name)
	if !ok {
		return
	}
	if i, found := slices.BinarySearch(p.ringing, name); !found {
		p.ringing = slices.Insert(slices.Clone(p.ringing), i, name)
		s.k.After(repeating, PolicyRepeated{g.Name, p.Name, name, p.UUID})
	}
	if g.suspended("AlarmNotification") {
		return
	}
	is, known := s.reading(a.Namespace, a.MetricName, a.Statistic, a.Dimensions, time.Duration(a.Period)*time.Second)
	if !known || a.Threshold == nil {
		return
	}
	is.above = is.value - *a.Threshold
	// A metric that has come back meanwhile is none that the group is to follow
	// at once in the other direction: for that there is the other alarm.
	if rising := strings.HasPrefix(a.ComparisonOperator, "Greater"); p.Type == targetTracking && (is.above > 0) != rising {
		return
	}
	s.execute(g, p, is, false, "At "+s.moment()+" a monitor alarm "+name+" in state ALARM triggered policy "+p.Name+" changing the desired capacity")
}

// policyRepeated looks at an alarm again: one that still rings, and has the
// policy as its action.
func (s *Service) policyRepeated(e PolicyRepeated) {
	g := s.groups[e.Group]
	if g == nil || g.policies[e.Policy] == nil || g.policies[e.Policy].UUID != e.ID {
		return
	}
	p := g.policies[e.Policy]
	p.ringing = slices.DeleteFunc(slices.Clone(p.ringing), func(name string) bool { return name == e.Alarm })
	a, ok := s.near.CloudWatch.Alarm(e.Alarm)
	if ok && a.StateValue == cloudwatch.StateAlarm && a.ActionsEnabled && slices.Contains(a.AlarmActions, p.arn()) {
		s.ring(g, p, e.Alarm)
	}
}

// reading is the newest whole period of a metric that has samples, among the
// last five.
func (s *Service) reading(namespace, name, statistic string, dims []cloudwatch.Dimension, period time.Duration) (signal, bool) {
	m := s.near.CloudWatch.Find(namespace, name, dims)
	step := sim.Time(max(period, time.Minute))
	end := s.k.Now() / step * step
	for range 5 {
		if stats := m.Stats(end-step, end); stats.Count > 0 {
			return signal{value: of(stats, statistic), until: end}, true
		}
		end -= step
	}
	return signal{}, false
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

// alarmsOf are the names of the alarms that have the policy as their action.
func (s *Service) alarmsOf(p *scalingPolicy) (out []Alarm) {
	for _, name := range s.near.CloudWatch.Alarms() {
		if a, ok := s.near.CloudWatch.Alarm(name); ok && slices.Contains(a.AlarmActions, p.arn()) {
			out = append(out, Alarm{name, a.AlarmArn})
		}
	}
	return out
}
