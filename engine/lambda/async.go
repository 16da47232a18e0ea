package lambda

import (
	"time"

	"skylab/engine/aws"
)

// enqueue takes an asynchronous event into the function's queue; the caller
// is told 202 at once.
//
// fidelity: lambda.async-queue
func (s *Service) enqueue(inv *invocation) {
	now := s.kernel.Now()
	inv.f.stats.EventsReceived++
	inv.f.metrics.received.Record(now, 1)
	s.kernel.Emit(EventQueued{inv.f.Name, inv.ID, inv.Number, len(inv.payload), inv.Source})
}

// poll hands the event to the function after the wait.
func (s *Service) poll(number uint64, wait time.Duration) {
	inv := s.invocations[number]
	s.kernel.After(wait, EventPolled{inv.f.Name, inv.ID, inv.Number, inv.Attempt + 1})
}

// eventPolled tries to run an event whose turn has come.
//
// fidelity: lambda.async-throttle
// fidelity: lambda.async-states
func (s *Service) eventPolled(e EventPolled) {
	inv := s.invocations[e.Invocation]
	if inv == nil {
		return
	}
	now := s.kernel.Now()
	if inv.f.deleted || inv.ver.deleted && !inv.aliased() {
		s.lose(inv)
		return
	}
	if inv.Depth > maxChain {
		inv.f.metrics.recursive.Record(now, 1)
		s.end(inv, conditionRecursive)
		return
	}
	// A function that may not run at all ends its events at once.
	if inv.Mode == Event && inv.f.capacity.Reserves && inv.f.capacity.Reserved == 0 {
		s.end(inv, conditionZero)
		return
	}
	age := now.Sub(inv.Accepted)
	refused := s.dispatch(inv)
	switch {
	case refused == nil:
		if inv.Mode == Event {
			inv.f.metrics.age.Record(now, float64(age)/float64(time.Millisecond))
		}
	case inv.Mode != Event:
		s.answer(inv, aws.Ran{Err: refused})
	case inv.ver.State != Active:
		s.refuseEvent(inv, inv.ver.State)
	case !s.near.Rules.ThrottledEventsRetried:
		s.end(inv, conditionThrottled)
	default:
		s.refuseEvent(inv, "throttle")
	}
}

// refuseEvent puts an event back that could not run, for longer each time.
func (s *Service) refuseEvent(inv *invocation, reason string) {
	inv.refusals++
	s.again(inv, backOff(inv.refusals), reason)
}

// aliased tells whether the request names an alias that is still there, which
// may by now point to another version.
func (inv *invocation) aliased() bool {
	return inv.alias != nil && inv.f.aliases[inv.alias.Name] == inv.alias
}

// settled decides what becomes of an event that has run: at-least-once
// delivery ends with a success or the last retry.
func (s *Service) settled(inv *invocation) {
	switch {
	case !inv.result.failed():
		s.end(inv, conditionSuccess)
	case inv.Attempt > inv.handling().retries(s.near.Rules):
		s.end(inv, conditionExhausted)
	default:
		s.again(inv, retryDelays[min(inv.Attempt, len(retryDelays))-1], "error")
	}
}

// again puts a request back for a later attempt, unless it would be too old
// by then.
func (s *Service) again(inv *invocation, wait time.Duration, reason string) {
	if s.kernel.Now().Add(wait).Sub(inv.Accepted) > inv.handling().maxAge() {
		s.end(inv, conditionAge)
		return
	}
	s.kernel.Emit(EventRetried{inv.f.Name, inv.ID, inv.Number, inv.Attempt + 1, wait, reason})
}

// lose ends a request whose function is gone.
func (s *Service) lose(inv *invocation) {
	if inv.Mode == Event {
		s.end(inv, conditionDeleted)
		return
	}
	delete(s.invocations, inv.Number)
	s.answer(inv, aws.Ran{Err: notFound(inv.f.ARN + ":" + inv.ver.label())})
}
