package ec2

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
)

func (s *Service) spotOperations() []aws.Operation {
	notFound := []string{"InvalidSpotInstanceRequestID.NotFound", "InvalidSpotInstanceRequestID.Malformed"}
	left := []string{"LaunchSpecification.AddressingType", "LaunchSpecification.KernelId", "LaunchSpecification.RamdiskId", "LaunchSpecification.Placement.AvailabilityZoneId"}
	for _, name := range unsimulatedLaunch {
		if strings.HasPrefix(name, "BlockDeviceMappings.") || strings.HasPrefix(name, "NetworkInterfaces.") {
			left = append(left, "LaunchSpecification."+name)
		}
	}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "RequestSpotInstances", Doc: "Asks for Spot Instances: they are launched when price and capacity allow it.",
			Errors:      []string{"InvalidParameterValue", "InvalidAMIID.NotFound", "MaxSpotInstanceCountExceeded", "IdempotentParameterMismatch"},
			Unsimulated: append(left, "LaunchGroup", "AvailabilityZoneGroup", "BlockDurationMinutes")}, s.requestSpotInstances),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSpotInstanceRequests", ReadOnly: true, Doc: "Lists the requests for Spot Instances.", Errors: notFound}, s.describeSpotInstanceRequests),
		ec2api.Op(s.api, aws.Operation{Name: "CancelSpotInstanceRequests", Doc: "Cancels requests for Spot Instances; instances that run go on.", Errors: notFound}, s.cancelSpotInstanceRequests),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSpotPriceHistory", ReadOnly: true, Doc: "Lists the Spot prices of the last 90 days, the newest first.",
			Errors: []string{"InvalidParameterValue"}, Unsimulated: []string{"AvailabilityZoneId"}}, s.describeSpotPriceHistory),
		aws.Op(aws.Operation{Service: "fault", Name: "InterruptSpot", Hidden: true, Doc: "Interrupts a Spot Instance.", Errors: []string{"InvalidFault"}}, s.interruptSpot),
	}
}

// RequestSpotLaunchSpecification is what is to be launched.
type RequestSpotLaunchSpecification struct {
	SecurityGroupIds    []string
	SecurityGroups      []string
	BlockDeviceMappings []BlockDeviceMapping `aws:"at=blockDeviceMapping"`
	EbsOptimized        bool
	IamInstanceProfile  *InstanceProfile
	ImageId             string
	InstanceType        string
	KeyName             string
	Monitoring          *MonitoringEnabled
	NetworkInterfaces   []NetworkInterfaceSpecification `aws:"at=NetworkInterface"`
	Placement           *Placement
	SubnetId            string
	UserData            string
}

// RequestSpotInstancesInput follows AWS's model.
type RequestSpotInstancesInput struct {
	LaunchSpecification          *RequestSpotLaunchSpecification
	TagSpecifications            []ec2api.TagSpecification
	InstanceInterruptionBehavior string `aws:"enum=hibernate|stop|terminate,default=terminate"`
	DryRun                       bool
	SpotPrice                    string
	ClientToken                  string
	InstanceCount                int    `aws:"default=1"`
	Type                         string `aws:"enum=one-time|persistent,default=one-time"`
	ValidFrom, ValidUntil        *time.Time
}

// RequestSpotInstancesOutput are the new requests.
type RequestSpotInstancesOutput struct {
	SpotInstanceRequests []SpotInstanceRequest `aws:"always"`
}

// SpotInstanceRequest is a request as the API shows it.
type SpotInstanceRequest struct {
	CreateTime                   time.Time
	InstanceId                   string
	LaunchSpecification          *LaunchSpecification
	LaunchedAvailabilityZone     string
	ProductDescription           string
	SpotInstanceRequestId        string
	SpotPrice                    string
	State                        string
	Status                       *SpotInstanceStatus
	Tags                         []ec2api.Tag
	Type                         string
	ValidFrom, ValidUntil        *time.Time
	InstanceInterruptionBehavior string
}

