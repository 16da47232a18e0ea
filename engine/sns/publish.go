package sns

import (
	"encoding/base64"
	"strings"

	"skylab/engine/aws"
)

// PublishInput is a message for a topic.
type PublishInput struct {
	TopicArn               string
	TargetArn              string
	Message                *string `aws:"required"`
	Subject                *string
	MessageStructure       string
	MessageAttributes      map[string]MessageAttributeValue `aws:"key=Name,value=Value"`
	MessageDeduplicationId string
	MessageGroupId         string
}

// PublishOutput is the id of a message that the topic took.
type PublishOutput struct{ MessageId, SequenceNumber string }

func (s *Service) publish(r *aws.Request, in *PublishInput) (*PublishOutput, error) {
	t, err := s.destination(in)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "Publish", t.arn, t); err != nil {
		return nil, err
	}
	d := draft{text: in.Message, subject: in.Subject, structure: in.MessageStructure,
		group: in.MessageGroupId, deduplication: in.MessageDeduplicationId}
	if d.attributes, err = readAttributes(in.MessageAttributes, ""); err != nil {
		return nil, err
	}
	m, err := d.message(t)
	if err != nil {
		return nil, err
	}
	t.meter(m.size())
	id, sequence := s.fanOut(t, m)
	return &PublishOutput{id, sequence}, nil
}

// destination is the topic that a message is for.
func (s *Service) destination(in *PublishInput) (*topic, error) {
	switch {
	case in.TopicArn != "" && in.TargetArn != "":
		return nil, invalid("TopicArn or TargetArn Reason: both TopicArn and TargetArn are specified")
	case in.TopicArn != "":
		return s.topic(in.TopicArn)
	case in.TargetArn == "":
		return nil, invalid("TopicArn or TargetArn Reason: no value for required parameter")
	case strings.Contains(in.TargetArn, ":endpoint/"):
		return nil, invalid("TargetArn Reason: No endpoint found for the target arn specified")
	}
	return s.topic(in.TargetArn)
}

// fanOut gives a message its id and sends a notification on its way to each
// subscription that wants it.
func (s *Service) fanOut(t *topic, m *message) (id, sequence string) {
	r := s.k.Stream("sns.publish")
	m.id, m.at = aws.UUID(r), s.k.Now()
	if t.fifo {
		if old, twice := t.duplicate(m.dedup, m.at); twice {
			s.k.Emit(MessagePublished{Topic: t.name, MessageID: old.MessageID, Size: m.size(), Duplicate: true})
			return old.MessageID, old.Sequence
		}
		m.sequence = t.next()
		t.seen = append(t.seen, sighting{m.dedup, m.id, m.sequence, m.at})
	} else {
		m.signature = signature(r.Uint64)
	}
	t.metrics.published.Record(m.at, 1)
	t.metrics.size.Record(m.at, float64(m.size()))
	var wants []string
	out := 0
	for _, sub := range t.subscriptions {
		switch verdict := sub.judge(m); {
		case sub.pending:
		case verdict == accepted:
			wants = append(wants, sub.arn)
		default:
			out++
			s.filterOut(t, sub, m, verdict)
		}
	}
	if m.wanted = wants; len(wants) > 0 {
		s.messages[m.id] = m
	}
	// What sends the notifications out is the event, so that it is their cause.
	s.k.Emit(MessagePublished{Topic: t.name, MessageID: m.id, Size: m.size(), Subscriptions: len(wants), FilteredOut: out})
	return m.id, m.sequence
}

// send puts the notifications of a new message on their way.
//
// fidelity: sns.delivery-latency
func (s *Service) send(e MessagePublished) {
	m := s.messages[e.MessageID]
	if m == nil || e.Duplicate {
		return
	}
	t, r := s.topics[m.topic], s.k.Stream("sns.delivery")
	for _, arn := range m.wanted {
		s.tally.Wanted++
		m.pending++
		s.k.At(t.due(m.at, deliveryDelay().Sample(r)), DeliveryAttempted{t.name, arn, m.id, 1})
	}
	m.wanted = nil
}

// filterOut counts a message that a subscription does not want.
func (s *Service) filterOut(t *topic, sub *subscription, m *message, verdict verdict) {
	sub.filteredOut++
	t.metrics.filter(s.k.Now(), verdict)
	s.k.Emit(NotificationFilteredOut{t.name, sub.arn, sub.endpoint, m.id})
}

// signature stands in for the RSA signature of a notification: as long as a
// real one, but made without a key, so that verifying it fails.
//
// fidelity: sns.signature
func signature(draw func() uint64) string {
	raw := make([]byte, 256)
	for i := 0; i < len(raw); i += 8 {
		for j, n := 0, draw(); j < 8; j, n = j+1, n>>8 {
			raw[i+j] = byte(n)
		}
	}
	return base64.StdEncoding.EncodeToString(raw)
}
