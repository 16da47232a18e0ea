// Package visit is how calls from outside come to the world on the screen: many
// requests at once put them into a queue, and the App takes them out, one after
// the other, between keys and frames. It knows neither network nor screen.
package visit

import (
	"context"
	"errors"
	"sync"

	"skylab/engine"
)

// Knock is the message that somebody waits in the queue.
type Knock struct{}

// Visit is a call from outside that waits for its answer.
type Visit struct {
	Call   engine.Call
	ctx    context.Context
	answer chan outcome
}

type outcome struct {
	reply *engine.Reply
	err   error
}

// Left tells whether nobody waits for the answer any more.
func (v *Visit) Left() bool { return v.ctx.Err() != nil }

// Answer hands over the reply, which is done. A visit is answered or refused
// once.
func (v *Visit) Answer(r *engine.Reply) { v.answer <- outcome{reply: r} }

// Refuse says why there will be no reply.
func (v *Visit) Refuse(why error) { v.answer <- outcome{err: why} }

// Queue holds the visits that nobody has looked at.
type Queue struct {
	mu      sync.Mutex
	waiting []*Visit
	knocked bool // and nobody has opened yet
	closed  bool
	knock   func()
}

// ErrGone is the error of a call to a screen that is closing.
var ErrGone = errors.New("skylab is closing")

// NewQueue is an empty queue; knock is called when somebody waits again, and may
// not wait itself.
func NewQueue(knock func()) *Queue { return &Queue{knock: knock} }

// Do makes a call and waits for its answer; it fails when ctx ends, or when
// there is no world to make it in.
func (q *Queue) Do(ctx context.Context, c engine.Call) (*engine.Reply, error) {
	v := &Visit{Call: c, ctx: ctx, answer: make(chan outcome, 1)}
	if !q.enter(v) {
		return nil, ErrGone
	}
	select {
	case o := <-v.answer:
		return o.reply, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// enter puts a visit at the end of the queue; it reports false if that is
// closed.
func (q *Queue) enter(v *Visit) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.waiting = append(q.waiting, v)
	if !q.knocked {
		q.knocked = true
		q.knock()
	}
	return true
}

// Next is the visit that has waited longest, nil if there is none: then the
// next one knocks again.
func (q *Queue) Next() *Visit {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) > 0 {
		v := q.waiting[0]
		q.waiting[0] = nil
		q.waiting = q.waiting[1:]
		if !v.Left() {
			return v
		}
	}
	q.waiting, q.knocked = nil, false
	return nil
}

// Close refuses all that wait and all that are to come.
func (q *Queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	for _, v := range q.waiting {
		v.Refuse(ErrGone)
	}
	q.waiting = nil
}
