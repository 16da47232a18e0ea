package ec2

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/vpc"
)

// Instance is an instance as the API shows it.
type Instance struct {
	Architecture          string
	BlockDeviceMappings   []InstanceBlockDevice `aws:"always,at=blockDeviceMapping"`
	ClientToken           string
	EbsOptimized          bool `aws:"always"`
	EnaSupport            bool
	Hypervisor            string
	IamInstanceProfile    *AttachedProfile
	InstanceLifecycle     string
	NetworkInterfaces     []InstanceNetworkInterface `aws:"always"`
	RootDeviceName        string
	RootDeviceType        string
	SecurityGroups        []GroupIdentifier `aws:"always,at=groupSet"`
	SourceDestCheck       bool
	SpotInstanceRequestId string
	StateReason           *StateReason
	Tags                  []ec2api.Tag
	VirtualizationType    string
	CpuOptions            CPUOptions
	CapacityReservationId string
	HibernationOptions    HibernationOptions
	MetadataOptions       *InstanceMetadataOptions
	BootMode              string
	PlatformDetails       string
	UsageOperation        string

	InstanceId            string
	ImageId               string
	State                 State  `aws:"at=instanceState"`
	PrivateDnsName        string `aws:"always"`
	PublicDnsName         string `aws:"always,at=dnsName"`
	StateTransitionReason string `aws:"always,at=reason"`
	KeyName               string
	AmiLaunchIndex        int `aws:"always"`
	InstanceType          string
	LaunchTime            time.Time
	Placement             Placement
	Monitoring            Monitoring
	SubnetId              string
	VpcId                 string
	PrivateIpAddress      string
	PublicIpAddress       string `aws:"at=ipAddress"`
}

// AttachedProfile is an instance's profile.
type AttachedProfile struct{ Arn, Id string }

// CPUOptions are an instance's cores.
type CPUOptions struct{ CoreCount, ThreadsPerCore int }

// Monitoring is "enabled" where metrics come by the minute.
type Monitoring struct{ State string }

// InstanceBlockDevice is a volume of an instance.
type InstanceBlockDevice struct {
	DeviceName string
	Ebs        InstanceEBS
}

// InstanceEBS is that volume.
type InstanceEBS struct {
	AttachTime          time.Time
	DeleteOnTermination bool `aws:"always"`
	Status              string
	VolumeId            string
}

// InstanceNetworkInterface is an instance's network interface.
type InstanceNetworkInterface struct {
	Association        *InterfaceAssociation
	Attachment         InterfaceAttachment
	Description        string            `aws:"always"`
	Groups             []GroupIdentifier `aws:"at=groupSet"`
	MacAddress         string
	NetworkInterfaceId string
	OwnerId            string
	PrivateDnsName     string
	PrivateIpAddress   string
	PrivateIpAddresses []InterfaceAddress `aws:"at=privateIpAddressesSet"`
	SourceDestCheck    bool
	Status             string
	SubnetId           string
	VpcId              string
	InterfaceType      string
}

// InterfaceAssociation is its public address.
type InterfaceAssociation struct{ IpOwnerId, PublicDnsName, PublicIp string }

// InterfaceAttachment is its place on the instance.
type InterfaceAttachment struct {
	AttachTime          time.Time
	AttachmentId        string
	DeleteOnTermination bool
	DeviceIndex         int `aws:"always"`
	Status              string
	NetworkCardIndex    int `aws:"always"`
}

// InterfaceAddress is an address of it; it has one.
type InterfaceAddress struct {
	Association                      *InterfaceAssociation
	Primary                          bool
	PrivateDnsName, PrivateIpAddress string
}

