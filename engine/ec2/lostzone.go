package ec2

import (
	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// anyZone draws the zone of a launch that names none: one that is not lost.
func (s *Service) anyZone() string {
	var up []string
	for _, z := range vpc.Zones {
		if !s.net.DefaultSubnet(z.Name).Down {
			up = append(up, z.Name)
		}
	}
	if up == nil {
		return vpc.Zones[0].Name
	}
	return up[s.k.Stream("ec2.zones").IntN(len(up))]
}

// lost refuses a launch in a zone that is lost, as for lack of capacity: what
// AWS answers then differs by outage.
func lost(n *vpc.Subnet, kind string) *aws.Error {
	if !n.Down {
		return nil
	}
	return aws.Errorf(500, "InsufficientInstanceCapacity", "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). Our system will be working on provisioning additional capacity.", kind, n.Zone.Name)
}
