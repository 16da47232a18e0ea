package scheduler

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// invocation is one firing on its way to the target.
type invocation struct {
	Schedule, ScheduleARN string
	// ID is the execution's.
	ID string
	To Target
	// At is the time that the schedule names; Attempts are the calls so far.
	At       sim.Time
	Attempts int
	// Last is set where the schedule goes when this ends.
	Last bool
}

// TargetInvoked has happened when the target of a schedule was called.
type TargetInvoked struct {
	Schedule, ARN string
	// Invocation numbers the firing; Attempt counts its calls from 1.
	Invocation uint64
	Attempt    int
}

// Kind names the event.
func (TargetInvoked) Kind() string { return "scheduler.TargetInvoked" }

// begin starts an invocation after a delay.
func (s *Service) begin(n *scheduled, at sim.Time, delay time.Duration) {
	id := s.book.Begin(&invocation{Schedule: n.Name, ScheduleARN: n.arn, ID: aws.UUID(s.k.Stream("scheduler.id")), To: *n.Target,
		At: at, Last: n.next.Over && n.ActionAfterCompletion == "DELETE"})
	if s.billing != nil {
		s.billing.Meter(billing.SchedulerInvocations, n.Name).AddBase(1)
	}
	s.call(id, delay)
}

func (s *Service) call(id uint64, delay time.Duration) {
	i := s.book.At(id)
	s.k.After(delay, TargetInvoked{i.Schedule, i.To.Arn, id, i.Attempts + 1})
}

// delivery is the invocation as the target's service sees it.
func (i *invocation) delivery() aws.Delivery {
	d := aws.Delivery{Target: i.To.Arn, Role: i.To.RoleArn, Source: i.ScheduleARN, Body: i.body()}
	if i.To.SqsParameters != nil {
		d.Group = i.To.SqsParameters.MessageGroupId
	}
	return d
}

// body is the target's input: the schedule's own, with its context
// attributes, or else the event that AWS makes, whose detail is a string
// (facts/lambda.md 4.8).
//
// fidelity: scheduler.event
func (i *invocation) body() []byte {
	at := i.At.Wall().Format("2006-01-02T15:04:05Z")
	if i.To.Input != "" {
		return []byte(strings.NewReplacer(
			"<aws.scheduler.schedule-arn>", i.ScheduleARN,
			"<aws.scheduler.scheduled-time>", at,
			"<aws.scheduler.execution-id>", i.ID,
			"<aws.scheduler.attempt-number>", strconv.Itoa(i.Attempts),
		).Replace(i.To.Input))
	}
	event := aws.Object{
		{Name: "version", Value: "0"}, {Name: "id", Value: i.ID}, {Name: "detail-type", Value: "Scheduled Event"},
		{Name: "source", Value: "aws.scheduler"}, {Name: "account", Value: aws.AccountID}, {Name: "time", Value: at},
		{Name: "region", Value: aws.Region}, {Name: "resources", Value: []string{i.ScheduleARN}}, {Name: "detail", Value: "{}"},
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(event); err != nil {
		panic("scheduler: " + err.Error()) // strings always encode
	}
	return bytes.TrimSpace(b.Bytes())
}
