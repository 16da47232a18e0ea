package sqs

import "skylab/engine/aws"

// moveDue takes one step of a move task: a message, or its end. A task that is
// being cancelled ends where its next message would be moved.
//
// fidelity: sqs.move-timing
func (s *Service) moveDue(e MoveDue) {
	q := s.queues[e.Queue]
	if q == nil {
		return
	}
	t := q.task(e.Task)
	if t == nil || !t.active() {
		return
	}
	m := q.receivable()
	switch {
	case t.Status == moveCancelling:
		s.endMove(q, t, moveCancelled, "")
		return
	case m == nil || t.Moved == t.ToMove: // others took some, or there were none
		s.endMove(q, t, moveCompleted, "")
		return
	case s.k.Now().Sub(t.Started) >= maxMove:
		s.endMove(q, t, moveFailed, "TaskTimedOut")
		return
	}
	if why := s.move(q, t, m); why != "" {
		s.endMove(q, t, moveFailed, why)
		return
	}
	if t.Moved++; t.Moved == t.ToMove {
		s.endMove(q, t, moveCompleted, "")
		return
	}
	s.k.After(t.interval(), e)
}

func (s *Service) endMove(q *queue, t *moveTask, status, why string) {
	t.Status, t.Failure = status, why
	s.k.Emit(MessageMoveTaskEnded{q.name, t.ID, status, why, t.Moved})
}

// receivable is the message that a receive would get next, nil if there is none.
func (q *queue) receivable() *message {
	for _, m := range q.ready {
		if !q.FIFO || q.locked[m.group] == 0 {
			return m
		}
	}
	return nil
}

// move sends a message of a dead-letter queue on, as a new one by who started
// the task, or tells why it cannot.
//
// fidelity: sqs.move-new-message
func (s *Service) move(q *queue, t *moveTask, m *message) (why string) {
	arn := t.Destination
	if arn == "" {
		if arn = m.source; arn == "" {
			return "CouldNotDetermineMessageSource"
		}
	}
	to := s.byARN(arn)
	if to == nil {
		return missing().Code
	}
	d := draft{body: m.body, attributes: m.attributes, headers: m.headers, group: m.group, dedup: m.dedup, sender: t.Principal}
	err := s.authorize(&aws.Request{Principal: t.Principal}, "SendMessage", to.arn, to)
	if err == nil {
		err = s.valid(to, d)
	}
	if err != nil {
		return asError(err).Code
	}
	s.remove(q, m)
	s.k.Emit(MessageMoved{q.name, to.name, m.id})
	s.enter(to, d)
	return ""
}
