package fidelity

// fleetRules are what the planner of fleets (skylab simulate fleet) makes of EC2
// and its load balancers. Computers, credits and prices are the rules of machine,
// ec2 and billing.
func fleetRules() []Rule {
	const sheet = "2026-11-22"
	return []Rule{
		{"fleet.service-times", "A request is CPU time on one full vCPU, drawn independently of load and type: all types are equally fast, and memory, disks and networks hold nothing up.", Simplified, "EC2 sheet 2: types differ by processor and clock", sheet},
		{"fleet.balancing", "Requests go round robin or to the instance with the fewest outstanding requests, at no cost and without delay; each instance takes them first come, first served, and refuses what finds its backlog full.", Simplified, "EC2 sheet 6, target groups; an Application Load Balancer has several nodes, each of which chooses for itself", sheet},
		{"fleet.zones", "Instances are spread over three zones in turn; the load balancer crosses zones.", Exact, "EC2 sheet 6: cross-zone load balancing is always on", sheet},
		{"fleet.zone-loss", "With its zone an instance loses what it serves and what waits there. It is sent requests for another 60 s, two checks 30 s apart, which are lost too; it is not billed until the zone is back and it has started anew. A group with target tracking replaces it in another zone as soon as that is noticed, and one that is starting at once.", Simplified, "EC2 sheet 6: interval 30 s, 2 failed checks; AWS bills an impaired instance that is running", sheet},
		{"fleet.tracking", "Each minute a group takes the average CPU of its instances that were warm for all of it: above the target for 3 minutes it grows, below 70 % of that for 15 it shrinks, if none is starting or warming up; the arithmetic is that of Auto Scaling groups. Instances warm up from when they serve, for the cooldown of 300 s unless said otherwise. A launch goes to the zone with the fewest; of the zone with the most the oldest leaves, serves what it has, and ends. Zones are not balanced otherwise, and no capacity is short.", Simplified, "EC2 sheet 6; EC2 Auto Scaling user guide, target tracking; AWS publishes metrics later than at the end of their minute, and connections drain for 300 s at most", sheet},
		{"fleet.credits", "CPU credits are counted each minute. An instance in standard mode that cannot pay for a minute at full speed gets what its credits are worth, evenly. What is borrowed at the end of the run is not charged.", Simplified, "EC2 sheet 4; EC2 user guide: CPU utilisation is lowered over some minutes, and surplus credits are charged at the end of the hour", sheet},
		{"fleet.cost", "Instances by the second and 60 s at least, and surplus credits; volumes, addresses, data and load balancers are not on the bill. All instances run when the run begins.", Simplified, "EC2 sheet 1 and 3", sheet},
		{"fleet.spot", "Spot costs 70 % less than On-Demand unless another discount is given, and nothing is interrupted.", Assumption, "EC2 sheet 3: up to 90 % less; prices follow supply and demand", sheet},
		{"fleet.backlog", "Where no backlog is given 4,096 requests wait at an instance.", Assumption, "Linux, net.core.somaxconn since 5.4; servers may have less", sheet},
	}
}
