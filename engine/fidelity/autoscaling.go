package fidelity

// autoScalingRules are the rules of Auto Scaling groups.
func autoScalingRules() []Rule {
	const (
		guide = "EC2 Auto Scaling user guide, github awsdocs/amazon-ec2-auto-scaling-user-guide @6c46a78"
		model = "botocore v1.43.67, autoscaling 2011-01-01"
		old   = "2023-04-27"
		dated = "2026-08-07"
	)
	return []Rule{
		{"autoscaling.groups", "Groups launch from a launch template into subnets or zones; the desired capacity is the least one where none is given; grace is 0, the cooldown 300 s, there is no default warm-up. Launch configurations, warm pools and weights are not simulated.", Simplified, model + "; texts of refusals as github getmoto/moto and public issues quote them, some assumed", dated},
		{"autoscaling.reconcile", "A group does what is wanted 2 s after it was told (assumed), and looks at its instances each 30 s (assumed); instances that are not healthy are terminated and replaced.", Simplified, guide + ", replacing unhealthy instances", old},
		{"autoscaling.zone-balance", "Each launch goes to the zone with the fewest instances; a zone in which a launch has failed comes last for 5 minutes (assumed).", Simplified, guide + ", Availability Zone rebalancing", old},
		{"autoscaling.rebalance", "Where zones differ by two or more, an instance is launched in the emptiest before one of the fullest is terminated, one at a time.", Simplified, guide + ", Availability Zone rebalancing: the group may exceed its size by 10 % or 1", old},
		{"autoscaling.failed-launches", "A launch that EC2 refuses is tried in the other zones after 10 s, and then again after 1, 2, 4, … up to 30 minutes (assumed).", Assumption, guide + ", troubleshooting: launches are tried again with growing pauses", old},
		{"autoscaling.termination-policies", "The zone that has most instances comes first, whatever the policy; then the policies in their order. Default is the oldest launch template's version, then who is closest to the next hour; among equals the oldest instance, where AWS draws.", Simplified, guide + ", work with Amazon EC2 Auto Scaling termination policies", old},
		{"autoscaling.draining", "An instance is taken out of its target groups, and its connections end, before hooks are waited for and it is terminated; the group looks each 5 s (assumed).", Simplified, guide + ", how lifecycle hooks work", old},
		{"autoscaling.health", "An instance that stops or ends is replaced at once, also in the grace period. After that one is replaced whose EC2 status checks fail or, with the health check type ELB, that a target group calls unhealthy.", Simplified, guide + ", health checks for instances in an Auto Scaling group", old},
		{"autoscaling.adjustment", "Changes by percent are rounded towards nothing beyond one instance, and to one below.", Exact, guide + ", scaling adjustment types", old},
		{"autoscaling.steps", "Bounds are relative to the threshold: above it the lower one belongs to a step, below it the upper one. Instances that warm up count as wanted already, and keep the group from shrinking.", Exact, guide + ", step scaling policies", old},
		{"autoscaling.target-tracking", "Capacity × metric ÷ target, rounded up, of the instances that had warmed up when the minute ended that the metric tells of; to shrink, those on their way out are counted, too. The group shrinks only while none warms up, and if the low alarms of all tracking policies ring that may shrink it. AWS does not publish its formula.", Simplified, guide + ", target tracking scaling policies; the formula as observed", old},
		{"autoscaling.tracking-alarms", "Above the target for 3 minutes, below 70 % of it for 15.", Simplified, "Alarms that target tracking makes, as found in public repositories; older ones say 90 %", "2026-11-22"},
		{"autoscaling.policies", "Simple policies wait for the cooldown, others do not; a policy that is disabled does nothing.", Exact, guide + ", scaling cooldowns", old},
		{"autoscaling.cooldown", "The cooldown begins when the last instance that a simple policy brought or took is in service or gone, or none can be launched.", Exact, guide + ", scaling cooldowns", old},
		{"autoscaling.warmup", "With a default warm-up an instance is in its group's metrics when that is over, without one from when it is in service.", Exact, guide + ", set the default instance warmup", old},
		{"autoscaling.alarms", "An alarm runs its policy when it goes into ALARM and each minute after that while it rings.", Exact, guide + ", dynamic scaling: policies are invoked for as long as the alarm is in ALARM", old},
		{"autoscaling.schedules", "Scheduled actions at a time, or by five fields of cron in a time zone; days of the month and of the week cannot be given both.", Simplified, guide + ", scheduled scaling", old},
		{"autoscaling.hooks", "All hooks of a transition hold an instance, each for its heartbeat, 3,600 s without one, at most a hundred of them or 48 hours; then its default result is done, ABANDON without one. One that is abandoned ends a launch, and the waiting for a termination. A hook that is deleted abandons launches and lets terminations go on.", Exact, guide + ", lifecycle hooks; " + model, dated},
		{"autoscaling.instance-refresh", "At least one instance at a time is replaced, and as many as the least healthy percentage allows, 90 % without one; above 100 % at most, new ones are launched first. It goes on when they have warmed up, waits at checkpoints, fails after an hour without progress (as AWS does), and looks each 10 s (assumed). Bake time, alarms and replacing root volumes are left out.", Simplified, guide + ", instance refresh; " + model + "; texts of refusals as public issues quote them, that of a rollback without a desired configuration assumed", dated},
		{"autoscaling.mixed-instances", "On-Demand is the base and the percentage of the rest, rounded up (assumed), in each zone about the same. On-Demand takes the first type with capacity or the cheapest; Spot the cheapest with capacity (price-capacity-optimized, where AWS weighs interruptions too), the pool with the most capacity, or the cheapest pools evenly. Weights, attribute-based types and a template for each type are left out.", Simplified, guide + ", allocation strategies for multiple instance types; " + model, dated},
		{"autoscaling.capacity-rebalance", "With capacity rebalancing an instance that is told of its interruption is replaced before it goes, and then terminated. Without it the group replaces it when it is gone. AWS acts on the rebalance recommendation, which may come earlier.", Simplified, guide + ", capacity rebalancing", old},
		{"autoscaling.processes", "A process that is suspended does nothing; what it missed is done when it is resumed.", Simplified, guide + ", suspend and resume a process", old},
		{"autoscaling.events", "Launches, terminations, failed launches and held instances are events on the default bus.", Simplified, guide + ", Amazon EC2 Auto Scaling events; some members are left out", old},
	}
}
