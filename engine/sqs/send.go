package sqs

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"skylab/engine/aws"
)

// SendMessageInput follows AWS's model.
type SendMessageInput struct {
	QueueUrl                string  `aws:"required"`
	MessageBody             *string `aws:"required"`
	DelaySeconds            *int
	MessageAttributes       map[string]MessageAttributeValue
	MessageSystemAttributes map[string]MessageAttributeValue
	MessageDeduplicationId  string
	MessageGroupId          string
}

// SendMessageOutput tells what became of a message.
type SendMessageOutput struct {
	MD5OfMessageBody             string
	MD5OfMessageAttributes       string
	MD5OfMessageSystemAttributes string
	MessageId                    string
	SequenceNumber               string
}

func (s *Service) sendMessage(r *aws.Request, in *SendMessageInput) (*SendMessageOutput, error) {
	q, err := s.may(r, in.QueueUrl, "SendMessage")
	if err != nil {
		return nil, err
	}
	d, err := in.draft(r)
	if err != nil {
		return nil, err
	}
	q.meter(len(d.body))
	return s.send(q, d)
}

// draft is a message to be sent.
type draft struct {
	body                string
	attributes, headers []aws.MessageAttribute
	delay               *int
	group, dedup        string
	sender              string
}

// draft is the message that the input is about.
func (in *SendMessageInput) draft(r *aws.Request) (d draft, err error) {
	d = draft{body: *in.MessageBody, delay: in.DelaySeconds, group: in.MessageGroupId, dedup: in.MessageDeduplicationId, sender: r.Principal}
	if d.attributes, err = read("(user)", in.MessageAttributes); err == nil {
		d.headers, err = readSystem(in.MessageSystemAttributes)
	}
	return d, err
}

// valid refuses what a queue does not take.
func (s *Service) valid(q *queue, d draft) error {
	m := message{body: d.body, attributes: d.attributes}
	switch {
	case d.body == "":
		return aws.Errorf(400, "MissingParameter", "The request must contain the parameter MessageBody.")
	case m.size() > int64(q.MaxSize):
		return invalidValue("One or more parameters are invalid. Reason: Message must be shorter than %d bytes.", q.MaxSize)
	case !characters(d.body):
		return aws.Errorf(400, "InvalidMessageContents", "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF")
	case d.delay != nil && (*d.delay < 0 || time.Duration(*d.delay)*time.Second > maxDelay):
		return invalidValue("Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.", *d.delay)
	case q.FIFO && d.delay != nil && *d.delay > 0:
		return invalidValue("Value %d for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.", *d.delay)
	case q.FIFO && d.group == "":
		return aws.Errorf(400, "MissingParameter", "The request must contain the parameter MessageGroupId.")
	case q.FIFO && d.dedup == "" && !q.ContentBased:
		return invalidValue("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
	case d.group != "" && !token(d.group):
		return badToken("MessageGroupId", d.group)
	case d.dedup != "" && !token(d.dedup):
		return badToken("MessageDeduplicationId", d.dedup)
	case !q.FIFO && d.dedup != "":
		return invalidValue("Value %s for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.", d.dedup)
	}
	return nil
}

// takes refuses what a queue, or the world, does not take.
func (s *Service) takes(q *queue, d draft) error {
	if err := s.valid(q, d); err != nil {
		return err
	}
	if m := (message{body: d.body, attributes: d.attributes}); s.held+m.size() > maxHeld {
		return overLimit("skylab keeps at most %d MB of messages", maxHeld>>20)
	}
	return nil
}

// characters tells whether SQS takes the text.
func characters(text string) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, c := range text {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF {
			return false
		}
	}
	return true
}

// send puts a message into the queue.
func (s *Service) send(q *queue, d draft) (*SendMessageOutput, error) {
	if err := s.takes(q, d); err != nil {
		return nil, err
	}
	return s.enter(q, d), nil
}

// enter puts a message into a queue that takes it.
func (s *Service) enter(q *queue, d draft) *SendMessageOutput {
	out := &SendMessageOutput{MD5OfMessageBody: digest([]byte(d.body)), MD5OfMessageAttributes: digestOf(d.attributes), MD5OfMessageSystemAttributes: digestOf(d.headers)}
	if q.FIFO {
		if d.dedup == "" {
			sum := sha256.Sum256([]byte(d.body))
			d.dedup = hex.EncodeToString(sum[:])
		}
		if old, ok := q.repeated(s.k.Now(), d); ok {
			out.MessageId, out.SequenceNumber = old.ID, sequence(old.Number)
			return out
		}
	}
	m := s.put(q, d)
	out.MessageId = m.id
	if q.FIFO {
		q.seen[q.dedupKey(d)] = sighting{m.id, m.number, s.k.Now()}
		out.SequenceNumber = sequence(m.number)
	}
	return out
}

// put makes the message and its future.
func (s *Service) put(q *queue, d draft) *message {
	now := s.k.Now()
	s.numbered++
	m := &message{number: s.numbered, id: aws.UUID(s.k.Stream("sqs.message")), body: d.body, sender: d.sender, attributes: d.attributes,
		headers: d.headers, group: d.group, dedup: d.dedup, sent: now}
	q.hold(m)
	s.held += m.size()
	q.metrics.sent.Record(now, 1)
	q.metrics.size.Record(now, float64(m.size()))
	s.k.At(now.Add(q.Retention), MessageExpired{q.name, m.number})
	delay := q.Delay
	if d.delay != nil && !q.FIFO {
		delay = time.Duration(*d.delay) * time.Second
	}
	s.k.Emit(MessageSent{q.name, m.id, len(m.body), delay})
	s.sample(q)
	if delay > 0 {
		q.delayed++
		s.hide(q, m, delayed, delay)
		return m
	}
	s.show(q, m)
	return m
}
