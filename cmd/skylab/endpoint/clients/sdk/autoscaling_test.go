package sdk

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	scaling "github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

func TestAutoScaling(t *testing.T) {
	w := serve(t, "autoscaling")
	c, machines, balancers := scaling.NewFromConfig(w.config()), ec2.NewFromConfig(w.config()), elb.NewFromConfig(w.config())
	do(w, machines.CreateLaunchTemplate, &ec2.CreateLaunchTemplateInput{LaunchTemplateName: str("fleet"),
		LaunchTemplateData: &ec2types.RequestLaunchTemplateData{ImageId: str("ami-0abcdef1234567890"), InstanceType: ec2types.InstanceTypeT3Micro}})
	var groups []string
	for _, name := range []string{"blue", "green"} {
		groups = append(groups, *do(w, balancers.CreateTargetGroup, &elb.CreateTargetGroupInput{Name: &name, Protocol: elbtypes.ProtocolEnumHttp, Port: aws.Int32(80), VpcId: str(w.inner.VPC.ID())}).TargetGroups[0].TargetGroupArn)
	}
	template := &types.LaunchTemplateSpecification{LaunchTemplateName: str("fleet"), Version: str("$Latest")}
	for _, name := range []string{"batch", "web"} {
		do(w, c.CreateAutoScalingGroup, &scaling.CreateAutoScalingGroupInput{AutoScalingGroupName: &name, LaunchTemplate: template, MinSize: aws.Int32(1), MaxSize: aws.Int32(6), DesiredCapacity: aws.Int32(2),
			AvailabilityZones: []string{"us-east-1a", "us-east-1b"}, DefaultCooldown: aws.Int32(60), HealthCheckType: str("EC2"), HealthCheckGracePeriod: aws.Int32(30), TargetGroupARNs: groups[:1],
			TerminationPolicies: []string{"OldestInstance", "Default"}, Tags: []types.Tag{{Key: str("Name"), Value: str("größe <&>"), PropagateAtLaunch: aws.Bool(true)}}})
	}
	web := str("web")
	do(w, c.PutLifecycleHook, &scaling.PutLifecycleHookInput{AutoScalingGroupName: web, LifecycleHookName: str("wait"), LifecycleTransition: str("autoscaling:EC2_INSTANCE_LAUNCHING"), HeartbeatTimeout: aws.Int32(600),
		DefaultResult: str("CONTINUE"), NotificationMetadata: str("a <&> b")})
	do(w, c.DescribeLifecycleHooks, &scaling.DescribeLifecycleHooksInput{AutoScalingGroupName: web})
	w.pass(time.Minute)
	var ids []string
	for _, i := range do(w, c.DescribeAutoScalingGroups, &scaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{"web"}}).AutoScalingGroups[0].Instances {
		ids = append(ids, *i.InstanceId)
	}
	for _, id := range ids {
		do(w, c.RecordLifecycleActionHeartbeat, &scaling.RecordLifecycleActionHeartbeatInput{AutoScalingGroupName: web, LifecycleHookName: str("wait"), InstanceId: &id})
		do(w, c.CompleteLifecycleAction, &scaling.CompleteLifecycleActionInput{AutoScalingGroupName: web, LifecycleHookName: str("wait"), InstanceId: &id, LifecycleActionResult: str("CONTINUE")})
	}
	do(w, c.DeleteLifecycleHook, &scaling.DeleteLifecycleHookInput{AutoScalingGroupName: web, LifecycleHookName: str("wait")})
	do(w, c.AttachLoadBalancerTargetGroups, &scaling.AttachLoadBalancerTargetGroupsInput{AutoScalingGroupName: web, TargetGroupARNs: groups[1:]})
	w.scalingPolicies(c, web)

	yes, no := aws.Bool(true), aws.Bool(false)
	do(w, c.SetInstanceProtection, &scaling.SetInstanceProtectionInput{AutoScalingGroupName: web, InstanceIds: ids[:1], ProtectedFromScaleIn: yes})
	do(w, c.EnterStandby, &scaling.EnterStandbyInput{AutoScalingGroupName: web, InstanceIds: ids[:1], ShouldDecrementDesiredCapacity: yes})
	do(w, c.ExitStandby, &scaling.ExitStandbyInput{AutoScalingGroupName: web, InstanceIds: ids[:1]})
	do(w, c.SetInstanceHealth, &scaling.SetInstanceHealthInput{InstanceId: &ids[1], HealthStatus: str("Unhealthy"), ShouldRespectGracePeriod: no})
	do(w, c.SuspendProcesses, &scaling.SuspendProcessesInput{AutoScalingGroupName: web, ScalingProcesses: []string{"AZRebalance"}})
	do(w, c.ResumeProcesses, &scaling.ResumeProcessesInput{AutoScalingGroupName: web})
	w.pass(2 * time.Minute)
	do(w, c.DetachInstances, &scaling.DetachInstancesInput{AutoScalingGroupName: web, InstanceIds: ids[:1], ShouldDecrementDesiredCapacity: no})
	w.pass(2 * time.Minute)
	w.scalingPages(c, web)
	left := do(w, c.DescribeAutoScalingInstances, &scaling.DescribeAutoScalingInstancesInput{}).AutoScalingInstances
	do(w, c.TerminateInstanceInAutoScalingGroup, &scaling.TerminateInstanceInAutoScalingGroupInput{InstanceId: left[0].InstanceId, ShouldDecrementDesiredCapacity: yes})
	do(w, c.SetDesiredCapacity, &scaling.SetDesiredCapacityInput{AutoScalingGroupName: web, DesiredCapacity: aws.Int32(3), HonorCooldown: no})
	do(w, c.UpdateAutoScalingGroup, &scaling.UpdateAutoScalingGroupInput{AutoScalingGroupName: web, MaxSize: aws.Int32(9), DefaultInstanceWarmup: aws.Int32(30), NewInstancesProtectedFromScaleIn: yes})
	do(w, c.DetachLoadBalancerTargetGroups, &scaling.DetachLoadBalancerTargetGroupsInput{AutoScalingGroupName: web, TargetGroupARNs: groups[1:]})

	w.scalingRefresh(c, web, template)
	refuse(w, "AlreadyExists", c.CreateAutoScalingGroup, &scaling.CreateAutoScalingGroupInput{AutoScalingGroupName: web, LaunchTemplate: template, MinSize: aws.Int32(0), MaxSize: aws.Int32(0), AvailabilityZones: []string{"us-east-1a"}})
	refuse(w, "ValidationError", c.SetDesiredCapacity, &scaling.SetDesiredCapacityInput{AutoScalingGroupName: web, DesiredCapacity: aws.Int32(30)})
	refuse(w, "ResourceInUse", c.DeleteAutoScalingGroup, &scaling.DeleteAutoScalingGroupInput{AutoScalingGroupName: web})
	do(w, c.DeleteAutoScalingGroup, &scaling.DeleteAutoScalingGroupInput{AutoScalingGroupName: web, ForceDelete: yes})
	do(w, c.DescribeAutoScalingGroups, &scaling.DescribeAutoScalingGroupsInput{})
	await(w, scaling.NewGroupInServiceWaiter(c), &scaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{"batch"}})
	await(w, scaling.NewGroupExistsWaiter(c), &scaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{"batch"}})
	w.pass(3 * time.Minute)
	await(w, scaling.NewGroupNotExistsWaiter(c), &scaling.DescribeAutoScalingGroupsInput{AutoScalingGroupNames: []string{"web"}})
	w.complete(nil)
}

