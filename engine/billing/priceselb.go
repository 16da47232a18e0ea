package billing

import "time"

// The usage types of Application Load Balancers in us-east-1.
const (
	// LoadBalancerHours are the hours for which load balancers are there, each
	// begun one: see Service.Hold.
	LoadBalancerHours UsageType = "LoadBalancerUsage"
	// LoadBalancerCapacity are load balancer capacity units, in LCU-hours; the
	// base unit is a millionth.
	LoadBalancerCapacity UsageType = "LCUUsage"
)

// LCUBase is how many base units of LoadBalancerCapacity are an LCU-hour.
const LCUBase = 1_000_000

// elbPrices are those of Application Load Balancers.
//
// fidelity: billing.elb
func elbPrices() []price {
	const elb = "Elastic Load Balancing"
	hours := unit{name: "Hrs", one: "hour", many: "hours", base: 3600, tick: time.Second}
	units := unit{name: "LCU-Hrs", one: "LCU-hour", many: "LCU-hours", base: LCUBase}
	return []price{
		{usage: LoadBalancerHours, service: elb, description: "Application Load Balancers", unit: hours, free: noneFree, tiers: flat(225_000_000), period: period{step: time.Hour}},
		{usage: LoadBalancerCapacity, service: elb, description: "Load balancer capacity units", unit: units, free: noneFree, tiers: flat(80_000_000)},
	}
}
