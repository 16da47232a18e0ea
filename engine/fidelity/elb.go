package fidelity

// elbRules are the rules of load balancers.
func elbRules() []Rule {
	const guide = "Application Load Balancers user guide, github awsdocs/elb-application-load-balancers-user-guide @01a945e"
	return []Rule{
		{"elb.health", "A new target is healthy after one check that passes; after that, 2 failures in a row make it unhealthy and 5 passes in a row healthy again, unless the group says otherwise.", Exact, guide + ", health checks for your target groups", "2023-04-06"},
		{"elb.conditions", "Conditions look at path, host, a header or the method, with * and ? but in methods; paths and methods are told apart by case, hosts and headers are not. One value of a condition is enough, and all conditions of a rule must hold. Query strings and source addresses are not looked at. What is told apart by case, and that methods have no wildcards, is assumed.", Simplified, "ELB documentation, condition types for listener rules, for the types; the rest not checked", "2026-11-23"},
		{"elb.priorities", "The rule with the lowest priority that matches decides, the default rule last.", Exact, "ELB documentation, listener rules for your Application Load Balancer", "2026-11-23"},
		{"elb.fail-open", "Where no target of a group is healthy, requests go to all that are unhealthy. That none go to a target before its first check, even then, is assumed.", Simplified, guide + ", target group health", "2023-04-06"},
	}
}
