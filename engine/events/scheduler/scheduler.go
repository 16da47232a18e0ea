// Package scheduler is EventBridge Scheduler: schedules, once or again and
// again, in a time zone, each with one target that it calls by a role.
//
// Only the group "default" is there; schedule groups, tags, customer keys,
// universal targets and templated targets other than functions, queues and
// topics are not simulated. Its invariant: every enabled schedule that is not
// over waits for exactly one next time, and every invocation that was begun
// ends as a delivery, a dead letter or a loss.
//
// Sources: botocore 1.43.11, scheduler 2021-06-30; EventBridge Scheduler user
// guide; answers recorded in github localstack, tests/aws/services/scheduler
// (2025-01-26), read 2026-11-23.
package scheduler

import (
	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/events/retry"
	"skylab/engine/sim"
)

// principal is who takes on the roles of schedules.
const principal = "scheduler.amazonaws.com"

// Roles decides what roles may do and who may take them on: IAM.
type Roles interface {
	// CanAssume reports why a service may not take on a role.
	CanAssume(role, service string) error
	aws.Authorizer
}

// Service is the scheduler of a world.
type Service struct {
	k          *sim.Kernel
	cloudwatch *cloudwatch.Service
	billing    *billing.Service
	roles      Roles
	target     aws.Deliverer
	schedules  map[string]*scheduled
	book       retry.Book[invocation]
}

// New is a service without schedules. Without Roles everybody may do
// everything; without a target every delivery fails. The other services may be
// nil: then nothing is reported or metered.
func New(k *sim.Kernel, c *cloudwatch.Service, b *billing.Service) *Service {
	return &Service{k: k, cloudwatch: c, billing: b, schedules: map[string]*scheduled{}}
}

// SetRoles says who decides what principals may do.
func (s *Service) SetRoles(r Roles) { s.roles = r }

// SetTarget says who takes deliveries to targets and dead-letter queues.
func (s *Service) SetTarget(t aws.Deliverer) { s.target = t }

// On fires schedules and calls targets.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case ScheduleFired:
		s.fire(event)
	case TargetInvoked:
		s.invoke(event)
	}
}

// authorize reports AWS's refusal where the caller may not do the action to
// the schedule.
func (s *Service) authorize(r *aws.Request, action, resource string) error {
	action = "scheduler:" + action
	if s.roles == nil || s.roles.Allows(r.Principal, action, resource) {
		return nil
	}
	return aws.Errorf(403, "AccessDeniedException", "User: %s is not authorized to perform: %s on resource: %s %s",
		r.Principal, action, resource, aws.WhyNot(s.roles, r.Principal, action, resource))
}

func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "ValidationException", format, args...)
}

func notFound(format string, args ...any) *aws.Error {
	return aws.Errorf(404, "ResourceNotFoundException", format, args...)
}
