package ec2

import (
	"cmp"
	"slices"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/vpc"
)

func (s *Service) typeOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "DescribeInstanceTypes", ReadOnly: true, Doc: "Describes instance types: what each has.",
			Errors: []string{"InvalidInstanceType", "InvalidParameterValue"}, Unsimulated: []string{"IncludeUnsupportedInRegion"}}, s.describeInstanceTypes),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeInstanceTypeOfferings", ReadOnly: true, Doc: "Lists where instance types can be launched."}, s.describeInstanceTypeOfferings),
	}
}

// DescribeInstanceTypesInput follows AWS's model.
type DescribeInstanceTypesInput struct {
	DryRun        bool
	InstanceTypes []string
	Filters       []ec2api.Filter
	MaxResults    int `aws:"min=5,max=100"`
	NextToken     string
}

// DescribeInstanceTypesOutput is a page of types.
type DescribeInstanceTypesOutput struct {
	InstanceTypes []InstanceTypeInfo `aws:"always"`
	NextToken     string
}

// InstanceTypeInfo is a type as the API shows it.
type InstanceTypeInfo struct {
	InstanceType                  string
	CurrentGeneration             bool     `aws:"always"`
	FreeTierEligible              bool     `aws:"always"`
	SupportedUsageClasses         []string `aws:"at=supportedUsageClasses"`
	SupportedRootDeviceTypes      []string `aws:"at=supportedRootDeviceTypes"`
	SupportedVirtualizationTypes  []string `aws:"at=supportedVirtualizationTypes"`
	BareMetal                     bool     `aws:"always"`
	Hypervisor                    string
	ProcessorInfo                 ProcessorInfo
	VCpuInfo                      VCPUInfo
	MemoryInfo                    MemoryInfo
	InstanceStorageSupported      bool `aws:"always"`
	InstanceStorageInfo           *InstanceStorageInfo
	EbsInfo                       EBSInfo
	NetworkInfo                   NetworkInfo
	GpuInfo                       *GPUInfo
	PlacementGroupInfo            PlacementGroupInfo
	HibernationSupported          bool `aws:"always"`
	BurstablePerformanceSupported bool `aws:"always"`
}

// The parts of InstanceTypeInfo.
type (
	// ProcessorInfo is a type's processor.
	ProcessorInfo struct {
		SupportedArchitectures   []string `aws:"at=supportedArchitectures"`
		SustainedClockSpeedInGhz float64
		Manufacturer             string
	}
	// VCPUInfo are its processors as the operating system sees them.
	VCPUInfo struct{ DefaultVCpus, DefaultCores, DefaultThreadsPerCore int }
	// MemoryInfo is its memory.
	MemoryInfo struct{ SizeInMiB int }
	// InstanceStorageInfo are its own disks.
	InstanceStorageInfo struct {
		TotalSizeInGB int
		Disks         []DiskInfo `aws:"at=disks"`
	}
	// DiskInfo are disks of one size.
	DiskInfo struct {
		SizeInGB, Count int
		Type            string
	}
	// EBSInfo is how fast it is with its volumes.
	EBSInfo struct {
		EbsOptimizedSupport, EncryptionSupport string
		EbsOptimizedInfo                       *EBSOptimizedInfo
	}
	// EBSOptimizedInfo are bandwidths in Mbit/s and MB/s.
	EBSOptimizedInfo struct {
		BaselineBandwidthInMbps  int
		BaselineThroughputInMBps float64
		BaselineIops             int
		MaximumBandwidthInMbps   int
		MaximumThroughputInMBps  float64
		MaximumIops              int
	}
	// NetworkInfo is what it can send and receive.
	NetworkInfo struct {
		NetworkPerformance        string
		MaximumNetworkInterfaces  int
		NetworkCards              []NetworkCard `aws:"at=networkCards"`
		Ipv4AddressesPerInterface int
		EfaSupported              bool `aws:"always"`
	}
	// NetworkCard is all its cards as one.
	NetworkCard struct {
		NetworkCardIndex                             int `aws:"always"`
		NetworkPerformance                           string
		BaselineBandwidthInGbps, PeakBandwidthInGbps float64
	}
	// GPUInfo are its accelerators.
	GPUInfo struct {
		Gpus                []GPUDevice `aws:"at=gpus"`
		TotalGpuMemoryInMiB int
	}
	// GPUDevice are accelerators of one kind.
	GPUDevice struct {
		Name, Manufacturer string
		Count              int
		MemoryInfo         MemoryInfo
	}
	// PlacementGroupInfo are the placement groups that it may be in.
	PlacementGroupInfo struct {
		SupportedStrategies []string `aws:"at=supportedStrategies"`
	}
)

