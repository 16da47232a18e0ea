package vpc

import (
	"fmt"

	"skylab/engine/sim"
)

// Check reports an address that two have or that is held for nobody, and an
// interface without a group or with one that is gone.
func (s *Service) Check() error {
	held, published := 0, len(s.addresses)
	for _, i := range sim.InOrder(s.interfaces) {
		held++
		if !i.Subnet.taken[i.Private] {
			return fmt.Errorf("vpc: %s has %s, which its subnet holds for nobody", i.ID, i.Private)
		}
		if len(i.Groups) == 0 || len(i.Groups) > maxGroups {
			return fmt.Errorf("vpc: %s has %d security groups", i.ID, len(i.Groups))
		}
		for _, id := range i.Groups {
			if s.groups[id] == nil {
				return fmt.Errorf("vpc: %s has the security group %s, which does not exist", i.ID, id)
			}
		}
		if s.byAddress[i.Private] != i || i.Public.IsValid() && s.byAddress[i.Public] != i {
			return fmt.Errorf("vpc: %s is not found by its addresses", i.ID)
		}
		if i.Public.IsValid() && i.Elastic == "" {
			published++
		}
		if a := s.addresses[i.Elastic]; i.Elastic != "" && (a == nil || a.Interface != i.ID || a.Public != i.Public) {
			return fmt.Errorf("vpc: %s has the Elastic IP %s, which is not its own", i.ID, i.Elastic)
		}
	}
	for _, n := range s.subnets {
		held -= len(n.taken)
	}
	if held != 0 {
		return fmt.Errorf("vpc: %d more interfaces than private addresses", held)
	}
	if published != len(s.public) {
		return fmt.Errorf("vpc: %d public addresses in use, and %d held", published, len(s.public))
	}
	return nil
}
