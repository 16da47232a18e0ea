package ec2

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

func (s *Service) describeOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "DescribeInstances", ReadOnly: true, Doc: "Describes instances.",
			Errors: []string{"InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", "InvalidParameterValue"}, Unsimulated: []string{"IncludeManagedResources"}}, s.describeInstances),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeInstanceStatus", ReadOnly: true, Doc: "Tells whether instances pass their status checks.",
			Errors: []string{"InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed"}, Unsimulated: []string{"IncludeManagedResources"}}, s.describeInstanceStatus),
		ec2api.Op(s.api, aws.Operation{Name: "GetConsoleOutput", ReadOnly: true, Doc: "Returns what an instance has written to its console, in base64.",
			Errors: []string{"InvalidInstanceID.NotFound"}}, s.getConsoleOutput),
	}
}

// DescribeInstancesInput follows AWS's model.
type DescribeInstancesInput struct {
	InstanceIds []string
	DryRun      bool
	Filters     []ec2api.Filter
	NextToken   string
	MaxResults  int `aws:"max=1000"`
}

// DescribeInstancesOutput is a page of instances, by the launches that made
// them.
type DescribeInstancesOutput struct {
	NextToken    string
	Reservations []Reservation `aws:"always"`
}

// instanceFilters are the properties of instances to filter by (API reference,
// DescribeInstances).
var instanceFilters = ec2api.Properties[Instance]{
	"architecture":         ec2api.One(func(i Instance) string { return i.Architecture }),
	"availability-zone":    ec2api.One(func(i Instance) string { return i.Placement.AvailabilityZone }),
	"client-token":         ec2api.One(func(i Instance) string { return i.ClientToken }),
	"image-id":             ec2api.One(func(i Instance) string { return i.ImageId }),
	"instance-id":          ec2api.One(func(i Instance) string { return i.InstanceId }),
	"instance-lifecycle":   ec2api.One(func(i Instance) string { return i.InstanceLifecycle }),
	"instance-state-code":  ec2api.One(func(i Instance) string { return strconv.Itoa(i.State.Code) }),
	"instance-state-name":  ec2api.One(func(i Instance) string { return i.State.Name }),
	"instance-type":        ec2api.One(func(i Instance) string { return i.InstanceType }),
	"ip-address":           ec2api.One(func(i Instance) string { return i.PublicIpAddress }),
	"key-name":             ec2api.One(func(i Instance) string { return i.KeyName }),
	"launch-index":         ec2api.One(func(i Instance) string { return strconv.Itoa(i.AmiLaunchIndex) }),
	"monitoring-state":     ec2api.One(func(i Instance) string { return i.Monitoring.State }),
	"placement-group-name": ec2api.One(func(i Instance) string { return i.Placement.GroupName }),
	"private-dns-name":     ec2api.One(func(i Instance) string { return i.PrivateDnsName }),
	"private-ip-address":   ec2api.One(func(i Instance) string { return i.PrivateIpAddress }),
	"dns-name":             ec2api.One(func(i Instance) string { return i.PublicDnsName }),
	"root-device-name":     ec2api.One(func(i Instance) string { return i.RootDeviceName }),
	"subnet-id":            ec2api.One(func(i Instance) string { return i.SubnetId }),
	"tenancy":              ec2api.One(func(i Instance) string { return i.Placement.Tenancy }),
	"vpc-id":               ec2api.One(func(i Instance) string { return i.VpcId }),
	"instance.group-id":    groups(func(g GroupIdentifier) string { return g.GroupId }),
	"instance.group-name":  groups(func(g GroupIdentifier) string { return g.GroupName }),
	"hypervisor":           ec2api.One(func(i Instance) string { return i.Hypervisor }),
	"virtualization-type":  ec2api.One(func(i Instance) string { return i.VirtualizationType }),
	"state-reason-code": func(i Instance) []string {
		if i.StateReason == nil {
			return nil
		}
		return []string{i.StateReason.Code}
	},
	"block-device-mapping.volume-id": func(i Instance) (out []string) {
		for _, m := range i.BlockDeviceMappings {
			out = append(out, m.Ebs.VolumeId)
		}
		return out
	},
}

func groups(of func(GroupIdentifier) string) func(Instance) []string {
	return func(i Instance) (out []string) {
		for _, g := range i.SecurityGroups {
			out = append(out, of(g))
		}
		return out
	}
}

// describeInstances lists instances by launch; AWS promises no order.
//
// fidelity: ec2.describe-instances
func (s *Service) describeInstances(_ *aws.Request, in *DescribeInstancesInput) (*DescribeInstancesOutput, error) {
	if len(in.InstanceIds) > 0 {
		if in.MaxResults > 0 {
			return nil, ec2api.Combination("The parameter instancesSet cannot be used with the parameter maxResults")
		}
		if _, err := s.all(in.InstanceIds); err != nil {
			return nil, err
		}
	}
	if in.MaxResults != 0 && in.MaxResults < 5 {
		return nil, ec2api.Invalid("Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than 5.", in.MaxResults)
	}
	list, err := s.passing(in.InstanceIds, in.Filters)
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	out := &DescribeInstancesOutput{NextToken: next}
	for _, i := range page {
		n := len(out.Reservations) - 1
		if id := s.instances[i.InstanceId].reservation; n < 0 || out.Reservations[n].ReservationId != id {
			out.Reservations = append(out.Reservations, Reservation{ReservationId: id, OwnerId: aws.AccountID})
			n++
		}
		out.Reservations[n].Instances = append(out.Reservations[n].Instances, i)
	}
	return out, nil
}

// passing are the instances asked for that pass the filters, by launch.
func (s *Service) passing(ids []string, filters []ec2api.Filter) ([]Instance, *aws.Error) {
	var all []Instance
	for _, i := range s.inLaunchOrder() {
		if len(ids) == 0 || slices.Contains(ids, i.id) {
			all = append(all, s.describe(i))
		}
	}
	return ec2api.Passing(all, filters, instanceFilters, s.api.Tags, func(i Instance) string { return i.InstanceId })
}

// inLaunchOrder are the instances, those of one launch together.
func (s *Service) inLaunchOrder() []*instance {
	list := sim.InOrder(s.instances)
	slices.SortStableFunc(list, func(a, b *instance) int { return int(a.number) - int(b.number) })
	return list
}

func join(ids []string) string { return strings.Join(ids, ", ") }

// ConsoleLine is a line of an instance's console.
type ConsoleLine struct {
	At   time.Duration // of the world
	Text string
}
