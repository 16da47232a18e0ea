// Package events is EventBridge's event buses and rules: events that services
// and programs put on a bus are matched against the patterns of its rules, and
// rules with a schedule make an event of their own when it is due; each goes to
// the targets of its rule, with retries and dead letters.
//
// Archives, replays, pipes, API destinations, partner sources, schemas, bus
// policies and targets other than functions, queues and topics are not
// simulated. EventBridge Scheduler is the package below. Its invariant: every
// enabled rule with a schedule waits for exactly one next time, and every
// invocation of a target that was begun ends as a delivery, a dead letter or a
// loss.
//
// Sources: botocore 1.43.11, events 2015-10-07; EventBridge user guide;
// answers of AWS recorded in github localstack, tests/aws/services/events
// (2024-12-06), read 2026-11-23.
package events

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/events/retry"
	"skylab/engine/sim"
)

// principal is who EventBridge delivers as.
const principal = "events.amazonaws.com"

// Service is EventBridge in a world.
type Service struct {
	k          *sim.Kernel
	cloudwatch *cloudwatch.Service
	billing    *billing.Service
	authorizer aws.Authorizer
	target     aws.Deliverer
	buses      map[string]*bus
	book       retry.Book[invocation]
	totals     map[string]*cloudwatch.Metric
}

// New is a service with the account's default bus. Without an aws.Authorizer
// everybody may do everything; without a target every delivery fails.
// The other services may be nil: then nothing is reported or metered.
func New(k *sim.Kernel, c *cloudwatch.Service, b *billing.Service) *Service {
	s := &Service{k: k, cloudwatch: c, billing: b, buses: map[string]*bus{}, totals: map[string]*cloudwatch.Metric{}}
	s.buses[defaultBus] = newBus(defaultBus, "", k.Now())
	return s
}

// SetAuthorizer says who decides what principals may do.
func (s *Service) SetAuthorizer(a aws.Authorizer) { s.authorizer = a }

// SetTarget says who takes events to targets and dead-letter queues.
func (s *Service) SetTarget(t aws.Deliverer) { s.target = t }

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.busOperations(), s.ruleOperations(), s.targetOperations(), s.eventOperations())
}

// On fires schedules and calls targets.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case ScheduleFired:
		s.fire(event)
	case TargetInvoked:
		s.invoke(event)
	}
}
