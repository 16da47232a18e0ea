package elb

import (
	"net/netip"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/elb/health"
	"skylab/engine/sim"
)

// group is a target group.
type group struct {
	path, name, protocol, version, kind string
	port                                int
	created                             sim.Time
	checks                              healthCheck
	attributes                          attributes
	behaviour                           behaviour
	rules                               Rules
	tags                                []Tag
	balancer                            *balancer // whose actions name it; nil is nobody's
	targets                             []*target // in the order of their registration
	byKey                               map[key]*target
	turn                                uint64

	pools  map[string]*pool // whom requests go to, by the node's zone; nil where it must be found out again
	minute counts
}

// healthCheck is how targets are checked.
type healthCheck struct {
	Protocol, Port, Path, Matcher string
	Interval, Timeout             int // in seconds
	health.Thresholds
	codes []span
}

// The kinds of targets.
const (
	instanceTargets = "instance"
	ipTargets       = "ip"
)

// trafficPort is the health check's port that is the target's own.
const trafficPort = "traffic-port"

func (g *group) arn() string { return aws.ARN(service, g.path) }

// Matcher are the status codes of a healthy target: "200", "200,202",
// "200-299".
type Matcher struct{ HttpCode, GrpcCode string }

// CreateTargetGroupInput follows AWS's model.
type CreateTargetGroupInput struct {
	Name                       string `aws:"required"`
	Protocol                   string `aws:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC"`
	ProtocolVersion            string
	Port                       int `aws:"min=1,max=65535"`
	VpcId                      string
	HealthCheckProtocol        string `aws:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC"`
	HealthCheckPort            string
	HealthCheckEnabled         *bool
	HealthCheckPath            string `aws:"min=1,max=1024"`
	HealthCheckIntervalSeconds int    `aws:"min=5,max=300"`
	HealthCheckTimeoutSeconds  int    `aws:"min=2,max=120"`
	HealthyThresholdCount      int    `aws:"min=2,max=10"`
	UnhealthyThresholdCount    int    `aws:"min=2,max=10"`
	Matcher                    *Matcher
	TargetType                 string `aws:"enum=instance|ip|lambda|alb"`
	Tags                       []Tag
	IpAddressType              string `aws:"enum=ipv4|ipv6"`
}

// TargetGroupsOutput is target groups as the API shows them.
type TargetGroupsOutput struct {
	TargetGroups []TargetGroup `aws:"always"`
	NextMarker   string
}

// TargetGroup is a target group as the API shows it.
type TargetGroup struct {
	TargetGroupArn, TargetGroupName string
	Protocol                        string
	Port                            int
	VpcId                           string
	HealthCheckProtocol             string
	HealthCheckPort                 string
	HealthCheckEnabled              bool `aws:"always"`
	HealthCheckIntervalSeconds      int
	HealthCheckTimeoutSeconds       int
	HealthyThresholdCount           int
	UnhealthyThresholdCount         int
	HealthCheckPath                 string
	Matcher                         Matcher
	LoadBalancerArns                []string `aws:"always"`
	TargetType, ProtocolVersion     string
	IpAddressType                   string
}

// createTargetGroup makes a target group, or answers with the one that exists
// with the same settings.
//
// fidelity: elb.create-again
func (s *Service) createTargetGroup(_ *aws.Request, in *CreateTargetGroupInput) (*TargetGroupsOutput, error) {
	g, err := s.plannedGroup(in)
	if err != nil {
		return nil, err
	}
	if old := s.groupNamed(g.name); old != nil {
		if !old.same(g) {
			return nil, aws.Errorf(400, "DuplicateTargetGroupName", "A target group with the same name '%s' exists, but with different settings", g.name)
		}
		return &TargetGroupsOutput{TargetGroups: []TargetGroup{s.describeGroup(old)}}, nil
	}
	if len(s.groups) >= maxGroups {
		return nil, aws.Errorf(400, "TooManyTargetGroups", "The maximum number of target groups has been reached on your account")
	}
	g.path = "targetgroup/" + g.name + "/" + s.newID("targetgroup")
	g.configure()
	s.groups[g.path] = g
	return &TargetGroupsOutput{TargetGroups: []TargetGroup{s.describeGroup(g)}}, nil
}

