package sns

import "skylab/engine/aws"

// principal is who SNS invokes functions and sends messages as.
const principal = "sns.amazonaws.com"

// tally counts what became of notifications in the account's life.
type tally struct {
	Wanted, Delivered, DeadLettered, Lost, Unsubscribed uint64
}

// attempt delivers a notification, or sees to what is to come of it.
func (s *Service) attempt(e DeliveryAttempted) {
	m := s.messages[e.MessageID]
	if m == nil {
		return
	}
	t, sub := s.subscription(e.Subscription)
	if sub == nil {
		s.tally.Unsubscribed++
		s.release(m)
		return
	}
	err := s.deliver(sub.delivery(t, m))
	if err != nil && retriable(err) {
		if d, ok := retryDelay(e.Attempt); ok {
			s.k.Emit(NotificationRetried{t.name, sub.arn, sub.endpoint, m.id, e.Attempt, err.Code})
			s.k.After(d, DeliveryAttempted{t.name, sub.arn, m.id, e.Attempt + 1})
			return
		}
	}
	s.release(m)
	if err != nil {
		s.fail(t, sub, m, err)
		return
	}
	s.tally.Delivered++
	sub.delivered++
	t.metrics.delivered.Record(s.k.Now(), 1)
	s.k.Emit(NotificationDelivered{t.name, sub.arn, sub.protocol, sub.endpoint, m.id, e.Attempt})
}

// release forgets a message when its last notification has come to an end.
func (s *Service) release(m *message) {
	if m.pending--; m.pending == 0 {
		delete(s.messages, m.id)
	}
}

func (s *Service) deliver(d aws.Delivery) *aws.Error {
	if s.target == nil {
		return aws.Errorf(404, "NotFound", "Nothing can be delivered")
	}
	if len(d.Attributes) > maxRawAttributes {
		return aws.Errorf(400, "InvalidParameterValue", "Number of message attributes [%d] exceeds the allowed maximum [%d].", len(d.Attributes), maxRawAttributes)
	}
	return s.target.Deliver(d)
}

// fail gives a notification up: the subscription's dead-letter queue gets what
// the endpoint would have got, or a function's endpoint the envelope.
//
// fidelity: sns.dead-letter-queue
func (s *Service) fail(t *topic, sub *subscription, m *message, why *aws.Error) {
	now := s.k.Now()
	sub.failed++
	t.metrics.failed.Record(now, 1)
	failed := NotificationFailed{Topic: t.name, Subscription: sub.arn, Protocol: sub.protocol, Endpoint: sub.endpoint, MessageID: m.id, Reason: why.Code}
	switch d := sub.letter(t, m); {
	case sub.deadLetter == "":
		s.tally.Lost++
	case s.deliver(d) == nil:
		s.tally.DeadLettered++
		t.metrics.redriven.Record(now, 1)
		failed.DeadLetter = sub.deadLetter
	default:
		s.tally.Lost++
		t.metrics.redriveFailed.Record(now, 1)
	}
	s.k.Emit(failed)
}

// delivery is a notification for the subscription's endpoint.
func (s *subscription) delivery(t *topic, m *message) aws.Delivery {
	if s.protocol == "lambda" {
		return aws.Delivery{Target: s.endpoint, Service: principal, Source: t.arn, Subject: m.subject, Body: s.event(t, m)}
	}
	d := s.letter(t, m)
	d.Target = s.endpoint
	return d
}

// letter is a notification for a queue, or for the dead-letter queue.
func (s *subscription) letter(t *topic, m *message) aws.Delivery {
	d := aws.Delivery{Target: s.deadLetter, Service: principal, Source: t.arn, Subject: m.subject, Group: m.group, Deduplication: m.dedup}
	if s.raw {
		d.Body, d.Attributes = []byte(m.text(s.protocol)), m.attributes
	} else {
		d.Body = s.envelope(t, m)
	}
	return d
}
