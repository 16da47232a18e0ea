package elb

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// balancer is an Application Load Balancer.
type balancer struct {
	path, name, dns, scheme string
	created                 sim.Time
	active                  bool
	nodes                   []*node // by their zones' names
	securityGroups          []string
	attributes              attributes
	idle                    time.Duration // idle_timeout.timeout_seconds
	forwarded               string        // what becomes of X-Forwarded-For
	listeners               []*listener   // in the order of creation
	uses                    []*group      // the groups that its actions name, by path
	tags                    []Tag

	connecting, waiting line
	inFlight            int
	received, answered  int64
	minute              counts
	usage               usage
}

// The schemes of load balancers.
const (
	internetFacing = "internet-facing"
	internal       = "internal"
)

// hostedZone is that of the Application Load Balancers of us-east-1 (AWS
// General Reference, Elastic Load Balancing endpoints).
const hostedZone = "Z35SXDOTRQ7X7K"

// maxName is the length of names of load balancers and target groups.
const maxName = 32

func (b *balancer) arn() string { return aws.ARN(service, "loadbalancer/"+b.path) }

// SubnetMapping names a subnet.
type SubnetMapping struct {
	SubnetId, AllocationId, PrivateIPv4Address, IPv6Address, SourceNatIpv6Prefix string
}

// CreateLoadBalancerInput follows AWS's model.
type CreateLoadBalancerInput struct {
	Name           string `aws:"required"`
	Subnets        []string
	SubnetMappings []SubnetMapping
	SecurityGroups []string
	Scheme         string `aws:"enum=internet-facing|internal"`
	Tags           []Tag
	Type           string `aws:"enum=application|network|gateway"`
	IpAddressType  string `aws:"enum=ipv4|dualstack|dualstack-without-public-ipv4"`
}

// LoadBalancersOutput is load balancers as the API shows them.
type LoadBalancersOutput struct {
	LoadBalancers []LoadBalancer `aws:"always"`
	NextMarker    string
}

// LoadBalancer is a load balancer as the API shows it.
type LoadBalancer struct {
	LoadBalancerArn       string
	DNSName               string
	CanonicalHostedZoneId string
	CreatedTime           time.Time `aws:"micros"`
	LoadBalancerName      string
	Scheme                string
	VpcId                 string
	State                 LoadBalancerState
	Type                  string
	AvailabilityZones     []AvailabilityZone `aws:"always"`
	SecurityGroups        []string           `aws:"always"`
	IpAddressType         string
}

// LoadBalancerState is "provisioning" or "active".
type LoadBalancerState struct{ Code string }

// AvailabilityZone is a zone in which a load balancer has a node.
type AvailabilityZone struct {
	ZoneName, SubnetId    string
	LoadBalancerAddresses []LoadBalancerAddress `aws:"always"`
}

// LoadBalancerAddress is a fixed address, which Application Load Balancers lack.
type LoadBalancerAddress struct {
	IpAddress, AllocationId, PrivateIPv4Address, IPv6Address string
}

var (
	nameForm      = regexp.MustCompile(`^[a-zA-Z0-9-]+$`)
	hyphenOutside = regexp.MustCompile(`^-|-$`)
)

// createLoadBalancer makes a load balancer, or answers with the one that exists
// with the same settings.
//
// fidelity: elb.create-again
func (s *Service) createLoadBalancer(_ *aws.Request, in *CreateLoadBalancerInput) (*LoadBalancersOutput, error) {
	b, subnets, err := s.planned(in)
	if err != nil {
		return nil, err
	}
	if old := s.named(b.name); old != nil {
		if !old.same(b, subnets) {
			return nil, aws.Errorf(400, "DuplicateLoadBalancerName", "A load balancer with the same name '%s' exists, but with different settings", b.name)
		}
		return &LoadBalancersOutput{LoadBalancers: []LoadBalancer{s.describe(old)}}, nil
	}
	if len(s.balancers) >= maxBalancers {
		return nil, aws.Errorf(400, "TooManyLoadBalancers", "The maximum number of load balancers has been reached on your account")
	}
	b.path = "app/" + b.name + "/" + s.newID("loadbalancer")
	b.dns = s.dnsName(b.name, b.scheme)
	if err := s.place(b, subnets); err != nil {
		return nil, err
	}
	b.configure()
	s.balancers[b.path], s.hosts[strings.ToLower(b.dns)] = b, b
	s.bill.Hold(billing.LoadBalancerHours, b.path, "", 1)
	b.usage.meter = s.bill.Meter(billing.LoadBalancerCapacity, b.path)
	s.k.Emit(LoadBalancerCreated{b.path, b.dns})
	s.k.After(activation().Sample(s.k.Stream("elb.activation")), LoadBalancerActivated{b.path})
	s.k.At((s.k.Now()/sim.Time(time.Minute)+1)*sim.Time(time.Minute), MinuteEnded{b.path})
	b.usage.since = s.k.Now()
	return &LoadBalancersOutput{LoadBalancers: []LoadBalancer{s.describe(b)}}, nil
}

