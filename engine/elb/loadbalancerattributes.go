package elb

import "skylab/engine/aws"

// The attributes that the code asks for.
const (
	idleTimeout        = "idle_timeout.timeout_seconds"
	deletionProtection = "deletion_protection.enabled"
	forwardedFor       = "routing.http.xff_header_processing.mode"
)

// balancerAttributes are those of load balancers (model of the API).
//
// fidelity: elb.attributes
var balancerAttributes = []attribute{
	flag("access_logs.s3.enabled", "false", false),
	{key: "access_logs.s3.bucket"},
	{key: "access_logs.s3.prefix"},
	flag("connection_logs.s3.enabled", "false", false),
	{key: "connection_logs.s3.bucket"},
	{key: "connection_logs.s3.prefix"},
	flag("health_check_logs.s3.enabled", "false", false),
	{key: "health_check_logs.s3.bucket"},
	{key: "health_check_logs.s3.prefix"},
	{key: idleTimeout, initial: "60", least: 1, most: 4000, simulated: true},
	flag(deletionProtection, "false", true),
	flag("routing.http2.enabled", "true", true),
	flag("routing.http.drop_invalid_header_fields.enabled", "false", false),
	{key: forwardedFor, initial: "append", words: []string{"append", "preserve", "remove"}, simulated: true},
	flag("routing.http.preserve_host_header.enabled", "false", false),
	flag("routing.http.xff_client_port.enabled", "false", false),
	{key: "routing.http.desync_mitigation_mode", initial: "defensive", words: []string{"monitor", "defensive", "strictest"}, simulated: true},
	flag("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", false),
	flag("load_balancing.cross_zone.enabled", "true", false),
	flag("waf.fail_open.enabled", "false", false),
	{key: "client_keep_alive.seconds", initial: "3600", least: 60, most: 604_800, simulated: true},
	flag("zonal_shift.config.enabled", "false", false),
}

// LoadBalancerAttributesInput names a load balancer.
type LoadBalancerAttributesInput struct {
	LoadBalancerArn string `aws:"required"`
}

// AttributesOutput is all attributes of a load balancer or target group.
type AttributesOutput struct {
	Attributes []Attribute `aws:"always"`
}

func (s *Service) describeLoadBalancerAttributes(_ *aws.Request, in *LoadBalancerAttributesInput) (*AttributesOutput, error) {
	b, err := s.balancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	return &AttributesOutput{b.attributes.show(balancerAttributes)}, nil
}

// ModifyLoadBalancerAttributesInput changes attributes of a load balancer.
type ModifyLoadBalancerAttributesInput struct {
	LoadBalancerArn string      `aws:"required"`
	Attributes      []Attribute `aws:"required,max=20"`
}

func (s *Service) modifyLoadBalancerAttributes(_ *aws.Request, in *ModifyLoadBalancerAttributesInput) (*AttributesOutput, error) {
	b, err := s.balancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	v, err := b.attributes.with(balancerAttributes, "Load balancer", in.Attributes)
	if err != nil {
		return nil, err
	}
	b.attributes = v
	b.configure()
	s.rearm(b, &b.waiting)
	return &AttributesOutput{v.show(balancerAttributes)}, nil
}
