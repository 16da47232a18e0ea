// Package sim is the kernel of the simulated cloud: virtual time, a queue of
// events, seeded streams of randomness and the journal of what happened.
//
// It knows nothing of AWS, and nothing of the host: no clock, goroutine, file
// or global randomness. Its invariant is that the same seed and the same calls
// give the same history, however Advance is sliced.
package sim

import "time"

// Kernel runs the events of one world in the order of (time, sequence).
type Kernel struct {
	now      Time
	seed     uint64
	seq      uint64
	cause    uint64
	trace    uint64
	fuel     int64
	spent    int64
	queue    queue
	dropped  map[uint64]struct{}
	journal  Journal
	streams  streams
	handlers []func(Entry)
}

// New is a kernel at the epoch with an empty queue.
func New(seed uint64) *Kernel {
	return &Kernel{seed: seed, dropped: map[uint64]struct{}{}, streams: streams{}}
}

// Handle adds f to those who are told each event. They are told in the order
// in which they were added.
func (k *Kernel) Handle(f func(Entry)) { k.handlers = append(k.handlers, f) }

// Now is the present of the world.
func (k *Kernel) Now() Time { return k.now }

// Seed is what the world's randomness comes from.
func (k *Kernel) Seed() uint64 { return k.seed }

// Journal is the history so far.
func (k *Kernel) Journal() *Journal { return &k.journal }

// Cause is the Seq of the entry now being handled, 0 outside of any.
func (k *Kernel) Cause() uint64 { return k.cause }

// Trace is what the present carries: the value of the nearest Carry among the
// causes of what is being handled, 0 if there is none.
func (k *Kernel) Trace() uint64 { return k.trace }

// Carry runs within; all that happens or is scheduled there carries the trace,
// and so do its effects, however late, as requests on AWS carry a trace
// header from service to service.
func (k *Kernel) Carry(trace uint64, within func()) {
	outer := k.trace
	k.trace = trace
	within()
	k.trace = outer
}

// After schedules e to have happened d from now, caused by what is being
// handled, and returns its Seq. A negative d counts as zero.
func (k *Kernel) After(d time.Duration, e Event) uint64 {
	return k.At(k.now.Add(max(d, 0)), e)
}

// At schedules e for t, or for now where t has passed.
func (k *Kernel) At(t Time, e Event) uint64 {
	k.seq++
	k.queue.push(Entry{Seq: k.seq, Cause: k.cause, Trace: k.trace, At: max(t, k.now), Event: e})
	return k.seq
}

// Cancel takes the event with that Seq from the queue. Cancelling what has
// already happened does harm (the number is remembered for ever): don't.
func (k *Kernel) Cancel(seq uint64) { k.dropped[seq] = struct{}{} }

// Emit makes e happen now: it is journalled and all are told before Emit
// returns. What they schedule is caused by e.
func (k *Kernel) Emit(e Event) uint64 {
	k.seq++
	k.tell(Entry{Seq: k.seq, Cause: k.cause, Trace: k.trace, At: k.now, Event: e})
	return k.seq
}

// Root is Emit for what comes from outside the world: e has no cause, and it
// is the cause of all that within schedules or emits.
func (k *Kernel) Root(e Event, within func(seq uint64)) {
	k.seq++
	entry := Entry{Seq: k.seq, At: k.now, Event: e}
	outer, carried := k.cause, k.trace
	k.trace = 0
	k.tell(entry)
	k.cause = entry.Seq
	within(entry.Seq)
	k.cause, k.trace = outer, carried
}

// Because runs within as an effect of an earlier entry, with nothing carried:
// for what that entry began for good, such as traffic. Were each request the
// effect of the one before it, chains of causes would have no end.
func (k *Kernel) Because(seq uint64, within func()) {
	outer, carried := k.cause, k.trace
	k.cause, k.trace = seq, 0
	within()
	k.cause, k.trace = outer, carried
}

func (k *Kernel) tell(e Entry) {
	outer, carried := k.cause, k.trace
	k.cause, k.trace = e.Seq, e.Trace
	k.journal.add(e)
	for _, h := range k.handlers {
		h(e)
	}
	k.cause, k.trace = outer, carried
}

// Spend takes n from the fuel of the Advance under way: work done inside one
// event, such as steps of a learner's program, in units of what an event
// costs, which is about a microsecond.
func (k *Kernel) Spend(n int64) {
	k.fuel -= n
	k.spent += n
}

// Spent is all the fuel ever used, for those who advance in steps of their own
// and keep within a budget.
func (k *Kernel) Spent() int64 { return k.spent }

// Advance fires what is due until the given time, in order, or until the fuel
// is used up; each event takes one unit. It reports whether it reached the
// time; if not, calling it again goes on. At least one due event is fired.
func (k *Kernel) Advance(until Time, fuel int64) bool {
	k.fuel = fuel
	for k.queue.len() > 0 && k.queue.items[0].At <= until {
		e := k.queue.pop()
		if len(k.dropped) > 0 {
			if _, gone := k.dropped[e.Seq]; gone {
				delete(k.dropped, e.Seq)
				continue
			}
		}
		k.now = e.At
		k.tell(e)
		k.Spend(1)
		if k.fuel <= 0 && k.queue.len() > 0 && k.queue.items[0].At <= until {
			return false
		}
	}
	k.now = max(k.now, until)
	return true
}

// Next is the time of the earliest event in the queue.
func (k *Kernel) Next() (Time, bool) {
	for k.queue.len() > 0 {
		top := k.queue.items[0]
		if _, gone := k.dropped[top.Seq]; !gone {
			return top.At, true
		}
		delete(k.dropped, k.queue.pop().Seq)
	}
	return 0, false
}

// Pending is the number of events in the queue.
func (k *Kernel) Pending() int { return k.queue.len() }
