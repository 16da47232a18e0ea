package sdk

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// network reads the default VPC; it is a subnet of it.
func (w *world) network(c *ec2.Client) *string {
	vpc := do(w, c.DescribeVpcs, &ec2.DescribeVpcsInput{}).Vpcs[0].VpcId
	await(w, ec2.NewVpcExistsWaiter(c), &ec2.DescribeVpcsInput{VpcIds: []string{*vpc}})
	await(w, ec2.NewVpcAvailableWaiter(c), &ec2.DescribeVpcsInput{})
	await(w, ec2.NewSubnetAvailableWaiter(c), &ec2.DescribeSubnetsInput{})
	subnet := do(w, c.DescribeSubnets, &ec2.DescribeSubnetsInput{Filters: []types.Filter{{Name: str("vpc-id"), Values: []string{*vpc}}}}).Subnets[0].SubnetId
	do(w, c.ModifySubnetAttribute, &ec2.ModifySubnetAttributeInput{SubnetId: subnet, MapPublicIpOnLaunch: &types.AttributeBooleanValue{Value: aws.Bool(true)}})
	do(w, c.DescribeAvailabilityZones, &ec2.DescribeAvailabilityZonesInput{})
	do(w, c.CreatePlacementGroup, &ec2.CreatePlacementGroupInput{GroupName: str("near"), Strategy: types.PlacementStrategyCluster})
	do(w, c.DescribePlacementGroups, &ec2.DescribePlacementGroupsInput{GroupNames: []string{"near"}})
	return subnet
}

// firewall makes security groups; it is one of them.
func (w *world) firewall(c *ec2.Client) *string {
	groups := func(o *ec2.DescribeSecurityGroupsOutput) (out []string) {
		for _, g := range o.SecurityGroups {
			out = append(out, *g.GroupId)
		}
		return out
	}
	var made []string
	for _, name := range []string{"a", "b", "c", "d", "e", "web"} {
		made = append(made, *do(w, c.CreateSecurityGroup, &ec2.CreateSecurityGroupInput{GroupName: &name, Description: str("of the shop")}).GroupId)
	}
	group := &made[5]
	await(w, ec2.NewSecurityGroupExistsWaiter(c), &ec2.DescribeSecurityGroupsInput{GroupIds: made})
	pages(w, ec2.NewDescribeSecurityGroupsPaginator(c, &ec2.DescribeSecurityGroupsInput{MaxResults: aws.Int32(5)}), groups,
		groups(do(w, c.DescribeSecurityGroups, &ec2.DescribeSecurityGroupsInput{}))...)
	do(w, c.AuthorizeSecurityGroupIngress, &ec2.AuthorizeSecurityGroupIngressInput{GroupId: group, IpPermissions: []types.IpPermission{
		{IpProtocol: str("tcp"), FromPort: aws.Int32(80), ToPort: aws.Int32(80), IpRanges: []types.IpRange{{CidrIp: str("0.0.0.0/0"), Description: str("all")}}},
		{IpProtocol: str("tcp"), FromPort: aws.Int32(22), ToPort: aws.Int32(22), UserIdGroupPairs: []types.UserIdGroupPair{{GroupId: group}}}}})
	dns := []types.IpPermission{{IpProtocol: str("udp"), FromPort: aws.Int32(53), ToPort: aws.Int32(53), IpRanges: []types.IpRange{{CidrIp: str("10.0.0.0/8")}}}}
	do(w, c.AuthorizeSecurityGroupEgress, &ec2.AuthorizeSecurityGroupEgressInput{GroupId: group, IpPermissions: dns})
	rules := func(o *ec2.DescribeSecurityGroupRulesOutput) (out []string) {
		for _, r := range o.SecurityGroupRules {
			out = append(out, *r.SecurityGroupRuleId)
		}
		return out
	}
	pages(w, ec2.NewDescribeSecurityGroupRulesPaginator(c, &ec2.DescribeSecurityGroupRulesInput{MaxResults: aws.Int32(5)}), rules,
		rules(do(w, c.DescribeSecurityGroupRules, &ec2.DescribeSecurityGroupRulesInput{}))...)
	do(w, c.RevokeSecurityGroupEgress, &ec2.RevokeSecurityGroupEgressInput{GroupId: group, IpPermissions: dns})
	do(w, c.RevokeSecurityGroupIngress, &ec2.RevokeSecurityGroupIngressInput{GroupId: group, IpProtocol: str("tcp"), FromPort: aws.Int32(80), ToPort: aws.Int32(80), CidrIp: str("0.0.0.0/0")})
	refuse(w, "InvalidGroup.Duplicate", c.CreateSecurityGroup, &ec2.CreateSecurityGroupInput{GroupName: str("web"), Description: str("again")})
	return group
}

