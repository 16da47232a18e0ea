package sdk

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// linux is an image that every account sees.
var linux = str("ami-0abcdef1234567890")

func TestEC2(t *testing.T) {
	w := serve(t, "ec2")
	c := ec2.NewFromConfig(w.config())
	w.catalogue(c)
	subnet := w.network(c)
	group := w.firewall(c)
	id := w.launch(c, subnet, group)
	w.attributes(c, id)
	w.addresses(c, id)
	w.volumes(c, id)
	w.templates(c, group)
	w.tags(c, id)
	w.ec2Refusals(c)
	w.lives(c, id)
	w.fleet(c)
	w.purchases(c)
	w.ends(c, group)
	w.complete(map[string]string{
		"DescribeVpcsPaginator":           "the account has one VPC",
		"DescribeSubnetsPaginator":        "the account has three subnets, and a page has five",
		"NetworkInterfaceAvailableWaiter": "all interfaces here are in use",
	})
}

// catalogue is what can be launched.
func (w *world) catalogue(c *ec2.Client) {
	images := func(o *ec2.DescribeImagesOutput) (out []string) {
		for _, i := range o.Images {
			out = append(out, *i.ImageId)
		}
		return out
	}
	all := images(do(w, c.DescribeImages, &ec2.DescribeImagesInput{}))
	pages(w, ec2.NewDescribeImagesPaginator(c, &ec2.DescribeImagesInput{MaxResults: aws.Int32(1)}), images, all...)
	await(w, ec2.NewImageExistsWaiter(c), &ec2.DescribeImagesInput{ImageIds: []string{*linux}})
	await(w, ec2.NewImageAvailableWaiter(c), &ec2.DescribeImagesInput{Owners: []string{"amazon"}})
	kinds := func(o *ec2.DescribeInstanceTypesOutput) (out []string) {
		for _, i := range o.InstanceTypes {
			out = append(out, string(i.InstanceType))
		}
		return out
	}
	burstable := ec2.DescribeInstanceTypesInput{Filters: []types.Filter{{Name: str("instance-type"), Values: []string{"t3.*"}}}}
	some := burstable
	some.MaxResults = aws.Int32(5)
	pages(w, ec2.NewDescribeInstanceTypesPaginator(c, &some), kinds, kinds(do(w, c.DescribeInstanceTypes, &burstable))...)
	offers := func(o *ec2.DescribeInstanceTypeOfferingsOutput) (out []string) {
		for _, i := range o.InstanceTypeOfferings {
			out = append(out, string(i.InstanceType)+*i.Location)
		}
		return out
	}
	zones := ec2.DescribeInstanceTypeOfferingsInput{LocationType: types.LocationTypeAvailabilityZone,
		Filters: []types.Filter{{Name: str("instance-type"), Values: []string{"t3.micro", "m5.large"}}}}
	few := zones
	few.MaxResults = aws.Int32(5)
	pages(w, ec2.NewDescribeInstanceTypeOfferingsPaginator(c, &few), offers, offers(do(w, c.DescribeInstanceTypeOfferings, &zones))...)
}

