package ec2

import (
	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

func (s *Service) launchOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "RunInstances", Doc: "Launches instances of an image.",
			Errors: []string{"InvalidAMIID.NotFound", "InvalidAMIID.Unavailable", "InvalidParameterValue", "InvalidParameterCombination", "MissingParameter", "VcpuLimitExceeded",
				"InsufficientInstanceCapacity", "InvalidKeyPair.NotFound", "InvalidGroup.NotFound", "InvalidSubnetID.NotFound",
				"InsufficientFreeAddressesInSubnet", "InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateName.NotFoundException", "IdempotentParameterMismatch"},
			Unsimulated: unsimulatedLaunch}, s.runInstances),
	}
}

// unsimulatedLaunch are the parameters of RunInstances that are left out.
var unsimulatedLaunch = []string{"Ipv6AddressCount", "Ipv6Addresses", "KernelId", "RamdiskId", "ElasticGpuSpecification", "ElasticInferenceAccelerators",
	"CpuOptions", "LicenseSpecifications", "EnclaveOptions",
	"PrivateDnsNameOptions", "MaintenanceOptions", "EnablePrimaryIpv6", "NetworkPerformanceOptions", "Operator", "SecondaryInterfaces", "AdditionalInfo",
	"Placement.Affinity", "Placement.HostId", "Placement.PartitionNumber", "Placement.SpreadDomain", "Placement.HostResourceGroupArn",
	"Placement.GroupId", "Placement.AvailabilityZoneId", "BlockDeviceMappings.NoDevice", "BlockDeviceMappings.VirtualName",
	"BlockDeviceMappings.Ebs.KmsKeyId", "BlockDeviceMappings.Ebs.OutpostArn", "BlockDeviceMappings.Ebs.AvailabilityZone",
	"BlockDeviceMappings.Ebs.AvailabilityZoneId", "BlockDeviceMappings.Ebs.VolumeInitializationRate", "BlockDeviceMappings.Ebs.EbsCardIndex",
	"NetworkInterfaces.Ipv6AddressCount", "NetworkInterfaces.Ipv6Addresses", "NetworkInterfaces.NetworkInterfaceId",
	"NetworkInterfaces.PrivateIpAddresses", "NetworkInterfaces.SecondaryPrivateIpAddressCount", "NetworkInterfaces.AssociateCarrierIpAddress",
	"NetworkInterfaces.InterfaceType", "NetworkInterfaces.NetworkCardIndex", "NetworkInterfaces.Ipv4Prefixes", "NetworkInterfaces.Ipv4PrefixCount",
	"NetworkInterfaces.Ipv6Prefixes", "NetworkInterfaces.Ipv6PrefixCount", "NetworkInterfaces.PrimaryIpv6", "NetworkInterfaces.EnaSrdSpecification",
	"NetworkInterfaces.ConnectionTrackingSpecification", "NetworkInterfaces.EnaQueueCount"}

// RunInstancesInput follows AWS's model.
type RunInstancesInput struct {
	BlockDeviceMappings               []BlockDeviceMapping `aws:"at=BlockDeviceMapping"`
	ImageId                           string
	InstanceType                      string
	KeyName                           string
	MaxCount                          int // required; 0 is refused as too little
	MinCount                          int
	Monitoring                        *MonitoringEnabled
	Placement                         *Placement
	SecurityGroupIds                  []string
	SecurityGroups                    []string
	SubnetId                          string
	UserData                          string
	TagSpecifications                 []ec2api.TagSpecification
	LaunchTemplate                    *LaunchTemplateSpecification
	InstanceMarketOptions             *InstanceMarketOptions
	CreditSpecification               *CreditSpecification
	CapacityReservationSpecification  *CapacityReservationSpecification
	HibernationOptions                *HibernationOptions
	MetadataOptions                   *MetadataOptions
	DisableApiStop                    bool
	DryRun                            bool
	DisableApiTermination             bool
	InstanceInitiatedShutdownBehavior string `aws:"enum=stop|terminate"`
	PrivateIpAddress                  string
	ClientToken                       string `aws:"max=64"`
	NetworkInterfaces                 []NetworkInterfaceSpecification
	IamInstanceProfile                *InstanceProfile
	EbsOptimized                      bool
}

