package autoscaling

import (
	"fmt"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

func (s *Service) instanceOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "DescribeAutoScalingInstances", ReadOnly: true, Doc: "Describes instances of groups.", Errors: []string{"InvalidNextToken"}}, s.describeInstances),
		op(s, aws.Operation{Name: "TerminateInstanceInAutoScalingGroup", Doc: "Terminates an instance, and has it replaced or the group shrink.", Errors: []string{"ScalingActivityInProgress"}, Unsimulated: []string{"AutoScalingGroupName", "InstanceIds"}}, s.terminateInstance),
		op(s, aws.Operation{Name: "SetInstanceHealth", Doc: "Says whether an instance is healthy."}, s.setInstanceHealth),
		op(s, aws.Operation{Name: "SetInstanceProtection", Doc: "Protects instances from scale in, or no longer."}, s.setInstanceProtection),
		op(s, aws.Operation{Name: "EnterStandby", Doc: "Takes instances out of service without terminating them."}, s.enterStandby),
		op(s, aws.Operation{Name: "ExitStandby", Doc: "Puts instances back into service."}, s.exitStandby),
		op(s, aws.Operation{Name: "DetachInstances", Doc: "Makes instances leave the group; they go on running."}, s.detachInstances),
	}
}

// DescribeAutoScalingInstancesInput follows AWS's model.
type DescribeAutoScalingInstancesInput struct {
	InstanceIds []string
	MaxRecords  int `aws:"max=50"`
	NextToken   string
}

// DescribeAutoScalingInstancesOutput is a page of instances.
type DescribeAutoScalingInstancesOutput struct {
	AutoScalingInstances []AutoScalingInstanceDetails `aws:"always"`
	NextToken            string
}

// AutoScalingInstanceDetails is an instance with its group.
type AutoScalingInstanceDetails struct {
	InstanceId, InstanceType, AutoScalingGroupName, AvailabilityZone string
	LifecycleState, HealthStatus                                     string
	LaunchTemplate                                                   *LaunchTemplateSpecification
	ProtectedFromScaleIn                                             bool `aws:"always"`
}

func (s *Service) describeInstances(_ *aws.Request, in *DescribeAutoScalingInstancesInput) (*DescribeAutoScalingInstancesOutput, error) {
	var all []AutoScalingInstanceDetails
	for _, g := range sim.InOrder(s.groups) {
		for _, m := range g.members {
			if len(in.InstanceIds) == 0 || slices.Contains(in.InstanceIds, m.ID) {
				d := m.describe()
				health := map[string]string{"Healthy": "HEALTHY", "Unhealthy": "UNHEALTHY"}[d.HealthStatus]
				all = append(all, AutoScalingInstanceDetails{d.InstanceId, d.InstanceType, g.Name, d.AvailabilityZone, d.LifecycleState, health, d.LaunchTemplate, d.ProtectedFromScaleIn})
			}
		}
	}
	page, next, err := pageOf(all, in.NextToken, in.MaxRecords, 50, func(d AutoScalingInstanceDetails) string { return d.InstanceId })
	return &DescribeAutoScalingInstancesOutput{page, next}, err
}

// TerminateInstanceInput follows AWS's model.
type TerminateInstanceInput struct {
	InstanceId                     string `aws:"required"`
	ShouldDecrementDesiredCapacity *bool  `aws:"required"`
}

// ActivityOutput is what was begun.
type ActivityOutput struct{ Activity *Activity }

func (s *Service) terminateInstance(_ *aws.Request, in *TerminateInstanceInput) (*ActivityOutput, error) {
	m, err := s.memberOf(in.InstanceId)
	if err != nil {
		return nil, err
	}
	g := m.group
	if !m.counts() {
		return nil, aws.Errorf(400, "ScalingActivityInProgress", "Instance %s is not in a state from which it can be terminated", m.ID)
	}
	cause := fmt.Sprintf("At %s instance %s was taken out of service in response to a user request.", s.moment(), m.ID)
	if *in.ShouldDecrementDesiredCapacity {
		if g.Desired-1 < g.Min {
			return nil, invalid("Currently, desiredSize equals minSize (%d). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.", g.Min)
		}
		g.Desired--
		cause = fmt.Sprintf("At %s instance %s was taken out of service in response to a user request, shrinking the capacity from %d to %d.", s.moment(), m.ID, g.Desired+1, g.Desired)
	}
	s.terminate(m, cause)
	s.later(g, reacting)
	a := s.show(m.activity)
	return &ActivityOutput{&a}, nil
}

// SetInstanceHealthInput follows AWS's model.
type SetInstanceHealthInput struct {
	InstanceId               string `aws:"required"`
	HealthStatus             string `aws:"required"`
	ShouldRespectGracePeriod bool   `aws:"default=true"`
}

func (s *Service) setInstanceHealth(_ *aws.Request, in *SetInstanceHealthInput) (*Empty, error) {
	m, err := s.memberOf(in.InstanceId)
	if err != nil {
		return nil, err
	}
	switch {
	case in.HealthStatus == "Healthy":
		m.Unhealthy = ""
	case in.HealthStatus != "Unhealthy":
		return nil, invalid("Instance health status must be one of: Healthy, Unhealthy")
	case !in.ShouldRespectGracePeriod || s.k.Now().Sub(m.InServiceAt) >= m.group.Grace:
		s.unhealthy(m, "a user health-check")
	}
	return &Empty{}, nil
}

