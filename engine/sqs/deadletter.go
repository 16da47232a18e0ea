package sqs

import (
	"encoding/json"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// setRedrive names the dead-letter queue, which must exist and be of the same
// kind.
//
// fidelity: sqs.redrive
func (s *Service) setRedrive(q *queue, text string) error {
	if text == "" {
		q.Redrive, q.DeadLetter, q.MaxReceive = "", "", 0
		return nil
	}
	var p struct {
		Target string `json:"deadLetterTargetArn"`
		Max    any    `json:"maxReceiveCount"`
	}
	bad := func(reason string) error {
		return invalidValue("Value %s for parameter RedrivePolicy is invalid. Reason: %s", text, reason)
	}
	if json.Unmarshal([]byte(text), &p) != nil {
		return bad("Redrive policy is not a valid JSON map.")
	}
	n, err := strconv.Atoi(strings.Trim(string(mustJSON(p.Max)), `"`))
	switch {
	case p.Target == "":
		return bad("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")
	case p.Max == nil:
		return bad("Redrive policy does not contain mandatory attribute: maxReceiveCount.")
	case err != nil || n < 1 || n > 1000:
		return bad("Invalid value for maxReceiveCount: " + string(mustJSON(p.Max)) + ", valid values are from 1 to 1000 both inclusive.")
	}
	dead := s.byARN(p.Target)
	if dead == nil {
		return bad("Dead letter target does not exist.")
	}
	if dead.FIFO != q.FIFO {
		return bad("Dead-letter target must be same type of queue as the source.")
	}
	q.Redrive, q.DeadLetter, q.MaxReceive = text, p.Target, n
	return nil
}

func mustJSON(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic("sqs: " + err.Error()) // it came from JSON
	}
	return data
}

// redrive moves a message that was received too often to the dead-letter
// queue, where it keeps its id and its age.
//
// fidelity: sqs.redrive
func (s *Service) redrive(q *queue, m *message) bool {
	dead := s.byARN(q.DeadLetter)
	if dead == nil {
		return false
	}
	s.remove(q, m)
	s.held += m.size()
	m.receipt, m.source = "", q.arn
	dead.messages[m.number] = m
	s.k.At(m.sent.Add(dead.Retention), MessageExpired{dead.name, m.number})
	s.k.Emit(MessageRedriven{q.name, dead.name, m.id, m.received})
	s.sample(dead)
	s.show(dead, m)
	return true
}

// ListDeadLetterSourceQueuesOutput are the queues that send their dead letters
// to a queue. The member's small letter is AWS's.
type ListDeadLetterSourceQueuesOutput struct {
	QueueUrls []string `aws:"wire=queueUrls,always"`
}

func (s *Service) listDeadLetterSourceQueues(r *aws.Request, in *QueueInput) (*ListDeadLetterSourceQueuesOutput, error) {
	q, err := s.may(r, in.QueueUrl, "ListDeadLetterSourceQueues")
	if err != nil {
		return nil, err
	}
	out := &ListDeadLetterSourceQueuesOutput{}
	for _, name := range s.names() {
		if other := s.queues[name]; other.DeadLetter == q.arn {
			out.QueueUrls = append(out.QueueUrls, other.url())
		}
	}
	return out, nil
}
