package console

// ec2Pagers are the paginated operations of EC2: all have their tokens and
// limits under the same names.
func ec2Pagers() []pager {
	var out []pager
	for _, p := range []struct{ operation, results string }{
		{"DescribeCapacityReservations", "CapacityReservations"},
		{"DescribeImages", "Images"},
		{"DescribeInstanceCreditSpecifications", "InstanceCreditSpecifications"},
		{"DescribeInstances", "Reservations"},
		{"DescribeInstanceStatus", "InstanceStatuses"},
		{"DescribeInstanceTypeOfferings", "InstanceTypeOfferings"},
		{"DescribeInstanceTypes", "InstanceTypes"},
		{"DescribeLaunchTemplates", "LaunchTemplates"},
		{"DescribeLaunchTemplateVersions", "LaunchTemplateVersions"},
		{"DescribeNetworkInterfaces", "NetworkInterfaces"},
		{"DescribeSecurityGroupRules", "SecurityGroupRules"},
		{"DescribeSecurityGroups", "SecurityGroups"},
		{"DescribeReservedInstancesOfferings", "ReservedInstancesOfferings"},
		{"DescribeSnapshots", "Snapshots"},
		{"DescribeSpotInstanceRequests", "SpotInstanceRequests"},
		{"DescribeSpotPriceHistory", "SpotPriceHistory"},
		{"DescribeSubnets", "Subnets"},
		{"DescribeTags", "Tags"},
		{"DescribeVolumes", "Volumes"},
		{"DescribeVpcs", "Vpcs"},
	} {
		out = append(out, pager{"ec2." + p.operation, "NextToken", "NextToken", "MaxResults", "", []string{p.results}, nil})
	}
	return out
}