// SpotInstanceStatus is why a request is in its state.
type SpotInstanceStatus struct {
	Code, Message string
	UpdateTime    time.Time
}

// LaunchSpecification is what a request launches.
type LaunchSpecification struct {
	UserData            string
	BlockDeviceMappings []BlockDeviceMapping `aws:"at=blockDeviceMapping"`
	EbsOptimized        bool                 `aws:"always"`
	IamInstanceProfile  *InstanceProfile
	ImageId             string
	InstanceType        string
	KeyName             string
	NetworkInterfaces   []SpotNetworkInterface
	Placement           *SpotPlacement
	SubnetId            string
	SecurityGroups      []GroupIdentifier `aws:"at=groupSet"`
	Monitoring          *MonitoringEnabled
}

// SpotNetworkInterface is a network interface of what a request launches.
type SpotNetworkInterface struct {
	AssociatePublicIpAddress *bool
	DeleteOnTermination      *bool
	Description              string
	DeviceIndex              int
	Groups                   []string `aws:"at=SecurityGroupId,item=SecurityGroupId"`
	PrivateIpAddress         string
	SubnetId                 string
}

// spotToken remembers what a client token was used for.
type spotToken struct {
	in       RequestSpotInstancesInput
	requests []string
}

// requestSpotInstances makes requests, which are looked at a little later.
//
// fidelity: ec2.spot-requests
func (s *Service) requestSpotInstances(_ *aws.Request, in *RequestSpotInstancesInput) (*RequestSpotInstancesOutput, error) {
	if used, ok := s.spotTokens[in.ClientToken]; ok {
		if !reflect.DeepEqual(used.in, *in) {
			return nil, mismatch()
		}
		return s.spotRequests(used.requests), nil
	}
	spec := in.LaunchSpecification
	if spec == nil {
		return nil, ec2api.Missing("LaunchSpecification")
	}
	if in.InstanceCount < 1 {
		return nil, ec2api.Invalid("Invalid value '%d' for instanceCount", in.InstanceCount)
	}
	launch := RunInstancesInput{BlockDeviceMappings: spec.BlockDeviceMappings, EbsOptimized: spec.EbsOptimized, IamInstanceProfile: spec.IamInstanceProfile, ImageId: spec.ImageId,
		InstanceType: spec.InstanceType, KeyName: spec.KeyName, Monitoring: spec.Monitoring, NetworkInterfaces: spec.NetworkInterfaces, Placement: spec.Placement,
		SecurityGroupIds: spec.SecurityGroupIds, SecurityGroups: spec.SecurityGroups, SubnetId: spec.SubnetId, UserData: spec.UserData, MinCount: 1, MaxCount: 1,
		InstanceMarketOptions: &InstanceMarketOptions{MarketType: "spot", SpotOptions: &SpotMarketOptions{MaxPrice: in.SpotPrice, SpotInstanceType: in.Type,
			InstanceInterruptionBehavior: in.InstanceInterruptionBehavior}}}
	p, err := s.planRequest(&launch, in)
	if err != nil {
		return nil, err
	}
	var ids []string
	for range in.InstanceCount {
		q := s.newSpotRequest(p.spot, launch)
		s.api.Tags.Add(q.ID, "spot-instances-request", in.TagSpecifications)
		if in.ValidFrom != nil {
			q.ValidFrom = sim.FromWall(*in.ValidFrom)
		}
		if in.ValidUntil != nil {
			q.Until = sim.FromWall(*in.ValidUntil)
		}
		s.set(q, requestOpen, "pending-evaluation")
		s.ask(q, evaluating)
		ids = append(ids, q.ID)
	}
	if in.ClientToken != "" {
		s.spotTokens[in.ClientToken] = spotToken{*in, ids}
	}
	return s.spotRequests(ids), nil
}

