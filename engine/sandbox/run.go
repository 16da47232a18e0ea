package sandbox

import (
	"runtime/debug"

	lib "modernc.org/libquickjs"
)

// Exit statuses of a Node.js process in Lambda, as its runtime interface
// client sets them (aws-lambda-nodejs-runtime-interface-client, src/index.mjs).
const (
	exitRejection = 128
	exitUncaught  = 129
	exitCrash     = 139 // 128 + SIGSEGV
)

// run is the one way into a VM: one turn, from f until nothing is left to do
// but wait, under every budget.
func (v *VM) run(now int64, share float64, phase phase, f func()) Turn {
	if v.dead != ExitNone {
		return Turn{Exit: v.dead, Code: v.code}
	}
	if !v.q.enter() {
		v.abandoned()
		return Turn{Exit: v.dead}
	}
	t := &Turn{}
	v.turn, v.now, v.share, v.running = t, now, share, phase
	v.base, v.outgoing = v.q.meter.steps(), 0
	v.q.meter.tolls = 0
	v.q.meter.limit = v.base + v.cfg.MaxPolls*StepsPerPoll
	crashed := false
	returned := v.cfg.Run(func() { crashed = v.guarded(f) }, func() { v.q.meter.stop.Store(true) })
	if !returned {
		v.q.meter.stop.Store(true) // from now on it may not even ask the host
		v.q.lose()
		v.abandoned()
		return Turn{Exit: v.dead}
	}
	v.finish(t, crashed)
	if v.turn = nil; crashed {
		v.q.wreck()
	} else {
		v.q.leave()
	}
	return *t
}

// abandoned ends the VM whose Runner gave up waiting, and every other that has
// its turns in the same memory.
func (v *VM) abandoned() { v.dead, v.lost = ExitAbandoned, true }

// guarded runs the program and reports whether the engine itself has failed.
// Such a VM is discarded: its memory may hold anything.
func (v *VM) guarded(f func()) (crashed bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() { crashed = recover() != nil }()
	f()
	v.drain()
	return false
}

// finish fills in what the turn came to.
func (v *VM) finish(t *Turn, crashed bool) {
	steps := v.q.meter.steps() - v.base
	t.CPU = v.virtual(steps)
	t.Polls = (steps + StepsPerPoll - 1) / StepsPerPoll
	t.PeakMemory = RuntimeBase + max(v.q.heap.peak, v.moment)
	switch {
	case v.q.heap.over: // also where a native caught the failure
		v.dead, v.lost = ExitOOM, crashed
	case crashed:
		v.dead, v.code, v.lost = ExitProcess, exitCrash, true
	case v.q.meter.end != ExitNone:
		v.dead = v.q.meter.end
	}
	if t.Exit, t.Code = v.dead, v.code; v.dead != ExitNone {
		if v.dead != ExitProcess {
			t.Settled, t.Result, t.Err = false, nil, nil
		}
		t.Wants, t.Cancelled = nil, nil
		return
	}
	if !t.Settled && v.running != idle && !v.awaited() {
		v.emptied(t)
	}
}

// awaited tells whether an answer may still come that keeps the program going.
func (v *VM) awaited() bool {
	for _, keeps := range v.pending {
		if keeps {
			return true
		}
	}
	return false
}

// emptied is the end of the event loop: a handler with a callback answers now,
// or null; a promise that nothing can settle any more never will.
func (v *VM) emptied(t *Turn) {
	if v.running != callbacks {
		v.running, t.Exit = idle, ExitNever
		return
	}
	if v.deferred == nil {
		v.deferred = []byte("null")
	}
	t.Settled, t.Result, v.running = true, v.deferred, idle
}

// virtual is how long steps take on the present share, in nanoseconds.
func (v *VM) virtual(steps int64) int64 {
	return int64(float64(steps*(Quantum/StepsPerPoll)) / v.share)
}

// spent is the virtual CPU time of this turn so far.
func (v *VM) spent() int64 { return v.virtual(v.q.meter.steps() - v.base) }

// drain runs ticks and microtasks until none is left, and reports whether the
// program has come to its end.
func (v *VM) drain() (ended bool) {
	for {
		if v.q.meter.ended() {
			return true
		}
		if v.ticks {
			v.ticks = false
			v.enter(v.door.tick)
			continue
		}
		r := lib.XJS_ExecutePendingJob(v.q.tls, v.q.rt, 0)
		if r == 0 {
			if v.rejected(); !v.ticks {
				return v.q.meter.ended()
			}
			continue
		}
		v.q.meter.charge(jobSteps)
		if r < 0 && !v.q.meter.ended() {
			v.uncaught(v.q.caught(), exitUncaught)
		}
	}
}

// end stops the program with an exit status; nothing of it runs after that.
func (v *VM) end(code int) {
	if v.q.meter.end == ExitNone {
		v.code = code
		v.q.meter.finish(ExitProcess)
	}
}

// uncaught ends the process by an error that nothing caught, and frees it.
func (v *VM) uncaught(err value, code int) {
	defer v.q.free(err)
	if v.q.meter.ended() {
		return
	}
	mode := "uncaught"
	if code == exitRejection {
		mode = "rejection"
	}
	mv := v.string(mode)
	v.q.free(v.q.call(v.door.fail, err, mv))
	v.q.free(mv)
	v.end(code)
}