// MonitoringEnabled asks for metrics by the minute.
type MonitoringEnabled struct {
	Enabled bool `aws:"required,always"`
}

// Placement is where an instance is to be.
type Placement struct {
	GroupName        string `aws:"always"`
	Tenancy          string `aws:"enum=default|dedicated|host"`
	AvailabilityZone string
}

// CreditSpecification is how a burstable instance spends CPU credits.
type CreditSpecification struct {
	CpuCredits string `aws:"required"`
}

// HibernationOptions tell whether an instance can hibernate.
type HibernationOptions struct {
	Configured bool `aws:"always"`
}

// MetadataOptions are how an instance's metadata is to be read.
type MetadataOptions struct {
	HttpTokens              string `aws:"enum=optional|required"`
	HttpPutResponseHopLimit int    `aws:"max=64"`
	HttpEndpoint            string `aws:"enum=disabled|enabled"`
	HttpProtocolIpv6        string `aws:"enum=disabled|enabled"`
	InstanceMetadataTags    string `aws:"enum=disabled|enabled"`
}

// NetworkInterfaceSpecification is an instance's first network interface.
type NetworkInterfaceSpecification struct {
	AssociatePublicIpAddress *bool
	DeleteOnTermination      *bool
	Description              string
	DeviceIndex              int
	Groups                   []string `aws:"asked=SecurityGroupId,at=groupSet,item=groupId"`
	PrivateIpAddress         string
	SubnetId                 string
}

// InstanceProfile names the role that programs on an instance have.
type InstanceProfile struct{ Arn, Name string }

// Reservation is what one launch has made.
type Reservation struct {
	ReservationId, OwnerId string
	Groups                 []GroupIdentifier `aws:"always"`
	Instances              []Instance        `aws:"always,at=instancesSet"`
}

// GroupIdentifier names a security group.
type GroupIdentifier struct{ GroupId, GroupName string }

// launchToken remembers what a client token was used for.
type launchToken struct {
	in          RunInstancesInput
	reservation string
	instances   []string
}

// runInstances launches as many instances as it can between the least and the
// most that are asked for, or none.
//
// fidelity: ec2.run-instances
func (s *Service) runInstances(r *aws.Request, in *RunInstancesInput) (*Reservation, error) {
	if again, err := s.again(in); again != nil || err != nil {
		return again, err
	}
	whole, err := s.fromTemplate(in)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(whole)
	if err != nil {
		return nil, err
	}
	reservation := s.newID("r")
	var ids []string
	for index := range p.count {
		if p.spot != nil {
			p.spot.request = s.newSpotRequest(p.spot, *whole)
		}
		i, err := s.launch(p, reservation, index)
		if err != nil {
			return nil, err
		}
		ids = append(ids, i.id)
	}
	s.reclaim(pool{p.subnet.Zone.Name, p.kind.Name})
	if in.ClientToken != "" {
		s.tokens[in.ClientToken] = launchToken{*in, reservation, ids}
	}
	return s.reservation(reservation, ids), nil
}

// again answers a launch whose client token has been used: as the first time,
// if all else is the same.
//
// fidelity: ec2.client-token
func (s *Service) again(in *RunInstancesInput) (*Reservation, error) {
	used, ok := s.tokens[in.ClientToken]
	if !ok {
		return nil, nil
	}
	if !same(used.in, *in) {
		return nil, mismatch()
	}
	return s.reservation(used.reservation, used.instances), nil
}

// mismatch refuses a client token that was used for something else.
func mismatch() *aws.Error {
	return aws.Errorf(400, "IdempotentParameterMismatch", "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).")
}

// reservation is a launch as the API shows it: those of its instances that can
// still be seen.
func (s *Service) reservation(id string, instances []string) *Reservation {
	out := &Reservation{ReservationId: id, OwnerId: aws.AccountID}
	for _, id := range instances {
		if i := s.instances[id]; i != nil {
			out.Instances = append(out.Instances, s.describe(i))
		}
	}
	return out
}
