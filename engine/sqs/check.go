package sqs

import (
	"fmt"

	"skylab/engine/sim"
)

// Check reports a message that is not in exactly one place, books that do not
// agree with the messages, and move tasks that cannot be.
func (s *Service) Check() error {
	var held int64
	at := map[uint64]string{} // each message's queue
	for _, q := range sim.InOrder(s.queues) {
		if err := q.check(); err != nil {
			return fmt.Errorf("sqs: queue %s: %w", q.name, err)
		}
		for _, m := range q.inOrder() {
			if at[m.number] != "" {
				return fmt.Errorf("sqs: message %s is in %s and in %s", m.id, at[m.number], q.name)
			}
			at[m.number] = q.name
			held += m.size()
		}
	}
	if held != s.held {
		return fmt.Errorf("sqs: messages weigh %d bytes, %d are booked", held, s.held)
	}
	return nil
}

func (q *queue) check() error {
	if err := q.checkMoves(); err != nil {
		return err
	}
	var places [3]int
	all := q.inOrder()
	if m := q.oldest(); len(all) > 0 && m != all[0] || len(all) == 0 && m != nil {
		return fmt.Errorf("the oldest message is not number %d", q.first)
	}
	for i, m := range all {
		if i > 0 && m.sent < all[i-1].sent {
			return fmt.Errorf("message %s is older than the one before it", m.id)
		}
		places[m.state]++
		if m.state == inFlight && q.receipts[m.receipt] != m {
			return fmt.Errorf("message %s is in flight without a receipt", m.id)
		}
	}
	if places[visible] != len(q.ready) || places[inFlight] != q.inFlight || places[delayed] != q.delayed {
		return fmt.Errorf("%d visible, %d in flight and %d delayed, booked as %d, %d and %d",
			places[visible], places[inFlight], places[delayed], len(q.ready), q.inFlight, q.delayed)
	}
	for i, m := range q.ready {
		if q.messages[m.number] != m || m.state != visible {
			return fmt.Errorf("message %s is listed as visible and is not", m.id)
		}
		if q.FIFO && i > 0 && q.ready[i-1].number > m.number {
			return fmt.Errorf("message %s stands behind a later one", m.id)
		}
	}
	locked := 0
	for _, n := range q.locked { // a sum: the order does not matter
		locked += n
	}
	if q.FIFO && locked != q.inFlight {
		return fmt.Errorf("%d messages lock their groups, %d are in flight", locked, q.inFlight)
	}
	return nil
}

// checkMoves reports a second task that is active, one that moved more than it
// was to, and one that ended otherwise than tasks end.
func (q *queue) checkMoves() error {
	if len(q.moves) > maxMovesListed {
		return fmt.Errorf("%d move tasks are kept", len(q.moves))
	}
	for i, t := range q.moves {
		all := t.Moved == t.ToMove
		switch {
		case t.active() && i < len(q.moves)-1:
			return fmt.Errorf("move task %s is %s, and there is a later one", t.ID, t.Status)
		case t.Moved > t.ToMove:
			return fmt.Errorf("move task %s moved %d messages of %d", t.ID, t.Moved, t.ToMove)
		case t.Status == moveRunning && all && t.ToMove > 0:
			return fmt.Errorf("move task %s has moved all and is still %s", t.ID, t.Status)
		case (t.Status == moveFailed) != (t.Failure != ""):
			return fmt.Errorf("move task %s is %s for the reason %q", t.ID, t.Status, t.Failure)
		}
	}
	return nil
}