// planned is the load balancer that the input asks for, without a place.
func (s *Service) planned(in *CreateLoadBalancerInput) (*balancer, []*vpc.Subnet, *aws.Error) {
	switch {
	case in.Type != "" && in.Type != "application":
		return nil, nil, unsimulated("load balancers of type %s: give application", in.Type)
	case in.IpAddressType != "" && in.IpAddressType != "ipv4":
		return nil, nil, unsimulated("the IP address type %s: give ipv4", in.IpAddressType)
	case strings.HasPrefix(in.Name, "internal-"):
		return nil, nil, invalid("The load balancer name '%s' cannot begin with 'internal-'", in.Name)
	}
	if err := checkName("The load balancer", in.Name); err != nil {
		return nil, nil, err
	}
	subnets, err := s.subnets(in.Subnets, in.SubnetMappings)
	if err != nil {
		return nil, nil, err
	}
	groups, err := s.securityGroups(in.SecurityGroups)
	if err != nil {
		return nil, nil, err
	}
	if err := checkTags(nil, in.Tags); err != nil {
		return nil, nil, err
	}
	b := &balancer{name: in.Name, scheme: internetFacing, created: s.k.Now(), securityGroups: groups, tags: in.Tags, attributes: defaults(balancerAttributes)}
	if in.Scheme != "" {
		b.scheme = in.Scheme
	}
	return b, subnets, nil
}

// checkName refuses a name that AWS does; what is "Target group", or "The load
// balancer".
func checkName(what, name string) *aws.Error {
	switch {
	case len(name) > maxName:
		return invalid("%s name '%s' cannot be longer than '%d' characters", what, name, maxName)
	case !nameForm.MatchString(name):
		return invalid("%s name '%s' can only contain characters that are alphanumeric characters and hyphens(-)", what, name)
	case hyphenOutside.MatchString(name):
		return invalid("%s name '%s' cannot begin or end with '-'", what, name)
	}
	return nil
}

// named is the load balancer of that name, or nil.
func (s *Service) named(name string) *balancer {
	for _, b := range sim.InOrder(s.balancers) {
		if b.name == name {
			return b
		}
	}
	return nil
}

// same tells whether a load balancer has the settings of a planned one.
func (b *balancer) same(o *balancer, subnets []*vpc.Subnet) bool {
	return b.scheme == o.scheme && slices.Equal(slices.Sorted(slices.Values(b.securityGroups)), slices.Sorted(slices.Values(o.securityGroups))) &&
		slices.EqualFunc(b.nodes, subnets, func(n *node, sub *vpc.Subnet) bool { return n.nic.Subnet == sub })
}

// configure sets what attributes decide while requests come in.
func (b *balancer) configure() {
	b.idle = b.attributes.seconds(balancerAttributes, idleTimeout)
	b.forwarded = b.attributes.get(balancerAttributes, forwardedFor)
}

// activated begins to take requests, and to check targets.
func (s *Service) activated(e LoadBalancerActivated) {
	b := s.balancers[e.LoadBalancer]
	if b == nil {
		return
	}
	b.active = true
	s.open(b)
	for _, g := range b.uses {
		for _, t := range g.targets {
			s.beginChecks(t)
		}
	}
}

// balancer is the load balancer with that ARN, or AWS's error.
func (s *Service) balancer(arn string) (*balancer, *aws.Error) {
	p, err := pathOf(arn, "loadbalancer/", "load balancer")
	if err != nil {
		return nil, err
	}
	if b := s.balancers[p]; b != nil {
		return b, nil
	}
	return nil, aws.Errorf(400, "LoadBalancerNotFound", "Load balancers '[%s]' not found", arn)
}

// DeleteLoadBalancerInput names a load balancer.
type DeleteLoadBalancerInput struct {
	LoadBalancerArn string `aws:"required"`
}

// deleteLoadBalancer removes a load balancer with its listeners; requests under
// way end with their connections. One that is gone already is no error.
//
// fidelity: elb.delete
func (s *Service) deleteLoadBalancer(_ *aws.Request, in *DeleteLoadBalancerInput) (*Empty, error) {
	p, err := pathOf(in.LoadBalancerArn, "loadbalancer/", "load balancer")
	if err != nil {
		return nil, err
	}
	b := s.balancers[p]
	if b == nil {
		return nil, nil
	}
	if b.attributes.get(balancerAttributes, deletionProtection) == "true" {
		return nil, aws.Errorf(400, "OperationNotPermitted", "Load balancer '%s' cannot be deleted because deletion protection is enabled", in.LoadBalancerArn)
	}
	s.hangUp(b)
	for len(b.listeners) > 0 {
		s.removeListener(b.listeners[0])
	}
	s.flush(b)
	delete(s.balancers, b.path)
	delete(s.hosts, strings.ToLower(b.dns))
	s.bind()
	for _, n := range b.nodes {
		s.net.Release(n.nic)
	}
	s.bill.Hold(billing.LoadBalancerHours, b.path, "", 0)
	s.k.Emit(LoadBalancerDeleted{b.path})
	return nil, nil
}
