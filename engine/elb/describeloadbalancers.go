package elb

import (
	"cmp"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

func (s *Service) balancerOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "CreateLoadBalancer", Doc: "Makes an Application Load Balancer with a node in each of the subnets.",
			Errors: []string{"DuplicateLoadBalancerName", "TooManyLoadBalancers", "InvalidConfigurationRequest", "SubnetNotFound", "TooManyTags", "DuplicateTagKeys"},
			Unsimulated: []string{"CustomerOwnedIpv4Pool", "EnablePrefixForIpv6SourceNat", "IpamPools", "SubnetMappings.AllocationId",
				"SubnetMappings.PrivateIPv4Address", "SubnetMappings.IPv6Address", "SubnetMappings.SourceNatIpv6Prefix"}}, s.createLoadBalancer),
		op(s, aws.Operation{Name: "DescribeLoadBalancers", ReadOnly: true, Doc: "Describes load balancers.",
			Errors: []string{"LoadBalancerNotFound"}}, s.describeLoadBalancers),
		op(s, aws.Operation{Name: "DeleteLoadBalancer", Doc: "Deletes a load balancer and its listeners; its target groups stay.",
			Errors: []string{"LoadBalancerNotFound", "OperationNotPermitted"}}, s.deleteLoadBalancer),
		op(s, aws.Operation{Name: "SetSecurityGroups", Doc: "Replaces a load balancer's security groups.",
			Errors:      []string{"LoadBalancerNotFound", "InvalidConfigurationRequest"},
			Unsimulated: []string{"EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"}}, s.setSecurityGroups),
		op(s, aws.Operation{Name: "SetSubnets", Doc: "Replaces the subnets in which a load balancer has nodes.",
			Errors: []string{"LoadBalancerNotFound", "InvalidConfigurationRequest", "SubnetNotFound"},
			Unsimulated: []string{"EnablePrefixForIpv6SourceNat", "SubnetMappings.AllocationId", "SubnetMappings.PrivateIPv4Address",
				"SubnetMappings.IPv6Address", "SubnetMappings.SourceNatIpv6Prefix"}}, s.setSubnets),
		op(s, aws.Operation{Name: "ModifyLoadBalancerAttributes", Doc: "Changes how a load balancer behaves.",
			Errors: []string{"LoadBalancerNotFound", "InvalidConfigurationRequest"}}, s.modifyLoadBalancerAttributes),
		op(s, aws.Operation{Name: "DescribeLoadBalancerAttributes", ReadOnly: true, Doc: "Shows how a load balancer behaves.",
			Errors: []string{"LoadBalancerNotFound"}}, s.describeLoadBalancerAttributes),
		op(s, aws.Operation{Name: "DescribeAccountLimits", ReadOnly: true, Doc: "Lists the quotas of Elastic Load Balancing."}, s.describeAccountLimits),
	}
}

// zones are where a load balancer has nodes, as the API shows them.
func (b *balancer) zones() []AvailabilityZone {
	var out []AvailabilityZone
	for _, n := range b.nodes {
		out = append(out, AvailabilityZone{ZoneName: n.zone, SubnetId: n.nic.Subnet.ID, LoadBalancerAddresses: []LoadBalancerAddress{}})
	}
	return out
}

func (b *balancer) state() string {
	if b.active {
		return "active"
	}
	return "provisioning"
}

func (s *Service) describe(b *balancer) LoadBalancer {
	return LoadBalancer{LoadBalancerArn: b.arn(), DNSName: b.dns, CanonicalHostedZoneId: hostedZone, CreatedTime: b.created.Wall(), LoadBalancerName: b.name,
		Scheme: b.scheme, VpcId: s.net.ID(), State: LoadBalancerState{b.state()}, Type: "application", AvailabilityZones: b.zones(),
		SecurityGroups: slices.Clone(b.securityGroups), IpAddressType: "ipv4"}
}

// oldest are things in the order of their creation.
func oldest[V any](m map[string]V, created func(V) sim.Time) []V {
	list := sim.InOrder(m)
	slices.SortStableFunc(list, func(a, b V) int { return cmp.Compare(created(a), created(b)) })
	return list
}

func (s *Service) allBalancers() []*balancer {
	return oldest(s.balancers, func(b *balancer) sim.Time { return b.created })
}

// page cuts what a marker and a size select out of a list.
func page[T any](list []T, marker string, size int) ([]T, string, *aws.Error) {
	if size == 0 {
		size = maxPage
	}
	out, next, ok := aws.Page(list, marker, size)
	if !ok {
		return nil, "", invalid("'%s' is not a valid marker", marker)
	}
	return out, next, nil
}

// DescribeLoadBalancersInput follows AWS's model.
type DescribeLoadBalancersInput struct {
	LoadBalancerArns, Names []string
	Marker                  string
	PageSize                int `aws:"min=1,max=400"`
}

// describeLoadBalancers answers for those named, or all.
//
// fidelity: elb.not-found
func (s *Service) describeLoadBalancers(_ *aws.Request, in *DescribeLoadBalancersInput) (*LoadBalancersOutput, error) {
	if len(in.LoadBalancerArns) > 0 && len(in.Names) > 0 {
		return nil, invalid("Load balancer names and load balancer ARNs cannot be specified at the same time")
	}
	var list []*balancer
	for _, arn := range in.LoadBalancerArns {
		p, err := pathOf(arn, "loadbalancer/", "load balancer")
		if err != nil {
			return nil, err
		}
		if s.balancers[p] == nil {
			return nil, aws.Errorf(400, "LoadBalancerNotFound", "One or more load balancers not found")
		}
		list = append(list, s.balancers[p])
	}
	for _, name := range in.Names {
		b := s.named(name)
		if b == nil {
			return nil, aws.Errorf(400, "LoadBalancerNotFound", "Load balancers '[%s]' not found", name)
		}
		list = append(list, b)
	}
	if len(in.LoadBalancerArns)+len(in.Names) == 0 {
		list = s.allBalancers()
	}
	list, next, err := page(list, in.Marker, in.PageSize)
	if err != nil {
		return nil, err
	}
	out := &LoadBalancersOutput{NextMarker: next}
	for _, b := range list {
		out.LoadBalancers = append(out.LoadBalancers, s.describe(b))
	}
	return out, nil
}