// SetInstanceProtectionInput follows AWS's model.
type SetInstanceProtectionInput struct {
	InstanceIds          []string `aws:"required"`
	AutoScalingGroupName string   `aws:"required"`
	ProtectedFromScaleIn *bool    `aws:"required"`
}

func (s *Service) setInstanceProtection(_ *aws.Request, in *SetInstanceProtectionInput) (*Empty, error) {
	list, err := s.membersOf(in.AutoScalingGroupName, in.InstanceIds)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		m.Protected = *in.ProtectedFromScaleIn
	}
	return &Empty{}, nil
}

// membersOf are instances of a group by their ids.
func (s *Service) membersOf(name string, ids []string) ([]*member, *aws.Error) {
	g, err := s.group(name)
	if err != nil {
		return nil, err
	}
	var out []*member
	for _, id := range ids {
		m := s.members[id]
		if m == nil || m.group != g {
			return nil, invalid("The instance %s is not part of Auto Scaling group %s.", id, g.Name)
		}
		out = append(out, m)
	}
	return out, nil
}

// LeaveInput is that of EnterStandby and DetachInstances.
type LeaveInput struct {
	InstanceIds                    []string
	AutoScalingGroupName           string `aws:"required"`
	ShouldDecrementDesiredCapacity *bool  `aws:"required"`
}

// ActivitiesOutput is what was begun.
type ActivitiesOutput struct {
	Activities []Activity `aws:"always"`
}

func (s *Service) enterStandby(_ *aws.Request, in *LeaveInput) (*ActivitiesOutput, error) {
	return s.leave(in, func(m *member, cause string) *activity {
		a := s.begin(m.group, "Moving EC2 instance to Standby: "+m.ID, cause, m.Zone)
		s.enter(m, Standby)
		return a
	}, "was moved to standby")
}

func (s *Service) detachInstances(_ *aws.Request, in *LeaveInput) (*ActivitiesOutput, error) {
	return s.leave(in, func(m *member, cause string) *activity {
		g := m.group
		a := s.begin(g, "Detaching EC2 instance: "+m.ID, cause, m.Zone)
		s.enter(m, "Detached")
		delete(s.members, m.ID)
		s.near.EC2.SetGroup(m.ID, "")
		g.members = slices.DeleteFunc(g.members, func(o *member) bool { return o == m })
		return a
	}, "was detached")
}

// leave takes instances out of service without ending them.
func (s *Service) leave(in *LeaveInput, how func(*member, string) *activity, what string) (*ActivitiesOutput, error) {
	list, err := s.membersOf(in.AutoScalingGroupName, in.InstanceIds)
	if err != nil {
		return nil, err
	}
	g := s.groups[in.AutoScalingGroupName]
	for _, m := range list {
		if m.State != InService {
			return nil, invalid("The instance %s is not in InService.", m.ID)
		}
	}
	if *in.ShouldDecrementDesiredCapacity && g.Desired-len(list) < g.Min {
		return nil, invalid("AutoScalingGroup %s has min-size=%d, max-size=%d, and desired-size=%d. To place into standby %d instance(s), please update the AutoScalingGroup sizes appropriately.", g.Name, g.Min, g.Max, g.Desired, len(list))
	}
	out := &ActivitiesOutput{}
	for _, m := range list {
		if *in.ShouldDecrementDesiredCapacity {
			g.Desired--
		}
		s.deregister(m)
		a := how(m, fmt.Sprintf("At %s instance %s %s in response to a user request.", s.moment(), m.ID, what))
		s.finish(a, "Successful", "")
		out.Activities = append(out.Activities, s.show(a))
	}
	s.later(g, reacting)
	return out, nil
}

// ExitStandbyInput follows AWS's model.
type ExitStandbyInput struct {
	InstanceIds          []string
	AutoScalingGroupName string `aws:"required"`
}

func (s *Service) exitStandby(_ *aws.Request, in *ExitStandbyInput) (*ActivitiesOutput, error) {
	list, err := s.membersOf(in.AutoScalingGroupName, in.InstanceIds)
	if err != nil {
		return nil, err
	}
	g := s.groups[in.AutoScalingGroupName]
	for _, m := range list {
		if m.State != Standby {
			return nil, invalid("The instance %s is not in Standby.", m.ID)
		}
	}
	if g.Desired+len(list) > g.Max {
		return nil, invalid("AutoScalingGroup %s has max-size=%d; instances cannot exit standby beyond it.", g.Name, g.Max)
	}
	out := &ActivitiesOutput{}
	for _, m := range list {
		g.Desired++
		m.activity = s.begin(g, "Moving EC2 instance out of Standby: "+m.ID, fmt.Sprintf("At %s instance %s was moved out of standby in response to a user request, increasing the capacity from %d to %d.", s.moment(), m.ID, g.Desired-1, g.Desired), m.Zone)
		s.serve(m)
		out.Activities = append(out.Activities, s.show(g.activities[len(g.activities)-1]))
	}
	return out, nil
}
