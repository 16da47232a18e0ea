package wire_test

import (
	"time"

	"skylab/engine/aws"
)

// ec2Shapes are operations with the shapes of EC2's that its protocol has most
// trouble with. They do nothing: each answers as its test wants it.
var ec2Shapes = []*aws.Operation{
	shaped[describeInstancesIn, describeInstancesOut]("DescribeInstances"),
	shaped[describeInstanceTypesIn, describeInstanceTypesOut]("DescribeInstanceTypes"),
	shaped[createTagsIn, struct{}]("CreateTags"),
	shaped[runInstancesIn, reservation]("RunInstances", "ElasticGpuSpecifications", "KernelId"),
	shaped[authorizeIngressIn, authorizeIngressOut]("AuthorizeSecurityGroupIngress"),
}

func shaped[In, Out any](name string, left ...string) *aws.Operation {
	op := aws.Op(aws.Operation{Service: "ec2", Name: name, Unsimulated: left}, func(*aws.Request, *In) (*Out, error) { return nil, nil })
	return &op
}

type (
	filter struct {
		Name   string
		Values []string
	}
	tag        struct{ Key, Value string }
	groupID    struct{ GroupId, GroupName string }
	tagsOfKind struct {
		ResourceType string
		Tags         []tag
	}

	describeInstancesIn struct {
		DryRun, IncludeManagedResources bool
		Filters                         []filter
		InstanceIds                     []string
		MaxResults                      *int
		NextToken                       string
	}
	describeInstancesOut struct {
		NextToken    string
		Reservations []reservation `aws:"always"`
	}
	reservation struct {
		ReservationId, OwnerId string
		Groups                 []groupID  `aws:"always"`
		Instances              []instance `aws:"always,at=instancesSet"`
	}
	instance struct {
		InstanceId string
		State      struct {
			Code int
			Name string
		} `aws:"always,at=instanceState"`
		PublicDnsName       string `aws:"always,at=dnsName"`
		LaunchTime          time.Time
		EbsOptimized        bool          `aws:"always"`
		BlockDeviceMappings []blockDevice `aws:"at=blockDeviceMapping"`
		SecurityGroups      []groupID     `aws:"at=groupSet"`
		Tags                []tag
	}
	blockDevice struct {
		DeviceName string
		Ebs        *struct {
			DeleteOnTermination *bool
			Encrypted           bool
			VolumeSize          *int
			VolumeType          string
		}
		NoDevice string
	}

	describeInstanceTypesIn struct {
		DryRun                     bool
		Filters                    []filter
		IncludeUnsupportedInRegion bool
		InstanceTypes              []string
		MaxResults                 *int
		NextToken                  string
	}
	describeInstanceTypesOut struct{ InstanceTypes []instanceType }
	instanceType             struct {
		InstanceType          string
		MemoryInfo            struct{ SizeInMiB int64 }
		SupportedUsageClasses []string `aws:"at=supportedUsageClasses"`
		ProcessorInfo         struct{ SustainedClockSpeedInGhz float64 }
	}

	createTagsIn struct {
		DryRun    bool
		Resources []string `aws:"at=ResourceId"`
		Tags      []tag
	}

	runInstancesIn struct {
		BlockDeviceMappings []blockDevice
		ImageId             string
		MinCount, MaxCount  int
		Monitoring          *struct{ Enabled bool }
		NetworkInterfaces   []struct {
			DeviceIndex        *int
			Groups             []string `aws:"at=SecurityGroupId"`
			Ipv4Prefixes       []struct{ Ipv4Prefix string }
			PrivateIpAddresses []struct {
				Primary          bool
				PrivateIpAddress string
			} `aws:"at=privateIpAddresses"`
		}
		SecurityGroupIds      []string
		TagSpecifications     []tagsOfKind
		UserData              string
		InstanceMarketOptions *struct {
			SpotOptions *struct{ ValidUntil time.Time }
		}
	}

	authorizeIngressIn struct {
		GroupId       string
		IpPermissions []permission `aws:"at=ipPermissions"`
	}
	authorizeIngressOut struct {
		Return bool `aws:"always"`
	}
	permission struct {
		IpProtocol       string
		FromPort, ToPort *int
		IpRanges         []struct{ CidrIp string } `aws:"at=ipRanges"`
		UserIdGroupPairs []groupID                 `aws:"at=groups"`
	}
)
