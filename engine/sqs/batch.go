package sqs

import (
	"errors"

	"skylab/engine/aws"
)

// BatchResultErrorEntry is an entry of a batch that failed.
type BatchResultErrorEntry struct {
	Id          string
	SenderFault bool `aws:"always"`
	Code        string
	Message     string
}

// failedEntry is an error as an entry's.
func failedEntry(id string, err error) *BatchResultErrorEntry {
	var e *aws.Error
	errors.As(err, &e)
	return &BatchResultErrorEntry{Id: id, SenderFault: true, Code: e.Code, Message: e.Message}
}

// batch refuses a batch as a whole: its size and its ids.
//
// fidelity: sqs.batches
func batch(kind string, ids []string) error {
	const code = "AWS.SimpleQueueService."
	switch {
	case len(ids) == 0:
		return aws.Errorf(400, code+"EmptyBatchRequest", "There should be at least one %s in the request.", kind)
	case len(ids) > maxBatch:
		return aws.Errorf(400, code+"TooManyEntriesInBatchRequest", "Maximum number of entries per request are %d. You have sent %d.", maxBatch, len(ids))
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if named(id, false) != nil {
			return aws.Errorf(400, code+"InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.")
		}
		if seen[id] {
			return aws.Errorf(400, code+"BatchEntryIdsNotDistinct", "Id %s repeated.", id)
		}
		seen[id] = true
	}
	return nil
}

// SendMessageBatchRequestEntry is a message of a batch.
type SendMessageBatchRequestEntry struct {
	Id                      string  `aws:"required"`
	MessageBody             *string `aws:"required"`
	DelaySeconds            *int
	MessageAttributes       map[string]MessageAttributeValue
	MessageSystemAttributes map[string]MessageAttributeValue
	MessageDeduplicationId  string
	MessageGroupId          string
}

// SendMessageBatchInput follows AWS's model.
type SendMessageBatchInput struct {
	QueueUrl string                         `aws:"required"`
	Entries  []SendMessageBatchRequestEntry `aws:"required"`
}

// SendMessageBatchResultEntry is a message of a batch that was sent.
type SendMessageBatchResultEntry struct {
	Id                           string
	MessageId                    string
	MD5OfMessageBody             string
	MD5OfMessageAttributes       string
	MD5OfMessageSystemAttributes string
	SequenceNumber               string
}

// SendMessageBatchOutput tells what became of each.
type SendMessageBatchOutput struct {
	Successful []*SendMessageBatchResultEntry
	Failed     []*BatchResultErrorEntry
}

func (s *Service) sendMessageBatch(r *aws.Request, in *SendMessageBatchInput) (*SendMessageBatchOutput, error) {
	q, err := s.may(r, in.QueueUrl, "SendMessage")
	if err != nil {
		return nil, err
	}
	var ids []string
	total := 0
	for _, e := range in.Entries {
		ids = append(ids, e.Id)
		total += len(*e.MessageBody)
	}
	if err := batch("SendMessageBatchRequestEntry", ids); err != nil {
		return nil, err
	}
	if total > maxMessage {
		return nil, aws.Errorf(400, "AWS.SimpleQueueService.BatchRequestTooLong", "Batch requests cannot be longer than %d bytes. You have sent %d bytes.", maxMessage, total)
	}
	q.meter(total)
	out := &SendMessageBatchOutput{}
	for _, e := range in.Entries {
		single := &SendMessageInput{in.QueueUrl, e.MessageBody, e.DelaySeconds, e.MessageAttributes, e.MessageSystemAttributes, e.MessageDeduplicationId, e.MessageGroupId}
		var sent *SendMessageOutput
		d, err := single.draft(r)
		if err == nil {
			sent, err = s.send(q, d)
		}
		if err != nil {
			out.Failed = append(out.Failed, failedEntry(e.Id, err))
			continue
		}
		out.Successful = append(out.Successful, &SendMessageBatchResultEntry{e.Id, sent.MessageId, sent.MD5OfMessageBody, sent.MD5OfMessageAttributes,
			sent.MD5OfMessageSystemAttributes, sent.SequenceNumber})
	}
	return out, nil
}

// BatchRequestEntry names a received message of a batch.
type BatchRequestEntry struct {
	Id                string `aws:"required"`
	ReceiptHandle     string `aws:"required"`
	VisibilityTimeout int    // of a change alone
}

// DeleteMessageBatchRequestEntry names a message of a batch.
type DeleteMessageBatchRequestEntry struct {
	Id            string `aws:"required"`
	ReceiptHandle string `aws:"required"`
}

// DeleteMessageBatchInput follows AWS's model.
type DeleteMessageBatchInput struct {
	QueueUrl string                           `aws:"required"`
	Entries  []DeleteMessageBatchRequestEntry `aws:"required"`
}

// ChangeMessageVisibilityBatchInput follows AWS's model.
type ChangeMessageVisibilityBatchInput struct {
	QueueUrl string              `aws:"required"`
	Entries  []BatchRequestEntry `aws:"required"`
}

// BatchResultEntry is an entry of a batch that went well.
type BatchResultEntry struct{ Id string }

// BatchOutput tells what became of each entry.
type BatchOutput struct {
	Successful []*BatchResultEntry
	Failed     []*BatchResultErrorEntry
}

func (s *Service) deleteMessageBatch(r *aws.Request, in *DeleteMessageBatchInput) (*BatchOutput, error) {
	entries := make([]BatchRequestEntry, len(in.Entries))
	for i, e := range in.Entries {
		entries[i] = BatchRequestEntry{Id: e.Id, ReceiptHandle: e.ReceiptHandle}
	}
	return s.each(r, in.QueueUrl, "DeleteMessage", entries, func(q *queue, e BatchRequestEntry) *aws.Error {
		return s.forget(q, e.ReceiptHandle)
	})
}

func (s *Service) changeMessageVisibilityBatch(r *aws.Request, in *ChangeMessageVisibilityBatchInput) (*BatchOutput, error) {
	return s.each(r, in.QueueUrl, "ChangeMessageVisibility", in.Entries, func(q *queue, e BatchRequestEntry) *aws.Error {
		return s.prolong(q, e.ReceiptHandle, e.VisibilityTimeout)
	})
}

// each does something to the received messages of a batch.
func (s *Service) each(r *aws.Request, url, action string, entries []BatchRequestEntry, do func(*queue, BatchRequestEntry) *aws.Error) (*BatchOutput, error) {
	q, err := s.may(r, url, action)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.Id)
	}
	if err := batch(action+"BatchRequestEntry", ids); err != nil {
		return nil, err
	}
	q.meter(0)
	out := &BatchOutput{}
	for _, e := range entries {
		if err := do(q, e); err != nil {
			out.Failed = append(out.Failed, failedEntry(e.Id, err))
			continue
		}
		out.Successful = append(out.Successful, &BatchResultEntry{e.Id})
	}
	return out, nil
}
