package vpc

import (
	"net/netip"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// Interface is a network interface: the place in the network of an instance, a
// load balancer or a task.
type Interface struct {
	ID, MAC string
	// Attachment is the id of its being on its owner.
	Attachment string
	Subnet     *Subnet `json:"-"`
	// Private is its address in the VPC; Public is the one by which the internet
	// reaches it, invalid if it has none.
	Private, Public netip.Addr
	// Elastic is the allocation id where Public is an Elastic IP.
	Elastic string
	// Groups are the ids of its security groups.
	Groups []string
	// Owner is what it belongs to: an instance's id, a load balancer's path.
	Owner string
	// Requester is the service that manages it ("amazon-elb") and Description its
	// words for it, "" where it is the account's own.
	Requester, Description string
	// Stopped tells that its owner is, so that an Elastic IP costs what an idle
	// one costs. Automatic tells that, while it is not, it has a public address
	// whenever it has no Elastic IP.
	Stopped, Automatic bool
	// Down tells that no packet reaches its machine, which is off or cut off.
	Down bool

	listeners map[int]Listener // by port
	toll      toll
}

// maxGroups is how many security groups an interface may have (VPC user guide,
// quotas).
const maxGroups = 5

// NewInterface is an interface in a subnet for an owner, with the groups or
// with the default one, and with the private address asked for or any.
func (s *Service) NewInterface(owner string, n *Subnet, groups []string, private string) (*Interface, *aws.Error) {
	ids, err := s.groupsOf(groups)
	if err != nil {
		return nil, err
	}
	a, err := s.privateAddress(n, private)
	if err != nil {
		return nil, err
	}
	i := &Interface{ID: s.newID("eni"), MAC: s.mac(), Attachment: s.newID("eni-attach"), Subnet: n, Private: a, Groups: ids, Owner: owner}
	n.taken[a] = true
	s.interfaces[i.ID], s.byAddress[a] = i, i
	s.api.Tags.Add(i.ID, "network-interface", nil)
	return i, nil
}

// CanHold refuses where so many more interfaces find no addresses in the subnet.
func (n *Subnet) CanHold(count int) *aws.Error {
	if n.Free() >= count {
		return nil
	}
	return aws.Errorf(400, "InsufficientFreeAddressesInSubnet", "There are not enough free addresses in subnet '%s' to satisfy the requested number of instances.", n.ID)
}

// groupsOf are the ids of the groups asked for, or the default group.
func (s *Service) groupsOf(ids []string) ([]string, *aws.Error) {
	if len(ids) == 0 {
		return []string{s.defaultGroup().ID}, nil
	}
	if len(ids) > maxGroups {
		return nil, aws.Errorf(400, "SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.")
	}
	for i, id := range ids {
		if _, err := s.group(id); err != nil {
			return nil, err
		}
		if slices.Contains(ids[:i], id) {
			return nil, ec2api.Invalid("The same security group '%s' is given twice.", id)
		}
	}
	return slices.Clone(ids), nil
}

// privateAddress is the address asked for, or a free one drawn at random.
func (s *Service) privateAddress(n *Subnet, asked string) (netip.Addr, *aws.Error) {
	if asked == "" {
		if err := n.CanHold(1); err != nil {
			return netip.Addr{}, err
		}
		r := s.k.Stream("vpc.addresses")
		for {
			if a := at(n.CIDR, reserved-1+r.IntN(n.size())); n.usable(a) {
				return a, nil
			}
		}
	}
	a, err := netip.ParseAddr(asked)
	switch {
	case err != nil || !a.Is4():
		return a, ec2api.Invalid("Value (%s) for parameter privateIpAddress is invalid.", asked)
	case !n.CIDR.Contains(a):
		return a, ec2api.Invalid("Address does not fall within the subnet's address range")
	case !n.usable(a):
		return a, aws.Errorf(400, "InvalidIPAddress.InUse", "Address %s is in use.", asked)
	}
	return a, nil
}

// mac draws a hardware address of those that AWS gives.
func (s *Service) mac() string {
	h := aws.RandomHex(s.k.Stream("vpc.macs"), 8)
	return "0a:ff:" + h[:2] + ":" + h[2:4] + ":" + h[4:6] + ":" + h[6:]
}

// SetGroups replaces an interface's security groups.
func (s *Service) SetGroups(i *Interface, ids []string) *aws.Error {
	ids, err := s.groupsOf(ids)
	if err == nil {
		i.Groups = ids
	}
	return err
}

// Release gives an interface up, with its addresses. An Elastic IP stays the
// account's, and is idle.
func (s *Service) Release(i *Interface) {
	s.Unpublish(i)
	i.Stopped = true
	if a := s.addresses[i.Elastic]; a != nil {
		s.disassociate(a)
	}
	delete(i.Subnet.taken, i.Private)
	delete(s.byAddress, i.Private)
	i.listeners = nil
	delete(s.interfaces, i.ID)
	s.api.Tags.Remove(i.ID)
}

// PrivateDNS is the name of a private address within the VPC.
func PrivateDNS(a netip.Addr) string { return "ip-" + dashed(a) + ".ec2.internal" }

// PublicDNS is the name of a public address, "" for none.
func PublicDNS(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return "ec2-" + dashed(a) + ".compute-1.amazonaws.com"
}

func dashed(a netip.Addr) string {
	b := []byte(a.String())
	for i := range b {
		if b[i] == '.' {
			b[i] = '-'
		}
	}
	return string(b)
}
