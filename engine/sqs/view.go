package sqs

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// QueueView is a queue for screens, checks and pollers.
type QueueView struct {
	Name, ARN string
	FIFO      bool
	// Visible, InFlight and Delayed are counts of messages.
	Visible, InFlight, Delayed int
	// Oldest is the age of the oldest message.
	Oldest     time.Duration
	Visibility time.Duration
	// DeadLetter is the ARN of the dead-letter queue, "" without one.
	DeadLetter string
	MaxReceive int
}

// Queues are all queues, by name.
func (s *Service) Queues() []QueueView {
	var out []QueueView
	for _, q := range sim.InOrder(s.queues) {
		out = append(out, s.view(q))
	}
	return out
}

// Queue is the queue with that ARN.
func (s *Service) Queue(arn string) (QueueView, bool) {
	q := s.byARN(arn)
	if q == nil {
		return QueueView{}, false
	}
	return s.view(q), true
}

func (s *Service) view(q *queue) QueueView {
	return QueueView{Name: q.name, ARN: q.arn, FIFO: q.FIFO, Visible: len(q.ready), InFlight: q.inFlight, Delayed: q.delayed,
		Oldest: q.age(s.k.Now()), Visibility: q.Visibility, DeadLetter: q.DeadLetter, MaxReceive: q.MaxReceive}
}

// Message is a message as Lambda's poller gets it.
type Message struct {
	ID, Receipt, Body string
	// System are all system attributes.
	System     map[string]string
	MD5        string
	Attributes []aws.MessageAttribute
	Group      string
}

// Poll receives up to n messages of the queue with that ARN, for Lambda's
// pollers: as a ReceiveMessage does, without its limit of ten.
func (s *Service) Poll(arn string, n int) []Message {
	q := s.byARN(arn)
	if q == nil {
		return nil
	}
	var out []Message
	for _, m := range s.take(q, n, q.Visibility) {
		out = append(out, Message{m.id, m.receipt, m.body, m.system([]string{"All"}), digest([]byte(m.body)), m.attributes, m.group})
	}
	q.requests.AddBase(int64(max(1, (len(out)+maxBatch-1)/maxBatch)))
	return out
}

// Remove deletes messages by their receipts; those that are gone are no error.
func (s *Service) Remove(arn string, receipts ...string) {
	q := s.byARN(arn)
	if q == nil {
		return
	}
	for _, r := range receipts {
		_ = s.forget(q, r) // a poller's receipts are handles
	}
	q.requests.AddBase(int64((len(receipts) + maxBatch - 1) / maxBatch))
}
