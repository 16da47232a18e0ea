package console

import "time"

// ec2Waiters are EC2's conditions: most are about all of a list.
func ec2Waiters() []waiter {
	const often, seldom = 5 * time.Second, 15 * time.Second
	states := "Reservations[].Instances[].State.Name"
	unknown := acceptor{code: "InvalidInstanceID.NotFound", state: "retry"}
	all := func(path, want string) acceptor { return acceptor{all: path, want: want, state: "success"} }
	never := func(path string, wants ...string) (out []acceptor) {
		for _, w := range wants {
			out = append(out, acceptor{any: path, want: w, state: "failure"})
		}
		return out
	}
	exists := func(path, code string) []acceptor {
		return []acceptor{{some: path, state: "success"}, {code: code, state: "retry"}}
	}
	with := func(first acceptor, more []acceptor, last ...acceptor) []acceptor {
		return append(append([]acceptor{first}, more...), last...)
	}
	return []waiter{
		{"ec2", "ImageAvailable", "DescribeImages", seldom, 40, with(all("Images[].State", "available"), never("Images[].State", "failed"))},
		{"ec2", "ImageExists", "DescribeImages", seldom, 40, exists("Images[]", "InvalidAMIID.NotFound")},
		{"ec2", "InstanceExists", "DescribeInstances", often, 40, exists("Reservations[]", "InvalidInstanceID.NotFound")},
		{"ec2", "InstanceRunning", "DescribeInstances", seldom, 40, with(all(states, "running"), never(states, "shutting-down", "terminated", "stopping"), unknown)},
		{"ec2", "InstanceStatusOk", "DescribeInstanceStatus", seldom, 40, with(all("InstanceStatuses[].InstanceStatus.Status", "ok"), nil, unknown)},
		{"ec2", "InstanceStopped", "DescribeInstances", seldom, 40, with(all(states, "stopped"), never(states, "pending", "terminated"))},
		{"ec2", "InstanceTerminated", "DescribeInstances", seldom, 40, with(all(states, "terminated"), never(states, "pending", "stopping"))},
		{"ec2", "KeyPairExists", "DescribeKeyPairs", often, 6, exists("KeyPairs[].KeyName", "InvalidKeyPair.NotFound")},
		{"ec2", "SecurityGroupExists", "DescribeSecurityGroups", often, 6, exists("SecurityGroups[].GroupId", "InvalidGroup.NotFound")},
		{"ec2", "SnapshotCompleted", "DescribeSnapshots", seldom, 40, with(all("Snapshots[].State", "completed"), never("Snapshots[].State", "error"))},
		{"ec2", "SpotInstanceRequestFulfilled", "DescribeSpotInstanceRequests", seldom, 40, with(all("SpotInstanceRequests[].Status.Code", "fulfilled"),
			append([]acceptor{all("SpotInstanceRequests[].Status.Code", "request-canceled-and-instance-running")},
				never("SpotInstanceRequests[].Status.Code", "schedule-expired", "canceled-before-fulfillment", "bad-parameters", "system-error")...),
			acceptor{code: "InvalidSpotInstanceRequestID.NotFound", state: "retry"})},
		{"ec2", "SubnetAvailable", "DescribeSubnets", seldom, 40, with(all("Subnets[].State", "available"), nil)},
		{"ec2", "SystemStatusOk", "DescribeInstanceStatus", seldom, 40, with(all("InstanceStatuses[].SystemStatus.Status", "ok"), nil)},
		{"ec2", "VolumeAvailable", "DescribeVolumes", seldom, 40, with(all("Volumes[].State", "available"), never("Volumes[].State", "deleted"))},
		{"ec2", "VolumeDeleted", "DescribeVolumes", seldom, 40, with(all("Volumes[].State", "deleted"), nil, acceptor{code: "InvalidVolume.NotFound", state: "success"})},
		{"ec2", "VolumeInUse", "DescribeVolumes", seldom, 40, with(all("Volumes[].State", "in-use"), never("Volumes[].State", "deleted"))},
		{"ec2", "VpcAvailable", "DescribeVpcs", seldom, 40, with(all("Vpcs[].State", "available"), nil)},
		{"ec2", "VpcExists", "DescribeVpcs", time.Second, 5, []acceptor{{status: 200, state: "success"}, {code: "InvalidVpcID.NotFound", state: "retry"}}},
	}
}

// ec2WaitersLeftOut are EC2's other conditions.
var ec2WaitersLeftOut = []string{"bundle-task-complete", "conversion-task-cancelled", "conversion-task-completed", "conversion-task-deleted",
	"customer-gateway-available", "export-task-cancelled", "export-task-completed", "image-usage-report-available", "internet-gateway-exists",
	"nat-gateway-available", "nat-gateway-deleted", "network-interface-available", "password-data-available", "secondary-network-create-complete",
	"secondary-network-delete-complete", "secondary-subnet-create-complete", "secondary-subnet-delete-complete",
	"security-group-vpc-association-associated", "security-group-vpc-association-disassociated", "snapshot-imported",
	"store-image-task-complete", "vpc-peering-connection-deleted", "vpc-peering-connection-exists",
	"vpn-connection-available", "vpn-connection-deleted"}