// typeFilters are the properties of types to filter by (API reference,
// DescribeInstanceTypes).
var typeFilters = ec2api.Properties[InstanceTypeInfo]{
	"bare-metal":                                ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.BareMetal) }),
	"burstable-performance-supported":           ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.BurstablePerformanceSupported) }),
	"current-generation":                        ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.CurrentGeneration) }),
	"free-tier-eligible":                        ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.FreeTierEligible) }),
	"hibernation-supported":                     ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.HibernationSupported) }),
	"hypervisor":                                ec2api.One(func(t InstanceTypeInfo) string { return t.Hypervisor }),
	"instance-storage-supported":                ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.InstanceStorageSupported) }),
	"instance-type":                             ec2api.One(func(t InstanceTypeInfo) string { return t.InstanceType }),
	"memory-info.size-in-mib":                   ec2api.One(func(t InstanceTypeInfo) string { return strconv.Itoa(t.MemoryInfo.SizeInMiB) }),
	"network-info.efa-supported":                ec2api.One(func(t InstanceTypeInfo) string { return strconv.FormatBool(t.NetworkInfo.EfaSupported) }),
	"network-info.network-performance":          ec2api.One(func(t InstanceTypeInfo) string { return t.NetworkInfo.NetworkPerformance }),
	"processor-info.supported-architecture":     func(t InstanceTypeInfo) []string { return t.ProcessorInfo.SupportedArchitectures },
	"supported-usage-class":                     func(t InstanceTypeInfo) []string { return t.SupportedUsageClasses },
	"supported-root-device-type":                func(t InstanceTypeInfo) []string { return t.SupportedRootDeviceTypes },
	"placement-group-info.supported-strategies": func(t InstanceTypeInfo) []string { return t.PlacementGroupInfo.SupportedStrategies },
	"vcpu-info.default-cores":                   ec2api.One(func(t InstanceTypeInfo) string { return strconv.Itoa(t.VCpuInfo.DefaultCores) }),
	"vcpu-info.default-vcpus":                   ec2api.One(func(t InstanceTypeInfo) string { return strconv.Itoa(t.VCpuInfo.DefaultVCpus) }),
}

// describeInstanceTypes describes the types of the table.
//
// fidelity: ec2.instance-types
func (s *Service) describeInstanceTypes(_ *aws.Request, in *DescribeInstanceTypesInput) (*DescribeInstanceTypesOutput, error) {
	for _, name := range in.InstanceTypes {
		if instancetype.Named(name) == nil {
			return nil, aws.Errorf(400, "InvalidInstanceType", "The following supplied instance types do not exist: [%s]", name)
		}
	}
	var all []InstanceTypeInfo
	for _, t := range instancetype.All() {
		if len(in.InstanceTypes) == 0 || slices.Contains(in.InstanceTypes, t.Name) {
			all = append(all, describeType(t))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, typeFilters, s.api.Tags, func(t InstanceTypeInfo) string { return t.InstanceType })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 100)
	if err != nil {
		return nil, err
	}
	return &DescribeInstanceTypesOutput{page, next}, nil
}

