package autoscaling

import (
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// DescribeAutoScalingGroupsInput follows AWS's model.
type DescribeAutoScalingGroupsInput struct {
	AutoScalingGroupNames []string
	IncludeInstances      bool `aws:"default=true"`
	NextToken             string
	MaxRecords            int `aws:"max=100"`
}

// DescribeAutoScalingGroupsOutput is a page of groups.
type DescribeAutoScalingGroupsOutput struct {
	AutoScalingGroups []AutoScalingGroup `aws:"always"`
	NextToken         string
}

// AutoScalingGroup is a group as the API shows it.
type AutoScalingGroup struct {
	AutoScalingGroupName, AutoScalingGroupARN string
	LaunchTemplate                            *LaunchTemplateSpecification
	MixedInstancesPolicy                      *MixedInstancesPolicy
	MinSize, MaxSize, DesiredCapacity         int `aws:"always"`
	DefaultCooldown                           int `aws:"always"`
	AvailabilityZones                         []string
	LoadBalancerNames                         []string `aws:"always"`
	TargetGroupARNs                           []string `aws:"always"`
	HealthCheckType                           string
	HealthCheckGracePeriod                    int                `aws:"always"`
	Instances                                 []Instance         `aws:"always"`
	CreatedTime                               time.Time          `aws:"micros"`
	SuspendedProcesses                        []SuspendedProcess `aws:"always"`
	VPCZoneIdentifier                         string
	EnabledMetrics                            []struct{} `aws:"always"`
	Status                                    string
	Tags                                      []TagDescription `aws:"always"`
	TerminationPolicies                       []string
	NewInstancesProtectedFromScaleIn          bool `aws:"always"`
	ServiceLinkedRoleARN                      string
	MaxInstanceLifetime                       int
	CapacityRebalance                         bool
	DefaultInstanceWarmup                     *int
}

// Instance is an instance of a group as the API shows it.
type Instance struct {
	InstanceId, InstanceType, AvailabilityZone string
	LifecycleState, HealthStatus               string
	LaunchTemplate                             *LaunchTemplateSpecification
	ProtectedFromScaleIn                       bool `aws:"always"`
}

// SuspendedProcess is a process that stands still.
type SuspendedProcess struct{ ProcessName, SuspensionReason string }

// roleARN is the role in which groups act.
var roleARN = aws.GlobalARN("iam", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")

func (s *Service) describeGroups(_ *aws.Request, in *DescribeAutoScalingGroupsInput) (*DescribeAutoScalingGroupsOutput, error) {
	var all []AutoScalingGroup
	for _, g := range sim.InOrder(s.groups) {
		if len(in.AutoScalingGroupNames) == 0 || slices.Contains(in.AutoScalingGroupNames, g.Name) {
			d := g.describe()
			if !in.IncludeInstances {
				d.Instances = nil
			}
			all = append(all, d)
		}
	}
	page, next, err := pageOf(all, in.NextToken, in.MaxRecords, 50, func(g AutoScalingGroup) string { return g.AutoScalingGroupName })
	return &DescribeAutoScalingGroupsOutput{page, next}, err
}

// describe is the group as the API shows it.
func (g *group) describe() AutoScalingGroup {
	out := AutoScalingGroup{AutoScalingGroupName: g.Name, AutoScalingGroupARN: g.arn(), LaunchTemplate: &g.Template, MinSize: g.Min, MaxSize: g.Max, DesiredCapacity: g.Desired,
		DefaultCooldown: int(g.Cooldown.Seconds()), TargetGroupARNs: g.TargetARNs, HealthCheckType: g.Checks, HealthCheckGracePeriod: int(g.Grace.Seconds()), CreatedTime: g.Created.Wall(),
		Tags: g.Tags, TerminationPolicies: g.Termination, NewInstancesProtectedFromScaleIn: g.Protected, ServiceLinkedRoleARN: roleARN, MaxInstanceLifetime: int(g.MaxLifetime.Seconds())}
	if out.CapacityRebalance = g.Rebalances; g.Mixed != nil {
		out.LaunchTemplate, out.MixedInstancesPolicy = nil, g.Mixed
	}
	if g.Warmup >= 0 {
		n := int(g.Warmup.Seconds())
		out.DefaultInstanceWarmup = &n
	}
	var ids []string
	for _, n := range g.Subnets {
		ids = append(ids, n.ID)
		if !slices.Contains(out.AvailabilityZones, n.Zone.Name) {
			out.AvailabilityZones = append(out.AvailabilityZones, n.Zone.Name)
		}
	}
	out.VPCZoneIdentifier = strings.Join(ids, ",")
	for _, p := range g.Suspended {
		out.SuspendedProcesses = append(out.SuspendedProcesses, SuspendedProcess{p, "User suspended"})
	}
	if g.Deleting {
		out.Status = "Delete in progress"
	}
	for _, m := range g.members {
		out.Instances = append(out.Instances, m.describe())
	}
	return out
}

func (m *member) describe() Instance {
	t := m.group.Template
	if m.Version != "" {
		t.Version = m.Version
	}
	return Instance{m.ID, m.Type, m.Zone, m.State, m.health(), &t, m.Protected}
}

// pageOf cuts a page out of a list; a token is the last name of the page before.
func pageOf[T any](all []T, token string, size, standard int, name func(T) string) (page []T, next string, err error) {
	from := 0
	if token != "" {
		i := slices.IndexFunc(all, func(v T) bool { return name(v) == token })
		if i < 0 {
			return nil, "", aws.Errorf(400, "InvalidNextToken", "Invalid next token: %s", token)
		}
		from = i + 1
	}
	if size <= 0 {
		size = standard
	}
	all = all[from:]
	if len(all) > size {
		return all[:size], name(all[size-1]), nil
	}
	return all, "", nil
}

// DescribeScalingActivitiesInput follows AWS's model.
type DescribeScalingActivitiesInput struct {
	ActivityIds          []string
	AutoScalingGroupName string
	IncludeDeletedGroups bool
	MaxRecords           int `aws:"max=100"`
	NextToken            string
}

// DescribeScalingActivitiesOutput is a page of activities, the newest first.
type DescribeScalingActivitiesOutput struct {
	Activities []Activity `aws:"always"`
	NextToken  string
}

// Activity is what a group did, as the API shows it.
type Activity struct {
	ActivityId, AutoScalingGroupName, Description, Cause string
	StartTime                                            time.Time `aws:"micros"`
	EndTime                                              *time.Time
	StatusCode, StatusMessage                            string
	Progress                                             int `aws:"always"`
	Details                                              string
	AutoScalingGroupARN                                  string
}

func (s *Service) describeActivities(_ *aws.Request, in *DescribeScalingActivitiesInput) (*DescribeScalingActivitiesOutput, error) {
	var list []*activity
	if in.IncludeDeletedGroups {
		list = slices.Clone(s.gone)
	}
	if name := in.AutoScalingGroupName; name != "" && !in.IncludeDeletedGroups {
		g, err := s.group(name)
		if err != nil {
			return nil, err
		}
		list = append(list, g.activities...)
	} else {
		for _, g := range sim.InOrder(s.groups) {
			list = append(list, g.activities...)
		}
	}
	slices.SortStableFunc(list, func(a, b *activity) int { return int(min(1, max(-1, b.Start-a.Start))) })
	var all []Activity
	for _, a := range list {
		if (in.AutoScalingGroupName == "" || a.Group == in.AutoScalingGroupName) && (len(in.ActivityIds) == 0 || slices.Contains(in.ActivityIds, a.ID)) {
			all = append(all, s.show(a))
		}
	}
	page, next, err := pageOf(all, in.NextToken, in.MaxRecords, 100, func(a Activity) string { return a.ActivityId })
	return &DescribeScalingActivitiesOutput{page, next}, err
}

// show is an activity as the API shows it.
func (s *Service) show(a *activity) Activity {
	out := Activity{ActivityId: a.ID, AutoScalingGroupName: a.Group, Description: a.Description, Cause: a.Cause, StartTime: a.Start.Wall(), StatusCode: a.Status,
		StatusMessage: a.Message, Progress: a.Progress, Details: a.details}
	if g := s.groups[a.Group]; g != nil {
		out.AutoScalingGroupARN = g.arn()
	}
	if a.End != 0 {
		end := a.End.Wall().Truncate(time.Second) // unlike the start, as AWS tells it
		out.EndTime = &end
	}
	return out
}
