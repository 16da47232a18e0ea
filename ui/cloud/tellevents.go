package cloud

import (
	"skylab/engine/events"
	"skylab/engine/events/scheduler"
	"skylab/engine/sim"
)

// tellEvents is an event of EventBridge as a sentence.
func tellEvents(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case events.EventReceived:
		if e.Matched == 0 {
			return quiet, "an event from " + e.Source + " comes to bus " + e.Bus + " and matches no rule"
		}
		return plain, "an event from " + e.Source + " comes to bus " + e.Bus + " and runs " + counted(e.Matched, "rule")
	case events.ScheduleFired:
		return plain, "the schedule of rule " + e.Rule + " is due"
	case events.TargetInvoked:
		return plain, "rule " + e.Rule + " sends the event to " + last(e.ARN)
	case events.InvocationFailed:
		if e.Retried {
			return bad, last(e.ARN) + " refuses the event of rule " + e.Rule + ": " + e.Code + ", it will be tried again"
		}
		return bad, last(e.ARN) + " refuses the event of rule " + e.Rule + ": " + e.Code
	case events.DeadLettered:
		return bad, "the event of rule " + e.Rule + " goes to the dead-letter queue " + last(e.Queue)
	case events.RuleStateChanged:
		return plain, "rule " + e.Rule + " is " + e.State
	}
	return plain, ""
}

// tellScheduler is an event of EventBridge Scheduler as a sentence.
func tellScheduler(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case scheduler.ScheduleFired:
		return plain, "schedule " + e.Schedule + " is due"
	case scheduler.TargetInvoked:
		return plain, "schedule " + e.Schedule + " calls " + last(e.ARN)
	case scheduler.InvocationFailed:
		if e.Retried {
			return bad, last(e.ARN) + " refuses schedule " + e.Schedule + ": " + e.Code + ", it will be tried again"
		}
		return bad, last(e.ARN) + " refuses schedule " + e.Schedule + ": " + e.Code
	case scheduler.DeadLettered:
		return bad, "what schedule " + e.Schedule + " meant goes to the dead-letter queue " + last(e.Queue)
	case scheduler.ScheduleDeleted:
		return plain, "schedule " + e.Schedule + " is gone: " + e.Reason
	}
	return plain, ""
}
