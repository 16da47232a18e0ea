package events

import (
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/events/retry"
)

// invoke hands an event to its target.
func (s *Service) invoke(e TargetInvoked) {
	i := s.book.At(e.Invocation)
	n := s.ruleOf(i)
	i.Attempts++
	s.count(n, "InvocationAttempts")
	if i.Attempts > 1 {
		s.count(n, "RetryInvocationAttempts")
	} else {
		s.record(n, "IngestionToInvocationStartLatency", "Milliseconds", float64(s.k.Now().Sub(i.Began))/float64(time.Millisecond))
	}
	err := s.deliver(i)
	if err == nil {
		s.count(n, "SuccessfulInvocationAttempts")
		s.count(n, "Invocations")
		s.book.End(e.Invocation, retry.Delivered)
		return
	}
	pause, again, condition := i.To.RetryPolicy.limits().After(err, i.Attempts, s.k.Now().Sub(i.Began), s.k.Stream("events.retry"))
	if again {
		s.k.Emit(InvocationFailed{i.Bus, i.Rule, i.Target, i.To.Arn, i.EventID, retry.Code(err), err.Message, true})
		s.call(e.Invocation, pause)
		return
	}
	s.book.End(e.Invocation, s.giveUp(n, i, err, condition))
}

func (s *Service) deliver(i *invocation) *aws.Error {
	switch {
	case i.BadInput:
		return aws.Errorf(400, retry.InvalidInput, "The input for the target is not valid JSON.")
	case s.target == nil:
		return notFound("Nothing takes deliveries to %s.", i.To.Arn)
	}
	return s.target.Deliver(i.delivery())
}

// ruleOf is an invocation's rule, nil where it is gone by now.
func (s *Service) ruleOf(i *invocation) *rule {
	if b := s.buses[i.Bus]; b != nil {
		return b.rules[i.Rule]
	}
	return nil
}

// InvocationFailed has happened when a target refused an event.
type InvocationFailed struct {
	Bus, Rule, Target, ARN string
	EventID                string
	// Code is EventBridge's: NO_PERMISSIONS, NO_RESOURCE, …
	Code, Message string
	// Retried tells whether it will be tried again.
	Retried bool
}

// Kind names the event.
func (InvocationFailed) Kind() string { return "events.InvocationFailed" }

// giveUp ends an invocation that failed for good: in the target's dead-letter
// queue, or nowhere.
//
// fidelity: events.dead-letter
func (s *Service) giveUp(n *rule, i *invocation, err *aws.Error, condition string) retry.End {
	s.count(n, "Invocations")
	s.count(n, "FailedInvocations")
	s.k.Emit(InvocationFailed{i.Bus, i.Rule, i.Target, i.To.Arn, i.EventID, retry.Code(err), err.Message, false})
	if i.To.DeadLetterConfig == nil || i.To.DeadLetterConfig.Arn == "" {
		return retry.Lost
	}
	queue := i.To.DeadLetterConfig.Arn
	if s.target == nil || s.target.Deliver(i.deadLetter(queue, err, condition)) != nil {
		s.count(n, "InvocationsFailedToBeSentToDlq")
		return retry.Lost
	}
	s.count(n, "InvocationsSentToDlq")
	s.k.Emit(DeadLettered{i.Bus, i.Rule, i.Target, i.EventID, queue})
	return retry.DeadLettered
}

// DeadLettered has happened when an event that could not be delivered went to
// a dead-letter queue.
type DeadLettered struct{ Bus, Rule, Target, EventID, Queue string }

// Kind names the event.
func (DeadLettered) Kind() string { return "events.DeadLettered" }

// deadLetter is the event as it goes to the queue, with what went wrong as
// attributes. Their names are the user guide's, their type an assumption.
func (i *invocation) deadLetter(queue string, err *aws.Error, condition string) aws.Delivery {
	attributes := []aws.MessageAttribute{
		aws.Text("RULE_ARN", i.RuleARN), aws.Text("TARGET_ARN", i.To.Arn),
		aws.Text("ERROR_CODE", retry.Code(err)), aws.Text("ERROR_MESSAGE", err.Message),
	}
	if condition != "" {
		attributes = append(attributes, aws.Text("EXHAUSTED_RETRY_CONDITION", condition), aws.Text("RETRY_ATTEMPTS", strconv.Itoa(i.Attempts-1)))
	}
	return aws.Delivery{Target: queue, Service: principal, Source: i.RuleARN, Body: []byte(i.Event), Attributes: attributes}
}