// plannedGroup is the group that the input asks for.
func (s *Service) plannedGroup(in *CreateTargetGroupInput) (*group, *aws.Error) {
	if err := checkName("Target group", in.Name); err != nil {
		return nil, err
	}
	if err := s.checkGroup(in); err != nil {
		return nil, err
	}
	if err := checkTags(nil, in.Tags); err != nil {
		return nil, err
	}
	g := &group{rules: s.model, name: in.Name, protocol: in.Protocol, version: "HTTP1", kind: instanceTargets, port: in.Port, created: s.k.Now(), tags: in.Tags,
		attributes: defaults(groupAttributes), byKey: map[key]*target{},
		checks: healthCheck{Protocol: "HTTP", Port: trafficPort, Path: "/", Matcher: "200", Interval: 30, Timeout: 5, Thresholds: health.DefaultThresholds}}
	if in.TargetType != "" {
		g.kind = in.TargetType
	}
	err := g.checks.change(&ModifyTargetGroupInput{HealthCheckProtocol: in.HealthCheckProtocol, HealthCheckPort: in.HealthCheckPort, HealthCheckPath: in.HealthCheckPath,
		HealthCheckEnabled: in.HealthCheckEnabled, HealthCheckIntervalSeconds: in.HealthCheckIntervalSeconds, HealthCheckTimeoutSeconds: in.HealthCheckTimeoutSeconds,
		HealthyThresholdCount: in.HealthyThresholdCount, UnhealthyThresholdCount: in.UnhealthyThresholdCount, Matcher: in.Matcher})
	if err != nil {
		return nil, err
	}
	return g, nil
}

// checkGroup refuses what load balancers of this kind, or this world, lack.
func (s *Service) checkGroup(in *CreateTargetGroupInput) *aws.Error {
	switch {
	case in.TargetType == "lambda" || in.TargetType == "alb":
		return unsimulated("target groups of type %s: give instance or ip", in.TargetType)
	case in.Protocol == "":
		return invalid("A protocol must be specified")
	case in.Protocol != "HTTP" && in.Protocol != "HTTPS":
		return unsimulated("target groups with the protocol %s: give HTTP", in.Protocol)
	case in.ProtocolVersion != "" && in.ProtocolVersion != "HTTP1":
		return unsimulated("the protocol version %s: give HTTP1", in.ProtocolVersion)
	case in.IpAddressType == "ipv6":
		return unsimulated("the IP address type ipv6: give ipv4")
	case in.Port == 0:
		return invalid("A port must be specified")
	case in.VpcId == "":
		return invalid("A VPC ID must be specified")
	case in.VpcId != s.net.ID():
		return invalid("The VPC ID '%s' is not found", in.VpcId)
	}
	return nil
}

