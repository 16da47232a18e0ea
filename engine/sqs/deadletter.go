package sqs

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// setRedrive names the dead-letter queue, which must exist, be of the same
// kind and let this queue use it; "" takes the policy away.
//
// fidelity: sqs.redrive-policy
func (s *Service) setRedrive(q *queue, text string) error {
	if text == "" {
		q.Redrive, q.DeadLetter, q.MaxReceive = "", "", 0
		return nil
	}
	var p map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &p) != nil {
		return badValue("RedrivePolicy", "Redrive policy is not a valid JSON map.")
	}
	bad := func(reason string) error {
		return invalidValue("Value %s for parameter RedrivePolicy is invalid. Reason: %s", text, reason)
	}
	for _, name := range []string{"maxReceiveCount", "deadLetterTargetArn"} {
		if p[name] == nil {
			return bad("Redrive policy does not contain mandatory attribute: " + name + ".")
		}
	}
	if len(p) > 2 {
		return bad("Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].")
	}
	n, err := strconv.Atoi(strings.Trim(string(p["maxReceiveCount"]), `"`)) // AWS takes a number and a text
	if err != nil || n < 1 || n > 1000 {
		return bad("Invalid value for maxReceiveCount: " + string(p["maxReceiveCount"]) + ", valid values are from 1 to 1000 both inclusive.")
	}
	dead, why := s.deadLetterTarget(q, p["deadLetterTargetArn"])
	if why != "" {
		return bad(why)
	}
	q.Redrive, q.DeadLetter, q.MaxReceive = text, dead.arn, n
	return nil
}

// deadLetterTarget is the queue that a redrive policy of q names, or why it
// cannot be.
//
// fidelity: sqs.redrive-allow-refusal
func (s *Service) deadLetterTarget(q *queue, raw json.RawMessage) (dead *queue, why string) {
	var arn string
	if json.Unmarshal(raw, &arn) != nil || !formed(arn) {
		return nil, "Invalid value for deadLetterTargetArn."
	}
	part := strings.Split(arn, ":")
	if part[2] != "sqs" {
		return nil, "Only SQS queues are valid resources for deadLetterTargetArn."
	}
	if part[4] != aws.AccountID {
		return nil, "Dead-letter target owner should be same as the source."
	}
	dead = s.byARN(arn)
	switch {
	case dead == nil:
		return nil, "Dead letter target does not exist."
	case dead.FIFO != q.FIFO:
		return nil, "Dead-letter queue must be same type of queue as the source.." // AWS's two dots
	case !dead.Allow.permits(q.arn):
		return nil, "The redrive allow policy of the dead-letter queue doesn't permit this source queue."
	}
	return dead, ""
}

// formed tells whether a text has the form of an ARN.
func formed(arn string) bool {
	return strings.HasPrefix(arn, "arn:") && strings.Count(arn, ":") == 5
}

// redrive moves a message that was received too often to the dead-letter
// queue, where it keeps its id and its age. A FIFO queue takes its id for the
// deduplication id, so that none of two dead letters is a repetition.
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
	if dead.FIFO {
		m.dedup = m.id
	}
	dead.hold(m)
	s.k.At(m.sent.Add(dead.Retention), MessageExpired{dead.name, m.number})
	s.k.Emit(MessageRedriven{q.name, dead.name, m.id, m.received})
	s.sample(dead)
	s.show(dead, m)
	return true
}

// ListDeadLetterSourceQueuesInput asks for a page of the queues that send
// their dead letters to a queue.
type ListDeadLetterSourceQueuesInput struct {
	QueueUrl   string `aws:"required"`
	NextToken  string
	MaxResults int `aws:"min=1,max=1000"`
}

// ListDeadLetterSourceQueuesOutput is a page of URLs, by name. The small
// letter of the first member is AWS's.
type ListDeadLetterSourceQueuesOutput struct {
	QueueUrls []string `aws:"wire=queueUrls,always"`
	NextToken string
}

func (s *Service) listDeadLetterSourceQueues(r *aws.Request, in *ListDeadLetterSourceQueuesInput) (*ListDeadLetterSourceQueuesOutput, error) {
	q, err := s.may(r, in.QueueUrl, "ListDeadLetterSourceQueues")
	if err != nil {
		return nil, err
	}
	out := &ListDeadLetterSourceQueuesOutput{}
	out.QueueUrls, out.NextToken = s.page(s.sources(q), in.NextToken, in.MaxResults)
	return out, nil
}

// sources are the names of the queues that send their dead letters to q,
// sorted.
func (s *Service) sources(q *queue) []string {
	return slices.DeleteFunc(s.names(), func(name string) bool { return s.queues[name].DeadLetter != q.arn })
}
