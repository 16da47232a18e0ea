// Package elb holds Application Load Balancers: listeners with their rules,
// target groups, health checks, and the requests that go through.
//
// Network and Gateway Load Balancers, authentication, transforms, access logs,
// mutual TLS and HTTP/2 are not simulated; that a certificate exists is taken as
// given. Its invariants: a request that came in is answered once or under way;
// a target is sent requests only by the nodes of the one load balancer that
// uses its group.
//
// Facts are from facts/ec2.md, section 6: the model of the API (botocore
// 1.43.67, elbv2 2015-12-01), the Application Load Balancers user guide, and
// what is cited at the place.
package elb

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/ec2"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// Service is the account's load balancers and target groups.
type Service struct {
	k          *sim.Kernel
	net        *vpc.Service
	machines   Machines
	cloudWatch *cloudwatch.Service
	bill       *billing.Service
	authorizer aws.Authorizer
	model      Rules
	balancers  map[string]*balancer // by path: "app/NAME/ID"
	hosts      map[string]*balancer // by DNS name in lower case
	groups     map[string]*group    // by path: "targetgroup/NAME/ID"
	listeners  map[string]*listener // by ARN
	rules      map[string]*listenerRule
	registered map[string][]*target // by the target's id
}

// Machines are EC2's instances, as load balancers need them.
type Machines interface {
	// Machine is the instance with that id, if it can be seen.
	Machine(id string) (ec2.Machine, bool)
}

// Neighbours are what load balancers need from the rest of the world.
type Neighbours struct {
	Network    *vpc.Service
	Machines   Machines
	CloudWatch *cloudwatch.Service
	Billing    *billing.Service
	// Authorizer decides what roles may do; nil is everything.
	Authorizer aws.Authorizer
	// Rules are AWS's (AWSRules), or those of a misconception.
	Rules Rules
}

// New is an account without load balancers.
func New(k *sim.Kernel, n Neighbours) *Service {
	return &Service{k: k, net: n.Network, machines: n.Machines, cloudWatch: n.CloudWatch, bill: n.Billing, authorizer: n.Authorizer, model: n.Rules,
		balancers: map[string]*balancer{}, hosts: map[string]*balancer{}, groups: map[string]*group{}, listeners: map[string]*listener{},
		rules: map[string]*listenerRule{}, registered: map[string][]*target{}}
}

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.balancerOperations(), s.groupOperations(), s.targetOperations(), s.listenerOperations(), s.ruleOperations(), s.tagOperations())
}

// op defines an operation of the service. Before the call it asks whether the
// caller may; the resource that policies are asked about is any.
//
// fidelity: elb.access
func op[In, Out any](s *Service, o aws.Operation, call func(r *aws.Request, in *In) (*Out, error)) aws.Operation {
	o.Service, o.Validation = "elbv2", "ValidationError"
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		action := "elasticloadbalancing:" + o.Name
		if s.authorizer != nil && !s.authorizer.Allows(r.Principal, action, "*") {
			return nil, aws.Errorf(403, "AccessDenied", "User: %s is not authorized to perform: %s %s", r.Principal, action, aws.WhyNot(s.authorizer, r.Principal, action, "*"))
		}
		return call(r, in)
	})
}

// On checks targets, and ends what has waited long enough.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case HealthCheckDue:
		s.check(event)
	case HealthCheckTimedOut:
		s.checkTimedOut(event)
	case WaitEnded:
		s.waited(event)
	case MinuteEnded:
		s.minuteEnded(event)
	case LoadBalancerActivated:
		s.activated(event)
	case TargetDrained:
		s.drained(event)
	case ec2.InstanceStarted:
		s.settleAll(s.registered[event.Instance])
	case ec2.InstanceStopped:
		s.settleAll(s.registered[event.Instance])
	case ec2.InstanceTerminated:
		s.settleAll(s.registered[event.Instance])
	case ec2.InstanceForgotten:
		s.forget(event.Instance)
	}
}
