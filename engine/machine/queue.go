package machine

import "skylab/engine/sim"

// queue is a row of requests in a ring that grows by doubling.
type queue struct {
	ring     []waiter
	first, n int
}

type waiter struct {
	request uint64
	since   sim.Time
}

// at is the i-th in the row, below n.
func (q *queue) at(i int) *waiter { return &q.ring[(q.first+i)&(len(q.ring)-1)] }

func (q *queue) push(w waiter) {
	if q.n == len(q.ring) {
		ring := make([]waiter, max(8, 2*len(q.ring)))
		for i := range q.n {
			ring[i] = *q.at(i)
		}
		q.ring, q.first = ring, 0
	}
	q.n++
	*q.at(q.n - 1) = w
}

func (q *queue) pop() waiter {
	w := *q.at(0)
	q.first = (q.first + 1) & (len(q.ring) - 1)
	q.n--
	return w
}

// remove takes a request out of the row.
func (q *queue) remove(request uint64) bool {
	for i := range q.n {
		if q.at(i).request != request {
			continue
		}
		for ; i > 0; i-- { // those before it move up
			*q.at(i) = *q.at(i - 1)
		}
		q.pop()
		return true
	}
	return false
}
