package fidelity

// ec2PurchaseRules are the rules of what EC2 has to sell: capacity, and the ways
// of paying for it.
func ec2PurchaseRules() []Rule {
	const (
		guide = "Amazon EC2 user guide, github awsdocs/amazon-ec2-user-guide @e3707c4"
		old   = "2023-05-31"
	)
	return []Rule{
		{"ec2.capacity", "A zone takes 10,000 instances of common types; of D3, H1 and Z1d none to three, and of types with accelerators and of high memory none to two, by the world's seed; a fault can set it. A lost zone takes none. What finds no place is InsufficientInstanceCapacity, which names the zones that have some. On-Demand launches go before Spot Instances, which are interrupted for them at once and have their two minutes; until then both are there.", Assumption, "The text is AWS's as issues of several clients on GitHub quote it, 2022 to 2026; AWS does not tell how much capacity there is", "2026-01-17"},
		{"ec2.spot-limits", "Spot Instances have vCPU limits of their own by the same groups of types, here of the same size as On-Demand's; open requests count. Beyond them it is MaxSpotInstanceCountExceeded.", Simplified, guide + ", Spot Instance limits; the text as issues on GitHub quote it", old},
		{"ec2.spot-price", "A type's Spot price in a zone is a share of its On-Demand price: 28 to 42 % by seed, type and zone, from which it drifts by 8 points at most, from one level to the next in three days. It may change every six hours, is a multiple of $0.0001, and is known for 90 days back.", Assumption, "AWS publishes no rule: prices follow long-term supply and demand (" + guide + ", Spot Instance pricing history); the shares are in the range of what the price history showed", old},
		{"ec2.spot-requests", "One-time and persistent requests, their states and status codes. A request is looked at after 2 s, and each minute while price or capacity are lacking; RunInstances answers at once, with SpotMaxPriceTooLow or InsufficientInstanceCapacity. A persistent request asks again when its instance is gone, one that was interrupted after five minutes. Launch groups, zone groups and Spot blocks are not simulated.", Simplified, guide + ", Spot request status, Spot Instance requests; SpotMaxPriceTooLow's text as issues on GitHub quote it; other texts and all times are assumed", "2022-06-08"},
		{"ec2.spot-interruptions", "A Spot Instance is interrupted when On-Demand launches need its place, when capacity is taken away, when the price exceeds what it may cost, or by a fault; not by itself. A rebalance is recommended, and two minutes before it ends it is told: by an EventBridge event and in its metadata. One that hibernates begins with that at once. The recommendation comes with the notice, or earlier when a fault says so.", Simplified, guide + ", Spot Instance interruptions, interruption notices, rebalance recommendations; that the price is looked at once in each hour of an instance is an assumption", old},
		{"ec2.spot-billing", "Spot Instances are billed by the second and for at least a minute, each hour of an instance at the Spot price when it began. What EC2 interrupts in the first hour after it began to run is free; what the user ends is not.", Simplified, "AWS page \"Billing for interrupted Spot Instances\"; that an hour keeps its price is as the user guide had it", old},
	}
}
