package autoscaling

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// LaunchTemplateSpecification names a launch template and its version.
type LaunchTemplateSpecification struct {
	LaunchTemplateId   string `aws:"min=1,max=255"`
	LaunchTemplateName string `aws:"min=3,max=128"`
	Version            string `aws:"min=1,max=255"`
}

// Tag is a tag of a group, which new instances may get, too.
type Tag struct {
	ResourceId, ResourceType string
	Key                      string `aws:"required,min=1,max=128"`
	Value                    string `aws:"max=256"`
	PropagateAtLaunch        bool   `aws:"default=true"`
}

// TagDescription is a tag as the API shows it.
type TagDescription struct {
	ResourceId, ResourceType, Key, Value string
	PropagateAtLaunch                    bool `aws:"always"`
}

// leftOut are members of groups that are not simulated.
var leftOut = []string{"MixedInstancesPolicy.LaunchTemplate.Overrides.WeightedCapacity", "MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceRequirements",
	"MixedInstancesPolicy.LaunchTemplate.Overrides.ImageId", "MixedInstancesPolicy.LaunchTemplate.Overrides.LaunchTemplateSpecification", "MixedInstancesPolicy.InstancesDistribution.DistributionSegments",
	"LaunchConfigurationName", "InstanceId", "AvailabilityZoneIds", "LoadBalancerNames", "PlacementGroup",
	"LifecycleHookSpecificationList", "DeletionProtection", "ServiceLinkedRoleARN", "Context", "DesiredCapacityType", "TrafficSources", "InstanceMaintenancePolicy",
	"AvailabilityZoneDistribution", "AvailabilityZoneImpairmentPolicy", "SkipZonalShiftValidation", "CapacityReservationSpecification", "InstanceLifecyclePolicy", "Operator"}

func (s *Service) groupOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "CreateAutoScalingGroup", Doc: "Makes a group that keeps as many instances as it is told.", Errors: []string{"AlreadyExists", "LimitExceeded"}, Unsimulated: leftOut}, s.createGroup),
		op(s, aws.Operation{Name: "UpdateAutoScalingGroup", Doc: "Changes a group; what is not given stays.", Errors: []string{"ScalingActivityInProgress"}, Unsimulated: leftOut}, s.updateGroup),
		op(s, aws.Operation{Name: "DeleteAutoScalingGroup", Doc: "Deletes a group, with its instances if that is forced.", Errors: []string{"ScalingActivityInProgress", "ResourceInUse"}}, s.deleteGroup),
		op(s, aws.Operation{Name: "DescribeAutoScalingGroups", ReadOnly: true, Doc: "Describes groups with their instances.", Errors: []string{"InvalidNextToken"}, Unsimulated: []string{"Filters"}}, s.describeGroups),
		op(s, aws.Operation{Name: "SetDesiredCapacity", Doc: "Says how many instances a group is to have.", Errors: []string{"ScalingActivityInProgress"}}, s.setDesiredCapacity),
		op(s, aws.Operation{Name: "DescribeScalingActivities", ReadOnly: true, Doc: "Tells what groups did and why, the newest first.", Errors: []string{"InvalidNextToken"}, Unsimulated: []string{"Filters"}}, s.describeActivities),
	}
}

// CreateAutoScalingGroupInput follows AWS's model.
type CreateAutoScalingGroupInput struct {
	AutoScalingGroupName             string `aws:"required,min=1,max=255"`
	LaunchTemplate                   *LaunchTemplateSpecification
	MixedInstancesPolicy             *MixedInstancesPolicy
	CapacityRebalance                *bool
	MinSize                          *int `aws:"required"`
	MaxSize                          *int `aws:"required"`
	DesiredCapacity                  *int
	DefaultCooldown                  *int
	AvailabilityZones                []string
	TargetGroupARNs                  []string
	HealthCheckType                  string
	HealthCheckGracePeriod           *int
	VPCZoneIdentifier                string
	TerminationPolicies              []string
	NewInstancesProtectedFromScaleIn bool
	Tags                             []Tag
	MaxInstanceLifetime              int
	DefaultInstanceWarmup            *int
}

