package vpc

import (
	"net/netip"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// Address is an Elastic IP address: a public one that stays the account's.
type Address struct {
	Allocation  string
	Association string // "" while it is with no interface
	Public      netip.Addr
	Interface   string // the interface's id
}

// maxAddresses is how many Elastic IPs an account has at first (VPC user guide,
// quotas).
const maxAddresses = 5

func (s *Service) addressOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "AllocateAddress", Doc: "Gives the account a public address that it keeps: an Elastic IP.",
			Errors: []string{"AddressLimitExceeded"}, Unsimulated: []string{"PublicIpv4Pool", "NetworkBorderGroup", "CustomerOwnedIpv4Pool", "Address", "IpamPoolId"}}, s.allocateAddress),
		ec2api.Op(s.api, aws.Operation{Name: "AssociateAddress", Doc: "Puts an Elastic IP on an instance or a network interface.",
			Errors: []string{"InvalidAllocationID.NotFound", "InvalidInstanceID.NotFound", "Resource.AlreadyAssociated"}, Unsimulated: []string{"PrivateIpAddress", "PublicIp"}}, s.associateAddress),
		ec2api.Op(s.api, aws.Operation{Name: "DisassociateAddress", Doc: "Takes an Elastic IP from what has it.",
			Errors: []string{"InvalidAssociationID.NotFound"}, Unsimulated: []string{"PublicIp"}}, s.disassociateAddress),
		ec2api.Op(s.api, aws.Operation{Name: "ReleaseAddress", Doc: "Gives an Elastic IP back.",
			Errors: []string{"InvalidAllocationID.NotFound", "InvalidIPAddress.InUse"}, Unsimulated: []string{"PublicIp", "NetworkBorderGroup"}}, s.releaseAddress),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeAddresses", ReadOnly: true, Doc: "Lists the account's Elastic IPs.",
			Errors: []string{"InvalidAllocationID.NotFound"}}, s.describeAddresses),
	}
}

// AllocateAddressInput follows AWS's model.
type AllocateAddressInput struct {
	Domain            string `aws:"enum=vpc|standard"`
	TagSpecifications []ec2api.TagSpecification
	DryRun            bool
}

// AllocateAddressOutput is the new address.
type AllocateAddressOutput struct {
	AllocationId, PublicIpv4Pool, NetworkBorderGroup, Domain, PublicIp string
}

// fidelity: vpc.elastic-ips
func (s *Service) allocateAddress(_ *aws.Request, in *AllocateAddressInput) (*AllocateAddressOutput, error) {
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "elastic-ip"); err != nil {
		return nil, err
	}
	if len(s.addresses) >= maxAddresses {
		return nil, aws.Errorf(400, "AddressLimitExceeded", "The maximum number of addresses has been reached.")
	}
	a := &Address{Allocation: s.newID("eipalloc"), Public: s.newPublic()}
	s.addresses[a.Allocation] = a
	s.api.Tags.Add(a.Allocation, "elastic-ip", in.TagSpecifications)
	s.charge(a)
	return &AllocateAddressOutput{a.Allocation, "amazon", aws.Region, "vpc", a.Public.String()}, nil
}

// charge has the bill count an address as what it is now.
//
// fidelity: vpc.address-metering
func (s *Service) charge(a *Address) {
	i := s.interfaces[a.Interface]
	inUse, idle := int64(0), int64(1)
	if i != nil && !i.Stopped {
		inUse, idle = 1, 0
	}
	s.bill.Hold(billing.PublicIPInUse, a.Allocation, "", inUse)
	s.bill.Hold(billing.PublicIPIdle, a.Allocation, "", idle)
}

// AssociateAddressInput follows AWS's model.
type AssociateAddressInput struct {
	AllocationId, InstanceId string
	DryRun                   bool
	NetworkInterfaceId       string
	AllowReassociation       bool
}

// AssociateAddressOutput names the association.
type AssociateAddressOutput struct{ AssociationId string }

