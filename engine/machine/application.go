package machine

import (
	"fmt"
	"math"
	"slices"
	"time"

	"skylab/engine/sim"
)

// Application is a server process: its workers take requests first come, first
// served, a request each; others wait in a backlog, and when that is full they
// are refused. A request holds its worker until Done, however long it computes
// or waits for something else. Requests are numbers of the caller's.
//
// fidelity: machine.application
type Application struct {
	workers, backlog int
	// serving are the requests that have a worker.
	serving int
	waiting queue
}

// Unlimited is as many workers, or places in a backlog, as anybody asks for.
const Unlimited = math.MaxInt

// Arrival is what became of a request that arrived.
type Arrival uint8

// What becomes of a request.
const (
	// Started: it has a worker.
	Started Arrival = iota
	// Queued: it waits in the backlog.
	Queued
	// Refused: there is no place for it.
	Refused
)

// Turn is a request whose turn it is, and how long it has waited for that.
type Turn struct {
	Request uint64
	Waited  time.Duration
}

// NewApplication has so many workers and places in its backlog. No workers are
// unlimited ones: all requests are served at once, and share what there is.
func NewApplication(workers, backlog int) *Application {
	if workers < 0 || backlog < 0 {
		panic(fmt.Sprintf("machine: %d workers, a backlog of %d", workers, backlog))
	}
	if workers == 0 {
		workers = Unlimited
	}
	return &Application{workers: workers, backlog: backlog}
}

// Arrive tells what becomes of a request.
func (a *Application) Arrive(now sim.Time, request uint64) Arrival {
	switch {
	case a.serving < a.workers:
		a.serving++
		return Started
	case a.waiting.n < a.backlog:
		a.waiting.push(waiter{request, now})
		return Queued
	}
	return Refused
}

// Done frees the worker of a request. It gives the request that takes the
// worker; false if none waits.
func (a *Application) Done(now sim.Time) (next Turn, ok bool) {
	if a.serving == 0 {
		panic("machine: a request is done, and none was served")
	}
	if a.waiting.n == 0 {
		a.serving--
		return Turn{}, false
	}
	w := a.waiting.pop()
	return Turn{w.request, now.Sub(w.since)}, true
}

// Abandon takes a request out of the backlog whose sender waits no longer; false
// if it is not there. The longer a request has waited, the sooner it is found.
func (a *Application) Abandon(request uint64) bool { return a.waiting.remove(request) }

// Serving are how many requests have a worker.
func (a *Application) Serving() int { return a.serving }

// Waiting are how many requests are in the backlog.
func (a *Application) Waiting() int { return a.waiting.n }

// End is when the process ends: no request is served any more, and those that
// waited are given, the first first.
func (a *Application) End() (waited []uint64) {
	for a.waiting.n > 0 {
		waited = append(waited, a.waiting.pop().request)
	}
	a.serving = 0
	return waited
}

// ApplicationState is all that decides what an application does, as plain
// values to be hashed.
type ApplicationState struct {
	Workers, Backlog, Serving int
	// Waiting are the numbers of the requests in the backlog, the first first,
	// Since when they arrived.
	Waiting []uint64
	Since   []sim.Time
}

// State is the application's state.
func (a *Application) State() ApplicationState {
	s := ApplicationState{Workers: a.workers, Backlog: a.backlog, Serving: a.serving}
	for i := range a.waiting.n {
		w := a.waiting.at(i)
		s.Waiting, s.Since = append(s.Waiting, w.request), append(s.Since, w.since)
	}
	return s
}

// Check reports a request that waits while there is a worker for it, or one that
// should have been refused.
func (a *Application) Check() error {
	if a.serving > a.workers || a.waiting.n > a.backlog || a.waiting.n > 0 && a.serving < a.workers {
		return fmt.Errorf("machine: %d workers serve %d requests, and %d wait in a backlog of %d", a.workers, a.serving, a.waiting.n, a.backlog)
	}
	if s := a.State().Since; !slices.IsSorted(s) {
		return fmt.Errorf("machine: the backlog is not in the order of arrival: %v", s)
	}
	return nil
}