// launch launches an instance with all that a launch can say, waits until it is
// well, and is its id.
func (w *world) launch(c *ec2.Client, subnet, group *string) *string {
	do(w, c.CreateKeyPair, &ec2.CreateKeyPairInput{KeyName: str("web"), KeyType: types.KeyTypeEd25519})
	await(w, ec2.NewKeyPairExistsWaiter(c), &ec2.DescribeKeyPairsInput{KeyNames: []string{"web"}})
	out := do(w, c.RunInstances, &ec2.RunInstancesInput{ImageId: linux, InstanceType: types.InstanceTypeT3Micro, MinCount: aws.Int32(1), MaxCount: aws.Int32(1),
		KeyName: str("web"), UserData: str(base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\n"))),
		NetworkInterfaces:   []types.InstanceNetworkInterfaceSpecification{{DeviceIndex: aws.Int32(0), SubnetId: subnet, Groups: []string{*group}, AssociatePublicIpAddress: aws.Bool(true)}},
		BlockDeviceMappings: []types.BlockDeviceMapping{{DeviceName: str("/dev/xvda"), Ebs: &types.EbsBlockDevice{VolumeSize: aws.Int32(12), Encrypted: aws.Bool(true)}}},
		TagSpecifications:   []types.TagSpecification{{ResourceType: types.ResourceTypeInstance, Tags: []types.Tag{{Key: str("Name"), Value: str("größe <&>")}}}},
		Monitoring:          &types.RunInstancesMonitoringEnabled{Enabled: aws.Bool(true)}, ClientToken: str("once")})
	id := out.Instances[0].InstanceId
	one := &ec2.DescribeInstancesInput{InstanceIds: []string{*id}}
	await(w, ec2.NewInstanceExistsWaiter(c), one)
	await(w, ec2.NewInstanceRunningWaiter(c), one)
	w.pass(10 * time.Minute)
	await(w, ec2.NewInstanceStatusOkWaiter(c), &ec2.DescribeInstanceStatusInput{InstanceIds: []string{*id}})
	await(w, ec2.NewSystemStatusOkWaiter(c), &ec2.DescribeInstanceStatusInput{InstanceIds: []string{*id}})
	do(w, c.GetConsoleOutput, &ec2.GetConsoleOutputInput{InstanceId: id})
	return id
}

// attributes asks for and changes what can be changed of an instance.
func (w *world) attributes(c *ec2.Client, id *string) {
	do(w, c.ModifyInstanceAttribute, &ec2.ModifyInstanceAttributeInput{InstanceId: id, DisableApiTermination: &types.AttributeBooleanValue{Value: aws.Bool(true)}})
	for _, a := range []types.InstanceAttributeName{types.InstanceAttributeNameUserData, types.InstanceAttributeNameGroupSet,
		types.InstanceAttributeNameDisableApiTermination, types.InstanceAttributeNameInstanceType} {
		do(w, c.DescribeInstanceAttribute, &ec2.DescribeInstanceAttributeInput{InstanceId: id, Attribute: a})
	}
	refuse(w, "OperationNotPermitted", c.TerminateInstances, &ec2.TerminateInstancesInput{InstanceIds: []string{*id}})
	do(w, c.ModifyInstanceAttribute, &ec2.ModifyInstanceAttributeInput{InstanceId: id, DisableApiTermination: &types.AttributeBooleanValue{Value: aws.Bool(false)}})
	do(w, c.ModifyInstanceMetadataOptions, &ec2.ModifyInstanceMetadataOptionsInput{InstanceId: id, HttpTokens: types.HttpTokensStateOptional})
	changed := do(w, c.ModifyInstanceCreditSpecification, &ec2.ModifyInstanceCreditSpecificationInput{InstanceCreditSpecifications: []types.InstanceCreditSpecificationRequest{
		{InstanceId: id, CpuCredits: str("standard")}, {InstanceId: str("i-0aaaaaaaaaaaaaaaa"), CpuCredits: str("standard")}}})
	if len(changed.SuccessfulInstanceCreditSpecifications) != 1 || len(changed.UnsuccessfulInstanceCreditSpecifications) != 1 {
		w.Errorf("changed %+v", changed)
	}
}

// lives reboots, stops, starts and terminates an instance.
func (w *world) lives(c *ec2.Client, id *string) {
	ids := []string{*id}
	do(w, c.RebootInstances, &ec2.RebootInstancesInput{InstanceIds: ids})
	w.pass(time.Minute)
	do(w, c.StopInstances, &ec2.StopInstancesInput{InstanceIds: ids})
	w.pass(time.Minute)
	await(w, ec2.NewInstanceStoppedWaiter(c), &ec2.DescribeInstancesInput{InstanceIds: ids})
	do(w, c.StartInstances, &ec2.StartInstancesInput{InstanceIds: ids})
	await(w, ec2.NewInstanceRunningWaiter(c), &ec2.DescribeInstancesInput{InstanceIds: ids})
	do(w, c.TerminateInstances, &ec2.TerminateInstancesInput{InstanceIds: ids})
	w.pass(time.Minute)
	await(w, ec2.NewInstanceTerminatedWaiter(c), &ec2.DescribeInstancesInput{InstanceIds: ids})
}

// fleet is as many launches as make two pages.
func (w *world) fleet(c *ec2.Client) {
	w.pass(2 * time.Hour) // what was terminated is forgotten
	var ids []string
	for range 6 {
		out := do(w, c.RunInstances, &ec2.RunInstancesInput{ImageId: linux, InstanceType: types.InstanceTypeT3Nano, MinCount: aws.Int32(1), MaxCount: aws.Int32(1)})
		ids = append(ids, *out.Instances[0].InstanceId)
	}
	w.pass(time.Minute)
	five := aws.Int32(5)
	pages(w, ec2.NewDescribeInstancesPaginator(c, &ec2.DescribeInstancesInput{MaxResults: five}), func(o *ec2.DescribeInstancesOutput) (out []string) {
		for _, r := range o.Reservations {
			for _, i := range r.Instances {
				out = append(out, *i.InstanceId)
			}
		}
		return out
	}, ids...)
	pages(w, ec2.NewDescribeInstanceStatusPaginator(c, &ec2.DescribeInstanceStatusInput{MaxResults: five}), func(o *ec2.DescribeInstanceStatusOutput) (out []string) {
		for _, i := range o.InstanceStatuses {
			out = append(out, *i.InstanceId)
		}
		return out
	}, ids...)
	pages(w, ec2.NewDescribeInstanceCreditSpecificationsPaginator(c, &ec2.DescribeInstanceCreditSpecificationsInput{MaxResults: five}),
		func(o *ec2.DescribeInstanceCreditSpecificationsOutput) (out []string) {
			for _, i := range o.InstanceCreditSpecifications {
				out = append(out, *i.InstanceId)
			}
			return out
		}, ids...)
	interfaces := func(o *ec2.DescribeNetworkInterfacesOutput) (out []string) {
		for _, i := range o.NetworkInterfaces {
			out = append(out, *i.NetworkInterfaceId)
		}
		return out
	}
	all := interfaces(do(w, c.DescribeNetworkInterfaces, &ec2.DescribeNetworkInterfacesInput{}))
	pages(w, ec2.NewDescribeNetworkInterfacesPaginator(c, &ec2.DescribeNetworkInterfacesInput{MaxResults: five}), interfaces, all...)
	do(w, c.TerminateInstances, &ec2.TerminateInstancesInput{InstanceIds: ids})
	w.pass(10 * time.Minute)
}

// ends deletes what is left.
func (w *world) ends(c *ec2.Client, group *string) {
	do(w, c.DeleteSecurityGroup, &ec2.DeleteSecurityGroupInput{GroupId: group})
	do(w, c.DeleteKeyPair, &ec2.DeleteKeyPairInput{KeyName: str("web")})
	do(w, c.DeletePlacementGroup, &ec2.DeletePlacementGroupInput{GroupName: str("near")})
}

func (w *world) ec2Refusals(c *ec2.Client) {
	launch := func(kind types.InstanceType) *ec2.RunInstancesInput {
		return &ec2.RunInstancesInput{ImageId: linux, InstanceType: kind, MinCount: aws.Int32(1), MaxCount: aws.Int32(1)}
	}
	dry, token := launch("t3.micro"), launch("t3.nano")
	dry.DryRun, token.ClientToken = aws.Bool(true), str("once")
	refuse(w, "DryRunOperation", c.RunInstances, dry)
	refuse(w, "IdempotentParameterMismatch", c.RunInstances, token)
	refuse(w, "InvalidParameterValue", c.RunInstances, launch("t9.huge"))
	refuse(w, "VcpuLimitExceeded", c.RunInstances, launch("g6.xlarge"))
	refuse(w, "InvalidInstanceID.NotFound", c.DescribeInstances, &ec2.DescribeInstancesInput{InstanceIds: []string{"i-0aaaaaaaaaaaaaaaa"}})
	refuse(w, "InvalidInstanceID.Malformed", c.StopInstances, &ec2.StopInstancesInput{InstanceIds: []string{"i-1"}})
	refuse(w, "InvalidNextToken", c.DescribeInstances, &ec2.DescribeInstancesInput{NextToken: str("?")})
}
