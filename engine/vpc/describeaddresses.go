package vpc

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// DescribeAddressesInput follows AWS's model.
type DescribeAddressesInput struct {
	PublicIps     []string
	DryRun        bool
	Filters       []ec2api.Filter
	AllocationIds []string
}

// DescribeAddressesOutput are the account's Elastic IPs.
type DescribeAddressesOutput struct {
	Addresses []AddressDescription `aws:"always,at=addressesSet"`
}

// AddressDescription is an Elastic IP as the API shows it.
type AddressDescription struct {
	AllocationId, AssociationId, Domain                           string
	NetworkInterfaceId, NetworkInterfaceOwnerId, PrivateIpAddress string
	Tags                                                          []ec2api.Tag
	PublicIpv4Pool, NetworkBorderGroup, InstanceId, PublicIp      string
}

var addressFilters = ec2api.Properties[AddressDescription]{
	"allocation-id":        ec2api.One(func(a AddressDescription) string { return a.AllocationId }),
	"association-id":       ec2api.One(func(a AddressDescription) string { return a.AssociationId }),
	"instance-id":          ec2api.One(func(a AddressDescription) string { return a.InstanceId }),
	"network-interface-id": ec2api.One(func(a AddressDescription) string { return a.NetworkInterfaceId }),
	"private-ip-address":   ec2api.One(func(a AddressDescription) string { return a.PrivateIpAddress }),
	"public-ip":            ec2api.One(func(a AddressDescription) string { return a.PublicIp }),
}

func (s *Service) describeAddresses(_ *aws.Request, in *DescribeAddressesInput) (*DescribeAddressesOutput, error) {
	for _, id := range in.AllocationIds {
		if _, err := s.address(id); err != nil {
			return nil, err
		}
	}
	var all []AddressDescription
	for _, a := range sim.InOrder(s.addresses) {
		if len(in.AllocationIds) > 0 && !slices.Contains(in.AllocationIds, a.Allocation) || len(in.PublicIps) > 0 && !slices.Contains(in.PublicIps, a.Public.String()) {
			continue
		}
		all = append(all, s.describeAddress(a))
	}
	list, err := ec2api.Passing(all, in.Filters, addressFilters, s.api.Tags, func(a AddressDescription) string { return a.AllocationId })
	if err != nil {
		return nil, err
	}
	return &DescribeAddressesOutput{list}, nil
}

func (s *Service) describeAddress(a *Address) AddressDescription {
	out := AddressDescription{AllocationId: a.Allocation, AssociationId: a.Association, Domain: "vpc", Tags: s.api.Tags.Of(a.Allocation),
		PublicIp: a.Public.String(), PublicIpv4Pool: "amazon", NetworkBorderGroup: aws.Region}
	if i := s.interfaces[a.Interface]; i != nil {
		out.NetworkInterfaceId, out.NetworkInterfaceOwnerId, out.PrivateIpAddress, out.InstanceId = i.ID, aws.AccountID, i.Private.String(), i.Owner
	}
	return out
}
