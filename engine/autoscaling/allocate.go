package autoscaling

import (
	"cmp"
	"slices"

	"skylab/engine/ec2/instancetype"
)

// slot is where and as what an instance is launched. Kind is "" for the launch
// template's own type.
type slot struct {
	zone, kind string
	spot       bool
}

// allocation finds slots for launches, one after the other.
type allocation struct {
	s *Service
	g *group
	// per counts the group's instances by zone, pools those by slot, and markets
	// those by zone and whether they are Spot, with an empty kind.
	per            map[string]int
	pools, markets map[slot]int
	// onDemand and spot are how many of each are wanted in all, and needs how
	// many of these are still to be launched.
	onDemand, spot int
	needs          [2]int
}

// allocation is one of n launches.
func (s *Service) allocation(g *group, n int) *allocation {
	a := &allocation{s: s, g: g, per: g.perZone(), pools: map[slot]int{}, markets: map[slot]int{}}
	if g.Mixed == nil {
		return a
	}
	total, onDemand := 0, 0
	for _, m := range g.members {
		if !m.counts() {
			continue
		}
		a.pools[slot{m.Zone, m.Type, m.Spot}]++
		a.markets[slot{zone: m.Zone, spot: m.Spot}]++
		if total++; !m.Spot {
			onDemand++
		}
	}
	a.onDemand = g.Mixed.InstancesDistribution.onDemand(total + n)
	a.spot = total + n - a.onDemand
	a.needs[0] = max(0, min(n, a.onDemand-onDemand))
	a.needs[1] = n - a.needs[0]
	return a
}

// next is the slot of the next launch: in the emptiest zone.
func (a *allocation) next() slot { return a.in(a.s.emptiest(a.g, a.per)) }

// in is the slot of the next launch in a zone.
//
// fidelity: autoscaling.mixed-instances
func (a *allocation) in(zone string) slot {
	a.per[zone]++
	if a.g.Mixed == nil {
		return slot{zone: zone}
	}
	out := slot{zone: zone, spot: a.market(zone)}
	a.markets[out]++
	out.kind = a.kind(out)
	a.pools[out]++
	return out
}

// market tells whether the next instance of a zone is Spot: so that a zone has the
// same share of both as the group, as far as that goes.
func (a *allocation) market(zone string) (spot bool) {
	onDemand, spots := a.markets[slot{zone: zone}], a.markets[slot{zone: zone, spot: true}]
	spot = spots*a.onDemand < onDemand*a.spot
	if a.needs[1] == 0 {
		spot = false
	} else if a.needs[0] == 0 {
		spot = true
	}
	if spot {
		a.needs[1]--
	} else {
		a.needs[0]--
	}
	return spot
}

// kind chooses the type of a launch among those of which there are some left, or
// among all. A policy without types leaves it to the launch template.
func (a *allocation) kind(at slot) string {
	var kinds []string
	for _, o := range a.g.Mixed.LaunchTemplate.Overrides {
		kinds = append(kinds, o.InstanceType)
	}
	if kinds == nil {
		return ""
	}
	left := slices.DeleteFunc(slices.Clone(kinds), func(k string) bool {
		return a.s.near.EC2.Room(at.zone, k, at.spot) == 0 || a.s.k.Now() < a.g.failed[slot{at.zone, k, at.spot}.key()]
	})
	if len(left) == 0 {
		left = kinds
	}
	d := a.g.Mixed.InstancesDistribution
	price := func(k string) int64 { return int64(instancetype.Named(k).Price) }
	if at.spot {
		price = func(k string) int64 { return a.s.near.EC2.SpotPrice(at.zone, k) }
	}
	byPrice := func(x, y string) int { return cmp.Compare(price(x), price(y)) }
	room := func(x, y string) int {
		return cmp.Compare(a.s.near.EC2.Room(at.zone, y, at.spot), a.s.near.EC2.Room(at.zone, x, at.spot))
	}
	switch {
	case !at.spot && d.OnDemandAllocationStrategy == prioritized:
	case !at.spot, d.SpotAllocationStrategy == priceCapacity:
		slices.SortStableFunc(left, byPrice)
	case d.SpotAllocationStrategy == capacityOptimized:
		slices.SortStableFunc(left, func(x, y string) int { return cmp.Or(room(x, y), byPrice(x, y)) })
	case d.SpotAllocationStrategy == capacityByPriority:
		slices.SortStableFunc(left, room)
	default: // lowest-price: evenly over the cheapest pools
		slices.SortStableFunc(left, byPrice)
		left = left[:min(len(left), d.SpotInstancePools)]
		slices.SortStableFunc(left, func(x, y string) int {
			return cmp.Compare(a.pools[slot{at.zone, x, true}], a.pools[slot{at.zone, y, true}])
		})
	}
	return left[0]
}

// key is a slot's name among those in which launches have failed.
func (p slot) key() string {
	if p.kind == "" {
		return p.zone
	}
	if p.spot {
		return p.zone + " " + p.kind + " spot"
	}
	return p.zone + " " + p.kind
}

// aligned leaves those candidates for termination of which, On-Demand or Spot,
// there would be too many.
func (g *group) aligned(candidates []*member) []*member {
	if g.Mixed == nil {
		return candidates
	}
	total, onDemand := 0, 0
	for _, m := range g.members {
		if m.counts() {
			if total++; !m.Spot {
				onDemand++
			}
		}
	}
	spot := onDemand <= g.Mixed.InstancesDistribution.onDemand(total-1)
	some := slices.DeleteFunc(slices.Clone(candidates), func(m *member) bool { return m.Spot != spot })
	if len(some) == 0 {
		return candidates
	}
	return some
}
