package console

// ec2Names are where the names and ids of EC2's resources are found that a
// member of an input may mean: the operation that lists them, and the path in
// its answer.
var ec2Names = map[string]struct{ operation, path string }{
	"AllocationId":                {"DescribeAddresses", "Addresses[].AllocationId"},
	"AllocationIds":               {"DescribeAddresses", "Addresses[].AllocationId"},
	"AssociationId":               {"DescribeAddresses", "Addresses[].AssociationId"},
	"AvailabilityZone":            {"DescribeAvailabilityZones", "AvailabilityZones[].ZoneName"},
	"GroupId":                     {"DescribeSecurityGroups", "SecurityGroups[].GroupId"},
	"GroupIds":                    {"DescribeSecurityGroups", "SecurityGroups[].GroupId"},
	"GroupName":                   {"DescribeSecurityGroups", "SecurityGroups[].GroupName"},
	"GroupNames":                  {"DescribeSecurityGroups", "SecurityGroups[].GroupName"},
	"Groups":                      {"DescribeSecurityGroups", "SecurityGroups[].GroupId"},
	"ImageId":                     {"DescribeImages", "Images[].ImageId"},
	"ImageIds":                    {"DescribeImages", "Images[].ImageId"},
	"InstanceId":                  {"DescribeInstances", "Reservations[].Instances[].InstanceId"},
	"InstanceIds":                 {"DescribeInstances", "Reservations[].Instances[].InstanceId"},
	"InstanceType":                {"DescribeInstanceTypes", "InstanceTypes[].InstanceType"},
	"InstanceTypes":               {"DescribeInstanceTypes", "InstanceTypes[].InstanceType"},
	"KeyName":                     {"DescribeKeyPairs", "KeyPairs[].KeyName"},
	"KeyNames":                    {"DescribeKeyPairs", "KeyPairs[].KeyName"},
	"LaunchTemplateId":            {"DescribeLaunchTemplates", "LaunchTemplates[].LaunchTemplateId"},
	"LaunchTemplateName":          {"DescribeLaunchTemplates", "LaunchTemplates[].LaunchTemplateName"},
	"NetworkInterfaceId":          {"DescribeNetworkInterfaces", "NetworkInterfaces[].NetworkInterfaceId"},
	"NetworkInterfaceIds":         {"DescribeNetworkInterfaces", "NetworkInterfaces[].NetworkInterfaceId"},
	"ReservedInstancesIds":        {"DescribeReservedInstances", "ReservedInstances[].ReservedInstancesId"},
	"ReservedInstancesOfferingId": {"DescribeReservedInstancesOfferings", "ReservedInstancesOfferings[].ReservedInstancesOfferingId"},
	"Resources":                   {"DescribeInstances", "Reservations[].Instances[].InstanceId"},
	"SecurityGroupIds":            {"DescribeSecurityGroups", "SecurityGroups[].GroupId"},
	"SnapshotId":                  {"DescribeSnapshots", "Snapshots[].SnapshotId"},
	"SnapshotIds":                 {"DescribeSnapshots", "Snapshots[].SnapshotId"},
	"SpotInstanceRequestIds":      {"DescribeSpotInstanceRequests", "SpotInstanceRequests[].SpotInstanceRequestId"},
	"SubnetId":                    {"DescribeSubnets", "Subnets[].SubnetId"},
	"SubnetIds":                   {"DescribeSubnets", "Subnets[].SubnetId"},
	"VolumeId":                    {"DescribeVolumes", "Volumes[].VolumeId"},
	"VolumeIds":                   {"DescribeVolumes", "Volumes[].VolumeId"},
	"VpcId":                       {"DescribeVpcs", "Vpcs[].VpcId"},
	"ZoneNames":                   {"DescribeAvailabilityZones", "AvailabilityZones[].ZoneName"},
}

// ofEC2 are the names of the first page of what a member of EC2's may mean.
func (c *completer) ofEC2(member string) (out []string) {
	from, ok := ec2Names[member]
	if !ok {
		return nil
	}
	for _, v := range through(c.ask("ec2."+from.operation, nil), from.path) {
		out = append(out, pyString(v))
	}
	return out
}
