package fidelity

// elbRules are the rules of load balancers.
func elbRules() []Rule {
	const guide = "Application Load Balancers user guide, github awsdocs/elb-application-load-balancers-user-guide @01a945e"
	return []Rule{
		{"elb.health", "A new target is healthy after one check that passes; after that, 2 failures in a row make it unhealthy and 5 passes in a row healthy again, unless the group says otherwise.", Exact, guide + ", health checks for your target groups", "2023-04-06"},
		{"elb.fail-open", "Where no target of a group is healthy, requests go to all that are unhealthy. That none go to a target before its first check, even then, is assumed.", Simplified, guide + ", target group health", "2023-04-06"},
	}
}