// scalingPolicies makes policies of all kinds and scheduled actions.
func (w *world) scalingPolicies(c *scaling.Client, group *string) {
	w.Helper()
	do(w, c.PutScalingPolicy, &scaling.PutScalingPolicyInput{AutoScalingGroupName: group, PolicyName: str("more"), AdjustmentType: str("ChangeInCapacity"), ScalingAdjustment: aws.Int32(1), Cooldown: aws.Int32(30)})
	do(w, c.PutScalingPolicy, &scaling.PutScalingPolicyInput{AutoScalingGroupName: group, PolicyName: str("steps"), PolicyType: str("StepScaling"), AdjustmentType: str("PercentChangeInCapacity"), MinAdjustmentMagnitude: aws.Int32(1),
		MetricAggregationType: str("Maximum"), EstimatedInstanceWarmup: aws.Int32(10), StepAdjustments: []types.StepAdjustment{
			{MetricIntervalLowerBound: aws.Float64(0), MetricIntervalUpperBound: aws.Float64(10.5), ScalingAdjustment: aws.Int32(10)}, {MetricIntervalLowerBound: aws.Float64(10.5), ScalingAdjustment: aws.Int32(30)}}})
	do(w, c.PutScalingPolicy, &scaling.PutScalingPolicyInput{AutoScalingGroupName: group, PolicyName: str("track"), PolicyType: str("TargetTrackingScaling"), TargetTrackingConfiguration: &types.TargetTrackingConfiguration{
		TargetValue: aws.Float64(40), DisableScaleIn: aws.Bool(true), PredefinedMetricSpecification: &types.PredefinedMetricSpecification{PredefinedMetricType: types.MetricTypeASGAverageCPUUtilization}}})
	do(w, c.DescribePolicies, &scaling.DescribePoliciesInput{AutoScalingGroupName: group, PolicyTypes: []string{"StepScaling"}})
	do(w, c.ExecutePolicy, &scaling.ExecutePolicyInput{AutoScalingGroupName: group, PolicyName: str("steps"), MetricValue: aws.Float64(71.5), BreachThreshold: aws.Float64(60)})
	do(w, c.DeletePolicy, &scaling.DeletePolicyInput{AutoScalingGroupName: group, PolicyName: str("track")})
	do(w, c.PutScheduledUpdateGroupAction, &scaling.PutScheduledUpdateGroupActionInput{AutoScalingGroupName: group, ScheduledActionName: str("morning"), Recurrence: str("0 8 * * 1-5"), TimeZone: str("Europe/Berlin"), MinSize: aws.Int32(2)})
	do(w, c.PutScheduledUpdateGroupAction, &scaling.PutScheduledUpdateGroupActionInput{AutoScalingGroupName: group, ScheduledActionName: str("once"), StartTime: aws.Time(w.inner.Now().Wall().Add(240 * time.Hour)), DesiredCapacity: aws.Int32(2)})
	pages(w, scaling.NewDescribeScheduledActionsPaginator(c, &scaling.DescribeScheduledActionsInput{AutoScalingGroupName: group, MaxRecords: aws.Int32(1)}), func(o *scaling.DescribeScheduledActionsOutput) (out []string) {
		for _, a := range o.ScheduledUpdateGroupActions {
			out = append(out, *a.ScheduledActionName)
		}
		return out
	}, "morning", "once")
	do(w, c.DeleteScheduledAction, &scaling.DeleteScheduledActionInput{AutoScalingGroupName: group, ScheduledActionName: str("once")})
}

