package sns

import (
	"fmt"
	"regexp"

	"skylab/engine/aws"
)

// PublishBatchInput is up to ten messages for a topic.
type PublishBatchInput struct {
	TopicArn                   string                     `aws:"required"`
	PublishBatchRequestEntries []PublishBatchRequestEntry `aws:"required"`
}

// PublishBatchRequestEntry is one message of a batch; its Id is the caller's.
type PublishBatchRequestEntry struct {
	Id                     string  `aws:"required"`
	Message                *string `aws:"required"`
	Subject                *string
	MessageStructure       string
	MessageAttributes      map[string]MessageAttributeValue `aws:"key=Name,value=Value"`
	MessageDeduplicationId string
	MessageGroupId         string
}

// PublishBatchOutput says what became of each message.
type PublishBatchOutput struct {
	Successful []PublishBatchResultEntry `aws:"always"`
	Failed     []BatchResultErrorEntry   `aws:"always"`
}

// PublishBatchResultEntry is a message that the topic took.
type PublishBatchResultEntry struct{ Id, MessageId, SequenceNumber string }

// BatchResultErrorEntry is a message that it did not take.
type BatchResultErrorEntry struct {
	Id, Code, Message string
	SenderFault       bool `aws:"always"`
}

var entryID = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,80}$`)

// publishBatch publishes each message by itself. The batch as a whole is
// refused where it is none, and where a message's attributes, structure or
// order are wrong (recorded so); that an empty message or a wrong subject
// refuses only its message is an assumption.
//
// fidelity: sns.publish-batch
func (s *Service) publishBatch(r *aws.Request, in *PublishBatchInput) (*PublishBatchOutput, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "Publish", t.arn, t); err != nil {
		return nil, err
	}
	if err := in.error(); err != nil {
		return nil, err
	}
	drafts, total := make([]draft, len(in.PublishBatchRequestEntries)), 0
	for i, e := range in.PublishBatchRequestEntries {
		d := draft{text: e.Message, subject: e.Subject, structure: e.MessageStructure, group: e.MessageGroupId, deduplication: e.MessageDeduplicationId}
		if d.attributes, err = readAttributes(e.MessageAttributes, fmt.Sprintf("publishBatchRequestEntries.%d.member.", i+1)); err != nil {
			return nil, err
		}
		if e.Message != nil {
			total += len(*e.Message) + weight(d.attributes)
		}
		drafts[i] = d
	}
	if total > maxMessage {
		return nil, aws.Errorf(400, "BatchRequestTooLong", "The length of all the messages put together is more than the limit.")
	}
	t.meter(total)
	return s.publishAll(t, in, drafts)
}

func (s *Service) publishAll(t *topic, in *PublishBatchInput, drafts []draft) (*PublishBatchOutput, error) {
	messages := make([]*message, len(drafts))
	out := &PublishBatchOutput{}
	for i, d := range drafts {
		if e := d.contentError(); e != nil {
			out.Failed = append(out.Failed, BatchResultErrorEntry{in.PublishBatchRequestEntries[i].Id, e.Code, e.Message, true})
			continue
		}
		m, err := d.message(t)
		if err != nil {
			return nil, err
		}
		messages[i] = m
	}
	for i, m := range messages {
		if m != nil {
			id, sequence := s.fanOut(t, m)
			out.Successful = append(out.Successful, PublishBatchResultEntry{in.PublishBatchRequestEntries[i].Id, id, sequence})
		}
	}
	return out, nil
}

// error refuses what is no batch.
func (in *PublishBatchInput) error() error {
	if len(in.PublishBatchRequestEntries) == 0 {
		return aws.Errorf(400, "EmptyBatchRequest", "The batch request doesn't contain any entries.")
	}
	if len(in.PublishBatchRequestEntries) > maxBatch {
		return aws.Errorf(400, "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.")
	}
	seen := map[string]bool{}
	for _, e := range in.PublishBatchRequestEntries {
		if !entryID.MatchString(e.Id) {
			return aws.Errorf(400, "InvalidBatchEntryId", "The Id of a batch entry in a batch request doesn't abide by the specification.")
		}
		if seen[e.Id] {
			return aws.Errorf(400, "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.")
		}
		seen[e.Id] = true
	}
	return nil
}