// planRequest refuses what can never be launched: all but what price and
// capacity decide.
func (s *Service) planRequest(launch *RunInstancesInput, in *RequestSpotInstancesInput) (*launchPlan, *aws.Error) {
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "spot-instances-request"); err != nil {
		return nil, err
	}
	p := &launchPlan{in: launch}
	for _, step := range []func(*launchPlan) *aws.Error{s.planMachine, s.planMarket, s.planNetwork, s.planPrograms, s.planWishes, s.planVolumes} {
		if err := step(p); err != nil {
			return nil, err
		}
	}
	if s.room(p.kind, true)-s.asking(group(p.kind))/p.kind.VCPUs < in.InstanceCount {
		return nil, tooManySpot()
	}
	return p, nil
}

// asking are the vCPUs of a quota that open requests ask for.
func (s *Service) asking(quota string) int {
	n := 0
	for _, q := range s.requests {
		if t := instancetype.Named(q.Launch.InstanceType); q.State == requestOpen && q.Instance == "" && group(t) == quota {
			n += t.VCPUs
		}
	}
	return n
}

// spotRequests are those with the ids that are still known.
func (s *Service) spotRequests(ids []string) *RequestSpotInstancesOutput {
	out := &RequestSpotInstancesOutput{}
	for _, id := range ids {
		out.SpotInstanceRequests = append(out.SpotInstanceRequests, s.describeRequest(s.requests[id]))
	}
	return out
}

func (s *Service) describeRequest(q *spotRequest) SpotInstanceRequest {
	l := q.Launch
	spec := &LaunchSpecification{UserData: l.UserData, BlockDeviceMappings: l.BlockDeviceMappings, EbsOptimized: l.EbsOptimized, IamInstanceProfile: l.IamInstanceProfile,
		ImageId: l.ImageId, InstanceType: l.InstanceType, KeyName: l.KeyName, Placement: spotPlacement(l.Placement), SubnetId: l.SubnetId,
		Monitoring: &MonitoringEnabled{l.Monitoring != nil && l.Monitoring.Enabled}}
	for _, n := range l.NetworkInterfaces {
		spec.NetworkInterfaces = append(spec.NetworkInterfaces, SpotNetworkInterface(n))
	}
	for _, id := range l.SecurityGroupIds {
		spec.SecurityGroups = append(spec.SecurityGroups, GroupIdentifier{id, s.net.GroupName(id)})
	}
	out := SpotInstanceRequest{CreateTime: ec2api.Time(q.Created), InstanceId: q.Instance, LaunchSpecification: spec, LaunchedAvailabilityZone: q.Zone, ProductDescription: "Linux/UNIX",
		SpotInstanceRequestId: q.ID, SpotPrice: asDollars(q.Max), State: q.State, Status: &SpotInstanceStatus{q.Code, q.Message, ec2api.Time(q.Updated)}, Tags: s.api.Tags.Of(q.ID),
		Type: word(q.Persistent, "persistent", "one-time"), InstanceInterruptionBehavior: q.Behavior}
	if q.ValidFrom > 0 {
		out.ValidFrom = ptr(ec2api.Time(q.ValidFrom))
	}
	if q.Until > 0 {
		out.ValidUntil = ptr(ec2api.Time(q.Until))
	}
	return out
}

// DescribeSpotInstanceRequestsInput follows AWS's model.
type DescribeSpotInstanceRequestsInput struct {
	NextToken              string
	MaxResults             int
	DryRun                 bool
	SpotInstanceRequestIds []string
	Filters                []ec2api.Filter
}

// DescribeSpotInstanceRequestsOutput is a page of requests.
type DescribeSpotInstanceRequestsOutput struct {
	SpotInstanceRequests []SpotInstanceRequest `aws:"always"`
	NextToken            string
}

