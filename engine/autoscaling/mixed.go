package autoscaling

import (
	"cmp"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/instancetype"
)

// MixedInstancesPolicy is a group of several instance types, On-Demand and Spot.
type MixedInstancesPolicy struct {
	LaunchTemplate        *MixedTemplate
	InstancesDistribution *InstancesDistribution
}

// MixedTemplate is the launch template of such a group, and the types that take
// the place of its own, the preferred one first.
type MixedTemplate struct {
	LaunchTemplateSpecification *LaunchTemplateSpecification
	Overrides                   []LaunchTemplateOverride `aws:"max=50"`
}

// LaunchTemplateOverride is one of the types.
type LaunchTemplateOverride struct {
	InstanceType string
}

// InstancesDistribution says how much of a group is On-Demand, and how types are
// chosen: so many at first, and so much percent of what is above.
type InstancesDistribution struct {
	OnDemandAllocationStrategy          string
	OnDemandBaseCapacity                *int `aws:"min=0"`
	OnDemandPercentageAboveBaseCapacity *int `aws:"min=0,max=100"`
	SpotAllocationStrategy              string
	SpotInstancePools                   int `aws:"min=0,max=20"`
	SpotMaxPrice                        string
}

// The strategies by which types are chosen.
const (
	prioritized           = "prioritized"
	lowestPrice           = "lowest-price"
	priceCapacity         = "price-capacity-optimized"
	capacityOptimized     = "capacity-optimized"
	capacityByPriority    = "capacity-optimized-prioritized"
	standardPools         = 2 // of lowest-price
	standardPercentage    = 100
	unknownStrategyFormat = "Invalid value '%s' for %s."
)

var (
	onDemandStrategies = []string{prioritized, lowestPrice}
	spotStrategies     = []string{lowestPrice, priceCapacity, capacityOptimized, capacityByPriority}
)

// setMixed takes in a mixed instances policy, with AWS's defaults.
//
// fidelity: autoscaling.mixed-instances
func (s *Service) setMixed(g *group, p *MixedInstancesPolicy) *aws.Error {
	if p == nil {
		return nil
	}
	mixed := MixedInstancesPolicy{LaunchTemplate: p.LaunchTemplate, InstancesDistribution: &InstancesDistribution{}}
	if g.Mixed != nil {
		mixed = *g.Mixed
		if p.LaunchTemplate != nil {
			mixed.LaunchTemplate = p.LaunchTemplate
		}
	}
	if mixed.LaunchTemplate == nil || mixed.LaunchTemplate.LaunchTemplateSpecification == nil {
		return invalid("MixedInstancesPolicy must contain a LaunchTemplate with a LaunchTemplateSpecification.")
	}
	if p.InstancesDistribution != nil {
		d := *p.InstancesDistribution
		mixed.InstancesDistribution = &d
	}
	if err := mixed.InstancesDistribution.fill(); err != nil {
		return err
	}
	for _, o := range mixed.LaunchTemplate.Overrides {
		if instancetype.Named(o.InstanceType) == nil {
			return invalid("The specified instance type %s is not valid", o.InstanceType)
		}
	}
	if err := s.setTemplate(g, mixed.LaunchTemplate.LaunchTemplateSpecification); err != nil {
		return err
	}
	t := *mixed.LaunchTemplate
	t.LaunchTemplateSpecification = &g.Template
	mixed.LaunchTemplate = &t
	g.Mixed = &mixed
	return nil
}

// fill completes a distribution, or says what is wrong with it.
func (d *InstancesDistribution) fill() *aws.Error {
	d.OnDemandAllocationStrategy = cmp.Or(d.OnDemandAllocationStrategy, prioritized)
	d.SpotAllocationStrategy = cmp.Or(d.SpotAllocationStrategy, lowestPrice)
	if d.OnDemandBaseCapacity == nil {
		d.OnDemandBaseCapacity = new(int)
	}
	if d.OnDemandPercentageAboveBaseCapacity == nil {
		all := standardPercentage
		d.OnDemandPercentageAboveBaseCapacity = &all
	}
	switch {
	case !slices.Contains(onDemandStrategies, d.OnDemandAllocationStrategy):
		return invalid(unknownStrategyFormat, d.OnDemandAllocationStrategy, "OnDemandAllocationStrategy")
	case !slices.Contains(spotStrategies, d.SpotAllocationStrategy):
		return invalid(unknownStrategyFormat, d.SpotAllocationStrategy, "SpotAllocationStrategy")
	case d.SpotInstancePools > 0 && d.SpotAllocationStrategy != lowestPrice:
		return invalid("SpotInstancePools option is only available with the lowest-price allocation strategy.")
	case d.SpotInstancePools == 0 && d.SpotAllocationStrategy == lowestPrice:
		d.SpotInstancePools = standardPools
	}
	return nil
}

// onDemand is how many of n instances are On-Demand: the base, and the percentage
// of the rest, rounded up.
func (d *InstancesDistribution) onDemand(n int) int {
	base := min(n, *d.OnDemandBaseCapacity)
	return base + ((n-base)**d.OnDemandPercentageAboveBaseCapacity+99)/100
}
