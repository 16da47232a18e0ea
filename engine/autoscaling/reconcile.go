package autoscaling

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// principal is in whose name groups call.
const principal = "autoscaling.amazonaws.com"

// reacting is how long it takes until a group does what is wanted: an
// assumption.
const reacting = sim.Time(2 * time.Second)

// reconcile brings a group to what is wanted: instances that are not healthy go,
// and as many are launched or terminated as the desired capacity says.
//
// fidelity: autoscaling.reconcile
func (s *Service) reconcile(g *group) {
	if !g.suspended("ReplaceUnhealthy") || g.Deleting {
		for _, m := range slices.Clone(g.members) {
			if m.Unhealthy != "" && m.counts() {
				s.terminate(m, fmt.Sprintf("At %s an instance was taken out of service in response to %s.", s.moment(), m.Unhealthy))
			}
		}
	}
	want := g.Desired + g.surge
	switch have := g.standing(); {
	case have < want:
		s.launch(g, want-have, have)
	case have > want:
		s.shrink(g, have-want, have)
	default:
		s.relieve(g)
		s.rebalance(g)
	}
	g.why = ""
	if g.Deleting && len(g.members) == 0 {
		s.remove(g)
	}
}

// launch starts so many instances, each in the zone that has fewest. Zones in
// which a launch has failed lately come last.
//
// fidelity: autoscaling.zone-balance
func (s *Service) launch(g *group, n, have int) {
	if g.suspended("Launch") || g.Deleting {
		return
	}
	if now := s.k.Now(); now < g.retry {
		s.later(g, g.retry-now)
		return
	}
	a := s.allocation(g, n)
	wanted := map[slot]int{}
	var order []slot
	for range n {
		at := a.next()
		if wanted[at]++; wanted[at] == 1 {
			order = append(order, at)
		}
	}
	slices.SortStableFunc(order, func(a, b slot) int { return cmp.Compare(a.zone, b.zone) })
	cause := fmt.Sprintf("%sAt %s an instance was started in response to a difference between desired and actual capacity, increasing the capacity from %d to %d.",
		spaced(g.why), s.moment(), have, have+n)
	for _, at := range order {
		s.launchIn(g, at, wanted[at], cause)
	}
}

// subnetIn is the group's subnet in a zone.
func (s *Service) subnetIn(g *group, zone string) string {
	for _, n := range s.subnets(g) {
		if n.Zone.Name == zone {
			return n.ID
		}
	}
	return ""
}

// spaced is a sentence with AWS's two blanks behind it.
func spaced(sentence string) string {
	if sentence == "" {
		return ""
	}
	return sentence + "  "
}

// emptiest is the zone for the next launch.
func (s *Service) emptiest(g *group, per map[string]int) string {
	now := s.k.Now()
	var zones []string
	for _, n := range s.subnets(g) {
		zones = append(zones, n.Zone.Name)
	}
	return slices.MinFunc(zones, func(a, b string) int {
		if x, y := now < g.failed[a], now < g.failed[b]; x != y {
			return map[bool]int{true: 1, false: -1}[x]
		}
		return cmp.Or(cmp.Compare(per[a], per[b]), cmp.Compare(a, b))
	})
}

// launchIn launches instances in a zone.
func (s *Service) launchIn(g *group, at slot, n int, cause string) {
	t := g.template()
	in := &ec2.RunInstancesInput{MinCount: n, MaxCount: n, SubnetId: s.subnetIn(g, at.zone), InstanceType: at.kind,
		LaunchTemplate: &ec2.LaunchTemplateSpecification{LaunchTemplateId: t.LaunchTemplateId, Version: t.Version}}
	if at.spot {
		in.InstanceMarketOptions = &ec2.InstanceMarketOptions{MarketType: "spot", SpotOptions: &ec2.SpotMarketOptions{MaxPrice: g.Mixed.InstancesDistribution.SpotMaxPrice}}
	}
	var tags []ec2api.Tag
	for _, t := range g.Tags {
		if t.PropagateAtLaunch {
			tags = append(tags, ec2api.Tag{Key: t.Key, Value: t.Value})
		}
	}
	if tags != nil {
		in.TagSpecifications = []ec2api.TagSpecification{{ResourceType: "instance", Tags: tags}}
	}
	s.near.Asker.Ask("ec2.RunInstances", principal, in, func(out any, err *aws.Error) {
		if err != nil {
			s.launchFailed(g, at, cause, err)
			return
		}
		g.failures, g.retry = 0, 0
		for _, i := range out.(*ec2.Reservation).Instances {
			s.adopt(g, i.InstanceId, cause)
		}
	})
}

