package lambda

import "time"

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
func (s *Service) eventPolled(e EventPolled) {
	inv := s.invocations[e.Invocation]
	if inv == nil {
		return
	}
	now := s.kernel.Now()
	if inv.f.deleted {
		s.lose(inv)
		return
	}
	if inv.Depth > maxChain {
		inv.f.metrics.recursive.Record(now, 1)
		s.drop(inv, "RecursiveInvocation")
		return
	}
	age := now.Sub(inv.Accepted)
	reason := s.dispatch(inv)
	switch {
	case reason == "":
		if inv.Mode == Event {
			inv.f.metrics.age.Record(now, float64(age)/float64(time.Millisecond))
		}
	case inv.Mode != Event:
		s.near.Replier.Reply(inv.call, nil, tooMany(reason))
	case !s.near.Rules.ThrottledEventsRetried:
		s.drop(inv, "Throttled")
	default:
		inv.throttles++
		s.again(inv, backOff(inv.throttles), "throttle")
	}
}

// settled decides what becomes of an event that has run: at-least-once
// delivery ends with a success or the last retry.
func (s *Service) settled(inv *invocation) {
	switch {
	case !inv.result.failed():
		delete(s.invocations, inv.Number)
	case inv.Attempt > s.near.Rules.AsyncRetries:
		s.drop(inv, "RetriesExhausted")
	default:
		s.again(inv, retryDelays[min(inv.Attempt, len(retryDelays))-1], "error")
	}
}

// again puts a request back for a later attempt, unless it would be too old
// by then.
func (s *Service) again(inv *invocation, wait time.Duration, reason string) {
	if s.kernel.Now().Add(wait).Sub(inv.Accepted) > maxEventAge {
		s.drop(inv, "EventAgeExceeded")
		return
	}
	inv.result = outcome{}
	s.kernel.Emit(EventRetried{inv.f.Name, inv.ID, inv.Number, inv.Attempt + 1, wait, reason})
}

// lose ends a request whose function is gone.
func (s *Service) lose(inv *invocation) {
	if inv.Mode == Event {
		s.drop(inv, "FunctionDeleted")
		return
	}
	delete(s.invocations, inv.Number)
	s.near.Replier.Reply(inv.call, nil, notFound(inv.f.ARN+":"+latest))
}

// drop gives an event up.
func (s *Service) drop(inv *invocation, reason string) {
	delete(s.invocations, inv.Number)
	inv.f.stats.EventsDropped++
	inv.f.metrics.dropped.Record(s.kernel.Now(), 1)
	s.kernel.Emit(EventDropped{inv.f.Name, inv.ID, reason, inv.Attempt})
}