// UpdateAutoScalingGroupInput follows AWS's model.
type UpdateAutoScalingGroupInput struct {
	AutoScalingGroupName             string `aws:"required,min=1,max=255"`
	LaunchTemplate                   *LaunchTemplateSpecification
	MixedInstancesPolicy             *MixedInstancesPolicy
	CapacityRebalance                *bool
	MinSize                          *int
	MaxSize                          *int
	DesiredCapacity                  *int
	DefaultCooldown                  *int
	AvailabilityZones                []string
	HealthCheckType                  string
	HealthCheckGracePeriod           *int
	VPCZoneIdentifier                string
	TerminationPolicies              []string
	NewInstancesProtectedFromScaleIn *bool
	MaxInstanceLifetime              *int
	DefaultInstanceWarmup            *int
}

// maxGroups is how many groups a Region has at first (facts 6, quotas).
const maxGroups = 500

// createGroup makes a group and begins to launch.
//
// fidelity: autoscaling.groups
func (s *Service) createGroup(_ *aws.Request, in *CreateAutoScalingGroupInput) (*Empty, error) {
	if s.groups[in.AutoScalingGroupName] != nil {
		return nil, aws.Errorf(400, "AlreadyExists", "AutoScalingGroup by this name already exists - A group with the name %s already exists", in.AutoScalingGroupName)
	}
	if len(s.groups) >= maxGroups {
		return nil, aws.Errorf(400, "LimitExceeded", "You have already reached your limit of %d Auto Scaling groups.", maxGroups)
	}
	if (in.LaunchTemplate == nil) == (in.MixedInstancesPolicy == nil) {
		return nil, invalid("Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.")
	}
	g := &group{Name: in.AutoScalingGroupName, Checks: "EC2", Cooldown: 300 * time.Second, Warmup: -1, Termination: []string{"Default"}, Created: s.k.Now(),
		policies: map[string]*scalingPolicy{}, schedules: map[string]*scheduled{}, hooks: map[string]*hook{}, failed: map[string]sim.Time{}}
	desired := in.DesiredCapacity
	if desired == nil {
		desired = in.MinSize
	}
	change := &UpdateAutoScalingGroupInput{LaunchTemplate: in.LaunchTemplate, MixedInstancesPolicy: in.MixedInstancesPolicy, CapacityRebalance: in.CapacityRebalance, MinSize: in.MinSize, MaxSize: in.MaxSize, DesiredCapacity: desired, DefaultCooldown: in.DefaultCooldown,
		AvailabilityZones: in.AvailabilityZones, HealthCheckType: in.HealthCheckType, HealthCheckGracePeriod: in.HealthCheckGracePeriod, VPCZoneIdentifier: in.VPCZoneIdentifier,
		TerminationPolicies: in.TerminationPolicies, NewInstancesProtectedFromScaleIn: &in.NewInstancesProtectedFromScaleIn, MaxInstanceLifetime: &in.MaxInstanceLifetime, DefaultInstanceWarmup: in.DefaultInstanceWarmup}
	if err := s.set(g, change); err != nil {
		return nil, err
	}
	if len(g.Subnets) == 0 {
		return nil, invalid("At least one Availability Zone or VPC Subnet is required.")
	}
	if err := s.useTargets(g, in.TargetGroupARNs); err != nil {
		return nil, err
	}
	for _, t := range in.Tags {
		g.Tags = append(g.Tags, TagDescription{g.Name, "auto-scaling-group", t.Key, t.Value, t.PropagateAtLaunch})
	}
	g.UUID = aws.UUID(s.k.Stream("autoscaling.groups"))
	s.groups[g.Name] = g
	s.k.Emit(GroupCreated{g.Name})
	if g.Desired > 0 {
		g.why = fmt.Sprintf("At %s a user request created an AutoScalingGroup changing the desired capacity from 0 to %d.", s.moment(), g.Desired)
		s.k.Emit(CapacityChanged{g.Name, 0, g.Desired, g.why})
		s.later(g, reacting)
	}
	return &Empty{}, nil
}

