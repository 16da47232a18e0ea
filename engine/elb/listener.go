package elb

import (
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/elb/rule"
)

// listener is a port of a load balancer.
type listener struct {
	arn, protocol, policy string
	port                  int
	balancer              *balancer
	certificates          []Certificate
	otherwise             effect          // of the default rule
	defaultRule           string          // its ARN
	rules                 []*listenerRule // by priority
	conditions            []rule.Rule     // of the rules, in their order
	tags                  []Tag
}

// listenerRule is a rule of a listener.
type listenerRule struct {
	arn      string
	listener *listener
	priority int
	given    []RuleCondition
	matches  rule.Rule
	effect   effect
	tags     []Tag
}

// defaultPolicy is the security policy of a listener that names none (user
// guide, security policies; the API's default).
const defaultPolicy = "ELBSecurityPolicy-2016-08"

// Certificate names a server certificate.
type Certificate struct {
	CertificateArn string
	IsDefault      bool
}

// CreateListenerInput follows AWS's model.
type CreateListenerInput struct {
	LoadBalancerArn string `aws:"required"`
	Protocol        string `aws:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC"`
	Port            int    `aws:"min=1,max=65535"`
	SslPolicy       string
	Certificates    []Certificate
	DefaultActions  []Action `aws:"required"`
	Tags            []Tag
}

// ListenersOutput is listeners as the API shows them.
type ListenersOutput struct {
	Listeners  []Listener `aws:"always"`
	NextMarker string
}

// Listener is a listener as the API shows it.
type Listener struct {
	ListenerArn     string
	LoadBalancerArn string
	Port            int
	Protocol        string
	Certificates    []Certificate
	SslPolicy       string
	DefaultActions  []Action `aws:"always"`
}

func (s *Service) listenerOperations() []aws.Operation {
	actions := []string{"TargetGroupNotFound", "TargetGroupAssociationLimit", "InvalidLoadBalancerAction", "TooManyUniqueTargetGroupsPerLoadBalancer", "UnsupportedProtocol"}
	left := append(authenticationLeftOut("DefaultActions"), "AlpnPolicy", "MutualAuthentication")
	return []aws.Operation{
		op(s, aws.Operation{Name: "CreateListener", Doc: "Has a load balancer listen on a port.", Unsimulated: left,
			Errors: append([]string{"DuplicateListener", "TooManyListeners", "LoadBalancerNotFound"}, actions...)}, s.createListener),
		op(s, aws.Operation{Name: "DescribeListeners", ReadOnly: true, Doc: "Describes the listeners of a load balancer.",
			Errors: []string{"ListenerNotFound", "LoadBalancerNotFound"}}, s.describeListeners),
		op(s, aws.Operation{Name: "ModifyListener", Doc: "Changes a listener's port, certificate or default action.", Unsimulated: left,
			Errors: append([]string{"ListenerNotFound"}, actions...)}, s.modifyListener),
		op(s, aws.Operation{Name: "DeleteListener", Doc: "Deletes a listener and its rules.", Errors: []string{"ListenerNotFound"}}, s.deleteListener),
	}
}

func (l *listener) describe() Listener {
	return Listener{ListenerArn: l.arn, LoadBalancerArn: l.balancer.arn(), Port: l.port, Protocol: l.protocol, Certificates: l.certificates, SslPolicy: l.policy,
		DefaultActions: []Action{l.otherwise.action}}
}

// createListener makes a listener, or answers with the one that exists with the
// same settings.
//
// fidelity: elb.create-again
func (s *Service) createListener(_ *aws.Request, in *CreateListenerInput) (*ListenersOutput, error) {
	b, err := s.balancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	l := &listener{protocol: in.Protocol, port: in.Port, balancer: b, tags: in.Tags}
	if err := l.secure(in.Certificates, in.SslPolicy); err != nil {
		return nil, err
	}
	if in.Port == 0 {
		return nil, invalid("A listener port must be specified")
	}
	if err := checkTags(nil, in.Tags); err != nil {
		return nil, err
	}
	if l.otherwise, err = s.effect(b, in.DefaultActions); err != nil {
		return nil, err
	}
	if old := b.on(in.Port); old != nil {
		if old.protocol != l.protocol || !old.otherwise.same(l.otherwise) || !slices.Equal(old.certificates, l.certificates) {
			return nil, aws.Errorf(400, "DuplicateListener", "A listener already exists on this port for this load balancer '%s'", in.LoadBalancerArn)
		}
		return &ListenersOutput{Listeners: []Listener{old.describe()}}, nil
	}
	if len(b.listeners) >= maxListeners {
		return nil, aws.Errorf(400, "TooManyListeners", "The maximum number of listeners has been reached for load balancer '%s'", in.LoadBalancerArn)
	}
	l.arn = aws.ARN(service, "listener/"+b.path+"/"+s.newID("listener"))
	l.defaultRule = strings.Replace(l.arn, ":listener/", ":listener-rule/", 1) + "/" + s.newID("rule")
	b.listeners, s.listeners[l.arn] = append(b.listeners, l), l
	s.bind()
	if b.active {
		s.open(b)
	}
	return &ListenersOutput{Listeners: []Listener{l.describe()}}, nil
}