var spotRequestFilters = ec2api.Properties[SpotInstanceRequest]{
	"instance-id":                ec2api.One(func(q SpotInstanceRequest) string { return q.InstanceId }),
	"launch.image-id":            ec2api.One(func(q SpotInstanceRequest) string { return q.LaunchSpecification.ImageId }),
	"launch.instance-type":       ec2api.One(func(q SpotInstanceRequest) string { return q.LaunchSpecification.InstanceType }),
	"launch.key-name":            ec2api.One(func(q SpotInstanceRequest) string { return q.LaunchSpecification.KeyName }),
	"launched-availability-zone": ec2api.One(func(q SpotInstanceRequest) string { return q.LaunchedAvailabilityZone }),
	"product-description":        ec2api.One(func(q SpotInstanceRequest) string { return q.ProductDescription }),
	"spot-instance-request-id":   ec2api.One(func(q SpotInstanceRequest) string { return q.SpotInstanceRequestId }),
	"spot-price":                 ec2api.One(func(q SpotInstanceRequest) string { return q.SpotPrice }),
	"state":                      ec2api.One(func(q SpotInstanceRequest) string { return q.State }),
	"status-code":                ec2api.One(func(q SpotInstanceRequest) string { return q.Status.Code }),
	"type":                       ec2api.One(func(q SpotInstanceRequest) string { return q.Type }),
}

func (s *Service) describeSpotInstanceRequests(_ *aws.Request, in *DescribeSpotInstanceRequestsInput) (*DescribeSpotInstanceRequestsOutput, error) {
	for _, id := range in.SpotInstanceRequestIds {
		if _, err := s.requestOf(id); err != nil {
			return nil, err
		}
	}
	requests := sim.InOrder(s.requests)
	slices.SortStableFunc(requests, func(a, b *spotRequest) int { return cmp.Compare(a.Created, b.Created) })
	var all []SpotInstanceRequest
	for _, q := range requests {
		if len(in.SpotInstanceRequestIds) == 0 || slices.Contains(in.SpotInstanceRequestIds, q.ID) {
			all = append(all, s.describeRequest(q))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, spotRequestFilters, s.api.Tags, func(q SpotInstanceRequest) string { return q.SpotInstanceRequestId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeSpotInstanceRequestsOutput{page, next}, nil
}

// CancelSpotInstanceRequestsInput follows AWS's model.
type CancelSpotInstanceRequestsInput struct {
	DryRun                 bool
	SpotInstanceRequestIds []string `aws:"required"`
}

// CancelSpotInstanceRequestsOutput are the requests' states.
type CancelSpotInstanceRequestsOutput struct {
	CancelledSpotInstanceRequests []CancelledSpotInstanceRequest `aws:"at=spotInstanceRequestSet,always"`
}

// CancelledSpotInstanceRequest is the state of a request.
type CancelledSpotInstanceRequest struct{ SpotInstanceRequestId, State string }

// cancelSpotInstanceRequests ends requests. Instances that run go on; one that an
// interruption has stopped is terminated.
//
// fidelity: ec2.spot-requests
func (s *Service) cancelSpotInstanceRequests(_ *aws.Request, in *CancelSpotInstanceRequestsInput) (*CancelSpotInstanceRequestsOutput, error) {
	for _, id := range in.SpotInstanceRequestIds {
		if _, err := s.requestOf(id); err != nil {
			return nil, err
		}
	}
	out := &CancelSpotInstanceRequestsOutput{}
	for _, id := range in.SpotInstanceRequestIds {
		q := s.requests[id]
		i := s.instances[q.Instance]
		switch {
		case q.State == requestClosed || q.State == requestFailed:
			s.set(q, requestCancelled, q.Code)
		case q.State == requestCancelled:
		case i == nil:
			s.set(q, requestCancelled, "canceled-before-fulfillment")
		case i.state == Stopped && q.State == requestOpen:
			s.set(q, requestCancelled, q.Code)
			s.terminate(i, spotTermination)
		default:
			s.set(q, requestCancelled, "request-canceled-and-instance-running")
		}
		out.CancelledSpotInstanceRequests = append(out.CancelledSpotInstanceRequests, CancelledSpotInstanceRequest{id, q.State})
	}
	return out, nil
}

// SpotPlacement is where a Spot Instance is asked for, as requests show it.
type SpotPlacement struct {
	AvailabilityZone string
	GroupName        string `aws:"always"`
	Tenancy          string
}

func spotPlacement(p *Placement) *SpotPlacement {
	if p == nil {
		return nil
	}
	return &SpotPlacement{p.AvailabilityZone, p.GroupName, p.Tenancy}
}