// addresses gives an instance an address that stays, and takes it away.
func (w *world) addresses(c *ec2.Client, id *string) {
	address := do(w, c.AllocateAddress, &ec2.AllocateAddressInput{Domain: types.DomainTypeVpc}).AllocationId
	association := do(w, c.AssociateAddress, &ec2.AssociateAddressInput{AllocationId: address, InstanceId: id}).AssociationId
	do(w, c.DescribeAddresses, &ec2.DescribeAddressesInput{AllocationIds: []string{*address}})
	refuse(w, "InvalidIPAddress.InUse", c.ReleaseAddress, &ec2.ReleaseAddressInput{AllocationId: address})
	do(w, c.DisassociateAddress, &ec2.DisassociateAddressInput{AssociationId: association})
	do(w, c.ReleaseAddress, &ec2.ReleaseAddressInput{AllocationId: address})
}

// volumes makes volumes and a snapshot, and deletes them.
func (w *world) volumes(c *ec2.Client, id *string) {
	zone := do(w, c.DescribeInstances, &ec2.DescribeInstancesInput{InstanceIds: []string{*id}}).Reservations[0].Instances[0].Placement.AvailabilityZone
	made := do(w, c.CreateVolume, &ec2.CreateVolumeInput{AvailabilityZone: zone, Size: aws.Int32(10), VolumeType: types.VolumeTypeGp3, Iops: aws.Int32(4000)}).VolumeId
	one := &ec2.DescribeVolumesInput{VolumeIds: []string{*made}}
	await(w, ec2.NewVolumeAvailableWaiter(c), one)
	do(w, c.AttachVolume, &ec2.AttachVolumeInput{VolumeId: made, InstanceId: id, Device: str("/dev/sdf")})
	await(w, ec2.NewVolumeInUseWaiter(c), one)
	volumes := func(o *ec2.DescribeVolumesOutput) (out []string) {
		for _, v := range o.Volumes {
			out = append(out, *v.VolumeId)
		}
		return out
	}
	pages(w, ec2.NewDescribeVolumesPaginator(c, &ec2.DescribeVolumesInput{MaxResults: aws.Int32(1)}), volumes, volumes(do(w, c.DescribeVolumes, &ec2.DescribeVolumesInput{}))...)
	w.pass(time.Minute)
	do(w, c.DetachVolume, &ec2.DetachVolumeInput{VolumeId: made})
	w.pass(time.Minute)
	var snapshots []string
	for range 2 {
		snapshots = append(snapshots, *do(w, c.CreateSnapshot, &ec2.CreateSnapshotInput{VolumeId: made, Description: str("größe <&>")}).SnapshotId)
	}
	w.pass(time.Hour)
	await(w, ec2.NewSnapshotCompletedWaiter(c), &ec2.DescribeSnapshotsInput{SnapshotIds: snapshots})
	pages(w, ec2.NewDescribeSnapshotsPaginator(c, &ec2.DescribeSnapshotsInput{OwnerIds: []string{"self"}, MaxResults: aws.Int32(1)}), func(o *ec2.DescribeSnapshotsOutput) (out []string) {
		for _, s := range o.Snapshots {
			out = append(out, *s.SnapshotId)
		}
		return out
	}, snapshots...)
	do(w, c.DeleteSnapshot, &ec2.DeleteSnapshotInput{SnapshotId: &snapshots[0]})
	do(w, c.DeleteVolume, &ec2.DeleteVolumeInput{VolumeId: made})
	await(w, ec2.NewVolumeDeletedWaiter(c), one)
	refuse(w, "InvalidVolume.NotFound", c.DescribeVolumes, one)
}

