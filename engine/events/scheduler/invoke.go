package scheduler

import (
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/events/retry"
)

// invoke calls the target.
func (s *Service) invoke(e TargetInvoked) {
	i := s.book.At(e.Invocation)
	i.Attempts++
	s.count("InvocationAttemptCount")
	err := s.deliver(i.delivery())
	if err == nil {
		s.end(e.Invocation, i, retry.Delivered)
		return
	}
	s.count("TargetErrorCount")
	if err.Status() == 429 {
		s.count("TargetErrorThrottledCount")
	}
	pause, again, condition := i.To.limits().After(err, i.Attempts, s.k.Now().Sub(i.At), s.k.Stream("scheduler.retry"))
	s.k.Emit(InvocationFailed{i.Schedule, i.To.Arn, err.Code, err.Message, again})
	if again {
		s.call(e.Invocation, pause)
		return
	}
	s.end(e.Invocation, i, s.giveUp(i, err, condition))
}

// deliver hands a delivery over by the schedule's role, which must still let
// the scheduler take it on.
//
// fidelity: scheduler.role
func (s *Service) deliver(d aws.Delivery) *aws.Error {
	if s.roles != nil {
		if err := s.roles.CanAssume(d.Role, principal); err != nil {
			return aws.Errorf(403, "AccessDeniedException", "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.")
		}
	}
	if s.target == nil {
		return notFound("Nothing takes deliveries to %s.", d.Target)
	}
	return s.target.Deliver(d)
}

// end forgets an invocation, and the schedule with it where that was its last.
func (s *Service) end(id uint64, i *invocation, how retry.End) {
	s.book.End(id, how)
	if n := s.schedules[i.Schedule]; i.Last && n != nil && n.next.Over {
		s.remove(n, "completed")
	}
}

// InvocationFailed has happened when a target refused.
type InvocationFailed struct {
	Schedule, ARN string
	Code, Message string
	// Retried tells whether it will be tried again.
	Retried bool
}

// Kind names the event.
func (InvocationFailed) Kind() string { return "scheduler.InvocationFailed" }

// giveUp ends an invocation that failed for good: in the schedule's
// dead-letter queue, by its role, or nowhere. The names of the attributes are
// the user guide's, their type is an assumption.
//
// fidelity: scheduler.dead-letter
func (s *Service) giveUp(i *invocation, err *aws.Error, condition string) retry.End {
	s.count("InvocationDroppedCount")
	if i.To.DeadLetterConfig == nil || i.To.DeadLetterConfig.Arn == "" {
		return retry.Lost
	}
	queue := i.To.DeadLetterConfig.Arn
	d := aws.Delivery{Target: queue, Role: i.To.RoleArn, Source: i.ScheduleARN, Body: i.body(), Attributes: []aws.MessageAttribute{
		aws.Text("SCHEDULE_ARN", i.ScheduleARN), aws.Text("TARGET_ARN", i.To.Arn),
		aws.Text("SCHEDULED_TIME", i.At.Wall().Format("2006-01-02T15:04:05Z")),
		aws.Text("ERROR_CODE", err.Code), aws.Text("ERROR_MESSAGE", err.Message),
		aws.Text("RETRY_ATTEMPTS", strconv.Itoa(i.Attempts-1)),
	}}
	if condition != "" {
		d.Attributes = append(d.Attributes, aws.Text("EXHAUSTED_RETRY_CONDITION", condition))
	}
	if s.deliver(d) != nil {
		s.count("InvocationsFailedToBeSentToDeadLetterCount")
		return retry.Lost
	}
	s.count("InvocationsSentToDeadLetterCount")
	s.k.Emit(DeadLettered{i.Schedule, queue})
	return retry.DeadLettered
}

// DeadLettered has happened when an invocation that failed went to a
// dead-letter queue.
type DeadLettered struct{ Schedule, Queue string }

// Kind names the event.
func (DeadLettered) Kind() string { return "scheduler.DeadLettered" }

// count adds one to a metric of the group, in the namespace AWS/Scheduler.
//
// fidelity: scheduler.metrics
func (s *Service) count(name string) {
	if s.cloudwatch != nil {
		s.cloudwatch.Record("AWS/Scheduler", name, "Count", []cloudwatch.Dimension{{Name: "ScheduleGroup", Value: group}}, 1, s.k.Now())
	}
}