// change sets what is given, or says what is wrong.
//
// fidelity: elb.health-settings
func (c *healthCheck) change(in *ModifyTargetGroupInput) *aws.Error {
	n := *c
	for _, p := range []struct {
		to    *string
		given string
	}{{&n.Protocol, in.HealthCheckProtocol}, {&n.Port, in.HealthCheckPort}, {&n.Path, in.HealthCheckPath}} {
		if p.given != "" {
			*p.to = p.given
		}
	}
	for _, p := range []struct {
		to    *int
		given int
	}{{&n.Interval, in.HealthCheckIntervalSeconds}, {&n.Timeout, in.HealthCheckTimeoutSeconds}, {&n.Healthy, in.HealthyThresholdCount}, {&n.Unhealthy, in.UnhealthyThresholdCount}} {
		if p.given != 0 {
			*p.to = p.given
		}
	}
	if in.Matcher != nil && in.Matcher.HttpCode != "" {
		n.Matcher = in.Matcher.HttpCode
	}
	var ok bool
	switch n.codes, ok = spans(n.Matcher); {
	case !ok:
		return invalid("Health check matcher HTTP code '%s' must be within '200-499' inclusive", n.Matcher)
	case in.Matcher != nil && in.Matcher.GrpcCode != "":
		return unsimulated("health checks by gRPC")
	case in.HealthCheckEnabled != nil && !*in.HealthCheckEnabled:
		return invalid("Health check enabled must be true for target groups with target type 'instance' or 'ip'")
	case n.Protocol != "HTTP" && n.Protocol != "HTTPS":
		return invalid("Health check protocol '%s' is not supported for target groups with the protocol HTTP", n.Protocol)
	case n.Interval <= n.Timeout:
		return invalid("Health check interval must be greater than the timeout.")
	case n.Path[0] != '/':
		return invalid("Health check path '%s' must begin with a '/' character", n.Path)
	}
	if _, err := n.port(0); err != nil {
		return invalid("Health check port '%s' must be '%s' or a port number from 1 to 65535", n.Port, trafficPort)
	}
	*c = n
	return nil
}

// port is where a target is checked that serves at the given one.
func (c *healthCheck) port(own int) (int, error) {
	if c.Port == trafficPort {
		return own, nil
	}
	n, err := strconv.ParseUint(c.Port, 10, 16)
	if err == nil && n == 0 {
		err = strconv.ErrRange
	}
	return int(n), err
}

// same tells whether a group has the settings of a planned one.
func (g *group) same(o *group) bool {
	a, b := g.checks, o.checks
	a.codes, b.codes = nil, nil
	return g.protocol == o.protocol && g.kind == o.kind && g.port == o.port && a.Thresholds == b.Thresholds && a.Protocol == b.Protocol && a.Port == b.Port &&
		a.Path == b.Path && a.Matcher == b.Matcher && a.Interval == b.Interval && a.Timeout == b.Timeout
}

func (s *Service) groupNamed(name string) *group {
	for _, g := range sim.InOrder(s.groups) {
		if g.name == name {
			return g
		}
	}
	return nil
}

// group is the target group with that ARN, or AWS's error.
func (s *Service) group(arn string) (*group, *aws.Error) {
	p, err := pathOf(arn, "targetgroup/", "target group")
	if err != nil {
		return nil, err
	}
	if g := s.groups["targetgroup/"+p]; g != nil {
		return g, nil
	}
	return nil, aws.Errorf(400, "TargetGroupNotFound", "One or more target groups not found")
}

// DeleteTargetGroupInput names a target group.
type DeleteTargetGroupInput struct {
	TargetGroupArn string `aws:"required"`
}

// deleteTargetGroup refuses while an action names the group. One that is gone
// already is no error.
func (s *Service) deleteTargetGroup(_ *aws.Request, in *DeleteTargetGroupInput) (*Empty, error) {
	g, err := s.group(in.TargetGroupArn)
	switch {
	case err != nil && err.Code == "TargetGroupNotFound":
		return nil, nil
	case err != nil:
		return nil, err
	case g.balancer != nil:
		return nil, aws.Errorf(400, "ResourceInUse", "Target group '%s' is currently in use by a listener or a rule", in.TargetGroupArn)
	}
	for len(g.targets) > 0 {
		s.remove(g.targets[0])
	}
	delete(s.groups, g.path)
	return nil, nil
}

// zoneOf is the zone in whose subnet an address is, "all" outside of the VPC.
func (s *Service) zoneOf(a netip.Addr) string {
	for _, z := range zoneNames() {
		if n := s.net.DefaultSubnet(z); n != nil && n.CIDR.Contains(a) {
			return z
		}
	}
	return everywhere
}