// describe is the instance as the API shows it.
func (s *Service) describe(i *instance) Instance {
	out := Instance{
		Architecture: i.image.architecture, ClientToken: i.token, EbsOptimized: i.wants.EBSOptimized, EnaSupport: i.kind.Hypervisor != "xen",
		Hypervisor: "xen", InstanceLifecycle: i.lifecycle, CapacityReservationId: i.reserved, RootDeviceName: rootDevice, RootDeviceType: "ebs", Tags: s.api.Tags.Of(i.id),
		VirtualizationType: "hvm", CpuOptions: CPUOptions{i.kind.Cores, i.kind.VCPUs / i.kind.Cores}, HibernationOptions: HibernationOptions{i.wants.Hibernation},
		MetadataOptions: i.metadata.describe(i.state), BootMode: "uefi-preferred", PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances",
		InstanceId: i.id, ImageId: i.image.id, State: i.state, StateTransitionReason: i.transition, KeyName: i.key, AmiLaunchIndex: i.index,
		InstanceType: i.kind.Name, LaunchTime: ec2api.Time(i.launched),
		Placement:  Placement{i.wants.PlacementGroup, i.wants.Tenancy, i.subnet.Zone.Name},
		Monitoring: Monitoring{word(i.wants.Monitoring, "enabled", "disabled")},
	}
	if i.reason.Code != "" {
		reason := i.reason
		out.StateReason = &reason
	}
	if i.spot != nil {
		out.SpotInstanceRequestId = i.spot.ID
	}
	if i.profile != "" {
		out.IamInstanceProfile = &AttachedProfile{Arn: aws.GlobalARN("iam", "instance-profile/"+i.profile)}
	}
	for _, a := range i.volumes {
		out.BlockDeviceMappings = append(out.BlockDeviceMappings, InstanceBlockDevice{a.Device, InstanceEBS{ec2api.Time(a.At), a.DeleteOnTermination, a.State, a.Volume}})
	}
	if i.nic != nil {
		s.describeNetwork(i, &out)
	}
	return out
}

// describeNetwork is what an instance that is not terminated has of the network.
func (s *Service) describeNetwork(i *instance, out *Instance) {
	for _, id := range i.nic.Groups {
		out.SecurityGroups = append(out.SecurityGroups, GroupIdentifier{id, s.net.GroupName(id)})
	}
	out.PrivateIpAddress, out.PrivateDnsName = i.nic.Private.String(), vpc.PrivateDNS(i.nic.Private)
	out.SubnetId, out.VpcId, out.SourceDestCheck = i.subnet.ID, s.net.ID(), true
	face := InstanceNetworkInterface{
		Attachment: InterfaceAttachment{ec2api.Time(i.created), i.nic.Attachment, true, 0, word(i.state == Pending, "attaching", "attached"), 0}, Groups: out.SecurityGroups, MacAddress: i.nic.MAC, NetworkInterfaceId: i.nic.ID, OwnerId: aws.AccountID,
		PrivateDnsName: out.PrivateDnsName, PrivateIpAddress: out.PrivateIpAddress, SourceDestCheck: true, Status: "in-use",
		SubnetId: out.SubnetId, VpcId: out.VpcId, InterfaceType: "interface"}
	if public := i.nic.Public; public.IsValid() {
		out.PublicIpAddress, out.PublicDnsName = public.String(), vpc.PublicDNS(public)
		face.Association = &InterfaceAssociation{word(i.nic.Elastic != "", aws.AccountID, "amazon"), out.PublicDnsName, out.PublicIpAddress}
	}
	face.PrivateIpAddresses = []InterfaceAddress{{face.Association, true, face.PrivateDnsName, face.PrivateIpAddress}}
	out.NetworkInterfaces = []InstanceNetworkInterface{face}
}

// InstanceMetadataOptions are how an instance's metadata can be read; the state
// is "applied" once they hold.
type InstanceMetadataOptions struct {
	State, HttpTokens                                    string
	HttpPutResponseHopLimit                              int
	HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags string
}

func (m metadataOptions) describe(s State) *InstanceMetadataOptions {
	return &InstanceMetadataOptions{State: word(s == Pending, "pending", "applied"), HttpTokens: m.Tokens, HttpPutResponseHopLimit: m.Hops,
		HttpEndpoint: m.Endpoint, HttpProtocolIpv6: "disabled", InstanceMetadataTags: m.Tags}
}