// set takes in what an input says of a group, or changes nothing.
func (s *Service) set(g *group, in *UpdateAutoScalingGroupInput) *aws.Error {
	next := *g
	for _, v := range []struct{ to, from *int }{{&next.Min, in.MinSize}, {&next.Max, in.MaxSize}} {
		if v.from != nil {
			*v.to = *v.from
		}
	}
	next.Desired = max(next.Min, min(next.Max, next.Desired))
	if in.DesiredCapacity != nil {
		next.Desired = *in.DesiredCapacity
	}
	switch {
	case next.Min < 0 || next.Max < 0:
		return invalid("Min and max sizes must be greater than or equal to 0")
	case next.Min > next.Max:
		return invalid("Max bound, %d, must be greater than or equal to min bound, %d", next.Max, next.Min)
	case next.Desired < next.Min || next.Desired > next.Max:
		return invalid("Desired capacity:%d must be between the specified min size:%d and max size:%d", next.Desired, next.Min, next.Max)
	}
	if err := s.setTemplate(&next, in.LaunchTemplate); err != nil {
		return err
	}
	if in.LaunchTemplate != nil {
		next.Mixed = nil
	}
	if err := s.setMixed(&next, in.MixedInstancesPolicy); err != nil {
		return err
	}
	if in.CapacityRebalance != nil {
		next.Rebalances = *in.CapacityRebalance
	}
	if err := s.setSubnets(&next, in.VPCZoneIdentifier, in.AvailabilityZones); err != nil {
		return err
	}
	for _, v := range []struct {
		to    *time.Duration
		from  *int
		least int
		what  string
	}{{&next.Cooldown, in.DefaultCooldown, 0, "DefaultCooldown"}, {&next.Grace, in.HealthCheckGracePeriod, 0, "HealthCheckGracePeriod"}, {&next.Warmup, in.DefaultInstanceWarmup, -1, "DefaultInstanceWarmup"}} {
		if v.from != nil {
			if *v.from < v.least {
				return invalid("Invalid %s: it must not be less than %d", v.what, v.least)
			}
			*v.to = time.Duration(*v.from) * time.Second
		}
	}
	if t := in.MaxInstanceLifetime; t != nil {
		if *t != 0 && *t < 86_400 {
			return invalid("Max instance lifetime must be at least 86400 seconds")
		}
		next.MaxLifetime = time.Duration(*t) * time.Second
	}
	switch in.HealthCheckType {
	case "":
	case "EC2", "ELB":
		next.Checks = in.HealthCheckType
	default:
		return invalid("Invalid HealthCheckType: %s; skylab has EC2 and ELB", in.HealthCheckType)
	}
	for _, p := range in.TerminationPolicies {
		if !slices.Contains(terminationPolicies, p) {
			return invalid("The termination policy %s is invalid.", p)
		}
	}
	if in.TerminationPolicies != nil {
		next.Termination = in.TerminationPolicies
	}
	if in.NewInstancesProtectedFromScaleIn != nil {
		next.Protected = *in.NewInstancesProtectedFromScaleIn
	}
	*g = next
	return nil
}

// setTemplate finds the launch template; AWS keeps its id and the version as it
// was given.
func (s *Service) setTemplate(g *group, t *LaunchTemplateSpecification) *aws.Error {
	if t == nil {
		return nil
	}
	if (t.LaunchTemplateId == "") == (t.LaunchTemplateName == "") {
		return invalid("Valid requests must contain either launchTemplateId or LaunchTemplateName")
	}
	id, name, err := s.near.EC2.FindTemplate(t.LaunchTemplateId, t.LaunchTemplateName, t.Version)
	if err != nil {
		return invalid("You must use a valid fully-formed launch template. %s", err.Message)
	}
	version := t.Version
	if version == "" {
		version = "$Default"
	}
	g.Template = LaunchTemplateSpecification{id, name, version}
	return nil
}

// setSubnets takes in where a group is: subnets, or zones by their default ones.
func (s *Service) setSubnets(g *group, ids string, zones []string) *aws.Error {
	var out []*vpc.Subnet
	for _, id := range strings.FieldsFunc(ids, func(r rune) bool { return r == ',' || r == ' ' }) {
		n, err := s.near.Network.Subnet(id)
		if err != nil {
			return invalid("The subnet ID '%s' does not exist", id)
		}
		if len(zones) > 0 && !slices.Contains(zones, n.Zone.Name) {
			return invalid("The availability zones of the specified subnets and the AutoScalingGroup do not match")
		}
		out = append(out, n)
	}
	if ids == "" {
		for _, z := range zones {
			n := s.near.Network.DefaultSubnet(z)
			if n == nil {
				return invalid("Invalid availability zone: [%s]", z)
			}
			out = append(out, n)
		}
	}
	if out != nil {
		slices.SortFunc(out, func(a, b *vpc.Subnet) int { return strings.Compare(a.Zone.Name+a.ID, b.Zone.Name+b.ID) })
		g.Subnets = slices.Compact(out)
	}
	return nil
}

