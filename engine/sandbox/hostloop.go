package sandbox

import (
	"math"
	"strings"
)

// The functions of the host that make up the event loop.

func hostPrint(v *VM, a args) value {
	v.print(a.str(0), a.str(1))
	return undefined
}

// print adds a line to the turn's output, up to MaxOutput for an invocation.
func (v *VM) print(level, text string) {
	if v.printed > MaxOutput {
		v.q.meter.toll(lostToll + int64(len(text)))
		return
	}
	v.q.meter.toll(lineToll + int64(len(text)))
	if v.printed += len(text) + 1; v.printed > MaxOutput {
		level, text = "WARN", "skylab: more than 1 MiB of output; the rest of this invocation's is dropped"
		if strings.EqualFold(v.cfg.Env["AWS_LAMBDA_LOG_FORMAT"], "JSON") {
			text = `{"message":"` + text + `"}`
		}
	}
	v.turn.Output = append(v.turn.Output, Line{Level: level, Text: text, At: v.spent()})
}

// instant is the present in virtual unix nanoseconds.
func (v *VM) instant() int64 {
	if v.turn == nil {
		return v.now // while it boots
	}
	return v.now + v.spent()
}

// hostNow is Date.now: whole milliseconds.
func hostNow(v *VM, _ args) value { return newFloat(math.Floor(float64(v.instant()) / 1e6)) }

// hostElapsed is performance.now: milliseconds since the process began.
func hostElapsed(v *VM, _ args) value { return newFloat(float64(v.instant()-v.started) / 1e6) }

func hostUptime(v *VM, _ args) value { return newFloat(float64(v.instant()-v.started) / 1e9) }

// hostSettle ends the init or the invocation well, with a result in JSON.
func hostSettle(v *VM, a args) value {
	if v.running == idle {
		return undefined
	}
	v.settle([]byte(a.str(0)), nil)
	return undefined
}

func (v *VM) settle(result []byte, err *Failure) {
	v.turn.Settled, v.turn.Result, v.turn.Err, v.running = true, result, err, idle
}

// hostDefer keeps a callback's result until the event loop is empty.
func hostDefer(v *VM, a args) value {
	v.deferred = []byte(a.str(0))
	return undefined
}

// hostFail ends the init or the invocation by an error: how the process ends
// by it, "" if it does not; type, message, the error as it is logged, trace.
func hostFail(v *VM, a args) value {
	f := &Failure{Type: a.str(1), Message: a.str(2), Logged: a.str(3), Trace: []string{}}
	if trace := a.str(4); trace != "" {
		f.Trace = strings.Split(trace, "\n")
	}
	if a.str(0) == "" && v.running == idle {
		return undefined
	}
	v.settle(nil, f)
	return undefined
}

// hostAnswering tells that the handler did not return a promise.
func hostAnswering(v *VM, _ args) value {
	if v.running == async {
		v.running = callbacks
	}
	return undefined
}

// hostTimer asks for a timer: milliseconds, and whether it is unref'd.
func hostTimer(v *VM, a args) value {
	unref := a.int(1) != 0
	return v.want(Want{Timer: int64(max(0, a.num(0)) * 1e6), Unref: unref}, !unref)
}

// wantBytes is about what the host holds for one request, beside its input.
const wantBytes = 256

func (v *VM) want(w Want, keeps bool) value {
	v.outgoing += wantBytes
	v.room(v.outgoing)
	v.lastID++
	w.ID, w.At = v.lastID, v.spent()
	v.pending[w.ID] = keeps
	v.turn.Wants = append(v.turn.Wants, w)
	return newFloat(float64(w.ID))
}

// hostCallWorld asks for an operation: name, input, and the blobs in it, each
// as an ArrayBuffer, an offset and a length.
func hostCallWorld(v *VM, a args) value {
	w := Want{Call: a.str(0), Input: []byte(a.str(1))}
	for i := 2; i+2 < len(a.list); i += 3 {
		w.Blobs = append(w.Blobs, append([]byte{}, a.bytes(i)...))
	}
	// Until it is sent, a request is in the program's memory.
	v.outgoing += int64(len(w.Input))
	for _, b := range w.Blobs {
		v.outgoing += int64(len(b))
	}
	v.room(v.outgoing)
	return v.want(w, true)
}

// hostCancel forgets a Want.
func hostCancel(v *VM, a args) value {
	id := a.int(0)
	if _, ok := v.pending[id]; ok {
		delete(v.pending, id)
		v.turn.Cancelled = append(v.turn.Cancelled, id)
	}
	return undefined
}

// hostRef says whether a Want keeps the program going.
func hostRef(v *VM, a args) value {
	if id := a.int(0); v.pending != nil {
		if _, ok := v.pending[id]; ok {
			v.pending[id] = a.int(1) != 0
		}
	}
	return undefined
}

func hostTick(v *VM, _ args) value {
	v.ticks = true
	return undefined
}

func hostExit(v *VM, a args) value {
	v.end(int(uint8(a.int(0))))
	return undefined
}

// hostCharge counts the elements that a native is about to pass.
func hostCharge(v *VM, a args) value {
	v.q.meter.charge(min(math.MaxInt32, a.int(0)/scanItems))
	return undefined
}

// hostMemory is the heap in bytes: 0 used, 1 the runtime with it.
func hostMemory(v *VM, a args) value {
	if a.int(0) == 1 {
		return newFloat(float64(v.MemoryUsed()))
	}
	return newFloat(float64(v.q.heap.used))
}
