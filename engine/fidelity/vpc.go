package fidelity

// vpcRules are the rules of the network.
func vpcRules() []Rule {
	const (
		model = "botocore v1.43.67, ec2 2016-11-15"
		guide = "Amazon EC2 user guide, github awsdocs/amazon-ec2-user-guide @e3707c4"
	)
	return []Rule{
		{"vpc.zones", "Three Availability Zones, us-east-1a to c, each with a default subnet; AWS has six there, and each account its own order of them.", Simplified, "VPC user guide, default VPCs", "2026-11-22"},
		{"vpc.public-addresses", "Public addresses are of 198.18.0.0/15, which no host of the internet has, so that nothing that leaves the world by mistake reaches anybody.", Simplified, "RFC 2544; AWS's own ranges are published", "2026-11-22"},
		{"vpc.security-groups", "A new group lets nothing in and everything out, the default group its own members in; it cannot be deleted, nor can one that is in use. Names are unique in the VPC.", Exact, guide + ", Amazon EC2 security groups; EC2 API reference, error codes; texts as moto and CloudTrail records quote them", "2026-08-22"},
		{"vpc.rules", "Rules are for tcp, udp, icmp or all, from addresses or members of a group; 60 in each direction of a group, 5 groups on an interface. IPv6 and prefix lists are not simulated.", Simplified, guide + ", security group rules; VPC user guide, quotas", "2023-05-31"},
		{"vpc.revoke", "Rules are taken back by id or by what they allow; where one is not there, none is, and the code is InvalidPermission.NotFound.", Exact, model + ", RevokeSecurityGroupIngress: for a VPC other than the default one AWS reports them as unknown instead", "2026-08-07"},
		{"vpc.reachability", "A connection comes about if a rule of the one side lets it out and one of the other lets it in; replies need no rule, and the groups of an interface add up. From outside only public addresses are reached. Network ACLs and routes are those of a default VPC: all is open.", Simplified, guide + ", Amazon EC2 security groups, connection tracking", "2023-05-31"},
		{"vpc.data-transfer", "Answers to requests from the internet are counted with their headers, and between instances in different zones both directions, at both ends; what load balancers exchange with their targets is free. What instances send to the internet or to AWS's services themselves, and what lies below HTTP, is not counted.", Simplified, "Amazon EC2 pricing, data transfer; Elastic Load Balancing pricing", "2024-07-01"},
		{"vpc.exchange", "A request within the network takes no time on the way. One that no rule lets through, or whose machine is down, is never answered; where nothing listens on the port it is refused at once; a connection that came about goes on when rules change.", Simplified, guide + ", Amazon EC2 security groups, connection tracking; RFC 9293", "2026-11-23"},
		{"vpc.elastic-ips", "Five Elastic IPs; one replaces an instance's public address, which is gone, and when it is taken away the instance gets a new one.", Exact, guide + ", instance IP addressing; VPC user guide, quotas", "2023-05-31"},
		{"vpc.address-metering", "Each public address is billed by the second: in use with a running instance, idle without one.", Exact, "AWS News Blog, \"New - AWS Public IPv4 Address Charge\"; Amazon VPC pricing", "2024-02-01"},
	}
}
