package vpc

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// DescribeNetworkInterfacesInput follows AWS's model.
type DescribeNetworkInterfacesInput struct {
	NextToken           string
	MaxResults          int `aws:"min=5,max=1000"`
	DryRun              bool
	NetworkInterfaceIds []string
	Filters             []ec2api.Filter
}

// DescribeNetworkInterfacesOutput is a page of interfaces.
type DescribeNetworkInterfacesOutput struct {
	NetworkInterfaces []NetworkInterface `aws:"always"`
	NextToken         string
}

// NetworkInterface is an interface as the API shows it.
type NetworkInterface struct {
	Association        *InterfaceAssociation
	Attachment         InterfaceAttachment
	AvailabilityZone   string
	Description        string      `aws:"always"`
	Groups             []GroupName `aws:"at=groupSet"`
	InterfaceType      string
	MacAddress         string
	NetworkInterfaceId string
	OwnerId            string
	PrivateDnsName     string
	PrivateIpAddress   string
	RequesterId        string
	RequesterManaged   bool `aws:"always"`
	SourceDestCheck    bool
	Status             string
	SubnetId           string
	TagSet             []ec2api.Tag `aws:"always"`
	VpcId              string
	AvailabilityZoneId string
}

// GroupName names a security group of an interface.
type GroupName struct{ GroupId, GroupName string }

// InterfaceAssociation is an interface's public address; an Elastic IP has an
// allocation.
type InterfaceAssociation struct {
	AllocationId, AssociationId, IpOwnerId, PublicDnsName, PublicIp string
}

// InterfaceAttachment is what has the interface.
type InterfaceAttachment struct {
	AttachmentId                string
	DeleteOnTermination         bool
	DeviceIndex                 int `aws:"always"`
	InstanceId, InstanceOwnerId string
	Status                      string
}

var interfaceFilters = ec2api.Properties[NetworkInterface]{
	"attachment.instance-id": ec2api.One(func(i NetworkInterface) string { return i.Attachment.InstanceId }),
	"availability-zone":      ec2api.One(func(i NetworkInterface) string { return i.AvailabilityZone }),
	"mac-address":            ec2api.One(func(i NetworkInterface) string { return i.MacAddress }),
	"network-interface-id":   ec2api.One(func(i NetworkInterface) string { return i.NetworkInterfaceId }),
	"requester-id":           ec2api.One(func(i NetworkInterface) string { return i.RequesterId }),
	"description":            ec2api.One(func(i NetworkInterface) string { return i.Description }),
	"private-ip-address":     ec2api.One(func(i NetworkInterface) string { return i.PrivateIpAddress }),
	"status":                 ec2api.One(func(i NetworkInterface) string { return i.Status }),
	"subnet-id":              ec2api.One(func(i NetworkInterface) string { return i.SubnetId }),
	"vpc-id":                 ec2api.One(func(i NetworkInterface) string { return i.VpcId }),
	"group-id": func(i NetworkInterface) (out []string) {
		for _, g := range i.Groups {
			out = append(out, g.GroupId)
		}
		return out
	},
	"association.public-ip": func(i NetworkInterface) []string {
		if i.Association == nil {
			return nil
		}
		return []string{i.Association.PublicIp}
	},
}

func (s *Service) describeNetworkInterfaces(_ *aws.Request, in *DescribeNetworkInterfacesInput) (*DescribeNetworkInterfacesOutput, error) {
	for _, id := range in.NetworkInterfaceIds {
		if _, err := s.interfaceOf(id); err != nil {
			return nil, err
		}
	}
	var all []NetworkInterface
	for _, i := range sim.InOrder(s.interfaces) {
		if len(in.NetworkInterfaceIds) == 0 || slices.Contains(in.NetworkInterfaceIds, i.ID) {
			all = append(all, s.describeInterface(i))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, interfaceFilters, s.api.Tags, func(i NetworkInterface) string { return i.NetworkInterfaceId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeNetworkInterfacesOutput{page, next}, nil
}

// interfaceOf is the interface with that id, or AWS's error.
func (s *Service) interfaceOf(id string) (*Interface, *aws.Error) {
	if i := s.interfaces[id]; i != nil {
		return i, nil
	}
	if err := ec2api.CheckID(id, "eni", "InvalidNetworkInterfaceID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '%s' does not exist", id)
}

func (s *Service) describeInterface(i *Interface) NetworkInterface {
	out := NetworkInterface{Attachment: InterfaceAttachment{AttachmentId: i.Attachment, DeleteOnTermination: true, InstanceId: i.Owner, InstanceOwnerId: aws.AccountID, Status: "attached"},
		AvailabilityZone: i.Subnet.Zone.Name, InterfaceType: "interface", MacAddress: i.MAC, NetworkInterfaceId: i.ID, OwnerId: aws.AccountID,
		PrivateDnsName: PrivateDNS(i.Private), PrivateIpAddress: i.Private.String(), SourceDestCheck: true, Status: "in-use", SubnetId: i.Subnet.ID,
		TagSet: s.api.Tags.Of(i.ID), VpcId: s.id, AvailabilityZoneId: i.Subnet.Zone.ID}
	for _, id := range i.Groups {
		out.Groups = append(out.Groups, GroupName{id, s.GroupName(id)})
	}
	if i.Requester != "" {
		out.Description, out.RequesterId, out.RequesterManaged = i.Description, i.Requester, true
		out.Attachment = InterfaceAttachment{AttachmentId: i.Attachment, DeviceIndex: 1, InstanceOwnerId: i.Requester, Status: "attached"}
	}
	if i.Public.IsValid() {
		out.Association = &InterfaceAssociation{IpOwnerId: "amazon", PublicDnsName: PublicDNS(i.Public), PublicIp: i.Public.String()}
	}
	if a := s.addresses[i.Elastic]; a != nil {
		out.Association.AllocationId, out.Association.AssociationId, out.Association.IpOwnerId = a.Allocation, a.Association, aws.AccountID
	}
	return out
}
