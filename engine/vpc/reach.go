package vpc

import (
	"net/netip"
	"slices"

	"skylab/engine/sim"
)

// End is one side of a connection: an interface of the VPC, or an address
// outside.
type End struct {
	Interface *Interface
	Outside   netip.Addr
}

// address is by which the other side sees it: members of the VPC see each
// other's private addresses, whichever name they used.
func (e End) address() netip.Addr {
	if e.Interface != nil {
		return e.Interface.Private
	}
	return e.Outside
}

// Reaches tells whether a TCP connection from one side to a port of the other
// comes about: the groups of the one must let it out and those of the other
// let it in. Replies pass without a rule. From outside only what has a public
// address is reached.
//
// fidelity: vpc.reachability
func (s *Service) Reaches(from, to End, port int) bool {
	if from.Interface != nil && !s.allows(from.Interface, to, port, true) {
		return false
	}
	if to.Interface == nil {
		return true
	}
	if from.Interface == nil && !to.Interface.Public.IsValid() {
		return false
	}
	return s.allows(to.Interface, from, port, false)
}

// allows tells whether any group of an interface has a rule for the traffic.
func (s *Service) allows(i *Interface, peer End, port int, egress bool) bool {
	for _, id := range i.Groups {
		if g := s.groups[id]; g != nil && slices.ContainsFunc(g.Rules, func(r Rule) bool { return r.Egress == egress && r.allows(peer, port) }) {
			return true
		}
	}
	return false
}

// allows tells whether the rule is for TCP traffic with the peer on the port.
func (r Rule) allows(peer End, port int) bool {
	if r.Protocol != anyProtocol && (r.Protocol != "tcp" || port < r.From || port > r.To) {
		return false
	}
	if r.Group != "" {
		return peer.Interface != nil && slices.Contains(peer.Interface.Groups, r.Group)
	}
	p, err := netip.ParsePrefix(r.CIDR)
	return err == nil && p.Contains(peer.address())
}

// InterfaceAt is the interface with that address, private or public, nil if
// nothing has it.
func (s *Service) InterfaceAt(a netip.Addr) *Interface { return s.byAddress[a] }

// used tells whether an interface or a rule of another group names the group.
func (s *Service) used(g *Group) bool {
	for _, i := range sim.InOrder(s.interfaces) {
		if slices.Contains(i.Groups, g.ID) {
			return true
		}
	}
	for _, o := range sim.InOrder(s.groups) {
		if o != g && slices.ContainsFunc(o.Rules, func(r Rule) bool { return r.Group == g.ID }) {
			return true
		}
	}
	return false
}
