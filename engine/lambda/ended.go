package lambda

import (
	"encoding/json"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// The conditions under which an event ends (fact sheet 4.2 [LS 2025-11]), and
// those of this simulation for events that nothing is told of.
const (
	conditionSuccess   = "Success"
	conditionExhausted = "RetriesExhausted"
	conditionAge       = "EventAgeExceeded"
	conditionZero      = "ZeroReservedConcurrency"
	conditionDeleted   = "FunctionDeleted"
	conditionRecursive = "RecursiveInvocation"
	conditionThrottled = "Throttled" // in a twin only
)

// end ends an event for good: with its success, or by giving it up to a
// destination, a dead-letter queue, or nobody.
//
// fidelity: lambda.destinations
// fidelity: lambda.dead-letter
func (s *Service) end(inv *invocation, condition string) {
	delete(s.invocations, inv.Number)
	f, c := inv.f, inv.handling()
	if condition == conditionSuccess {
		f.stats.EventsSucceeded++
		if c.OnSuccess != "" {
			s.tell(inv, c.OnSuccess, condition)
		}
		return
	}
	kept := false
	if condition != conditionDeleted {
		if c.OnFailure != "" {
			kept = s.tell(inv, c.OnFailure, condition)
		}
		if dead := inv.ver.config.DeadLetter; dead != "" {
			kept = s.bury(inv, dead) || kept
		}
	}
	if kept {
		f.stats.EventsKept++
	} else {
		f.stats.EventsDropped++
	}
	f.metrics.dropped.Record(s.kernel.Now(), 1)
	s.kernel.Emit(EventDropped{f.Name, inv.ID, condition, inv.Attempt, kept})
}

// tell sends the record of an ended event to a destination.
func (s *Service) tell(inv *invocation, arn, condition string) bool {
	body, subject := inv.record(s.kernel.Now(), condition), ""
	if strings.HasPrefix(arn, "arn:aws:events:") {
		kind := "Failure"
		if condition == conditionSuccess {
			kind = "Success"
		}
		subject = "Lambda Function Invocation Result - " + kind
		body = marshal(aws.Object{{Name: "source", Value: "lambda"}, {Name: "detail-type", Value: subject},
			{Name: "resources", Value: []string{arn, inv.qualified()}}, {Name: "detail", Value: json.RawMessage(body)}})
	}
	ok := s.send(aws.Delivery{Target: arn, Role: inv.ver.config.Role, Source: inv.f.ARN, Subject: subject, Body: body}, inv.Depth)
	if !ok {
		inv.f.metrics.destinationFailures.Record(s.kernel.Now(), 1)
	}
	s.kernel.Emit(DestinationTold{inv.f.Name, inv.ID, arn, condition, ok})
	return ok
}

// maxErrorMessage is how many bytes of an error a dead letter tells.
const maxErrorMessage = 1024

// bury sends an event that was given up, as it came, to the dead-letter queue
// of the function, with what went wrong as attributes (4.2 [LS 2025-11-24]).
func (s *Service) bury(inv *invocation, arn string) bool {
	d := aws.Delivery{Target: arn, Role: inv.ver.config.Role, Source: inv.f.ARN, Body: inv.payload}
	message := "The function could not be invoked."
	if inv.result.Status != "" {
		var e struct {
			Message string `json:"errorMessage"`
		}
		if json.Unmarshal(inv.result.Payload, &e) == nil && e.Message != "" {
			message = e.Message
		}
	}
	d.Attributes = []aws.MessageAttribute{{Name: "RequestID", DataType: "String", Value: inv.ID},
		{Name: "ErrorCode", DataType: "Number", Value: strconv.Itoa(200)},
		{Name: "ErrorMessage", DataType: "String", Value: strings.ToValidUTF8(message[:min(len(message), maxErrorMessage)], "")}}
	ok := s.send(d, inv.Depth)
	if !ok {
		inv.f.metrics.deadLetterErrors.Record(s.kernel.Now(), 1)
	}
	s.kernel.Emit(DeadLettered{inv.f.Name, inv.ID, arn, ok})
	return ok
}

// send delivers on behalf of a function, as part of the chain of its request.
func (s *Service) send(d aws.Delivery, depth int) (ok bool) {
	if s.near.Deliverer == nil {
		return false
	}
	s.kernel.Carry(uint64(depth), func() { ok = s.near.Deliverer.Deliver(d) == nil })
	return ok
}

// setDeadLetter checks and sets the queue or topic that gets events that were
// given up; "" takes it away (1.1 [BC, DEV]).
func (s *Service) setDeadLetter(r *release, c *DeadLetterConfig) error {
	if c == nil {
		return nil
	}
	arn := c.TargetArn
	if arn == "" {
		r.DeadLetter = ""
		return nil
	}
	if !strings.HasPrefix(arn, "arn:aws:sqs:") && !strings.HasPrefix(arn, "arn:aws:sns:") || strings.HasSuffix(arn, ".fifo") {
		return invalid("The provided target ARN is invalid.")
	}
	if s.near.Deliverer != nil {
		if err := s.near.Deliverer.Accepts(aws.Delivery{Target: arn, Role: r.Role}); err != nil {
			if err.HTTPStatus != 403 {
				return invalid("The target ARN %s does not exist.", arn)
			}
			return invalid("The provided execution role does not have permissions to call %s on %s", action(arn), strings.ToUpper(arn[8:11]))
		}
	}
	r.DeadLetter = arn
	return nil
}
