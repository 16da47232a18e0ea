package sandbox

import (
	"sync/atomic"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// meter counts what a program does and ends it when it has done enough. QuickJS
// counts down from StepsPerPoll at every call and backward jump, and polls at
// zero; the meter reads that counter too, so it is exact to one step.
type meter struct {
	polls int64
	extra int64 // steps charged for work that is not counted as steps
	owed  int64 // of extra, since the last poll
	tolls int64 // steps of this turn's that count towards the limit alone
	limit int64 // steps at which the program is taken to run for ever
	end   Exit  // why the program is being ended
	age   int64 // steps at that moment; those it makes on its way out do not count
	stop  atomic.Bool
	heap  *heap
	ctx   *lib.TJSContext // nil until there is a context
}

// steps is the age of the program in steps.
func (m *meter) steps() int64 {
	if m.end != ExitNone || m.ctx == nil {
		return m.age
	}
	return m.polls*StepsPerPoll + StepsPerPoll - int64(m.ctx.Finterrupt_counter) + m.extra
}

// reset begins the count anew.
func (m *meter) reset() {
	m.polls, m.extra, m.owed = 0, 0, 0
	m.ctx.Finterrupt_counter = StepsPerPoll
}

// charge counts n steps that the engine did not. When they amount to a poll,
// the next real step polls.
func (m *meter) charge(n int64) {
	if m.ctx == nil || n <= 0 || m.end != ExitNone {
		return
	}
	m.extra += n
	if m.owed += n; m.owed >= StepsPerPoll {
		m.pollSoon()
	}
}

// toll counts work that costs the host more than the program's virtual CPU
// time shows: it brings the limit nearer, and nothing else.
func (m *meter) toll(n int64) { m.tolls += n }

// pollSoon makes the next step poll, without changing the count of steps.
func (m *meter) pollSoon() {
	if m.ctx != nil && m.end == ExitNone {
		m.extra -= int64(m.ctx.Finterrupt_counter)
		m.ctx.Finterrupt_counter = 0
	}
	m.owed = 0
}

// ended tells whether the program must end now, and why.
func (m *meter) ended() bool {
	switch {
	case m.end != ExitNone:
	case m.heap.over:
		m.finish(ExitOOM)
	case m.stop.Load():
		m.finish(ExitAbandoned)
	case m.steps()+m.tolls >= m.limit:
		m.finish(ExitTimeout)
	}
	return m.end != ExitNone
}

// finish lets the program make no further step.
func (m *meter) finish(e Exit) {
	m.age = m.steps()
	m.end = e
	m.ctx.Finterrupt_counter = 0
}

// poll is QuickJS's interrupt handler. A result other than 0 ends the program
// with an exception that no catch and no finally sees. An async function does
// see it: it rejects its promise, and its caller goes on. Hence an ended
// program polls at every step, so that the caller is stopped at its next one.
func poll(_ *libc.TLS, _, opaque uintptr) int32 {
	m := at[meter](opaque)
	if m.end == ExitNone {
		m.polls++
		m.owed = 0
	}
	if m.ended() {
		m.ctx.Finterrupt_counter = 0
		return 1
	}
	return 0
}
