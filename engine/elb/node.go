package elb

import (
	"cmp"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// node is what a load balancer has in one zone.
type node struct {
	of   *balancer
	zone string
	nic  *vpc.Interface
	// address is its private one, which targets see requests come from.
	address string
	minute  counts
}

// subnets are the subnets asked for, by their zones: two at least, each in
// another zone.
//
// fidelity: elb.errors
func (s *Service) subnets(ids []string, mappings []SubnetMapping) ([]*vpc.Subnet, *aws.Error) {
	if len(ids) > 0 && len(mappings) > 0 {
		return nil, invalid("You must specify either subnets or subnet mappings, not both")
	}
	for _, m := range mappings {
		ids = append(ids, m.SubnetId)
	}
	var out []*vpc.Subnet
	for _, id := range ids {
		n, err := s.net.Subnet(id)
		if err != nil {
			return nil, aws.Errorf(400, "SubnetNotFound", "The subnet ID '%s' does not exist", id)
		}
		if slices.ContainsFunc(out, func(o *vpc.Subnet) bool { return o.Zone == n.Zone }) {
			return nil, configuration("A load balancer cannot be attached to multiple subnets in the same Availability Zone")
		}
		out = append(out, n)
	}
	if len(out) < 2 {
		return nil, invalid("At least two subnets in two different Availability Zones must be specified")
	}
	slices.SortFunc(out, func(a, b *vpc.Subnet) int { return cmp.Compare(a.Zone.Name, b.Zone.Name) })
	return out, nil
}

// securityGroups are the groups asked for, or the default one.
func (s *Service) securityGroups(ids []string) ([]string, *aws.Error) {
	if len(ids) == 0 {
		g, err := s.net.GroupNamed("default")
		if err != nil {
			return nil, err
		}
		return []string{g.ID}, nil
	}
	if s.net.CheckGroups(ids) != nil {
		return nil, configuration("One or more security groups are invalid")
	}
	return ids, nil
}

// place gives a load balancer a node in each subnet: those that it has stay,
// those in other subnets go, and their connections with them.
//
// fidelity: elb.nodes
func (s *Service) place(b *balancer, subnets []*vpc.Subnet) *aws.Error {
	var nodes []*node
	for _, sub := range subnets {
		if i := slices.IndexFunc(b.nodes, func(n *node) bool { return n.nic.Subnet == sub }); i >= 0 {
			nodes = append(nodes, b.nodes[i])
			continue
		}
		nic, err := s.net.NewInterface(b.path, sub, b.securityGroups, "")
		if err != nil {
			return err
		}
		nic.Requester, nic.Description = "amazon-elb", "ELB "+b.path
		if b.scheme == internetFacing {
			s.net.Publish(nic)
		}
		nodes = append(nodes, &node{of: b, zone: sub.Zone.Name, nic: nic, address: nic.Private.String()})
	}
	for _, n := range b.nodes {
		if !slices.Contains(nodes, n) {
			s.close(n)
		}
	}
	b.nodes = nodes
	if b.active {
		s.open(b)
	}
	return nil
}

// open has the nodes listen on the ports of the listeners.
func (s *Service) open(b *balancer) {
	for _, n := range b.nodes {
		for _, l := range b.listeners {
			n.nic.Listen(l.port, &entrance{s: s, node: n, listener: l})
		}
	}
}

// close gives a node up.
func (s *Service) close(n *node) {
	s.hangUpAt(n)
	s.net.Release(n.nic)
}

// in is the load balancer's node in a zone, or nil.
func (b *balancer) in(zone string) *node {
	for _, n := range b.nodes {
		if n.zone == zone {
			return n
		}
	}
	return nil
}

// SetSubnetsInput follows AWS's model.
type SetSubnetsInput struct {
	LoadBalancerArn string `aws:"required"`
	Subnets         []string
	SubnetMappings  []SubnetMapping
	IpAddressType   string `aws:"enum=ipv4|dualstack|dualstack-without-public-ipv4"`
}

// SetSubnetsOutput is where the load balancer now has nodes.
type SetSubnetsOutput struct {
	AvailabilityZones []AvailabilityZone `aws:"always"`
	IpAddressType     string
}

func (s *Service) setSubnets(_ *aws.Request, in *SetSubnetsInput) (*SetSubnetsOutput, error) {
	b, err := s.balancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	if in.IpAddressType != "" && in.IpAddressType != "ipv4" {
		return nil, unsimulated("the IP address type %s: give ipv4", in.IpAddressType)
	}
	subnets, err := s.subnets(in.Subnets, in.SubnetMappings)
	if err != nil {
		return nil, err
	}
	if err := s.place(b, subnets); err != nil {
		return nil, err
	}
	for _, g := range b.uses {
		s.settleAll(g.targets)
	}
	return &SetSubnetsOutput{b.zones(), "ipv4"}, nil
}

// SetSecurityGroupsInput follows AWS's model.
type SetSecurityGroupsInput struct {
	LoadBalancerArn string   `aws:"required"`
	SecurityGroups  []string `aws:"required"`
}

// SetSecurityGroupsOutput is the groups that the load balancer now has.
type SetSecurityGroupsOutput struct {
	SecurityGroupIds []string `aws:"always"`
}

func (s *Service) setSecurityGroups(_ *aws.Request, in *SetSecurityGroupsInput) (*SetSecurityGroupsOutput, error) {
	b, err := s.balancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	groups, err := s.securityGroups(in.SecurityGroups)
	if err != nil {
		return nil, err
	}
	b.securityGroups = groups
	for _, n := range b.nodes {
		if err := s.net.SetGroups(n.nic, groups); err != nil {
			return nil, err
		}
	}
	return &SetSecurityGroupsOutput{groups}, nil
}
