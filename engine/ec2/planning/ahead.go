package planning

import (
	"time"

	"skylab/engine/sim"
)

// future is an instance whose every request is foreseen: the first worker to be
// free takes the next request, so its start and its end are known when it comes
// (Kiefer and Wolfowitz 1955). That needs no events, and is what the computer of
// engine/machine would do.
type future struct {
	// ready are the instants at which workers are free, a heap.
	ready []sim.Time
	// starts are when the requests that wait will start.
	starts row
}

func newFuture(workers int) future { return future{ready: make([]sim.Time, workers)} }

// foresee takes a request in, and knows when it will be answered.
func (m *Model) foresee(work time.Duration) {
	slot, _ := m.balancer.pick()
	f := &m.instances[slot].future
	start := max(m.now, f.ready[0])
	if start > m.now {
		f.starts.drop(m.now)
		if f.starts.n >= m.Backlog {
			m.lap.refused++
			return
		}
		f.starts.push(start)
	}
	end := start.Add(work)
	f.take(end)
	m.last = max(m.last, end)
	m.lap.started++
	m.lap.waits += float64(start - m.now)
	m.lap.busy += float64(work)
	m.answered(end.Sub(m.now))
}

// take keeps the worker that is free first until the given instant.
func (f *future) take(until sim.Time) {
	i := 0
	for {
		down := 2*i + 1
		if down >= len(f.ready) {
			break
		}
		if down+1 < len(f.ready) && f.ready[down+1] < f.ready[down] {
			down++
		}
		if f.ready[down] >= until {
			break
		}
		f.ready[i] = f.ready[down]
		i = down
	}
	f.ready[i] = until
}

// row is a row of instants, none before the one in front of it, in a ring that
// grows by doubling.
type row struct {
	ring     []sim.Time
	first, n int
}

func (r *row) push(at sim.Time) {
	if r.n == len(r.ring) {
		ring := make([]sim.Time, max(8, 2*len(r.ring)))
		for i := range r.n {
			ring[i] = r.ring[(r.first+i)&(len(r.ring)-1)]
		}
		r.ring, r.first = ring, 0
	}
	r.ring[(r.first+r.n)&(len(r.ring)-1)] = at
	r.n++
}

// drop takes those up to now from the front.
func (r *row) drop(now sim.Time) {
	for r.n > 0 && r.ring[r.first] <= now {
		r.first = (r.first + 1) & (len(r.ring) - 1)
		r.n--
	}
}