// scalingRefresh has a mixed group, and replaces the instances of another one.
func (w *world) scalingRefresh(c *scaling.Client, group *string, template *types.LaunchTemplateSpecification) {
	w.Helper()
	mixed := str("mixed")
	do(w, c.CreateAutoScalingGroup, &scaling.CreateAutoScalingGroupInput{AutoScalingGroupName: mixed, MinSize: aws.Int32(2), MaxSize: aws.Int32(4), AvailabilityZones: []string{"us-east-1a"}, CapacityRebalance: aws.Bool(true),
		MixedInstancesPolicy: &types.MixedInstancesPolicy{LaunchTemplate: &types.LaunchTemplate{LaunchTemplateSpecification: template, Overrides: []types.LaunchTemplateOverrides{{InstanceType: str("t3.micro")}, {InstanceType: str("m5.large")}}},
			InstancesDistribution: &types.InstancesDistribution{OnDemandBaseCapacity: aws.Int32(1), OnDemandPercentageAboveBaseCapacity: aws.Int32(0), SpotAllocationStrategy: str("lowest-price"), SpotInstancePools: aws.Int32(1), SpotMaxPrice: str("0.05")}}})
	do(w, c.DeleteAutoScalingGroup, &scaling.DeleteAutoScalingGroupInput{AutoScalingGroupName: mixed, ForceDelete: aws.Bool(true)})
	start := &scaling.StartInstanceRefreshInput{AutoScalingGroupName: group, DesiredConfiguration: &types.DesiredConfiguration{LaunchTemplate: template},
		Preferences: &types.RefreshPreferences{MinHealthyPercentage: aws.Int32(50), MaxHealthyPercentage: aws.Int32(110), InstanceWarmup: aws.Int32(5), SkipMatching: aws.Bool(false), AutoRollback: aws.Bool(true), CheckpointPercentages: []int32{50, 100}, CheckpointDelay: aws.Int32(30)}}
	do(w, c.StartInstanceRefresh, start)
	refuse(w, "InstanceRefreshInProgress", c.StartInstanceRefresh, start)
	do(w, c.CancelInstanceRefresh, &scaling.CancelInstanceRefreshInput{AutoScalingGroupName: group})
	w.pass(2 * time.Minute)
	do(w, c.StartInstanceRefresh, start)
	w.pass(30 * time.Second)
	var ids []string
	for _, r := range do(w, c.DescribeInstanceRefreshes, &scaling.DescribeInstanceRefreshesInput{AutoScalingGroupName: group}).InstanceRefreshes {
		ids = append(ids, *r.InstanceRefreshId)
	}
	pages(w, scaling.NewDescribeInstanceRefreshesPaginator(c, &scaling.DescribeInstanceRefreshesInput{AutoScalingGroupName: group, MaxRecords: aws.Int32(1)}), func(o *scaling.DescribeInstanceRefreshesOutput) (out []string) {
		for _, r := range o.InstanceRefreshes {
			out = append(out, *r.InstanceRefreshId)
		}
		return out
	}, ids...)
	do(w, c.RollbackInstanceRefresh, &scaling.RollbackInstanceRefreshInput{AutoScalingGroupName: group})
	do(w, c.CancelInstanceRefresh, &scaling.CancelInstanceRefreshInput{AutoScalingGroupName: group})
	w.pass(2 * time.Minute)
	refuse(w, "ActiveInstanceRefreshNotFound", c.CancelInstanceRefresh, &scaling.CancelInstanceRefreshInput{AutoScalingGroupName: group})
	refuse(w, "ActiveInstanceRefreshNotFound", c.RollbackInstanceRefresh, &scaling.RollbackInstanceRefreshInput{AutoScalingGroupName: group})
}

