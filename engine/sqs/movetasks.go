package sqs

import (
	"slices"

	"skylab/engine/aws"
)

// resource is the queue whose ARN a member of a move task's input gives.
func (s *Service) resource(arn, member string) (*queue, error) {
	if !formed(arn) {
		return nil, invalidValue("You must use this format to specify the %s: arn:<partition>:<service>:<region>:<account-id>:<resource-id>", member)
	}
	q := s.byARN(arn)
	if q == nil {
		return nil, aws.Errorf(404, "ResourceNotFoundException", "The resource that you specified for the %s parameter doesn't exist.", member)
	}
	return q, nil
}

// mayMove is the queue with that ARN, if the caller may do all the actions to
// it.
func (s *Service) mayMove(r *aws.Request, arn string, actions ...string) (*queue, error) {
	q, err := s.resource(arn, "SourceArn")
	if err != nil {
		return nil, err
	}
	for _, action := range actions {
		if err := s.authorize(r, action, q.arn, q); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// ListMessageMoveTasksInput asks for the newest tasks of a queue: one, unless
// it says how many.
type ListMessageMoveTasksInput struct {
	SourceArn  string `aws:"required"`
	MaxResults *int
}

// ListMessageMoveTasksOutput are tasks, the newest first.
type ListMessageMoveTasksOutput struct {
	Results []*ListMessageMoveTasksResultEntry `aws:"always"`
}

// ListMessageMoveTasksResultEntry is a task. Its handle is there while it is
// RUNNING, what was not asked for is left out.
type ListMessageMoveTasksResultEntry struct {
	TaskHandle                        string
	Status                            string
	SourceArn                         string
	DestinationArn                    string
	MaxNumberOfMessagesPerSecond      int
	ApproximateNumberOfMessagesMoved  int `aws:"always"`
	ApproximateNumberOfMessagesToMove int `aws:"always"`
	FailureReason                     string
	StartedTimestamp                  int64 // milliseconds since 1970
}

func (s *Service) listMessageMoveTasks(r *aws.Request, in *ListMessageMoveTasksInput) (*ListMessageMoveTasksOutput, error) {
	q, err := s.mayMove(r, in.SourceArn, "ListMessageMoveTasks", "GetQueueAttributes")
	if err != nil {
		return nil, err
	}
	n := 1
	if in.MaxResults != nil {
		if n = *in.MaxResults; n < 1 || n > maxMovesListed {
			return nil, invalidValue("Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and %d.", maxMovesListed)
		}
	}
	out := &ListMessageMoveTasksOutput{}
	for _, t := range slices.Backward(q.moves) {
		if len(out.Results) == n {
			break
		}
		e := &ListMessageMoveTasksResultEntry{Status: t.Status, SourceArn: q.arn, DestinationArn: t.Destination, MaxNumberOfMessagesPerSecond: t.Rate,
			ApproximateNumberOfMessagesMoved: t.Moved, ApproximateNumberOfMessagesToMove: t.ToMove, FailureReason: t.Failure, StartedTimestamp: t.Started.Wall().UnixMilli()}
		if t.Status == moveRunning {
			e.TaskHandle = t.handle(q)
		}
		out.Results = append(out.Results, e)
	}
	return out, nil
}

// CancelMessageMoveTaskInput names a task.
type CancelMessageMoveTaskInput struct {
	TaskHandle string `aws:"required"`
}

// CancelMessageMoveTaskOutput tells how far the task came.
type CancelMessageMoveTaskOutput struct {
	ApproximateNumberOfMessagesMoved int `aws:"always"`
}

// cancelMessageMoveTask stops a running task: what was moved stays moved.
//
// fidelity: sqs.move-task-refusals
func (s *Service) cancelMessageMoveTask(r *aws.Request, in *CancelMessageMoveTaskInput) (*CancelMessageMoveTaskOutput, error) {
	h, err := parseHandle(in.TaskHandle)
	if err != nil {
		return nil, err
	}
	q, err := s.mayMove(r, h.SourceArn, "CancelMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
	if err != nil {
		return nil, err
	}
	t := q.task(h.TaskID)
	if t == nil {
		return nil, aws.Errorf(404, "ResourceNotFoundException", "Task does not exist.")
	}
	if t.Status != moveRunning {
		return nil, invalidValue("Only active tasks can be cancelled.")
	}
	t.Status = moveCancelling
	return &CancelMessageMoveTaskOutput{t.Moved}, nil
}

// task is the task of the queue with that id, nil if there is none.
func (q *queue) task(id string) *moveTask {
	for _, t := range q.moves {
		if t.ID == id {
			return t
		}
	}
	return nil
}
