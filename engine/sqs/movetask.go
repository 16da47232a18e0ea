package sqs

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The states of a message move task.
const (
	moveRunning    = "RUNNING"
	moveCompleted  = "COMPLETED"
	moveCancelling = "CANCELLING"
	moveCancelled  = "CANCELLED"
	moveFailed     = "FAILED"
)

// moveTask moves the messages of a dead-letter queue to another queue, or each
// to the one that it came from.
type moveTask struct {
	ID, Status    string
	Destination   string // ARN, "" without
	Rate          int    // messages a second, as it was asked for; 0 if not
	Principal     string // who started it sends the messages
	Started       sim.Time
	Moved, ToMove int
	Failure       string // why it is FAILED
}

// active tells whether the task still holds its queue.
func (t *moveTask) active() bool { return t.Status == moveRunning || t.Status == moveCancelling }

// interval is what lies between two messages.
func (t *moveTask) interval() time.Duration {
	if t.Rate == 0 {
		return time.Second / optimizedRate
	}
	return time.Second / time.Duration(t.Rate)
}

// moving is the queue's active task, nil if there is none.
func (q *queue) moving() *moveTask {
	for _, t := range q.moves {
		if t.active() {
			return t
		}
	}
	return nil
}

// StartMessageMoveTaskInput follows AWS's model.
type StartMessageMoveTaskInput struct {
	SourceArn                    string `aws:"required"`
	DestinationArn               string
	MaxNumberOfMessagesPerSecond *int
}

// StartMessageMoveTaskOutput names the task.
type StartMessageMoveTaskOutput struct{ TaskHandle string }

// startMessageMoveTask begins to move what is visible in a dead-letter queue.
//
// fidelity: sqs.move-task
func (s *Service) startMessageMoveTask(r *aws.Request, in *StartMessageMoveTaskInput) (*StartMessageMoveTaskOutput, error) {
	q, err := s.mayMove(r, in.SourceArn, "StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
	if err != nil {
		return nil, err
	}
	t := &moveTask{Status: moveRunning, Destination: in.DestinationArn, Principal: r.Principal, Started: s.k.Now(), ToMove: len(q.ready)}
	if n := in.MaxNumberOfMessagesPerSecond; n != nil {
		if t.Rate = *n; t.Rate < 1 || t.Rate > maxMoveRate {
			return nil, invalidValue("Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and %d.", maxMoveRate)
		}
	}
	if err := s.movable(r, q, in.DestinationArn); err != nil {
		return nil, err
	}
	t.ID = aws.UUID(s.k.Stream("sqs.task"))
	if q.moves = append(q.moves, t); len(q.moves) > maxMovesListed {
		q.moves = q.moves[1:]
	}
	s.k.Emit(MessageMoveTaskStarted{q.name, t.ID, t.ToMove})
	s.k.After(moveStart, MoveDue{q.name, t.ID})
	return &StartMessageMoveTaskOutput{t.handle(q)}, nil
}

// movable refuses what AWS does not move.
//
// fidelity: sqs.move-task-refusals
func (s *Service) movable(r *aws.Request, q *queue, destination string) error {
	if len(s.sources(q)) == 0 {
		return invalidValue("Source queue must be configured as a Dead Letter Queue.")
	}
	if destination != "" {
		to, err := s.resource(destination, "DestinationArn")
		switch {
		case err != nil:
			return err
		case to == q:
			return invalidValue("Source queue arn and destination queue arn cannot be the same.")
		case to.FIFO != q.FIFO:
			return invalidValue("The source queue and destination queue must be of the same queue type.")
		}
		if err := s.authorize(r, "SendMessage", to.arn, to); err != nil {
			return err
		}
	}
	if q.moving() != nil {
		return invalidValue("There is already a task running. Only one active task is allowed for a source queue arn at a given time.")
	}
	active := 0
	for _, other := range s.queues { // a count: the order does not matter
		if other.moving() != nil {
			active++
		}
	}
	if active >= maxMoves {
		return overLimit("An account can have at most %d active message move tasks.", maxMoves)
	}
	return nil
}
