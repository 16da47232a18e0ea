package sqs

import (
	"slices"
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// ReceiveMessageInput follows AWS's model.
type ReceiveMessageInput struct {
	QueueUrl                    string `aws:"required"`
	AttributeNames              []string
	MessageSystemAttributeNames []string
	MessageAttributeNames       []string
	MaxNumberOfMessages         *int
	VisibilityTimeout           *int
	WaitTimeSeconds             *int
}

// ReceiveMessageOutput are up to ten messages.
type ReceiveMessageOutput struct{ Messages []*ReceivedMessage }

// ReceivedMessage is a message as a receiver gets it.
type ReceivedMessage struct {
	MessageId              string
	ReceiptHandle          string
	MD5OfBody              string
	Body                   string
	Attributes             map[string]string
	MD5OfMessageAttributes string
	MessageAttributes      map[string]MessageAttributeValue
}

// waiter is a long poll that waits for a message.
type waiter struct {
	Call, Number    uint64
	Max             int
	Visibility      time.Duration
	System, Message []string
	Until           sim.Time
}

// receiveMessage takes messages that are visible, or waits for one: a long
// poll ends with the first message or with its time.
//
// fidelity: sqs.long-poll
func (s *Service) receiveMessage(r *aws.Request, in *ReceiveMessageInput) (*ReceiveMessageOutput, error) {
	q, err := s.may(r, in.QueueUrl, "ReceiveMessage")
	if err != nil {
		return nil, err
	}
	w, wait, err := in.poll(q)
	if err != nil {
		return nil, err
	}
	q.meter(0)
	out := s.answer(q, w)
	if len(out.Messages) > 0 || wait == 0 {
		return out, nil
	}
	q.polls++
	w.Call, w.Number, w.Until = r.ID, q.polls, s.k.Now().Add(wait)
	q.waiting = append(q.waiting, w)
	s.k.At(w.Until, PollEnded{q.name, w.Number})
	r.Later()
	return nil, nil
}

// poll is what a receiver asks for, and how long it waits.
func (in *ReceiveMessageInput) poll(q *queue) (waiter, time.Duration, error) {
	w := waiter{Max: 1, Visibility: q.Visibility, Message: in.MessageAttributeNames,
		System: slices.Concat(in.AttributeNames, in.MessageSystemAttributeNames)}
	wait := q.Wait
	if n := in.MaxNumberOfMessages; n != nil {
		if *n < 1 || *n > maxBatch {
			return w, 0, invalidValue("Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", *n)
		}
		w.Max = *n
	}
	if n := in.WaitTimeSeconds; n != nil {
		if wait = time.Duration(*n) * time.Second; wait < 0 || wait > maxPoll {
			return w, 0, invalidValue("Value %d for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.", *n)
		}
	}
	if n := in.VisibilityTimeout; n != nil {
		if w.Visibility = time.Duration(*n) * time.Second; w.Visibility < 0 || w.Visibility > maxVisibility {
			return w, 0, invalidValue("Value %d for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.", *n)
		}
	}
	return w, wait, nil
}

// answer is what a poll gets now.
func (s *Service) answer(q *queue, w waiter) *ReceiveMessageOutput {
	out := &ReceiveMessageOutput{}
	for _, m := range s.take(q, w.Max, w.Visibility) {
		attributes := asked(m.attributes, w.Message)
		out.Messages = append(out.Messages, &ReceivedMessage{MessageId: m.id, ReceiptHandle: m.receipt, MD5OfBody: digest([]byte(m.body)), Body: m.body,
			Attributes: m.system(w.System), MD5OfMessageAttributes: digestOf(attributes), MessageAttributes: shown(attributes)})
	}
	if len(out.Messages) == 0 {
		q.metrics.empty.Record(s.k.Now(), 1)
	}
	return out
}

// serve gives what is visible to polls that wait, the longest waiting first.
func (s *Service) serve(q *queue) {
	for len(q.waiting) > 0 {
		w := q.waiting[0]
		out := s.answer(q, w)
		if len(out.Messages) == 0 {
			return
		}
		q.waiting = q.waiting[1:]
		s.replier.Reply(w.Call, out, nil)
	}
}

// pollEnded answers a long poll that no message came for.
func (s *Service) pollEnded(e PollEnded) {
	q := s.queues[e.Queue]
	if q == nil {
		return
	}
	for i, w := range q.waiting {
		if w.Number == e.Poll {
			q.waiting = append(q.waiting[:i:i], q.waiting[i+1:]...)
			q.metrics.empty.Record(s.k.Now(), 1)
			s.replier.Reply(w.Call, &ReceiveMessageOutput{}, nil)
			return
		}
	}
}

// take receives up to n messages: they are hidden for the visibility timeout,
// and those that were received too often go to the dead-letter queue instead.
//
// fidelity: sqs.visibility-timeout
// fidelity: sqs.order
func (s *Service) take(q *queue, n int, hidden time.Duration) []*message {
	var out []*message
	for i := 0; i < len(q.ready) && len(out) < n; {
		m := q.ready[i]
		switch {
		case q.FIFO && q.locked[m.group] > 0 && !inBatch(out, m.group), q.inFlight >= maxInFlight:
			i++
			continue
		case q.DeadLetter != "" && m.received >= q.MaxReceive && s.redrive(q, m):
			continue
		}
		q.leave(m)
		s.receive(q, m, hidden)
		out = append(out, m)
	}
	if len(out) > 0 {
		s.k.Emit(MessagesReceived{q.name, len(out)})
	}
	return out
}

// inBatch tells whether the group is locked by this very batch.
func inBatch(batch []*message, group string) bool {
	return slices.ContainsFunc(batch, func(m *message) bool { return m.group == group })
}

func (s *Service) receive(q *queue, m *message, hidden time.Duration) {
	now := s.k.Now()
	if m.received == 0 {
		m.first = now
	}
	m.received++
	delete(q.receipts, m.receipt)
	m.receipt = "AQEB" + aws.RandomHex(s.k.Stream("sqs.receipt"), 64) + "=="
	q.receipts[m.receipt] = m
	q.inFlight++
	if q.FIFO {
		q.locked[m.group]++
	}
	q.metrics.received.Record(now, 1)
	s.hide(q, m, inFlight, hidden)
}

// system are the message's system attributes that were asked for.
func (m *message) system(names []string) map[string]string {
	millis := func(t sim.Time) string { return strconv.FormatInt(t.Wall().UnixMilli(), 10) }
	all := map[string]string{"ApproximateReceiveCount": strconv.Itoa(m.received), "SentTimestamp": millis(m.sent),
		"SenderId": senderID(m.sender), "ApproximateFirstReceiveTimestamp": millis(m.first)}
	if m.group != "" {
		all["MessageGroupId"] = m.group
	}
	if m.dedup != "" {
		all["MessageDeduplicationId"], all["SequenceNumber"] = m.dedup, sequence(m.number)
	}
	for _, a := range m.headers {
		all[a.Name] = a.Value
	}
	if m.source != "" {
		all["DeadLetterQueueSourceArn"] = m.source
	}
	out := map[string]string{}
	for name, value := range all { // into a map: the order does not matter
		if wanted(names, name) {
			out[name] = value
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
