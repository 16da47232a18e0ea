package sqs

import "time"

// QueueCreated and QueueDeleted: a queue came and went.
type (
	QueueCreated struct{ Queue string }
	QueueDeleted struct{ Queue string }
	// QueuePurged: all its messages were deleted.
	QueuePurged struct{ Queue string }
)

// MessageSent: a message is in the queue, visible after the delay.
type MessageSent struct {
	Queue, Message string
	Bytes          int
	Delay          time.Duration
}

// MessageAvailable: a message of the queue with that ARN became visible.
type MessageAvailable struct{ Queue string }

// MessagesReceived: so many messages were taken, and are in flight.
type MessagesReceived struct {
	Queue    string
	Messages int
}

// MessageDue (scheduled): a message in flight or delayed becomes visible, if
// nothing has happened to it since.
type MessageDue struct {
	Queue   string
	Message uint64
	Round   int
}

// MessageReturned: its visibility timeout is over, and nobody deleted it.
type MessageReturned struct {
	Queue, Message string
	Received       int
}

// MessageDeleted: a receiver is done with it.
type MessageDeleted struct{ Queue, Message string }

// MessageRedriven: it was received too often, and went to the dead-letter
// queue.
type MessageRedriven struct {
	Queue, DeadLetterQueue, Message string
	Received                        int
}

// MessageExpired (scheduled): its retention may be over; MessageLost: it was.
type (
	MessageExpired struct {
		Queue   string
		Message uint64
	}
	MessageLost struct{ Queue, Message string }
)

// MessageMoveTaskStarted: so many messages are to leave a dead-letter queue.
type MessageMoveTaskStarted struct {
	Queue, Task string
	Messages    int
}

// MoveDue (scheduled): a message move task moves its next message.
type MoveDue struct{ Queue, Task string }

// MessageMoved: a message left a dead-letter queue for another, as a new one.
type MessageMoved struct{ Queue, Destination, Message string }

// MessageMoveTaskEnded: it is COMPLETED, CANCELLED or, for a reason, FAILED.
type MessageMoveTaskEnded struct {
	Queue, Task, Status, Reason string
	Moved                       int
}

// PollEnded (scheduled): a long poll has waited for its time.
type PollEnded struct {
	Queue string
	Poll  uint64
}

// MinutePassed (scheduled): a queue with messages reports its metrics.
type MinutePassed struct{ Queue string }

// The kinds of the events, as journals and screens name them.

func (QueueCreated) Kind() string           { return "sqs.QueueCreated" }
func (QueueDeleted) Kind() string           { return "sqs.QueueDeleted" }
func (QueuePurged) Kind() string            { return "sqs.QueuePurged" }
func (MessageSent) Kind() string            { return "sqs.MessageSent" }
func (MessageAvailable) Kind() string       { return "sqs.MessageAvailable" }
func (MessagesReceived) Kind() string       { return "sqs.MessagesReceived" }
func (MessageDue) Kind() string             { return "sqs.MessageDue" }
func (MessageReturned) Kind() string        { return "sqs.MessageReturned" }
func (MessageDeleted) Kind() string         { return "sqs.MessageDeleted" }
func (MessageRedriven) Kind() string        { return "sqs.MessageRedriven" }
func (MessageExpired) Kind() string         { return "sqs.MessageExpired" }
func (MessageLost) Kind() string            { return "sqs.MessageLost" }
func (MessageMoveTaskStarted) Kind() string { return "sqs.MessageMoveTaskStarted" }
func (MoveDue) Kind() string                { return "sqs.MoveDue" }
func (MessageMoved) Kind() string           { return "sqs.MessageMoved" }
func (MessageMoveTaskEnded) Kind() string   { return "sqs.MessageMoveTaskEnded" }
func (PollEnded) Kind() string              { return "sqs.PollEnded" }
func (MinutePassed) Kind() string           { return "sqs.MinutePassed" }
