package elb

import (
	"time"

	"skylab/engine/aws"
)

// The attributes that the code asks for.
const (
	deregistrationDelay = "deregistration_delay.timeout_seconds"
	stickinessEnabled   = "stickiness.enabled"
	stickinessSeconds   = "stickiness.lb_cookie.duration_seconds"
	slowStart           = "slow_start.duration_seconds"
	algorithmType       = "load_balancing.algorithm.type"
	crossZone           = "load_balancing.cross_zone.enabled"
	routingCount        = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"
	routingPercentage   = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage"
	dnsCount            = "target_group_health.dns_failover.minimum_healthy_targets.count"
	dnsPercentage       = "target_group_health.dns_failover.minimum_healthy_targets.percentage"
)

// The algorithms by which targets are chosen.
const (
	roundRobin       = "round_robin"
	leastOutstanding = "least_outstanding_requests"
	weightedRandom   = "weighted_random"
)

// groupAttributes are those of target groups of instances and addresses (model
// of the API).
//
// fidelity: elb.attributes
var groupAttributes = []attribute{
	flag(stickinessEnabled, "false", true),
	{key: deregistrationDelay, initial: "300", least: 0, most: 3600, simulated: true},
	{key: "stickiness.type", initial: "lb_cookie", words: []string{"lb_cookie", "app_cookie"}},
	{key: stickinessSeconds, initial: "86400", least: 1, most: 604_800, simulated: true},
	{key: slowStart, initial: "0", least: 30, most: 900, simulated: true},
	{key: "stickiness.app_cookie.duration_seconds", initial: "86400", least: 1, most: 604_800},
	{key: "stickiness.app_cookie.cookie_name"},
	{key: algorithmType, initial: roundRobin, words: []string{roundRobin, leastOutstanding, weightedRandom}, simulated: true},
	{key: "load_balancing.algorithm.anomaly_mitigation", initial: "off", words: []string{"on", "off"}},
	{key: crossZone, initial: "use_load_balancer_configuration", words: []string{"true", "false", "use_load_balancer_configuration"}, simulated: true},
	{key: routingCount, initial: "1", least: 1, most: 1000, simulated: true},
	{key: routingPercentage, initial: "off", words: []string{"off"}, least: 1, most: 100, simulated: true},
	{key: dnsCount, initial: "1", words: []string{"off"}, least: 1, most: 1000, simulated: true},
	{key: dnsPercentage, initial: "off", words: []string{"off"}, least: 1, most: 100, simulated: true},
}

// behaviour is what attributes say, as it is asked for with each request.
type behaviour struct {
	algorithm         string
	zonal             bool // requests stay in the zone of their node
	sticky, slowStart time.Duration
	routing, dns      minimum
}

// minimum is how many of some targets must be healthy.
type minimum struct{ count, percentage int }

// of is the least number of n targets that satisfies both.
func (m minimum) of(n int) int { return max(m.count, (m.percentage*n+99)/100) }

// configure reads the attributes anew.
func (g *group) configure() {
	a := g.attributes
	number := func(key string) int { return a.number(groupAttributes, key) }
	g.behaviour = behaviour{algorithm: g.rules.algorithm(a.get(groupAttributes, algorithmType)), zonal: a.get(groupAttributes, crossZone) == "false",
		slowStart: a.seconds(groupAttributes, slowStart), routing: minimum{number(routingCount), number(routingPercentage)}, dns: minimum{number(dnsCount), number(dnsPercentage)}}
	if a.get(groupAttributes, stickinessEnabled) == "true" {
		g.behaviour.sticky = a.seconds(groupAttributes, stickinessSeconds)
	}
	g.pools = nil
}

// TargetGroupAttributesInput names a target group.
type TargetGroupAttributesInput struct {
	TargetGroupArn string `aws:"required"`
}

func (s *Service) describeTargetGroupAttributes(_ *aws.Request, in *TargetGroupAttributesInput) (*AttributesOutput, error) {
	g, err := s.group(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	return &AttributesOutput{g.attributes.show(groupAttributes)}, nil
}

// ModifyTargetGroupAttributesInput changes attributes of a target group.
type ModifyTargetGroupAttributesInput struct {
	TargetGroupArn string      `aws:"required"`
	Attributes     []Attribute `aws:"required"`
}

func (s *Service) modifyTargetGroupAttributes(_ *aws.Request, in *ModifyTargetGroupAttributesInput) (*AttributesOutput, error) {
	g, err := s.group(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	v, err := g.attributes.with(groupAttributes, "Target group", in.Attributes)
	if err != nil {
		return nil, err
	}
	if v.get(groupAttributes, slowStart) != "0" && v.get(groupAttributes, algorithmType) != roundRobin {
		return nil, configuration("Slow start is not supported with the load balancing algorithm '%s'", v.get(groupAttributes, algorithmType))
	}
	g.attributes = v
	g.configure()
	return &AttributesOutput{v.show(groupAttributes)}, nil
}
