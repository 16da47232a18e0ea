package vpc

import (
	"fmt"
	"net/netip"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// CIDR is the address range of a default VPC (VPC user guide, default VPCs).
const CIDR = "172.31.0.0/16"

// reserved are the first four addresses of a subnet and the last, which AWS
// keeps (VPC user guide, subnet CIDR blocks).
const reserved = 5

// Subnet is a range of the VPC's addresses in one zone.
type Subnet struct {
	ID   string
	Zone Zone
	CIDR netip.Prefix
	// PublicIP tells whether instances get a public address when they start.
	PublicIP bool
	// Down tells that the zone is lost: nothing in it can be reached.
	Down bool

	taken map[netip.Addr]bool
}

// addSubnet makes the i-th default subnet: a /20.
func (s *Service) addSubnet(z Zone, i int) {
	n := &Subnet{ID: s.newID("subnet"), Zone: z, CIDR: netip.MustParsePrefix(fmt.Sprintf("172.31.%d.0/20", 16*i)), PublicIP: true, taken: map[netip.Addr]bool{}}
	s.subnets = append(s.subnets, n)
	s.api.Tags.Add(n.ID, "subnet", nil)
}

// Subnet is the subnet with that id, or AWS's error.
func (s *Service) Subnet(id string) (*Subnet, *aws.Error) {
	for _, n := range s.subnets {
		if n.ID == id {
			return n, nil
		}
	}
	if err := ec2api.CheckID(id, "subnet", "InvalidSubnetID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id)
}

// DefaultSubnet is the default subnet of a zone; nil if the zone is not one of
// the world's.
func (s *Service) DefaultSubnet(zone string) *Subnet {
	for _, n := range s.subnets {
		if n.Zone.Name == zone {
			return n
		}
	}
	return nil
}

// size is how many addresses resources can have.
func (n *Subnet) size() int { return 1<<(32-n.CIDR.Bits()) - reserved }

// Free is how many of them nobody has.
func (n *Subnet) Free() int { return n.size() - len(n.taken) }

// usable tells whether a resource may have the address.
func (n *Subnet) usable(a netip.Addr) bool {
	if !n.CIDR.Contains(a) || n.taken[a] {
		return false
	}
	i := offset(n.CIDR, a)
	return i >= reserved-1 && i < n.size()+reserved-1
}

// offset is the place of an address in its range.
func offset(p netip.Prefix, a netip.Addr) int {
	from, to := p.Addr().As4(), a.As4()
	n := func(b [4]byte) int { return int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3]) }
	return n(to) - n(from)
}

// at is the i-th address of a range.
func at(p netip.Prefix, i int) netip.Addr {
	b := p.Addr().As4()
	n := int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3]) + i
	return netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
}

type subnetState struct {
	ID, Zone string
	PublicIP bool
	Down     bool
	Taken    int
}

func (s *Service) subnetStates() (out []subnetState) {
	for _, n := range s.subnets {
		out = append(out, subnetState{n.ID, n.Zone.Name, n.PublicIP, n.Down, len(n.taken)})
	}
	return out
}
