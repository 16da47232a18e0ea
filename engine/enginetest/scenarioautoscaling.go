package enginetest

import (
	"fmt"
	"time"
)

// scaled has Auto Scaling groups launch, scale, heal and go.
func (g *generator) scaled() {
	do := func(wait time.Duration, op, in string, args ...any) {
		g.add(wait, "autoscaling."+op, "{"+fmt.Sprintf(in, args...)+"}")
	}
	soon := func(n int) time.Duration { return time.Duration(g.r.IntN(n)) * time.Second }
	g.ec2(pause(g.r), "CreateLaunchTemplate", `"LaunchTemplateName":"fleet","LaunchTemplateData":{"ImageId":%q,"InstanceType":"t3.micro","Monitoring":{"Enabled":true}}`, imageID)
	name := []string{"web", "batch"}[g.r.IntN(2)]
	const of = `"AutoScalingGroupName":%q`
	do(0, "CreateAutoScalingGroup", of+`,"MinSize":%d,"MaxSize":%d,%s,"AvailabilityZones":["us-east-1a","us-east-1b"],"DefaultCooldown":60,`+
		`"DefaultInstanceWarmup":%d,"TerminationPolicies":[%q],"Tags":[{"Key":"Name","Value":"web"}]`, name, g.r.IntN(3), 2+g.r.IntN(6), g.launches(), 30*g.r.IntN(4), []string{"Default", "OldestInstance", "NewestInstance"}[g.r.IntN(3)])
	if g.r.IntN(2) == 0 {
		do(0, "PutLifecycleHook", of+`,"LifecycleHookName":"wait","LifecycleTransition":"autoscaling:EC2_INSTANCE_%s","HeartbeatTimeout":60,"DefaultResult":%q`, name, []string{"LAUNCHING", "TERMINATING"}[g.r.IntN(2)], []string{"CONTINUE", "ABANDON"}[g.r.IntN(2)])
		do(0, "DescribeLifecycleHooks", of, name)
	}
	do(0, "PutScalingPolicy", of+`,"PolicyName":"more","AdjustmentType":"ChangeInCapacity","ScalingAdjustment":%d`, name, g.r.IntN(5)-2)
	do(0, "PutScalingPolicy", of+`,"PolicyName":"steps","PolicyType":"StepScaling","AdjustmentType":"PercentChangeInCapacity","StepAdjustments":[{"MetricIntervalLowerBound":0,"ScalingAdjustment":50}]`, name)
	do(0, "PutScalingPolicy", of+`,"PolicyName":"track","PolicyType":"TargetTrackingScaling","TargetTrackingConfiguration":{"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"},"TargetValue":50}`, name)
	do(0, "DescribePolicies", of, name)
	do(soon(90), "SetDesiredCapacity", of+`,"DesiredCapacity":%d`, name, g.r.IntN(5))
	id := []string{member, member, g.machine("i")}[g.r.IntN(3)]
	do(soon(60), "DescribeAutoScalingGroups", "")
	do(0, "DescribeAutoScalingInstances", "")
	do(0, "CompleteLifecycleAction", of+`,"LifecycleHookName":"wait","InstanceId":%q,"LifecycleActionResult":"CONTINUE"`, name, id)
	do(0, "RecordLifecycleActionHeartbeat", of+`,"LifecycleHookName":"wait","InstanceId":%q`, name, g.machine("i"))
	do(soon(60), "ExecutePolicy", of+`,"PolicyName":"more"`, name)
	do(0, "ExecutePolicy", of+`,"PolicyName":"steps","MetricValue":70,"BreachThreshold":60`, name)
	do(0, "PutScheduledUpdateGroupAction", of+`,"ScheduledActionName":"morning","Recurrence":"*/%d * * * *","MinSize":1,"DesiredCapacity":2`, name, 1+g.r.IntN(9))
	do(0, "DescribeScheduledActions", of, name)
	do(0, "SetInstanceProtection", of+`,"InstanceIds":[%q],"ProtectedFromScaleIn":%v`, name, g.machine("i"), g.r.IntN(2) == 0)
	switch g.r.IntN(6) {
	case 0:
		do(soon(90), "TerminateInstanceInAutoScalingGroup", `"InstanceId":%q,"ShouldDecrementDesiredCapacity":%v`, id, g.r.IntN(2) == 0)
	case 1:
		do(soon(90), "SetInstanceHealth", `"InstanceId":%q,"HealthStatus":"Unhealthy"`, id)
	case 2:
		do(soon(90), "EnterStandby", of+`,"InstanceIds":[%q],"ShouldDecrementDesiredCapacity":%v`, name, id, g.r.IntN(2) == 0)
		do(soon(90), "ExitStandby", of+`,"InstanceIds":[%q]`, name, id)
	case 3:
		do(soon(90), "DetachInstances", of+`,"InstanceIds":[%q],"ShouldDecrementDesiredCapacity":%v`, name, id, g.r.IntN(2) == 0)
	case 4:
		g.add(soon(90), "fault.Inject", `{"Kind":"zone","Target":"us-east-1a","DurationSeconds":240}`)
	case 5:
		g.ec2(soon(90), "TerminateInstances", `"InstanceIds":[%q]`, id)
	}
	if g.r.IntN(2) == 0 {
		do(soon(90), "StartInstanceRefresh", of+`,"DesiredConfiguration":{"LaunchTemplate":{"LaunchTemplateName":"fleet"}},"Preferences":{"MinHealthyPercentage":%d,"MaxHealthyPercentage":%d,"InstanceWarmup":%d,"SkipMatching":%v,"ScaleInProtectedInstances":%q,"CheckpointPercentages":[50],"CheckpointDelay":60}`,
			name, 50+g.r.IntN(51), 100+g.r.IntN(40), g.r.IntN(90), g.r.IntN(2) == 0, []string{"Wait", "Refresh", "Ignore"}[g.r.IntN(3)])
		do(soon(200), "DescribeInstanceRefreshes", of, name)
		if how := g.r.IntN(3); how < 2 {
			do(soon(90), []string{"CancelInstanceRefresh", "RollbackInstanceRefresh"}[how], of, name)
		}
	}
	do(0, "SuspendProcesses", of+`,"ScalingProcesses":[%q]`, name, []string{"Launch", "Terminate", "HealthCheck", "AZRebalance"}[g.r.IntN(4)])
	do(soon(90), "UpdateAutoScalingGroup", of+`,"MaxSize":%d,"HealthCheckType":"ELB","HealthCheckGracePeriod":%d`, name, 3+g.r.IntN(5), 60*g.r.IntN(3))
	do(soon(200), "ResumeProcesses", of, name)
	do(0, "DescribeScalingActivities", of, name)
	do(0, "DescribeLoadBalancerTargetGroups", of, name)
	if g.r.IntN(2) == 0 {
		do(0, "DeleteScheduledAction", of+`,"ScheduledActionName":"morning"`, name)
		do(0, "DeletePolicy", of+`,"PolicyName":"track"`, name)
		do(0, "DeleteLifecycleHook", of+`,"LifecycleHookName":"wait"`, name)
		do(soon(200), "DeleteAutoScalingGroup", of+`,"ForceDelete":%v`, name, g.r.IntN(2) == 0)
	}
}

