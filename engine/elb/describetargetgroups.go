package elb

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

func (s *Service) groupOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "CreateTargetGroup", Doc: "Makes a target group: where to send requests, and how to check who may get them.",
			Errors: []string{"DuplicateTargetGroupName", "TooManyTargetGroups", "TooManyTags", "DuplicateTagKeys"}, Unsimulated: []string{"TargetControlPort"}}, s.createTargetGroup),
		op(s, aws.Operation{Name: "DescribeTargetGroups", ReadOnly: true, Doc: "Describes target groups.",
			Errors: []string{"LoadBalancerNotFound", "TargetGroupNotFound"}}, s.describeTargetGroups),
		op(s, aws.Operation{Name: "ModifyTargetGroup", Doc: "Changes the health checks of a target group.",
			Errors: []string{"TargetGroupNotFound"}}, s.modifyTargetGroup),
		op(s, aws.Operation{Name: "DeleteTargetGroup", Doc: "Deletes a target group that no action names.",
			Errors: []string{"ResourceInUse"}}, s.deleteTargetGroup),
		op(s, aws.Operation{Name: "ModifyTargetGroupAttributes", Doc: "Changes how requests are shared out among the targets of a group.",
			Errors: []string{"TargetGroupNotFound", "InvalidConfigurationRequest"}}, s.modifyTargetGroupAttributes),
		op(s, aws.Operation{Name: "DescribeTargetGroupAttributes", ReadOnly: true, Doc: "Shows how requests are shared out among the targets of a group.",
			Errors: []string{"TargetGroupNotFound"}}, s.describeTargetGroupAttributes),
	}
}

// everywhere is the zone of a target outside of the VPC.
const everywhere = "all"

func zoneNames() (out []string) {
	for _, z := range vpc.Zones {
		out = append(out, z.Name)
	}
	return out
}

func (s *Service) describeGroup(g *group) TargetGroup {
	c := g.checks
	out := TargetGroup{TargetGroupArn: g.arn(), TargetGroupName: g.name, Protocol: g.protocol, Port: g.port, VpcId: s.net.ID(), HealthCheckProtocol: c.Protocol,
		HealthCheckPort: c.Port, HealthCheckEnabled: true, HealthCheckIntervalSeconds: c.Interval, HealthCheckTimeoutSeconds: c.Timeout,
		HealthyThresholdCount: c.Healthy, UnhealthyThresholdCount: c.Unhealthy, HealthCheckPath: c.Path, Matcher: Matcher{HttpCode: c.Matcher},
		TargetType: g.kind, ProtocolVersion: g.version, IpAddressType: "ipv4"}
	if g.balancer != nil {
		out.LoadBalancerArns = []string{g.balancer.arn()}
	}
	return out
}

// DescribeTargetGroupsInput follows AWS's model.
type DescribeTargetGroupsInput struct {
	LoadBalancerArn        string
	TargetGroupArns, Names []string
	Marker                 string
	PageSize               int `aws:"min=1,max=400"`
}

func (s *Service) describeTargetGroups(_ *aws.Request, in *DescribeTargetGroupsInput) (*TargetGroupsOutput, error) {
	list, err := s.selected(in)
	if err != nil {
		return nil, err
	}
	list, next, err := page(list, in.Marker, in.PageSize)
	if err != nil {
		return nil, err
	}
	out := &TargetGroupsOutput{NextMarker: next}
	for _, g := range list {
		out.TargetGroups = append(out.TargetGroups, s.describeGroup(g))
	}
	return out, nil
}

// selected are the groups that are named, or those of a load balancer, or all.
func (s *Service) selected(in *DescribeTargetGroupsInput) (list []*group, err *aws.Error) {
	ways := 0
	for _, given := range []bool{in.LoadBalancerArn != "", len(in.TargetGroupArns) > 0, len(in.Names) > 0} {
		if given {
			ways++
		}
	}
	if ways > 1 {
		return nil, invalid("Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time")
	}
	for _, arn := range in.TargetGroupArns {
		g, err := s.group(arn)
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	for _, name := range in.Names {
		g := s.groupNamed(name)
		if g == nil {
			return nil, aws.Errorf(400, "TargetGroupNotFound", "One or more target groups not found")
		}
		list = append(list, g)
	}
	if ways == 1 && in.LoadBalancerArn == "" {
		return list, nil
	}
	list = oldest(s.groups, func(g *group) sim.Time { return g.created })
	if in.LoadBalancerArn != "" {
		b, err := s.balancer(in.LoadBalancerArn)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(g *group) bool { return g.balancer != b })
	}
	return list, nil
}

// ModifyTargetGroupInput follows AWS's model; what is not given stays.
type ModifyTargetGroupInput struct {
	TargetGroupArn             string `aws:"required"`
	HealthCheckProtocol        string `aws:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC"`
	HealthCheckPort            string
	HealthCheckPath            string `aws:"min=1,max=1024"`
	HealthCheckEnabled         *bool
	HealthCheckIntervalSeconds int `aws:"min=5,max=300"`
	HealthCheckTimeoutSeconds  int `aws:"min=2,max=120"`
	HealthyThresholdCount      int `aws:"min=2,max=10"`
	UnhealthyThresholdCount    int `aws:"min=2,max=10"`
	Matcher                    *Matcher
}

func (s *Service) modifyTargetGroup(_ *aws.Request, in *ModifyTargetGroupInput) (*TargetGroupsOutput, error) {
	g, err := s.group(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if err := g.checks.change(in); err != nil {
		return nil, err
	}
	return &TargetGroupsOutput{TargetGroups: []TargetGroup{s.describeGroup(g)}}, nil
}
