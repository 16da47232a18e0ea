package ec2

import (
	"skylab/engine/cloudwatch"
	"skylab/engine/ec2/ec2api"
)

// groupTag is the tag that names an instance's Auto Scaling group.
const groupTag = "aws:autoscaling:groupName"

// SetGroup marks an instance as one of an Auto Scaling group's; "" is none.
func (s *Service) SetGroup(id, group string) {
	i := s.instances[id]
	if i == nil {
		return
	}
	if group == "" {
		s.api.Tags.Unset(id, groupTag)
	} else {
		s.api.Tags.Set(id, []ec2api.Tag{{Key: groupTag, Value: group}})
	}
	i.grouped = false
	if i.metrics != nil {
		s.findGroupMetrics(i, i.metrics)
	}
}

// CountForGroup says whether the metrics of an instance's group have it in them:
// not before it is in service and has warmed up.
//
// fidelity: autoscaling.warmup
func (s *Service) CountForGroup(id string, counts bool) {
	if i := s.instances[id]; i != nil {
		i.grouped = counts
	}
}

// findGroupMetrics finds the metrics of an instance's group.
func (s *Service) findGroupMetrics(i *instance, m *instanceMetrics) {
	m.groupCPU, m.groupIn, m.groupOut = nil, nil, nil
	name := s.api.Tags.Value(i.id, groupTag)
	if name == "" {
		return
	}
	of := func(metric, unit string) *cloudwatch.Metric {
		return s.world.CloudWatch.Metric(namespace, metric, unit, []cloudwatch.Dimension{{Name: "AutoScalingGroupName", Value: name}})
	}
	m.groupCPU, m.groupIn, m.groupOut = of("CPUUtilization", "Percent"), of("NetworkIn", "Bytes"), of("NetworkOut", "Bytes")
}
