package traffic

import (
	"slices"
	"time"

	"skylab/engine/sim"
)

// worker sends one request after the other, as a goroutine of hey's does.
type worker struct {
	left int64    // requests to send; negative is without end
	tick sim.Time // when it last took a tick of its rate limit
}

// turn is a worker that will send at an instant.
type turn struct {
	at     sim.Time
	worker int
}

// breath is the least time that a request takes its client, also where the
// answer is there at once. It keeps workers from asking without end at one
// instant.
//
// fidelity: traffic.workers
const breath = time.Millisecond

// employ makes the run's workers, who begin at once, or with a rate limit
// after its first interval (github rakyll/hey, requester/requester.go,
// runWorkers and runWorker).
func (r *run) employ(now sim.Time) {
	n := r.in.Workers
	r.workers = make([]worker, n)
	r.turns = make([]turn, 0, n)
	each := int64(-1)
	if r.in.Requests > 0 {
		each = r.in.Requests / int64(n)
	}
	for i := range r.workers {
		r.workers[i] = worker{each, now}
		r.queue(i, now)
	}
}

// interval is the time between ticks of a worker's rate limit, in whole
// microseconds as hey has it.
func (r *run) interval() sim.Time {
	return max(1, sim.Time(1e6/r.in.RateLimit)) * sim.Time(time.Microsecond)
}

// queue gives a worker its next turn, not before the instant. A tick that it
// missed while it waited for an answer is taken at once; more than one are
// lost.
func (r *run) queue(i int, from sim.Time) {
	w := &r.workers[i]
	if w.left == 0 {
		return
	}
	if r.in.RateLimit > 0 {
		every := r.interval()
		from = max(from, r.began+((w.tick-r.began)/every+1)*every)
	}
	t := turn{from, i}
	// Turns stand in order of time, and of queueing for the same time.
	at, _ := slices.BinarySearchFunc(r.turns, t, func(a, b turn) int {
		if a.at <= b.at {
			return -1
		}
		return 1
	})
	r.turns = slices.Insert(r.turns, at, t)
}

// take is the worker whose turn has come.
func (r *run) take(now sim.Time) int {
	i := r.turns[0].worker
	r.turns = r.turns[1:]
	r.workers[i].tick = now
	if r.workers[i].left > 0 {
		r.workers[i].left--
	}
	return i
}