// scalingPages walks through the lists.
func (w *world) scalingPages(c *scaling.Client, group *string) {
	w.Helper()
	one := aws.Int32(1)
	pages(w, scaling.NewDescribeAutoScalingGroupsPaginator(c, &scaling.DescribeAutoScalingGroupsInput{MaxRecords: one}), func(o *scaling.DescribeAutoScalingGroupsOutput) (out []string) {
		for _, g := range o.AutoScalingGroups {
			out = append(out, *g.AutoScalingGroupName)
		}
		return out
	}, "batch", "web")
	pages(w, scaling.NewDescribePoliciesPaginator(c, &scaling.DescribePoliciesInput{MaxRecords: one}), func(o *scaling.DescribePoliciesOutput) (out []string) {
		for _, p := range o.ScalingPolicies {
			out = append(out, *p.PolicyName)
		}
		return out
	}, "more", "steps")
	var targets []string
	for _, g := range do(w, c.DescribeLoadBalancerTargetGroups, &scaling.DescribeLoadBalancerTargetGroupsInput{AutoScalingGroupName: group}).LoadBalancerTargetGroups {
		targets = append(targets, *g.LoadBalancerTargetGroupARN)
	}
	pages(w, scaling.NewDescribeLoadBalancerTargetGroupsPaginator(c, &scaling.DescribeLoadBalancerTargetGroupsInput{AutoScalingGroupName: group, MaxRecords: one}), func(o *scaling.DescribeLoadBalancerTargetGroupsOutput) (out []string) {
		for _, g := range o.LoadBalancerTargetGroups {
			out = append(out, *g.LoadBalancerTargetGroupARN)
		}
		return out
	}, targets...)
	var ids, activities []string
	for _, i := range do(w, c.DescribeAutoScalingInstances, &scaling.DescribeAutoScalingInstancesInput{}).AutoScalingInstances {
		ids = append(ids, *i.InstanceId)
	}
	pages(w, scaling.NewDescribeAutoScalingInstancesPaginator(c, &scaling.DescribeAutoScalingInstancesInput{MaxRecords: one}), func(o *scaling.DescribeAutoScalingInstancesOutput) (out []string) {
		for _, i := range o.AutoScalingInstances {
			out = append(out, *i.InstanceId)
		}
		return out
	}, ids...)
	for _, a := range do(w, c.DescribeScalingActivities, &scaling.DescribeScalingActivitiesInput{AutoScalingGroupName: group}).Activities {
		activities = append(activities, *a.ActivityId)
	}
	pages(w, scaling.NewDescribeScalingActivitiesPaginator(c, &scaling.DescribeScalingActivitiesInput{AutoScalingGroupName: group, MaxRecords: one}), func(o *scaling.DescribeScalingActivitiesOutput) (out []string) {
		for _, a := range o.Activities {
			out = append(out, *a.ActivityId)
		}
		return out
	}, activities...)
}
