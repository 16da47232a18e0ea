package autoscaling

import (
	"slices"

	"skylab/engine/autoscaling/policy"
	"skylab/engine/vpc"
)

// Rules are the rules of groups as data, so that a world can be run in which a
// common misconception is true: a twin (twins.go). AWSRules is the real thing;
// the zero value is not.
type Rules struct {
	// BelievesTargets replaces what a load balancer calls unhealthy, whatever
	// the health check type of the group.
	BelievesTargets bool
	// CooldownForAll has all policies wait for the cooldown, not simple ones
	// alone.
	CooldownForAll bool
	// LowMinutes are the minutes in a row after which target tracking shrinks a
	// group, LowShare below which share of its target.
	LowMinutes int
	LowShare   float64
	// OwnZonesOnly has a group launch in the subnets that it was given.
	OwnZonesOnly bool
	// GraceForStopped leaves an instance that stops in peace during the grace
	// period.
	GraceForStopped bool
}

// AWSRules are the rules of EC2 Auto Scaling.
func AWSRules() Rules {
	return Rules{LowMinutes: policy.LowMinutes, LowShare: policy.LowShare, OwnZonesOnly: true}
}

// subnets are those in which a group launches.
func (s *Service) subnets(g *group) []*vpc.Subnet {
	if s.near.Rules.OwnZonesOnly {
		return g.Subnets
	}
	out := slices.Clone(g.Subnets)
	for _, z := range vpc.Zones {
		if !slices.ContainsFunc(out, func(n *vpc.Subnet) bool { return n.Zone.Name == z.Name }) {
			out = append(out, s.near.Network.DefaultSubnet(z.Name))
		}
	}
	return out
}
