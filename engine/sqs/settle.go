package sqs

import (
	"slices"
	"time"

	"skylab/engine/aws"
)

// DeleteMessageInput names a message by the handle of its receipt.
type DeleteMessageInput struct {
	QueueUrl      string `aws:"required"`
	ReceiptHandle string `aws:"required"`
}

func (s *Service) deleteMessage(r *aws.Request, in *DeleteMessageInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "DeleteMessage")
	if err != nil {
		return nil, err
	}
	q.meter(0)
	if err := s.forget(q, in.ReceiptHandle); err != nil {
		return nil, err
	}
	return &Empty{}, nil
}

// forget deletes the message with that receipt. A receipt of an earlier
// receive deletes nothing, and says nothing. A FIFO queue refuses one whose
// visibility timeout is over.
//
// fidelity: sqs.delete
func (s *Service) forget(q *queue, receipt string) *aws.Error {
	if !handle(receipt) {
		return badHandle(receipt)
	}
	m := q.receipts[receipt]
	if m == nil {
		return nil
	}
	if q.FIFO && m.state != inFlight {
		return aws.Errorf(400, "InvalidParameterValue", "Value %s for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.", receipt)
	}
	s.remove(q, m)
	q.metrics.deleted.Record(s.k.Now(), 1)
	s.k.Emit(MessageDeleted{q.name, m.id})
	if q.FIFO && q.locked[m.group] == 0 && slices.ContainsFunc(q.ready, func(next *message) bool { return next.group == m.group }) {
		s.k.Emit(MessageAvailable{q.arn}) // the group's next could not come before
		s.serve(q)
	}
	return nil
}

// handle tells whether a receipt handle has the form of one.
func handle(receipt string) bool {
	return len(receipt) == 70 && receipt[:4] == "AQEB"
}

func badHandle(receipt string) *aws.Error {
	return aws.Errorf(404, "ReceiptHandleIsInvalid", "The input receipt handle \"%s\" is not a valid receipt handle.", receipt)
}

// ChangeMessageVisibilityInput follows AWS's model.
type ChangeMessageVisibilityInput struct {
	QueueUrl          string `aws:"required"`
	ReceiptHandle     string `aws:"required"`
	VisibilityTimeout *int   `aws:"required"`
}

func (s *Service) changeMessageVisibility(r *aws.Request, in *ChangeMessageVisibilityInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "ChangeMessageVisibility")
	if err != nil {
		return nil, err
	}
	q.meter(0)
	if err := s.prolong(q, in.ReceiptHandle, *in.VisibilityTimeout); err != nil {
		return nil, err
	}
	return &Empty{}, nil
}

// prolong makes a message in flight visible after so many seconds from now. In
// a standard queue it hides one too that is visible again, as long as nobody
// else has received it.
//
// fidelity: sqs.change-visibility
func (s *Service) prolong(q *queue, receipt string, seconds int) *aws.Error {
	d := time.Duration(seconds) * time.Second
	m := q.receipts[receipt]
	switch {
	case !handle(receipt):
		return badHandle(receipt)
	case d < 0 || d > maxVisibility:
		return aws.Errorf(400, "InvalidParameterValue", "Value %d for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.", seconds)
	case m == nil || q.FIFO && m.state != inFlight:
		return aws.Errorf(400, "InvalidParameterValue", "Value %s for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.", receipt)
	case s.k.Now().Sub(m.first)+d > maxVisibility && m.received == 1:
		return aws.Errorf(400, "InvalidParameterValue", "Value %d for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].", seconds)
	}
	if m.state == visible {
		q.leave(m)
		q.inFlight++
	}
	s.hide(q, m, inFlight, d)
	return nil
}

// purgeQueue deletes all messages, once a minute at the most.
func (s *Service) purgeQueue(r *aws.Request, in *QueueInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "PurgeQueue")
	if err != nil {
		return nil, err
	}
	now := s.k.Now()
	if now < q.purgeable {
		return nil, aws.Errorf(403, "AWS.SimpleQueueService.PurgeQueueInProgress", "Only one PurgeQueue operation on %s is allowed every 60 seconds.", q.name)
	}
	q.purgeable = now.Add(purgeRest)
	for _, m := range q.inOrder() {
		s.remove(q, m)
	}
	s.k.Emit(QueuePurged{q.name})
	return &Empty{}, nil
}
