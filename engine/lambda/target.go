package lambda

import (
	"errors"

	"skylab/engine/aws"
)

// Accepts tells whether a service may invoke the function asynchronously: it
// must exist, and its resource policy must let the service do so for that
// source, or the service's role must be allowed to.
//
// fidelity: lambda.service-permission
func (s *Service) Accepts(d aws.Delivery) *aws.Error {
	_, err := s.delivered(d, Event, maxAsyncPayload)
	return err
}

// delivered is what a delivery targets, if it may run it.
func (s *Service) delivered(d aws.Delivery, mode string, limit int) (target, *aws.Error) {
	t, err := s.find(d.Target, "")
	if err != nil {
		var e *aws.Error
		errors.As(err, &e)
		return t, e
	}
	if len(d.Body) > limit {
		return t, tooLarge(len(d.Body), mode, limit)
	}
	const action = "lambda:InvokeFunction"
	switch {
	case d.Role != "" && (s.near.Roles == nil || s.near.Roles.Allows(d.Role, action, t.arn())),
		d.Role == "" && t.policy().allows(request{principal: d.Service, action: action, sourceArn: d.Source}):
		return t, nil
	}
	return t, refuse(403, "AccessDeniedException", "Not authorized to invoke function [%s]", d.Target)
}

// Deliver invokes the function asynchronously for a service.
func (s *Service) Deliver(d aws.Delivery) *aws.Error {
	t, err := s.delivered(d, Event, maxAsyncPayload)
	if err != nil {
		return err
	}
	s.enqueue(s.accept(t, Event, aws.UUID(s.kernel.Stream("lambda.delivery")), sender(d), d.Body))
	return nil
}

// Run invokes the function for a service that waits for its result, such as an
// HTTP API or the poller of a queue. Time passes until done is told: the run,
// and the way back.
func (s *Service) Run(d aws.Delivery, done func(aws.Ran)) {
	t, err := s.delivered(d, RequestResponse, maxSyncPayload)
	if err == nil && s.looping() {
		errors.As(recursive(), &err)
	}
	if err != nil {
		done(aws.Ran{Err: err})
		return
	}
	s.runFor(t, d, done)
}

// runFor runs the target for the delivery's sender.
func (s *Service) runFor(t target, d aws.Delivery, done func(aws.Ran)) {
	inv := s.accept(t, RequestResponse, aws.UUID(s.kernel.Stream("lambda.delivery")), sender(d), d.Body)
	inv.done = done
	if err := s.dispatch(inv); err != nil {
		done(aws.Ran{Err: err})
	}
}

// ran is the invocation's end for a service.
func (inv *invocation) ran() aws.Ran {
	r := aws.Ran{Payload: inv.result.Payload, ExecutedVersion: inv.ver.label()}
	if inv.result.failed() {
		r.FunctionError = "Unhandled"
	}
	return r
}

// answer tells the one who waits for a request that did not run.
func (s *Service) answer(inv *invocation, r aws.Ran) {
	if inv.done != nil {
		inv.done(r)
		return
	}
	s.near.Replier.Reply(inv.call, nil, r.Err)
}

// sender is who a delivery comes from, for the record.
func sender(d aws.Delivery) string {
	if d.Role != "" {
		return d.Role
	}
	return d.Service
}
