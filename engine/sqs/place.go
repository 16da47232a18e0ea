package sqs

import (
	"slices"
	"time"
)

// hide takes a message that is not among the visible ones out of sight until
// later.
func (s *Service) hide(q *queue, m *message, place messagePlace, d time.Duration) {
	m.state, m.until = place, s.k.Now().Add(d)
	m.round++
	s.k.At(m.until, MessageDue{q.name, m.number, m.round})
}

// show makes a message visible: at the end, or in a FIFO queue in its place.
func (s *Service) show(q *queue, m *message) {
	m.state = visible
	m.round++
	at := len(q.ready)
	if q.FIFO {
		for at > 0 && q.ready[at-1].number > m.number {
			at--
		}
	}
	q.ready = slices.Insert(q.ready, at, m)
	s.k.Emit(MessageAvailable{q.arn})
	s.serve(q)
}

// leave takes a message out of the place where it is.
func (q *queue) leave(m *message) {
	switch m.state {
	case visible:
		if q.ready[0] == m { // nearly always: a long queue is not moved up
			q.ready[0], q.ready = nil, q.ready[1:]
		} else if i := slices.Index(q.ready, m); i >= 0 {
			q.ready = slices.Delete(q.ready, i, i+1)
		}
	case inFlight:
		q.inFlight--
		q.unlock(m)
	case delayed:
		q.delayed--
	}
	m.round++
}

// unlock lets the next message of a FIFO group go, when none of it is in
// flight.
func (q *queue) unlock(m *message) {
	if !q.FIFO {
		return
	}
	if q.locked[m.group]--; q.locked[m.group] <= 0 {
		delete(q.locked, m.group)
	}
}

// due makes visible what was in flight or delayed until now.
func (s *Service) due(e MessageDue) {
	q := s.queues[e.Queue]
	if q == nil {
		return
	}
	m := q.messages[e.Message]
	if m == nil || m.round != e.Round || m.state == visible {
		return
	}
	if m.state == inFlight {
		s.k.Emit(MessageReturned{q.name, m.id, m.received})
	}
	q.leave(m)
	s.show(q, m)
}

// remove ends a message.
func (s *Service) remove(q *queue, m *message) {
	q.leave(m)
	delete(q.messages, m.number)
	delete(q.receipts, m.receipt)
	s.held -= m.size()
}

// expired ends a message that is older than the queue keeps them. A longer
// retention that was set meanwhile counts.
//
// fidelity: sqs.retention
func (s *Service) expired(e MessageExpired) {
	q := s.queues[e.Queue]
	if q == nil {
		return
	}
	m := q.messages[e.Message]
	if m == nil {
		return
	}
	if end := m.sent.Add(q.Retention); end > s.k.Now() {
		s.k.At(end, e)
		return
	}
	s.remove(q, m)
	s.k.Emit(MessageLost{q.name, m.id})
}
