package live

import (
	"skylab/engine/apigateway"
	"skylab/engine/cloudwatch"
	"skylab/engine/events/scheduler"
	"skylab/engine/lambda"
	"skylab/engine/sim"
	"skylab/engine/sqs"
)

// tally is a count that only the journal tells: of what, and of whose.
type tally struct {
	what counted
	of   string
}

// counted is what is counted.
type counted uint8

const (
	queueReturned counted = iota
	queueDeadLetters
	queueExpired
	mappingBatches
	mappingMessages
	mappingFailed
	mappingReturned
	mappingFiltered
	scheduleFailed
	scheduleDeadLetters
	alarmRung
	apiThrottled
)

func (h *history) count(what counted, of string) int { return h.counts[tally{what, of}] }

// tell counts an event, if it is one that is counted by its resource.
func (h *history) tell(e sim.Event) {
	add := func(what counted, of string, n int) { h.counts[tally{what, of}] += n }
	switch e := e.(type) {
	case sqs.MessageReturned:
		add(queueReturned, e.Queue, 1)
	case sqs.MessageRedriven:
		add(queueDeadLetters, e.Queue, 1)
	case sqs.MessageLost:
		add(queueExpired, e.Queue, 1)
	case lambda.BatchInvoked:
		add(mappingBatches, pair(e.Function, e.Queue), 1)
		add(mappingMessages, pair(e.Function, e.Queue), e.Messages)
	case lambda.BatchReturned:
		add(mappingFailed, pair(e.Function, e.Queue), 1)
		add(mappingReturned, pair(e.Function, e.Queue), e.Messages)
	case lambda.MessagesFiltered:
		add(mappingFiltered, pair(e.Function, e.Queue), e.Messages)
	case scheduler.InvocationFailed:
		if !e.Retried {
			add(scheduleFailed, e.Schedule, 1)
		}
	case scheduler.DeadLettered:
		add(scheduleDeadLetters, e.Schedule, 1)
	case cloudwatch.AlarmStateChanged:
		if e.New == cloudwatch.StateAlarm {
			add(alarmRung, e.Alarm, 1)
		}
	case apigateway.RequestThrottled:
		add(apiThrottled, e.API, 1)
	}
}

// pair names a mapping by the ARNs of its function and its queue.
func pair(function, queue string) string { return function + " " + queue }
