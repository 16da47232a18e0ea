package billing

import (
	"time"

	"skylab/engine/ec2/instancetype"
)

// BoxUsage is On-Demand usage of a type of instance with Linux, in hours: see
// Service.Hold.
func BoxUsage(instanceType string) UsageType { return UsageType("BoxUsage:" + instanceType) }

// DedicatedUsage is usage of a type by Dedicated Instances, in hours.
func DedicatedUsage(instanceType string) UsageType {
	return UsageType("DedicatedUsage:" + instanceType)
}

// dedicatedPremium is what Dedicated Instances cost more, in thousandths.
const dedicatedPremium = 60

// UnusedBox is what a Capacity Reservation keeps of a type and no instance uses, in
// hours.
func UnusedBox(instanceType string) UsageType { return UsageType("UnusedBox:" + instanceType) }

// The other usage types of EC2 in us-east-1.
const (
	// PublicIPInUse and PublicIPIdle are public IPv4 addresses, in hours: those
	// of running instances, and Elastic IPs that no running instance has.
	PublicIPInUse UsageType = "PublicIPv4:InUseAddress"
	PublicIPIdle  UsageType = "PublicIPv4:IdleAddress"
	// CPUCredits are surplus credits of T3 and T3a, CPUCreditsARM those of T4g,
	// in vCPU-hours; the base unit is a thousandth of a credit, of which 60 are
	// a vCPU-hour.
	CPUCredits    UsageType = "CPUCredits:t3"
	CPUCreditsT2  UsageType = "CPUCredits:t2"
	CPUCreditsARM UsageType = "CPUCredits:t4g"
	// DataTransferOut is what leaves to the internet, DataTransferRegional what
	// goes from zone to zone, in GB, counted at each end; the base unit is a byte.
	DataTransferOut      UsageType = "DataTransfer-Out-Bytes"
	DataTransferRegional UsageType = "DataTransfer-Regional-Bytes"
	// SnapshotStorage is what EBS snapshots hold, in GB-months.
	SnapshotStorage UsageType = "EBS:SnapshotUsage"
	// VolumeIOPS and VolumeThroughput are what a gp3 volume has beyond its
	// baseline, in IOPS-months and MiBps-months: see Service.Hold.
	VolumeIOPS       UsageType = "EBS:VolumeP-IOPS.gp3"
	VolumeThroughput UsageType = "EBS:VolumeP-Throughput.gp3"
)

// VolumeUsage is what volumes of a type hold, in GB-months; the base unit is a
// GB for a second: see Service.Hold.
func VolumeUsage(volumeType string) UsageType {
	if volumeType == "io1" {
		volumeType = "piops"
	}
	return UsageType("EBS:VolumeUsage." + volumeType)
}

// VolumeProvisionedIOPS is what a volume of type io1 or io2 is given, in
// IOPS-months.
func VolumeProvisionedIOPS(volumeType string) UsageType {
	if volumeType == "io1" {
		volumeType = "piops"
	}
	return UsageType("EBS:VolumeP-IOPS." + volumeType)
}

// secondly is the rounding of instances, volumes and addresses.
//
// fidelity: billing.per-second
var secondly = period{step: time.Second, least: time.Minute}

// ec2Service is how bills call EC2.
const ec2Service = "Amazon Elastic Compute Cloud"

// ec2Prices are those of instances, volumes and addresses in us-east-1.
//
// fidelity: billing.ec2
// fidelity: billing.ebs
func ec2Prices() []price {
	var list []price
	row := func(u UsageType, what string, in unit, rate Rate) {
		list = append(list, price{usage: u, service: ec2Service, description: what, unit: in, free: noneFree, tiers: flat(rate), period: secondly})
	}
	for _, t := range instancetype.All() {
		row(BoxUsage(t.Name), "On-Demand Linux "+t.Name, hourly, Rate(t.Price))
		list[len(list)-1].covers = t.Name
		row(DedicatedUsage(t.Name), "Dedicated Linux "+t.Name, hourly, Rate(t.Price*(1000+dedicatedPremium)/1000))
		row(UnusedBox(t.Name), "Unused Capacity Reservation, Linux "+t.Name, hourly, Rate(t.Price))
		list[len(list)-1].covers = t.Name
	}
	row(PublicIPInUse, "Public IPv4 addresses in use", hourly, 50_000_000)
	row(PublicIPIdle, "Public IPv4 addresses idle", hourly, 50_000_000)
	credits := unit{name: "vCPU-Hours", one: "vCPU-hour", many: "vCPU-hours", base: 60_000}
	row(CPUCredits, "CPU credits of T3", credits, 500_000_000)
	row(CPUCreditsT2, "CPU credits of T2", credits, 500_000_000)
	row(CPUCreditsARM, "CPU credits of T4g", credits, 400_000_000)
	gigabyte := heldFor("GB-Mo", "GB-month")
	for _, v := range []struct {
		name string
		rate Rate
	}{{"gp3", 800_000_000}, {"gp2", 1_000_000_000}, {"io1", 1_250_000_000}, {"io2", 1_250_000_000}, {"st1", 450_000_000}, {"sc1", 150_000_000}} {
		row(VolumeUsage(v.name), "EBS volumes, "+v.name, gigabyte, v.rate)
	}
	iops := heldFor("IOPS-Mo", "IOPS-month")
	row(VolumeIOPS, "EBS volumes, gp3, IOPS above 3,000", iops, 50_000_000)
	row(VolumeProvisionedIOPS("io1"), "EBS volumes, io1, IOPS", iops, 650_000_000)
	row(VolumeProvisionedIOPS("io2"), "EBS volumes, io2, IOPS", iops, 650_000_000)
	row(VolumeThroughput, "EBS volumes, gp3, throughput above 125 MiBps", heldFor("MiBps-Mo", "MiBps-month"), 400_000_000)
	row(SnapshotStorage, "EBS snapshots", gigabyte, 500_000_000)
	// fidelity: billing.data-transfer
	transfer := func(u UsageType, what string, t []tier) {
		list = append(list, price{usage: u, service: ec2Service, description: what, unit: gigabytes("GB", gib), free: noneFree, tiers: t})
	}
	transfer(DataTransferOut, "Data transfer to the internet", []tier{{100, 0, "first 100 GB a month"}, {10_240, 900_000_000, "up to 10 TB a month"},
		{51_200, 850_000_000, "next 40 TB a month"}, {153_600, 700_000_000, "next 100 TB a month"}, {0, 500_000_000, "over 150 TB a month"}})
	transfer(DataTransferRegional, "Data transfer between zones", flat(100_000_000))
	return list
}

// heldFor is a unit that is had for a month; it is counted by the second.
func heldFor(name, one string) unit {
	return unit{name: name, one: one, many: one + "s", base: 3600, monthly: true, tick: time.Second}
}
