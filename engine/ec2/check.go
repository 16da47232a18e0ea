package ec2

import (
	"fmt"

	"skylab/engine/sim"
)

// Check reports an instance without what its state needs, or a volume that is
// on two.
func (s *Service) Check() error {
	attached := map[string]string{}
	for _, i := range sim.InOrder(s.instances) {
		if _, ok := lifecycle[i.state]; !ok {
			return fmt.Errorf("ec2: %s is in the state %q", i.id, i.state.Name)
		}
		if (i.nic == nil) != (i.state == Terminated) {
			return fmt.Errorf("ec2: %s is %s, and its network interface is %v", i.id, i.state.Name, i.nic)
		}
		if i.state == Terminated && len(i.volumes) > 0 {
			return fmt.Errorf("ec2: %s is terminated and has %d volumes", i.id, len(i.volumes))
		}
		if i.nic != nil && i.state == Stopped && i.nic.Public.IsValid() && i.nic.Elastic == "" {
			return fmt.Errorf("ec2: %s is stopped and has the public address %s", i.id, i.nic.Public)
		}
		for _, a := range i.volumes {
			v := s.volumes[a.Volume]
			if v == nil || v.at != a || a.Instance != i.id || v.state != "in-use" || v.zone != i.subnet.Zone.Name {
				return fmt.Errorf("ec2: %s on %s is not its own", a.Volume, i.id)
			}
			if attached[a.Volume] != "" {
				return fmt.Errorf("ec2: %s is on %s and on %s", a.Volume, attached[a.Volume], i.id)
			}
			attached[a.Volume] = i.id
		}
	}
	for _, v := range sim.InOrder(s.volumes) {
		if (v.at != nil) != (attached[v.id] != "") {
			return fmt.Errorf("ec2: %s is attached to nothing that knows it", v.id)
		}
	}
	if err := s.checkPools(); err != nil {
		return err
	}
	return s.limits.check()
}

// checkPools reports places that are counted wrong, and requests without their
// instance.
func (s *Service) checkPools() error {
	placed, spots, used := map[pool]int{}, map[pool]int{}, map[string]int{}
	for _, c := range sim.InOrder(s.reservations) {
		if c.State == "active" {
			placed[c.pool()] += c.Total
		}
	}
	for _, i := range sim.InOrder(s.instances) {
		if (i.spot != nil) != (i.lifecycle == "spot") || i.spot != nil && i.spot.Instance != i.id && onHost(i.state) && i.state != ShuttingDown {
			return fmt.Errorf("ec2: %s and its Spot request do not know each other", i.id)
		}
		if i.rate > 0 && i.state != Running {
			return fmt.Errorf("ec2: %s is %s and is billed as a Spot Instance", i.id, i.state.Name)
		}
		if c := s.reservations[i.reserved]; i.reserved != "" {
			if !onHost(i.state) || c == nil || c.State != "active" || c.pool() != i.pool() {
				return fmt.Errorf("ec2: %s is %s and in the reservation %s", i.id, i.state.Name, i.reserved)
			}
			used[c.ID]++
		} else if onHost(i.state) {
			placed[i.pool()]++
			if i.spot != nil {
				spots[i.pool()]++
			}
		}
	}
	for _, i := range sim.InOrder(s.instances) {
		if p := i.pool(); placed[p] != s.placed[p] || spots[p] != s.spots[p] {
			return fmt.Errorf("ec2: %s in %s: %d placed and %d Spot, counted %d and %d", p.kind, p.zone, placed[p], spots[p], s.placed[p], s.spots[p])
		}
	}
	for _, c := range sim.InOrder(s.reservations) {
		if c.Used != used[c.ID] || c.Used > c.Total {
			return fmt.Errorf("ec2: %s has %d of %d places used and %d instances", c.ID, c.Used, c.Total, used[c.ID])
		}
	}
	for _, q := range sim.InOrder(s.requests) {
		if q.State == requestActive && s.instances[q.Instance] == nil {
			return fmt.Errorf("ec2: %s is active and has no instance", q.ID)
		}
		if q.State == requestOpen && !q.Asked {
			return fmt.Errorf("ec2: %s is open and nobody looks at it", q.ID)
		}
	}
	return nil
}