func (s *Service) associateAddress(_ *aws.Request, in *AssociateAddressInput) (*AssociateAddressOutput, error) {
	a, err := s.address(in.AllocationId)
	if err != nil {
		return nil, err
	}
	i, err := s.interfaceFor(in)
	if err != nil {
		return nil, err
	}
	if a.Association != "" && !in.AllowReassociation && a.Interface != i.ID {
		return nil, aws.Errorf(400, "Resource.AlreadyAssociated", "resource %s is already associated with associate-id %s", a.Allocation, a.Association)
	}
	for _, old := range []*Address{s.addresses[i.Elastic], a} {
		if old != nil {
			s.disassociate(old)
		}
	}
	s.Unpublish(i)
	a.Association, a.Interface = s.newID("eipassoc"), i.ID
	s.setPublic(i, a.Public)
	i.Elastic = a.Allocation
	s.charge(a)
	return &AssociateAddressOutput{a.Association}, nil
}

// interfaceFor is the interface that an association names, itself or by its
// instance.
func (s *Service) interfaceFor(in *AssociateAddressInput) (*Interface, *aws.Error) {
	if id := in.NetworkInterfaceId; id != "" {
		return s.interfaceOf(id)
	}
	if in.InstanceId == "" {
		return nil, ec2api.Missing("InstanceId or NetworkInterfaceId")
	}
	for _, i := range sim.InOrder(s.interfaces) {
		if i.Owner == in.InstanceId {
			return i, nil
		}
	}
	if err := ec2api.CheckID(in.InstanceId, "i", "InvalidInstanceID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance ID '%s' does not exist", in.InstanceId)
}

// address is the Elastic IP with that allocation id, or AWS's error.
func (s *Service) address(id string) (*Address, *aws.Error) {
	switch a := s.addresses[id]; {
	case id == "":
		return nil, ec2api.Missing("AllocationId")
	case a != nil:
		return a, nil
	}
	return nil, aws.Errorf(400, "InvalidAllocationID.NotFound", "The allocation ID '%s' does not exist", id)
}

// disassociate takes an address from its interface, if it is with one. An
// instance that got a public address when it was launched gets a new one.
//
// fidelity: vpc.elastic-ips
func (s *Service) disassociate(a *Address) {
	i := s.interfaces[a.Interface]
	a.Association, a.Interface = "", ""
	s.charge(a)
	if i == nil {
		return
	}
	s.setPublic(i, netip.Addr{})
	i.Elastic = ""
	if i.Automatic && !i.Stopped {
		s.Publish(i)
	}
}

// DisassociateAddressInput follows AWS's model.
type DisassociateAddressInput struct {
	AssociationId string
	DryRun        bool
}

func (s *Service) disassociateAddress(_ *aws.Request, in *DisassociateAddressInput) (*ec2api.Empty, error) {
	if in.AssociationId == "" {
		return nil, ec2api.Missing("AssociationId")
	}
	for _, a := range sim.InOrder(s.addresses) {
		if a.Association == in.AssociationId {
			s.disassociate(a)
			return nil, nil
		}
	}
	return nil, aws.Errorf(400, "InvalidAssociationID.NotFound", "The association ID '%s' does not exist", in.AssociationId)
}

// ReleaseAddressInput follows AWS's model.
type ReleaseAddressInput struct {
	AllocationId string
	DryRun       bool
}

func (s *Service) releaseAddress(_ *aws.Request, in *ReleaseAddressInput) (*ec2api.Empty, error) {
	a, err := s.address(in.AllocationId)
	if err != nil {
		return nil, err
	}
	if a.Association != "" {
		return nil, aws.Errorf(400, "InvalidIPAddress.InUse", "Address %s is in use.", a.Public)
	}
	s.bill.Hold(billing.PublicIPIdle, a.Allocation, "", 0)
	delete(s.addresses, a.Allocation)
	delete(s.public, a.Public)
	s.api.Tags.Remove(a.Allocation)
	return nil, nil
}