// templates keeps launches under names.
func (w *world) templates(c *ec2.Client, group *string) {
	data := &types.RequestLaunchTemplateData{ImageId: linux, InstanceType: types.InstanceTypeT3Micro,
		NetworkInterfaces: []types.LaunchTemplateInstanceNetworkInterfaceSpecificationRequest{{Description: str("first"), Groups: []string{*group}}}}
	var names []string
	for _, name := range []string{"web-a", "web-b"} {
		do(w, c.CreateLaunchTemplate, &ec2.CreateLaunchTemplateInput{LaunchTemplateName: &name, LaunchTemplateData: data})
		names = append(names, name)
	}
	name := &names[0]
	out := do(w, c.CreateLaunchTemplateVersion, &ec2.CreateLaunchTemplateVersionInput{LaunchTemplateName: name, SourceVersion: str("1"),
		LaunchTemplateData: &types.RequestLaunchTemplateData{InstanceType: types.InstanceTypeT3Small}})
	if got := out.LaunchTemplateVersion.LaunchTemplateData.NetworkInterfaces[0].Groups; !sameNames(got, []string{*group}) {
		w.Errorf("the version has the groups %q", got)
	}
	do(w, c.ModifyLaunchTemplate, &ec2.ModifyLaunchTemplateInput{LaunchTemplateName: name, DefaultVersion: str("2")})
	pages(w, ec2.NewDescribeLaunchTemplatesPaginator(c, &ec2.DescribeLaunchTemplatesInput{MaxResults: aws.Int32(1)}), func(o *ec2.DescribeLaunchTemplatesOutput) (out []string) {
		for _, t := range o.LaunchTemplates {
			out = append(out, *t.LaunchTemplateName)
		}
		return out
	}, names...)
	pages(w, ec2.NewDescribeLaunchTemplateVersionsPaginator(c, &ec2.DescribeLaunchTemplateVersionsInput{LaunchTemplateName: name, MaxResults: aws.Int32(1)}),
		func(o *ec2.DescribeLaunchTemplateVersionsOutput) (out []string) {
			for _, v := range o.LaunchTemplateVersions {
				out = append(out, string(v.LaunchTemplateData.InstanceType))
			}
			return out
		}, "t3.micro", "t3.small")
	refuse(w, "InvalidLaunchTemplateId.VersionNotFound", c.DescribeLaunchTemplateVersions, &ec2.DescribeLaunchTemplateVersionsInput{LaunchTemplateName: name, Versions: []string{"7"}})
	do(w, c.DeleteLaunchTemplate, &ec2.DeleteLaunchTemplateInput{LaunchTemplateName: name})
}

// tags gives an instance as many tags as make two pages.
func (w *world) tags(c *ec2.Client, id *string) {
	in := &ec2.CreateTagsInput{Resources: []string{*id}}
	want := []string{"Name"}
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		in.Tags = append(in.Tags, types.Tag{Key: &key, Value: str("größe <&>")})
		want = append(want, key)
	}
	do(w, c.CreateTags, in)
	pages(w, ec2.NewDescribeTagsPaginator(c, &ec2.DescribeTagsInput{MaxResults: aws.Int32(5), Filters: []types.Filter{{Name: str("resource-id"), Values: in.Resources}}}),
		func(o *ec2.DescribeTagsOutput) (out []string) {
			for _, t := range o.Tags {
				out = append(out, *t.Key)
			}
			return out
		}, want...)
	do(w, c.DeleteTags, &ec2.DeleteTagsInput{Resources: in.Resources, Tags: []types.Tag{{Key: str("a")}}})
}
