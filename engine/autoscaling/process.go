package autoscaling

import (
	"slices"

	"skylab/engine/aws"
)

// processes are those that can be suspended.
var processes = []string{"AZRebalance", "AddToLoadBalancer", "AlarmNotification", "HealthCheck", "InstanceRefresh", "Launch", "ReplaceUnhealthy", "ScheduledActions", "Terminate"}

func (s *Service) processOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "SuspendProcesses", Doc: "Has processes of a group stand still.", Errors: []string{"ResourceInUse"}}, s.suspend),
		op(s, aws.Operation{Name: "ResumeProcesses", Doc: "Has processes of a group go on.", Errors: []string{"ResourceInUse"}}, s.resume),
	}
}

// ProcessesInput names processes of a group; none are all.
type ProcessesInput struct {
	AutoScalingGroupName string `aws:"required"`
	ScalingProcesses     []string
}

// named are the processes that an input names.
func (s *Service) named(in *ProcessesInput) (*group, []string, *aws.Error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range in.ScalingProcesses {
		if !slices.Contains(processes, p) {
			return nil, nil, invalid("Unsupported Scaling Process: %s", p)
		}
	}
	if len(in.ScalingProcesses) == 0 {
		return g, processes, nil
	}
	return g, in.ScalingProcesses, nil
}

// fidelity: autoscaling.processes
func (s *Service) suspend(_ *aws.Request, in *ProcessesInput) (*Empty, error) {
	g, names, err := s.named(in)
	if err != nil {
		return nil, err
	}
	g.Suspended = slices.Concat(g.Suspended, names)
	slices.Sort(g.Suspended)
	g.Suspended = slices.Compact(g.Suspended)
	return &Empty{}, nil
}

func (s *Service) resume(_ *aws.Request, in *ProcessesInput) (*Empty, error) {
	g, names, err := s.named(in)
	if err != nil {
		return nil, err
	}
	g.Suspended = slices.DeleteFunc(slices.Clone(g.Suspended), func(p string) bool { return slices.Contains(names, p) })
	s.later(g, reacting)
	return &Empty{}, nil
}

func (s *Service) targetOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "AttachLoadBalancerTargetGroups", Doc: "Has a group's instances be targets of target groups."}, s.attachTargets),
		op(s, aws.Operation{Name: "DetachLoadBalancerTargetGroups", Doc: "Takes a group's instances out of target groups."}, s.detachTargets),
		op(s, aws.Operation{Name: "DescribeLoadBalancerTargetGroups", ReadOnly: true, Doc: "Lists the target groups of a group.", Errors: []string{"InvalidNextToken"}}, s.describeTargets),
	}
}

// useTargets has a group's instances be targets.
func (s *Service) useTargets(g *group, arns []string) *aws.Error {
	for _, arn := range arns {
		if s.near.Targets == nil || !s.near.Targets.HasGroup(arn) {
			return invalid("Provided Target Groups may not be valid. Please ensure they exist and try again.")
		}
	}
	for _, arn := range arns {
		if slices.Contains(g.TargetARNs, arn) {
			continue
		}
		g.TargetARNs = append(g.TargetARNs[:len(g.TargetARNs):len(g.TargetARNs)], arn)
		for _, m := range g.members {
			if m.State == InService {
				_ = s.near.Targets.RegisterInstance(arn, m.ID) // one that stops just now is replaced
			}
		}
	}
	return nil
}

// TargetGroupsInput names target groups of a group.
type TargetGroupsInput struct {
	AutoScalingGroupName string   `aws:"required"`
	TargetGroupARNs      []string `aws:"required"`
}

func (s *Service) attachTargets(_ *aws.Request, in *TargetGroupsInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err == nil {
		err = s.useTargets(g, in.TargetGroupARNs)
	}
	if err != nil {
		return nil, err
	}
	return &Empty{}, nil
}

func (s *Service) detachTargets(_ *aws.Request, in *TargetGroupsInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	for _, arn := range in.TargetGroupARNs {
		if !slices.Contains(g.TargetARNs, arn) {
			return nil, invalid("Trying to remove Target Groups that are not part of the group %s", g.Name)
		}
	}
	for _, arn := range in.TargetGroupARNs {
		g.TargetARNs = slices.DeleteFunc(slices.Clone(g.TargetARNs), func(a string) bool { return a == arn })
		for _, m := range g.members {
			_ = s.near.Targets.DeregisterInstance(arn, m.ID) // a target group that is gone has none
		}
	}
	return &Empty{}, nil
}

// DescribeTargetGroupsInput names a group.
type DescribeTargetGroupsInput struct {
	AutoScalingGroupName string `aws:"required"`
	NextToken            string
	MaxRecords           int `aws:"max=100"`
}

// DescribeTargetGroupsOutput is a page of target groups.
type DescribeTargetGroupsOutput struct {
	LoadBalancerTargetGroups []LoadBalancerTargetGroupState `aws:"always"`
	NextToken                string
}

// LoadBalancerTargetGroupState is a target group of a group.
type LoadBalancerTargetGroupState struct{ LoadBalancerTargetGroupARN, State string }

func (s *Service) describeTargets(_ *aws.Request, in *DescribeTargetGroupsInput) (*DescribeTargetGroupsOutput, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	var all []LoadBalancerTargetGroupState
	for _, arn := range g.TargetARNs {
		all = append(all, LoadBalancerTargetGroupState{arn, "InService"})
	}
	page, next, bad := pageOf(all, in.NextToken, in.MaxRecords, 100, func(t LoadBalancerTargetGroupState) string { return t.LoadBalancerTargetGroupARN })
	return &DescribeTargetGroupsOutput{page, next}, bad
}