// launches is what a group launches: one type, or several, On-Demand and Spot.
func (g *generator) launches() string {
	if g.r.IntN(2) == 0 {
		return `"LaunchTemplate":{"LaunchTemplateName":"fleet"}`
	}
	return fmt.Sprintf(`"CapacityRebalance":%v,"MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateName":"fleet"},"Overrides":[{"InstanceType":"t3.micro"},{"InstanceType":"m5.large"},{"InstanceType":"c7i.large"}]},`+
		`"InstancesDistribution":{"OnDemandBaseCapacity":%d,"OnDemandPercentageAboveBaseCapacity":%d,"SpotAllocationStrategy":%q}}`,
		g.r.IntN(2) == 0, g.r.IntN(2), 25*g.r.IntN(5), []string{"lowest-price", "price-capacity-optimized", "capacity-optimized", "capacity-optimized-prioritized"}[g.r.IntN(4)])
}

// targeted has a group's instances be targets of the first target group.
func (g *generator) targeted() {
	b := balancingOf(g.seed)
	g.ec2(pause(g.r), "CreateLaunchTemplate", `"LaunchTemplateName":"fleet","LaunchTemplateData":{"ImageId":%q,"InstanceType":"t3.micro"}`, imageID)
	g.add(0, "elbv2.CreateLoadBalancer", fmt.Sprintf(`{"Name":"web","Subnets":[%s]}`, b.subnets))
	g.add(0, "elbv2.CreateTargetGroup", fmt.Sprintf(`{"Name":"web","Protocol":"HTTP","Port":80,"VpcId":%q}`, b.vpc))
	g.add(0, "autoscaling.CreateAutoScalingGroup", `{"AutoScalingGroupName":"web","MinSize":1,"MaxSize":3,"LaunchTemplate":{"LaunchTemplateName":"fleet"},"AvailabilityZones":["us-east-1b"]}`)
	for _, op := range []string{"AttachLoadBalancerTargetGroups", "DetachLoadBalancerTargetGroups"} {
		g.add(pause(g.r), "autoscaling."+op, fmt.Sprintf(`{"AutoScalingGroupName":"web","TargetGroupARNs":[%q]}`, b.group))
	}
}
