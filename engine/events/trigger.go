package events

import (
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// invocation is one event on its way to one target.
type invocation struct {
	Bus, Rule, Target string
	RuleARN           string
	EventID           string
	// Body is what the target gets, Event what a dead-letter queue gets.
	Body, Event string
	To          Target
	// Began is when the event matched; Attempts are the calls so far.
	Began    sim.Time
	Attempts int
	// BadInput is set where the target's template made no JSON of the event.
	BadInput bool
}

// TargetInvoked has happened when EventBridge called a rule's target.
type TargetInvoked struct {
	Bus, Rule, Target, ARN string
	EventID                string
	// Invocation numbers the event's way to this target; Attempt counts its
	// calls from 1.
	Invocation uint64
	Attempt    int
}

// Kind names the event.
func (TargetInvoked) Kind() string { return "events.TargetInvoked" }

// trigger sends an event to the targets of a rule, after a delay.
func (s *Service) trigger(n *rule, ev event, delay time.Duration) {
	n.triggered++
	s.count(n, "TriggeredRules")
	targets := n.sortedTargets()
	for i := range targets {
		t := &targets[i]
		body, ok := t.input(n, ev, s.k.Now().Wall())
		id := s.book.Begin(&invocation{Bus: n.EventBusName, Rule: n.Name, Target: t.Id, RuleARN: n.Arn, EventID: ev.id,
			Body: string(body), Event: string(ev.text()), To: *t, Began: s.k.Now(), BadInput: !ok})
		s.call(id, delay)
	}
}

// call schedules the next attempt of an invocation. It begins a chain of its
// own: Lambda's detection of loops sees through SQS, SNS and S3, but not
// through EventBridge (Lambda developer guide, recursive loop detection, read
// 2026-11-23), so that a loop by way of a bus goes on until somebody stops it.
//
// fidelity: events.loops
func (s *Service) call(id uint64, delay time.Duration) {
	i := s.book.At(id)
	s.k.Carry(0, func() {
		s.k.After(delay, TargetInvoked{i.Bus, i.Rule, i.Target, i.To.Arn, i.EventID, id, i.Attempts + 1})
	})
}

// delivery is the invocation as the target's service sees it: by the target's
// role where it has one, else by EventBridge, which the target's own policy
// must let.
//
// fidelity: events.permission
func (i *invocation) delivery() aws.Delivery {
	d := aws.Delivery{Target: i.To.Arn, Service: principal, Source: i.RuleARN, Body: []byte(i.Body)}
	if i.To.RoleArn != "" {
		d.Service, d.Role = "", i.To.RoleArn
	}
	if i.To.SqsParameters != nil && strings.HasPrefix(i.To.Arn, "arn:aws:sqs:") {
		d.Group = i.To.SqsParameters.MessageGroupId
	}
	return d
}
