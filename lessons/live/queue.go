package live

import (
	"strings"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/sqs"
)

// Queue is what expressions see of an SQS queue; everything is zero for one
// that does not exist. The counts go on if a queue is made anew under its
// name, as CloudWatch's do.
type Queue struct {
	Exists bool `expr:"exists"`
	FIFO   bool `expr:"fifo"`
	// Visible, InFlight and Delayed are the messages that are there now.
	Visible  int `expr:"visible"`
	InFlight int `expr:"inFlight"`
	Delayed  int `expr:"delayed"`
	// OldestAge is that of the oldest message, Visibility the visibility
	// timeout; in seconds.
	OldestAge  float64 `expr:"oldestAge"`
	Visibility float64 `expr:"visibility"`
	// DeadLetterQueue is the name of the queue to which a message goes after
	// MaxReceives receives; "" and 0 without one.
	DeadLetterQueue string `expr:"deadLetterQueue"`
	MaxReceives     int    `expr:"maxReceives"`
	// Sent, Received and Deleted count messages.
	Sent     int `expr:"sent"`
	Received int `expr:"received"`
	Deleted  int `expr:"deleted"`
	// Returned counts messages that became visible again because nobody had
	// deleted them, DeadLetters those that went to the dead-letter queue,
	// Expired those that were there for too long.
	Returned    int `expr:"returned" from:"journal"`
	DeadLetters int `expr:"deadLetters" from:"journal"`
	Expired     int `expr:"expired" from:"journal"`
}

func (c *Context) queue(name string) Queue {
	w := c.World()
	v, ok := w.SQS.Queue(aws.ARN("sqs", name))
	if !ok {
		c.miss("queue", listed(w.SQS.Queues(), func(v sqs.QueueView) string { return v.Name }), name)
		return Queue{}
	}
	sum := c.sums("AWS/SQS", cloudwatch.Dimension{Name: "QueueName", Value: name})
	return Queue{
		Exists: true, FIFO: v.FIFO, Visible: v.Visible, InFlight: v.InFlight, Delayed: v.Delayed,
		OldestAge: v.Oldest.Seconds(), Visibility: v.Visibility.Seconds(), DeadLetterQueue: last(v.DeadLetter), MaxReceives: v.MaxReceive,
		Sent: sum("NumberOfMessagesSent"), Received: sum("NumberOfMessagesReceived"), Deleted: sum("NumberOfMessagesDeleted"),
		Returned: c.seen.count(queueReturned, name), DeadLetters: c.seen.count(queueDeadLetters, name), Expired: c.seen.count(queueExpired, name),
	}
}

// last is the name at the end of an ARN.
func last(arn string) string { return arn[strings.LastIndexByte(arn, ':')+1:] }