// adopt makes an instance that was launched one of the group's.
func (s *Service) adopt(g *group, id, cause string) {
	machine, _ := s.near.EC2.Machine(id)
	m := &member{ID: id, Zone: machine.Zone, Type: machine.Type.Name, Version: machine.Version, Spot: machine.Lifecycle == "spot", Protected: g.Protected, Launched: s.k.Now(), group: g}
	s.members[id] = m
	g.members = append(g.members, m)
	s.near.EC2.SetGroup(id, g.Name)
	m.activity = s.begin(g, "Launching a new EC2 instance: "+id, cause, m.Zone)
	m.activity.Status, m.activity.Progress = "PreInService", 30
	s.enter(m, PendingState)
	s.tick()
}

// launchFailed is when EC2 has refused: it is tried again, in other zones first.
//
// fidelity: autoscaling.failed-launches
func (s *Service) launchFailed(g *group, at slot, cause string, err *aws.Error) {
	zone := at.zone
	g.failures++
	g.failed[at.key()] = s.k.Now().Add(5 * time.Minute)
	pools := len(g.Subnets)
	if g.Mixed != nil {
		pools *= max(1, len(g.Mixed.LaunchTemplate.Overrides))
	}
	wait := min(time.Minute<<min(g.failures/pools, 5), 30*time.Minute)
	if g.failures < pools {
		wait = 10 * time.Second // another zone or type may have room
	}
	g.retry = s.k.Now().Add(wait)
	a := s.begin(g, "Launching a new EC2 instance.  Status Reason: "+err.Message+" Launching EC2 instance failed.", cause, zone)
	s.finish(a, "Failed", err.Message+" Launching EC2 instance failed.")
	s.k.Emit(LaunchFailed{g.Name, zone, err.Code})
	s.tell(g, "EC2 Instance Launch Unsuccessful", "", a)
	s.later(g, sim.Time(wait))
}

// shrink takes so many instances out of service.
func (s *Service) shrink(g *group, n, have int) {
	if g.suspended("Terminate") {
		return
	}
	for i := range n {
		m := s.victim(g)
		if m == nil {
			return // all are protected
		}
		cause := fmt.Sprintf("%sAt %s an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from %d to %d.  At %s instance %s was selected for termination.",
			spaced(g.why), s.moment(), have-i, have-i-1, s.moment(), m.ID)
		s.terminate(m, cause)
	}
}

// noticed is when a Spot Instance will be interrupted: a group that rebalances its
// capacity launches another one before it goes.
//
// fidelity: autoscaling.capacity-rebalance
func (s *Service) noticed(id string) {
	if m := s.members[id]; m != nil && m.group.Rebalances && m.counts() {
		m.Leaving = true
		s.later(m.group, reacting)
	}
}

// relieve takes instances out that will be interrupted, once others serve in their
// places.
func (s *Service) relieve(g *group) {
	for _, m := range g.members {
		if m.counts() && m.State != InService {
			return
		}
	}
	for _, m := range slices.Clone(g.members) {
		if m.Leaving && m.State == InService {
			s.terminate(m, fmt.Sprintf("At %s an instance was taken out of service in response to an EC2 instance rebalance recommendation.", s.moment()))
		}
	}
}

// rebalance moves an instance from the fullest zone to the emptiest one, where
// they differ by more than one: the new one is launched before the old one goes.
//
// fidelity: autoscaling.rebalance
func (s *Service) rebalance(g *group) {
	if g.suspended("AZRebalance") || g.refreshing() != nil || len(g.Subnets) < 2 || s.k.Now() < g.retry {
		return
	}
	for _, m := range g.members {
		if m.State != InService {
			return // something is under way already
		}
	}
	per := g.perZone()
	low := s.emptiest(g, per)
	high := low
	for _, n := range g.Subnets {
		if per[n.Zone.Name] > per[high] {
			high = n.Zone.Name
		}
	}
	if per[high]-per[low] < 2 || s.k.Now() < g.failed[low] {
		return
	}
	cause := fmt.Sprintf("At %s instances were launched to balance instances in zones %s with other zones resulting in more than desired number of instances in the group.", s.moment(), low)
	s.launchIn(g, s.allocation(g, 1).in(low), 1, cause)
}