func describeType(t *instancetype.Type) InstanceTypeInfo {
	out := InstanceTypeInfo{
		InstanceType: t.Name, CurrentGeneration: t.Current, FreeTierEligible: t.FreeTier, SupportedUsageClasses: []string{"on-demand"},
		SupportedRootDeviceTypes: []string{"ebs"}, SupportedVirtualizationTypes: []string{"hvm"}, Hypervisor: t.Hypervisor,
		ProcessorInfo: ProcessorInfo{t.Architectures, t.GHz, t.Manufacturer}, VCpuInfo: VCPUInfo{t.VCPUs, t.Cores, t.VCPUs / t.Cores},
		MemoryInfo: MemoryInfo{t.MemoryMiB}, InstanceStorageSupported: len(t.Disks) > 0, EbsInfo: describeEBS(t.EBS),
		NetworkInfo: NetworkInfo{t.Network.Performance, t.Network.Interfaces,
			[]NetworkCard{{0, t.Network.Performance, t.Network.BaselineGbps, t.Network.PeakGbps}}, t.Network.Addresses, t.Network.EFA},
		PlacementGroupInfo:   PlacementGroupInfo{[]string{"partition", "spread"}},
		HibernationSupported: t.Hibernation, BurstablePerformanceSupported: t.Burstable,
	}
	if t.Spot {
		out.SupportedUsageClasses = append(out.SupportedUsageClasses, "spot")
	}
	if t.ClusterPlacement {
		out.PlacementGroupInfo.SupportedStrategies = []string{"cluster", "partition", "spread"}
	}
	if len(t.Disks) > 0 {
		out.InstanceStorageInfo = &InstanceStorageInfo{}
		for _, d := range t.Disks {
			out.InstanceStorageInfo.TotalSizeInGB += d.Count * d.GB
			out.InstanceStorageInfo.Disks = append(out.InstanceStorageInfo.Disks, DiskInfo{d.GB, d.Count, d.Kind})
		}
	}
	if len(t.GPUs) > 0 {
		out.GpuInfo = &GPUInfo{}
		for _, g := range t.GPUs {
			out.GpuInfo.TotalGpuMemoryInMiB += g.Count * g.MemoryMiB
			out.GpuInfo.Gpus = append(out.GpuInfo.Gpus, GPUDevice{g.Name, g.Manufacturer, g.Count, MemoryInfo{g.MemoryMiB}})
		}
	}
	return out
}

func describeEBS(e instancetype.EBS) EBSInfo {
	out := EBSInfo{EbsOptimizedSupport: e.Optimized, EncryptionSupport: "supported"}
	if e.MaximumMbps > 0 {
		out.EbsOptimizedInfo = &EBSOptimizedInfo{e.BaselineMbps, float64(e.BaselineMbps) / 8, e.BaselineIOPS, e.MaximumMbps, float64(e.MaximumMbps) / 8, e.MaximumIOPS}
	}
	return out
}

// DescribeInstanceTypeOfferingsInput follows AWS's model.
type DescribeInstanceTypeOfferingsInput struct {
	DryRun       bool
	LocationType string `aws:"enum=region|availability-zone|availability-zone-id"`
	Filters      []ec2api.Filter
	MaxResults   int `aws:"min=5,max=1000"`
	NextToken    string
}

// DescribeInstanceTypeOfferingsOutput is a page of offerings.
type DescribeInstanceTypeOfferingsOutput struct {
	InstanceTypeOfferings []Offering `aws:"always"`
	NextToken             string
}

// Offering is a type at a place.
type Offering struct{ InstanceType, LocationType, Location string }

var offeringFilters = ec2api.Properties[Offering]{
	"instance-type": ec2api.One(func(o Offering) string { return o.InstanceType }),
	"location":      ec2api.One(func(o Offering) string { return o.Location }),
}

// describeInstanceTypeOfferings lists all types at all places.
//
// fidelity: ec2.instance-types
func (s *Service) describeInstanceTypeOfferings(_ *aws.Request, in *DescribeInstanceTypeOfferingsInput) (*DescribeInstanceTypeOfferingsOutput, error) {
	kind := cmp.Or(in.LocationType, "region")
	var all []Offering
	for _, t := range instancetype.All() {
		for _, place := range places(kind) {
			all = append(all, Offering{t.Name, kind, place})
		}
	}
	list, err := ec2api.Passing(all, in.Filters, offeringFilters, s.api.Tags, func(o Offering) string { return o.InstanceType })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeInstanceTypeOfferingsOutput{page, next}, nil
}

func places(kind string) (out []string) {
	for _, z := range vpc.Zones {
		switch kind {
		case "availability-zone":
			out = append(out, z.Name)
		case "availability-zone-id":
			out = append(out, z.ID)
		}
	}
	if kind == "region" {
		return []string{aws.Region}
	}
	return out
}