func (s *Service) updateGroup(_ *aws.Request, in *UpdateAutoScalingGroupInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	before, was := g.Desired, fmt.Sprintf("min: %d, max: %d, desired: %d", g.Min, g.Max, g.Desired)
	if err := s.set(g, in); err != nil {
		return nil, err
	}
	now := fmt.Sprintf("min: %d, max: %d, desired: %d", g.Min, g.Max, g.Desired)
	if was != now {
		s.want(g, before, fmt.Sprintf("At %s a user request update of AutoScalingGroup constraints to %s changing the desired capacity from %d to %d.", s.moment(), now, before, g.Desired))
	}
	s.later(g, reacting)
	return &Empty{}, nil
}

// want is when the desired capacity was changed for a reason.
func (s *Service) want(g *group, before int, why string) {
	if g.Desired == before {
		return
	}
	g.why = why
	s.k.Emit(CapacityChanged{g.Name, before, g.Desired, why})
	s.later(g, reacting)
}

// SetDesiredCapacityInput follows AWS's model.
type SetDesiredCapacityInput struct {
	AutoScalingGroupName string `aws:"required"`
	DesiredCapacity      *int   `aws:"required"`
	HonorCooldown        bool
}

func (s *Service) setDesiredCapacity(_ *aws.Request, in *SetDesiredCapacityInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	n := *in.DesiredCapacity
	switch {
	case n > g.Max:
		return nil, invalid("New SetDesiredCapacity value %d is above max value %d for the AutoScalingGroup.", n, g.Max)
	case n < g.Min:
		return nil, invalid("New SetDesiredCapacity value %d is below min value %d for the AutoScalingGroup.", n, g.Min)
	case in.HonorCooldown && s.coolingDown(g):
		return nil, aws.Errorf(400, "ScalingActivityInProgress", "Scaling activity is in progress for AutoScalingGroup %s and the cooldown period has not elapsed", g.Name)
	}
	before := g.Desired
	g.Desired = n
	s.want(g, before, fmt.Sprintf("At %s a user request explicitly set group desired capacity changing the desired capacity from %d to %d.", s.moment(), before, n))
	return &Empty{}, nil
}

// DeleteAutoScalingGroupInput follows AWS's model.
type DeleteAutoScalingGroupInput struct {
	AutoScalingGroupName string `aws:"required"`
	ForceDelete          bool
}

func (s *Service) deleteGroup(_ *aws.Request, in *DeleteAutoScalingGroupInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	if len(g.members) > 0 && !in.ForceDelete {
		return nil, aws.Errorf(400, "ResourceInUse", "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.")
	}
	if r := g.refreshing(); r != nil {
		r.Reason = "The Auto Scaling group is deleted."
		s.endRefresh(g, r, refreshCancelled)
	}
	g.Min, g.Max, g.Desired, g.Deleting = 0, 0, 0, true
	for _, m := range slices.Clone(g.members) {
		s.finish(m.activity, "Cancelled", "")
		s.forgetHooks(m)
		s.deregister(m)
		m.activity = s.begin(g, "Terminating EC2 instance: "+m.ID, "At "+s.moment()+" a user request force deleted AutoScalingGroup changing the desired capacity to 0.", m.Zone)
		s.kill(m)
	}
	if len(g.members) == 0 {
		s.remove(g)
	}
	return &Empty{}, nil
}

// remove forgets a group; its activities can still be asked for.
func (s *Service) remove(g *group) {
	for _, p := range sim.InOrder(g.policies) {
		s.deleteAlarms(p)
	}
	for _, d := range sim.InOrder(g.schedules) {
		s.k.Cancel(d.event)
	}
	if g.pending != 0 {
		s.k.Cancel(g.pending)
	}
	s.gone = append(s.gone, g.activities...)
	if n := len(s.gone); n > maxActivities {
		s.gone = slices.Clone(s.gone[n-maxActivities:])
	}
	delete(s.groups, g.Name)
	s.k.Emit(GroupDeleted{g.Name})
}
