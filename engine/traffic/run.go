package traffic

import (
	"math/rand/v2"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The states of a run.
const (
	Running  = "RUNNING"  // it sends
	Stopping = "STOPPING" // it sends no more, and waits for answers
	Over     = "ENDED"
)

// run is traffic from its start to its last answer.
type run struct {
	number       uint64
	name         string
	in           *StartInput
	asked        uint64 // a digest of it
	principal    string
	to           target
	state        string
	began, ended sim.Time
	cause        uint64 // the Seq of the call that started it
	waits        uint64 // the call that waits for the end, or 0

	// Either arrivals, of which next is the coming one if there is more, …
	arrivals Arrivals
	random   *rand.Rand
	next     sim.Time
	more     bool
	// … or workers, with who sends when.
	workers []worker
	turns   []turn

	pending, end, patience uint64   // Seqs of the events in the queue, or 0
	due                    sim.Time // when pending is

	open  map[uint64]request
	order []uint64 // of sending, for timeouts; some are no longer open

	tally
}

// request is one that waits for its answer.
type request struct {
	sent   sim.Time
	worker int
}

// batch bounds the requests sent during one event, so that the fuel of an
// Advance can run out between a thousand requests of one instant.
const batch = 32

// requestFuel is what taking in a request costs the host, in fuel: about a
// microsecond each (BenchmarkRush).
const requestFuel = 50

// upcoming is when the run sends next.
func (r *run) upcoming() (sim.Time, bool) {
	switch {
	case r.state != Running:
		return 0, false
	case r.workers != nil:
		if len(r.turns) == 0 {
			return 0, false
		}
		return r.turns[0].at, true
	}
	return r.instant(r.next), r.more && (r.in.Requests == 0 || r.sent < r.in.Requests)
}

// schedule puts the next arrival into the queue, or ends the run where there
// is nothing to come.
func (s *Service) schedule(r *run) {
	at, ok := r.upcoming()
	if r.pending != 0 {
		if ok && r.due <= at {
			return
		}
		s.k.Cancel(r.pending)
		r.pending = 0
	}
	if !ok {
		s.settle(r)
		return
	}
	s.because(r, func() { r.pending, r.due = s.k.At(at, Arrived{r.number}), at })
}

// because runs within as an effect of the run's start. Were each request the
// effect of the one before, causes would be chains as long as the traffic, and
// functions would take it for a chain of calls of their own.
func (s *Service) because(r *run, within func()) { s.k.Because(r.cause, within) }

// arrived sends what is due.
func (s *Service) arrived(r *run) {
	r.pending = 0
	for range batch {
		at, ok := r.upcoming()
		if !ok || at > s.k.Now() {
			break
		}
		s.send(r)
	}
	s.schedule(r)
}

// send makes one request, which the target has at once.
//
// fidelity: traffic.network
func (s *Service) send(r *run) {
	now, w := s.k.Now(), -1
	if r.workers != nil {
		w = r.take(now)
	} else {
		r.next, r.more = r.arrivals.Next(r.next, r.random)
	}
	r.sent++
	id := uint64(r.sent)
	r.line.at(now.Sub(r.began)).Sent++
	r.open[id] = request{now, w}
	if r.in.TimeoutMs > 0 {
		r.order = append(r.order, id)
		s.watch(r)
	}
	s.k.Spend(requestFuel)
	s.because(r, func() {
		s.world.Ask(r.to.operation, r.principal, r.to.in, func(out any, err *aws.Error) {
			if q, open := r.open[id]; open {
				s.answered(r, id, q, r.to.read(out, err))
			}
		})
	})
}

// answered takes an answer, or what stands for one.
func (s *Service) answered(r *run, id uint64, q request, a answer) {
	delete(r.open, id)
	now := s.k.Now()
	r.count(Result{q.sent.Sub(r.began), max(now.Sub(q.sent), breath), a.status}, a)
	if q.worker >= 0 {
		r.queue(q.worker, max(now, q.sent.Add(breath)))
	}
	s.schedule(r)
}

// watch has the oldest open request's patience end in time.
func (s *Service) watch(r *run) {
	for len(r.order) > 0 {
		if q, open := r.open[r.order[0]]; open {
			if r.patience == 0 {
				s.because(r, func() { r.patience = s.k.At(q.sent.Add(r.timeout()), PatienceEnded{r.number}) })
			}
			return
		}
		r.order = r.order[1:]
	}
}

func (r *run) timeout() time.Duration { return time.Duration(r.in.TimeoutMs) * time.Millisecond }

// timedOut gives up on the requests that waited too long. What they began in
// the world goes on.
//
// fidelity: traffic.timeout
func (s *Service) timedOut(r *run) {
	r.patience = 0
	for len(r.order) > 0 {
		id := r.order[0]
		q, open := r.open[id]
		if open && q.sent.Add(r.timeout()) > s.k.Now() {
			break
		}
		r.order = r.order[1:]
		if open {
			r.timeouts++
			s.answered(r, id, q, answer{wrong: TimedOut})
		}
	}
	s.watch(r)
}

// stop lets a run send no more.
func (s *Service) stop(r *run) {
	if r.state == Running {
		r.state, r.turns = Stopping, nil
		s.schedule(r)
	}
}

// settle ends a run that has nothing to send and nothing open.
func (s *Service) settle(r *run) {
	if r.state == Over || len(r.open) > 0 {
		return
	}
	if _, ok := r.upcoming(); ok {
		return
	}
	r.state, r.ended = Over, s.k.Now()
	for _, seq := range []*uint64{&r.end, &r.patience} {
		if *seq != 0 {
			s.k.Cancel(*seq)
			*seq = 0
		}
	}
	r.order, r.turns = nil, nil
	s.because(r, func() {
		s.k.Emit(Ended{r.number, r.name, r.sent, r.failed, r.timeouts, r.ended.Sub(r.began)})
		if r.waits != 0 {
			s.replier.Reply(r.waits, &StartOutput{Name: r.name, Report: s.report(r)}, nil)
		}
	})
}
