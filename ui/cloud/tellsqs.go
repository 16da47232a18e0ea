package cloud

import (
	"strconv"
	"strings"

	"skylab/engine/lambda"
	"skylab/engine/sim"
	"skylab/engine/sqs"
)

// tellSQS tells what happens to queues and their messages.
func tellSQS(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case sqs.QueueCreated:
		return plain, "the queue " + e.Queue + " is created"
	case sqs.QueueDeleted:
		return plain, "the queue " + e.Queue + " is deleted"
	case sqs.QueuePurged:
		return plain, e.Queue + " is emptied"
	case sqs.MessageSent:
		if e.Delay > 0 {
			return plain, e.Queue + " takes a message, to be seen in " + span(e.Delay)
		}
		return plain, e.Queue + " takes a message"
	case sqs.MessagesReceived:
		return quiet, e.Queue + ": " + counted(e.Messages, "message") + " received, and hidden from others"
	case sqs.MessageReturned:
		return bad, e.Queue + ": a message is visible again, received " + counted(e.Received, "time") + " and not deleted"
	case sqs.MessageDeleted:
		return good, e.Queue + ": a message is done with"
	case sqs.MessageRedriven:
		return bad, e.Queue + ": a message received " + counted(e.Received, "time") + " goes to " + e.DeadLetterQueue
	case sqs.MessageMoveTaskStarted:
		return plain, counted(e.Messages, "message") + " of " + e.Queue + " will be moved"
	case sqs.MessageMoved:
		return good, "a message of " + e.Queue + " moves to " + e.Destination
	case sqs.MessageMoveTaskEnded:
		said := "the moving from " + e.Queue + " is " + e.Status + ", " + counted(e.Moved, "message") + " moved"
		if e.Reason != "" {
			return bad, said + " (" + e.Reason + ")"
		}
		return plain, said
	case sqs.MessageLost:
		return bad, e.Queue + ": a message is older than the queue keeps it, and lost"
	}
	return plain, ""
}

// tellMapping tells what event source mappings do.
func tellMapping(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case lambda.MappingChanged:
		return plain, "the mapping of " + last(e.Queue) + " to " + called(e.Function) + " is " + e.State
	case lambda.MessagesFiltered:
		return quiet, "no filter of " + called(e.Function) + " wants " + counted(e.Messages, "message") + " of " + last(e.Queue) + ": deleted"
	case lambda.BatchInvoked:
		return plain, "Lambda hands " + counted(e.Messages, "message") + " of " + last(e.Queue) + " to " + called(e.Function)
	case lambda.BatchReturned:
		return bad, counted(e.Messages, "message") + " of a batch will be back in " + last(e.Queue) + " (" + e.Reason + ")"
	case lambda.ConcurrencyChanged:
		return quiet, called(e.Function) + " may now get " + strconv.Itoa(e.Limit) + " batches of " + last(e.Queue) + " at once"
	}
	return plain, ""
}

// called is a function as its ARN names it, with its qualifier.
func called(arn string) string { return arn[strings.Index(arn, ":function:")+len(":function:"):] }
