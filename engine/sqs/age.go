package sqs

import (
	"time"

	"skylab/engine/sim"
)

// hold adds a message to the queue's.
func (q *queue) hold(m *message) {
	q.messages[m.number] = m
	q.first = min(q.first, m.number)
}

// oldest is the message that was sent first, nil in an empty queue. Messages
// are numbered as they are sent, and mostly leave in that order, so the one
// after the last oldest is near; where it is not, all are looked at.
func (q *queue) oldest() *message {
	for range len(q.messages) {
		if m := q.messages[q.first]; m != nil {
			return m
		}
		q.first++
	}
	var found *message
	for _, m := range q.messages { // a minimum: the order does not matter
		if found == nil || m.number < found.number {
			found = m
		}
	}
	if found != nil {
		q.first = found.number
	}
	return found
}

// age is that of the oldest message.
func (q *queue) age(now sim.Time) time.Duration {
	if m := q.oldest(); m != nil {
		return now.Sub(m.sent)
	}
	return 0
}
