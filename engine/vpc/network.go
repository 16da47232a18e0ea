package vpc

import (
	"slices"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

func (s *Service) networkOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "DescribeVpcs", ReadOnly: true, Doc: "Describes the account's VPC.",
			Errors: []string{"InvalidVpcID.NotFound"}}, s.describeVpcs),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSubnets", ReadOnly: true, Doc: "Describes the subnets of the VPC, one in each zone.",
			Errors: []string{"InvalidSubnetID.NotFound"}}, s.describeSubnets),
		ec2api.Op(s.api, aws.Operation{Name: "ModifySubnetAttribute", Doc: "Says whether instances of a subnet get a public address.",
			Errors: []string{"InvalidSubnetID.NotFound"}, Unsimulated: []string{"AssignIpv6AddressOnCreation", "MapCustomerOwnedIpOnLaunch",
				"CustomerOwnedIpv4Pool", "EnableDns64", "PrivateDnsHostnameTypeOnLaunch", "EnableResourceNameDnsARecordOnLaunch",
				"EnableResourceNameDnsAAAARecordOnLaunch", "EnableLniAtDeviceIndex", "DisableLniAtDeviceIndex"}}, s.modifySubnetAttribute),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeNetworkInterfaces", ReadOnly: true, Doc: "Describes network interfaces.",
			Errors: []string{"InvalidNetworkInterfaceID.NotFound"}, Unsimulated: []string{"IncludeManagedResources"}}, s.describeNetworkInterfaces),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeAvailabilityZones", ReadOnly: true, Doc: "Lists the zones of the Region.",
			Unsimulated: []string{"ZoneIds", "AllAvailabilityZones"}}, s.describeAvailabilityZones),
	}
}

// VPC refuses an id that is not the VPC's; "" is the default one.
func (s *Service) VPC(id string) *aws.Error {
	if id == "" || id == s.id {
		return nil
	}
	return aws.Errorf(400, "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", id)
}

// DescribeVpcsInput follows AWS's model.
type DescribeVpcsInput struct {
	Filters    []ec2api.Filter
	VpcIds     []string
	NextToken  string
	MaxResults int `aws:"min=5,max=1000"`
	DryRun     bool
}

// DescribeVpcsOutput is the VPC.
type DescribeVpcsOutput struct {
	NextToken string
	Vpcs      []Vpc `aws:"always"`
}

// Vpc is the VPC as the API shows it.
type Vpc struct {
	OwnerId, InstanceTenancy string
	IsDefault                bool `aws:"always"`
	Tags                     []ec2api.Tag
	VpcId, State, CidrBlock  string
}

var vpcFilters = ec2api.Properties[Vpc]{
	"cidr":       ec2api.One(func(v Vpc) string { return v.CidrBlock }),
	"is-default": ec2api.One(func(v Vpc) string { return strconv.FormatBool(v.IsDefault) }),
	"owner-id":   ec2api.One(func(v Vpc) string { return v.OwnerId }),
	"state":      ec2api.One(func(v Vpc) string { return v.State }),
	"vpc-id":     ec2api.One(func(v Vpc) string { return v.VpcId }),
}

func (s *Service) describeVpcs(_ *aws.Request, in *DescribeVpcsInput) (*DescribeVpcsOutput, error) {
	for _, id := range in.VpcIds {
		if err := s.VPC(id); err != nil {
			return nil, err
		}
	}
	all := []Vpc{{OwnerId: aws.AccountID, InstanceTenancy: "default", IsDefault: true, Tags: s.api.Tags.Of(s.id), VpcId: s.id, State: "available", CidrBlock: CIDR}}
	list, err := ec2api.Passing(all, in.Filters, vpcFilters, s.api.Tags, func(v Vpc) string { return v.VpcId })
	if err != nil {
		return nil, err
	}
	return &DescribeVpcsOutput{Vpcs: list}, nil
}

// DescribeSubnetsInput follows AWS's model.
type DescribeSubnetsInput struct {
	Filters    []ec2api.Filter
	SubnetIds  []string
	NextToken  string
	MaxResults int `aws:"min=5,max=1000"`
	DryRun     bool
}

// DescribeSubnetsOutput is a page of subnets.
type DescribeSubnetsOutput struct {
	NextToken string
	Subnets   []SubnetDescription `aws:"always"`
}

// SubnetDescription is a subnet as the API shows it.
type SubnetDescription struct {
	AvailabilityZoneId      string
	OwnerId                 string
	Tags                    []ec2api.Tag
	SubnetArn               string
	SubnetId, State         string
	VpcId, CidrBlock        string
	AvailableIpAddressCount int `aws:"always"`
	AvailabilityZone        string
	DefaultForAz            bool `aws:"always"`
	MapPublicIpOnLaunch     bool `aws:"always"`
}

