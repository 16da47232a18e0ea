// Package autoscaling holds EC2 Auto Scaling groups: they keep as many healthy
// instances as is wanted, in zones that are balanced, and scaling policies and
// schedules change how many that is.
//
// Launch configurations, warm pools, predictive scaling and weights are not
// simulated. Its invariants: an instance
// is in one group at most; a group's desired capacity is between its least and
// its most.
//
// Facts are from facts/ec2.md, section 6: the model of the API (botocore
// 1.43.67, autoscaling 2011-01-01) and the EC2 Auto Scaling user guide (2023-04).
package autoscaling

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/ec2"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// Service is the account's Auto Scaling groups.
type Service struct {
	k       *sim.Kernel
	near    Neighbours
	groups  map[string]*group
	members map[string]*member // by the instance's id
	// gone are the activities of groups that are deleted.
	gone    []*activity
	ticking bool
}

// Targets are load balancers' target groups, by their ARNs.
type Targets interface {
	RegisterInstance(groupARN, id string) *aws.Error
	DeregisterInstance(groupARN, id string) *aws.Error
	HealthOf(groupARN, id string) (state, reason string)
	HasGroup(groupARN string) bool
}

// Neighbours are what groups need from the rest of the world.
type Neighbours struct {
	EC2     *ec2.Service
	Network *vpc.Service
	// Asker makes the calls by which instances are launched.
	Asker      aws.Asker
	CloudWatch *cloudwatch.Service
	// Targets are the target groups; nil is that there are none.
	Targets Targets
	// Bus is told of launches, terminations and hooks; nil is nobody.
	Bus aws.Deliverer
	// Authorizer decides what roles may do; nil is everything.
	Authorizer aws.Authorizer
	// Rules are AWS's (AWSRules), or those of a misconception.
	Rules Rules
}

// New is an account without groups.
func New(k *sim.Kernel, n Neighbours) *Service {
	return &Service{k: k, near: n, groups: map[string]*group{}, members: map[string]*member{}}
}

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.groupOperations(), s.instanceOperations(), s.policyOperations(), s.scheduleOperations(), s.hookOperations(), s.targetOperations(), s.processOperations(), s.refreshOperations())
}

// op defines an operation of the service. Before the call it asks whether the
// caller may; the resource that policies are asked about is any.
func op[In, Out any](s *Service, o aws.Operation, call func(r *aws.Request, in *In) (*Out, error)) aws.Operation {
	o.Service, o.Validation = "autoscaling", "ValidationError"
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		action := "autoscaling:" + o.Name
		if a := s.near.Authorizer; a != nil && !a.Allows(r.Principal, action, "*") {
			return nil, aws.Errorf(403, "AccessDenied", "User: %s is not authorized to perform: %s %s", r.Principal, action, aws.WhyNot(a, r.Principal, action, "*"))
		}
		return call(r, in)
	})
}

// Empty is an answer without members.
type Empty struct{}

// invalid is AWS's refusal of an input.
func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "ValidationError", format, args...)
}

// On lets time pass for groups, and sees what becomes of their instances.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case Reconciled:
		if g := s.groups[event.Group]; g != nil && g.pending == e.Seq {
			g.pending = 0
			s.reconcile(g)
		}
	case HealthChecked:
		s.ticking = false
		s.checkAll()
	case ScheduleDue:
		s.scheduleDue(event)
	case RefreshStepped:
		s.refreshStepped(event)
	case HookTimedOut:
		s.hookTimedOut(event)
	case PolicyRepeated:
		s.policyRepeated(event)
	case WarmedUp:
		s.warmedUp(event)
	case Drained:
		s.drained(event)
	case ec2.InstanceStarted:
		s.started(event.Instance)
	case ec2.SpotInterruptionNoticed:
		s.noticed(event.Instance)
	case ec2.InstanceStopping:
		s.lost(event.Instance, "stopping")
	case ec2.InstanceShuttingDown:
		s.lost(event.Instance, "shutting-down")
	case ec2.InstanceTerminated:
		s.ended(event.Instance)
	}
}

// later has a group brought to what is wanted soon, once.
func (s *Service) later(g *group, after sim.Time) {
	if g.pending == 0 {
		g.pending = s.k.At(s.k.Now()+after, Reconciled{g.Name})
	}
}
