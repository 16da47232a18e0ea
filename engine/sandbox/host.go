package sandbox

import (
	"encoding/json"
	"math"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// hostFunc is what the boot script may ask of the host. It returns a value for
// the program, or exception where one is pending.
type hostFunc func(v *VM, a args) value

// args are the arguments of a call into the host. The boot script checks what
// learners pass; a wrong type reads as a zero.
type args struct {
	v    *VM
	list []value
}

func (a args) at(i int) value {
	if i < len(a.list) {
		return a.list[i]
	}
	return undefined
}

// num is a number; what is not one is 0.
func (a args) num(i int) float64 {
	if f := float(a.at(i)); !math.IsNaN(f) {
		return f
	}
	return 0
}

// int is a number within what a float64 holds exactly.
func (a args) int(i int) int64 {
	const most = 1 << 53
	return int64(max(-most, min(most, a.num(i))))
}

// str is a string; what is not one is "".
func (a args) str(i int) string {
	if !isString(a.at(i)) {
		return ""
	}
	s, ok := a.v.q.text(a.at(i))
	if !ok {
		a.v.q.free(a.v.q.caught())
	}
	return s
}

// bytes are those of an ArrayBuffer at i from offset i+1, i+2 of them: in
// place, so that writes show in the program. Out of range is cut.
func (a args) bytes(i int) []byte {
	if a.at(i).Ftag != lib.EJS_TAG_OBJECT {
		return nil
	}
	b, ok := a.v.q.buffer(a.at(i))
	if !ok {
		a.v.q.free(a.v.q.caught())
	}
	from := min(max(0, a.int(i+1)), int64(len(b)))
	to := min(max(from, from+a.int(i+2)), int64(len(b)))
	return b[from:to:to]
}

// callHost is the function that the boot script knows as host. The first
// argument is the number of the hostFunc.
func callHost(tls *libc.TLS, ctx uintptr, _ value, argc int32, argv uintptr, _ int32) (r value) {
	v := ownerOf[VM](tls, ctx)
	a := args{v, unsafe.Slice(at[value](argv), argc)}
	op := a.int(0)
	if op < 0 || op >= int64(len(hostTable())) {
		return undefined
	}
	if v.q.meter.stop.Load() {
		// Nobody waits for this VM any more; what it shares with its
		// successor, such as /tmp, is not its own.
		return v.uncatchable(undefined)
	}
	a.list = a.list[1:]
	v.q.meter.charge(callSteps)
	r = hostTable()[op](v, a)
	if v.q.meter.end == ExitProcess {
		return v.uncatchable(r)
	}
	return r
}

// uncatchable leaves the program by an exception that it cannot catch.
func (v *VM) uncatchable(r value) value {
	if !isException(r) {
		v.q.free(r)
		text := v.q.cstring("exit")
		defer v.q.release(text)
		lib.XJS_ThrowInternalError(v.q.tls, v.q.ctx, text.p, 0)
	}
	lib.XJS_SetUncatchableException(v.q.tls, v.q.ctx, 1)
	return exception
}

// thrown describes an error that a hostFunc throws into the program.
type thrown struct {
	Type    string `json:"type,omitempty"` // Error, TypeError, RangeError, …; "" is Error
	Name    string `json:"name,omitempty"` // where it differs from the type
	Message string `json:"message"`
	Code    string `json:"code,omitempty"` // Node.js's: ENOENT
	Errno   int    `json:"errno,omitempty"`
	Syscall string `json:"syscall,omitempty"`
	Path    string `json:"path,omitempty"`
	Dest    string `json:"dest,omitempty"`
	Status  int    `json:"status,omitempty"` // of $metadata
	Fault   string `json:"fault,omitempty"`  // client or server
}

// throw makes an error pending in the program.
func (v *VM) throw(t thrown) value {
	e := v.wrapped(t)
	if isException(e) {
		return e
	}
	return lib.XJS_Throw(v.q.tls, v.q.ctx, e)
}

// wrapped makes the Error object.
func (v *VM) wrapped(t thrown) value {
	s := v.string(t.json())
	defer v.q.free(s)
	return v.q.call(v.door.wrap, s)
}

func (t thrown) json() string {
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(b)
}

// inward is the error of an Answer as the program gets it.
func (f *Failure) inward() string {
	fault := "client"
	if f.Status >= 500 {
		fault = "server"
	}
	return thrown{Name: f.Type, Message: f.Message, Status: f.Status, Fault: fault}.json()
}