var subnetFilters = ec2api.Properties[SubnetDescription]{
	"availability-zone":       ec2api.One(func(n SubnetDescription) string { return n.AvailabilityZone }),
	"availability-zone-id":    ec2api.One(func(n SubnetDescription) string { return n.AvailabilityZoneId }),
	"cidr-block":              ec2api.One(func(n SubnetDescription) string { return n.CidrBlock }),
	"default-for-az":          ec2api.One(func(n SubnetDescription) string { return strconv.FormatBool(n.DefaultForAz) }),
	"map-public-ip-on-launch": ec2api.One(func(n SubnetDescription) string { return strconv.FormatBool(n.MapPublicIpOnLaunch) }),
	"owner-id":                ec2api.One(func(n SubnetDescription) string { return n.OwnerId }),
	"state":                   ec2api.One(func(n SubnetDescription) string { return n.State }),
	"subnet-id":               ec2api.One(func(n SubnetDescription) string { return n.SubnetId }),
	"vpc-id":                  ec2api.One(func(n SubnetDescription) string { return n.VpcId }),
}

func (s *Service) describeSubnets(_ *aws.Request, in *DescribeSubnetsInput) (*DescribeSubnetsOutput, error) {
	for _, id := range in.SubnetIds {
		if _, err := s.Subnet(id); err != nil {
			return nil, err
		}
	}
	var all []SubnetDescription
	for _, n := range s.subnets {
		if len(in.SubnetIds) == 0 || slices.Contains(in.SubnetIds, n.ID) {
			all = append(all, SubnetDescription{AvailabilityZoneId: n.Zone.ID, OwnerId: aws.AccountID, Tags: s.api.Tags.Of(n.ID),
				SubnetArn: aws.ARN("ec2", "subnet/"+n.ID), SubnetId: n.ID, State: "available", VpcId: s.id, CidrBlock: n.CIDR.String(),
				AvailableIpAddressCount: n.Free(), AvailabilityZone: n.Zone.Name, DefaultForAz: true, MapPublicIpOnLaunch: n.PublicIP})
		}
	}
	list, err := ec2api.Passing(all, in.Filters, subnetFilters, s.api.Tags, func(n SubnetDescription) string { return n.SubnetId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeSubnetsOutput{next, page}, nil
}

// ModifySubnetAttributeInput follows AWS's model.
type ModifySubnetAttributeInput struct {
	MapPublicIpOnLaunch *ec2api.BoolValue
	SubnetId            string `aws:"required"`
}

func (s *Service) modifySubnetAttribute(_ *aws.Request, in *ModifySubnetAttributeInput) (*ec2api.Empty, error) {
	n, err := s.Subnet(in.SubnetId)
	if err != nil {
		return nil, err
	}
	if in.MapPublicIpOnLaunch == nil {
		return nil, ec2api.Combination("No attributes specified.")
	}
	n.PublicIP = in.MapPublicIpOnLaunch.Value
	return nil, nil
}

// DescribeAvailabilityZonesInput follows AWS's model.
type DescribeAvailabilityZonesInput struct {
	ZoneNames []string
	DryRun    bool
	Filters   []ec2api.Filter
}

// DescribeAvailabilityZonesOutput are the zones.
type DescribeAvailabilityZonesOutput struct {
	AvailabilityZones []AvailabilityZone `aws:"always,at=availabilityZoneInfo"`
}

// AvailabilityZone is a zone as the API shows it.
type AvailabilityZone struct {
	OptInStatus        string
	RegionName         string
	ZoneName, ZoneId   string
	GroupName          string
	NetworkBorderGroup string
	ZoneType           string
	State              string `aws:"at=zoneState"`
}

var zoneFilters = ec2api.Properties[AvailabilityZone]{
	"region-name": ec2api.One(func(z AvailabilityZone) string { return z.RegionName }),
	"state":       ec2api.One(func(z AvailabilityZone) string { return z.State }),
	"zone-id":     ec2api.One(func(z AvailabilityZone) string { return z.ZoneId }),
	"zone-name":   ec2api.One(func(z AvailabilityZone) string { return z.ZoneName }),
	"zone-type":   ec2api.One(func(z AvailabilityZone) string { return z.ZoneType }),
}

// fidelity: vpc.zones
func (s *Service) describeAvailabilityZones(_ *aws.Request, in *DescribeAvailabilityZonesInput) (*DescribeAvailabilityZonesOutput, error) {
	for _, name := range in.ZoneNames {
		if !IsZone(name) {
			return nil, ec2api.Invalid("Invalid availability zone: [%s]", name)
		}
	}
	var all []AvailabilityZone
	for _, z := range Zones {
		if len(in.ZoneNames) == 0 || slices.Contains(in.ZoneNames, z.Name) {
			all = append(all, AvailabilityZone{"opt-in-not-required", aws.Region, z.Name, z.ID, aws.Region + "-zg-1", aws.Region, "availability-zone", "available"})
		}
	}
	list, err := ec2api.Passing(all, in.Filters, zoneFilters, s.api.Tags, func(z AvailabilityZone) string { return z.ZoneName })
	if err != nil {
		return nil, err
	}
	return &DescribeAvailabilityZonesOutput{list}, nil
}