// secure sets the certificates, and refuses a protocol without those that it
// needs.
//
// fidelity: elb.https
func (l *listener) secure(certificates []Certificate, policy string) *aws.Error {
	switch {
	case l.protocol == "":
		return invalid("A listener protocol must be specified")
	case l.protocol != "HTTP" && l.protocol != "HTTPS":
		return invalid("Protocol '%s' must be one of 'HTTPS, HTTP'", l.protocol)
	case l.protocol == "HTTPS" && len(certificates) == 0:
		return invalid("A certificate must be specified for HTTPS listeners")
	case l.protocol == "HTTPS" && len(certificates) > 1:
		return invalid("Up to one certificate can be specified, but '%d' were specified", len(certificates))
	case l.protocol == "HTTP" && (len(certificates) > 0 || policy != ""):
		return invalid("A certificate cannot be specified for HTTP listeners")
	}
	if l.protocol == "HTTP" {
		return nil
	}
	if l.policy = defaultPolicy; policy != "" {
		l.policy = policy
	}
	l.certificates = []Certificate{{CertificateArn: certificates[0].CertificateArn}}
	return nil
}

// same tells whether two effects are the same.
func (e effect) same(o effect) bool {
	if len(e.forward) > 0 || len(o.forward) > 0 {
		return slices.Equal(e.forward, o.forward)
	}
	return sameJSON(e.action, o.action)
}

// on is the load balancer's listener on a port, or nil.
func (b *balancer) on(port int) *listener {
	for _, l := range b.listeners {
		if l.port == port {
			return l
		}
	}
	return nil
}

// effects are those of the default rule and of all others.
func (l *listener) effects() []effect {
	out := []effect{l.otherwise}
	for _, r := range l.rules {
		out = append(out, r.effect)
	}
	return out
}

// listener is the listener with that ARN, or AWS's error.
func (s *Service) listener(arn string) (*listener, *aws.Error) {
	if _, err := pathOf(arn, "listener/", "listener"); err != nil {
		return nil, err
	}
	if l := s.listeners[arn]; l != nil {
		return l, nil
	}
	return nil, aws.Errorf(400, "ListenerNotFound", "One or more listeners not found")
}

// DescribeListenersInput names a load balancer, or listeners.
type DescribeListenersInput struct {
	LoadBalancerArn string
	ListenerArns    []string
	Marker          string
	PageSize        int `aws:"min=1,max=400"`
}

func (s *Service) describeListeners(_ *aws.Request, in *DescribeListenersInput) (*ListenersOutput, error) {
	if (in.LoadBalancerArn == "") == (len(in.ListenerArns) == 0) {
		return nil, invalid("You must specify either listener ARNs or a load balancer ARN")
	}
	var list []*listener
	for _, arn := range in.ListenerArns {
		l, err := s.listener(arn)
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	if in.LoadBalancerArn != "" {
		b, err := s.balancer(in.LoadBalancerArn)
		if err != nil {
			return nil, err
		}
		list = b.listeners
	}
	list, next, err := page(list, in.Marker, in.PageSize)
	if err != nil {
		return nil, err
	}
	out := &ListenersOutput{NextMarker: next}
	for _, l := range list {
		out.Listeners = append(out.Listeners, l.describe())
	}
	return out, nil
}

// ModifyListenerInput follows AWS's model; what is not given stays.
type ModifyListenerInput struct {
	ListenerArn    string `aws:"required"`
	Port           int    `aws:"min=1,max=65535"`
	Protocol       string `aws:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC"`
	SslPolicy      string
	Certificates   []Certificate
	DefaultActions []Action
}

func (s *Service) modifyListener(_ *aws.Request, in *ModifyListenerInput) (*ListenersOutput, error) {
	l, err := s.listener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	n := *l
	if in.Port != 0 {
		if old := l.balancer.on(in.Port); old != nil && old != l {
			return nil, invalid("Listener port '%d' is already in use", in.Port)
		}
		n.port = in.Port
	}
	if err := n.resecure(in); err != nil {
		return nil, err
	}
	if in.DefaultActions != nil {
		if n.otherwise, err = s.effect(l.balancer, in.DefaultActions); err != nil {
			return nil, err
		}
	}
	for _, node := range l.balancer.nodes {
		node.nic.Listen(l.port, nil)
	}
	*l = n
	s.bind()
	if l.balancer.active {
		s.open(l.balancer)
	}
	return &ListenersOutput{Listeners: []Listener{l.describe()}}, nil
}

// resecure changes protocol, certificate and policy, where they are given.
func (l *listener) resecure(in *ModifyListenerInput) *aws.Error {
	if in.Protocol == "" && in.Certificates == nil && in.SslPolicy == "" {
		return nil
	}
	certificates, policy := in.Certificates, in.SslPolicy
	if in.Protocol != "" {
		l.protocol = in.Protocol
	}
	if certificates == nil && l.protocol == "HTTPS" {
		certificates = l.certificates
	}
	if policy == "" && l.protocol == "HTTPS" {
		policy = l.policy
	}
	l.certificates, l.policy = nil, ""
	return l.secure(certificates, policy)
}

// DeleteListenerInput names a listener.
type DeleteListenerInput struct {
	ListenerArn string `aws:"required"`
}

func (s *Service) deleteListener(_ *aws.Request, in *DeleteListenerInput) (*Empty, error) {
	l, err := s.listener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	s.removeListener(l)
	s.bind()
	return nil, nil
}

// removeListener closes a port. Requests under way go on.
func (s *Service) removeListener(l *listener) {
	for _, n := range l.balancer.nodes {
		n.nic.Listen(l.port, nil)
	}
	for _, r := range l.rules {
		delete(s.rules, r.arn)
	}
	l.balancer.listeners = slices.DeleteFunc(l.balancer.listeners, func(o *listener) bool { return o == l })
	delete(s.listeners, l.arn)
}
