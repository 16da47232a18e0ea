package elb

import (
	"time"

	"skylab/engine/sim"
)

// line is requests that wait for the same thing, the first to give up first:
// all have the same patience. So one event is due for all of them, and a
// request that ends costs no more than leaving the line.
type line struct {
	first, last *flight
	due         sim.Time // when the next event is, 0 for none
}

func (l *line) add(f *flight) {
	f.line, f.before, f.behind = l, l.last, nil
	if l.last != nil {
		l.last.behind = f
	} else {
		l.first = f
	}
	l.last = f
}

func (f *flight) leave() {
	l := f.line
	if l == nil {
		return
	}
	if f.before != nil {
		f.before.behind = f.behind
	} else {
		l.first = f.behind
	}
	if f.behind != nil {
		f.behind.before = f.before
	} else {
		l.last = f.before
	}
	f.line, f.before, f.behind = nil, nil, nil
}

// What requests wait for.
const (
	forConnection = "connection"
	forResponse   = "response"
)

// patience is how long requests in the line wait.
func (b *balancer) patience(l *line) (time.Duration, string) {
	if l == &b.connecting {
		return connectPatience, forConnection
	}
	return b.idle, forResponse
}

// wait has a request wait in a line.
func (s *Service) wait(b *balancer, l *line, f *flight) {
	f.leave()
	f.since = s.k.Now()
	l.add(f)
	s.arm(b, l)
}

// arm has an event be due when the first in line gives up, unless one is.
func (s *Service) arm(b *balancer, l *line) {
	if l.due != 0 || l.first == nil {
		return
	}
	patience, what := b.patience(l)
	l.due = max(l.first.since.Add(patience), s.k.Now())
	s.k.At(l.due, WaitEnded{b.path, what})
}

// rearm is for when the patience has changed: the event that was due before
// finds that it is not meant.
func (s *Service) rearm(b *balancer, l *line) {
	l.due = 0
	s.arm(b, l)
}

// waited gives up those that have waited long enough.
func (s *Service) waited(e WaitEnded) {
	b := s.balancers[e.LoadBalancer]
	if b == nil {
		return
	}
	l := &b.waiting
	if e.For == forConnection {
		l = &b.connecting
	}
	if l.due != s.k.Now() {
		return
	}
	l.due = 0
	patience, _ := b.patience(l)
	for l.first != nil && l.first.since.Add(patience) <= s.k.Now() {
		s.giveUp(l.first, e.For)
	}
	s.arm(b, l)
}

// flights are the requests in a line, for the hash of a world.
func (l *line) flights() (out []flightState) {
	for f := l.first; f != nil; f = f.behind {
		out = append(out, flightState{f.node.zone, f.target.group.path, f.target.key.id, f.target.key.port, f.began, f.since, f.x.Request.Method, f.x.Request.URL, f.x.Over()})
	}
	return out
}

type flightState struct {
	Zone, Group, Target string
	Port                int
	Began, Since        sim.Time
	Method, URL         string
	Abandoned           bool
}
