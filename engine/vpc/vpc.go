// Package vpc is the account's network: the default VPC with a subnet in each
// of three Availability Zones, security groups that decide who reaches whom,
// network interfaces with their addresses, and Elastic IP addresses.
//
// Further VPCs, route tables, gateways, network ACLs and IPv6 are not simulated:
// all subnets are public, as those of a default VPC are. Its invariants: an
// address belongs to one interface, and an interface has one to five groups.
//
// Facts are from the model of the EC2 API (botocore 1.43.67, ec2 2016-11-15),
// the VPC user guide and the EC2 user guide.
package vpc

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// Service is the network of a world.
type Service struct {
	k          *sim.Kernel
	api        *ec2api.API
	bill       *billing.Service
	id         string // of the VPC
	subnets    []*Subnet
	groups     map[string]*Group
	interfaces map[string]*Interface
	byAddress  map[netip.Addr]*Interface // by private and public address
	addresses  map[string]*Address       // Elastic IPs, by allocation id
	public     map[netip.Addr]bool       // public addresses in use
	replier    aws.Replier
	open       map[uint64]*waiting // plain requests from outside, by their call
}

// New is the network of a fresh account: the default VPC, its subnets and its
// default security group.
func New(k *sim.Kernel, api *ec2api.API, b *billing.Service) *Service {
	s := &Service{k: k, api: api, bill: b, groups: map[string]*Group{}, interfaces: map[string]*Interface{}, byAddress: map[netip.Addr]*Interface{}, open: map[uint64]*waiting{},
		addresses: map[string]*Address{}, public: map[netip.Addr]bool{}}
	s.id = s.newID("vpc")
	api.Tags.Add(s.id, "vpc", nil)
	for i, z := range Zones {
		s.addSubnet(z, i)
	}
	s.addDefaultGroup()
	return s
}

// newID draws the id of a resource of the network.
func (s *Service) newID(prefix string) string { return ec2api.ID(s.k, prefix) }

// ID is the id of the default VPC.
func (s *Service) ID() string { return s.id }

// Operations are the network's part of the EC2 API.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.networkOperations(), s.groupOperations(), s.ruleOperations(), s.addressOperations())
}

// On ends the patience of those who wait for an answer.
func (s *Service) On(e sim.Entry) {
	if ended, is := e.Event.(PatienceEnded); is {
		s.gaveUp(ended)
	}
}

// State is all that the network holds.
func (s *Service) State() any {
	return struct {
		ID         string
		Subnets    []subnetState
		Groups     []*Group
		Interfaces []*Interface
		Addresses  []*Address
		Open       []string
	}{s.id, s.subnetStates(), sim.InOrder(s.groups), sim.InOrder(s.interfaces), sim.InOrder(s.addresses), s.openStates()}
}

// openStates are the requests from outside that wait, in the order of their calls.
func (s *Service) openStates() (out []string) {
	for _, call := range slices.Sorted(maps.Keys(s.open)) {
		w := s.open[call]
		out = append(out, fmt.Sprint(call, w.host, w.port, w.sent, w.x == nil || w.x.Over()))
	}
	return out
}
