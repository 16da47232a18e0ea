package sandbox

import (
	"errors"
	"math"
	"strings"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// value is a JavaScript value, which the engine counts references of.
type value = lib.TJSValue

// quickjs is one runtime of the engine with one context.
type quickjs struct {
	tls   *libc.TLS // while it runs
	rt    uintptr
	ctx   uintptr
	heap  heap
	meter meter
}

var (
	undefined = value{Ftag: lib.EJS_TAG_UNDEFINED}
	exception = value{Ftag: lib.EJS_TAG_EXCEPTION}
)

// start makes the runtime. owner is what ownerOf returns in callbacks; l is
// for the making of a snapshot, or nil.
func (q *quickjs) start(owner unsafe.Pointer, l *layout) error {
	q.begin(0)
	q.heap.layout = l
	funcs := q.lend(unsafe.Sizeof(lib.TJSMallocFunctions{}))
	defer q.release(funcs)
	*at[lib.TJSMallocFunctions](funcs.p) = lib.TJSMallocFunctions{Fjs_malloc: fp(heapMalloc), Fjs_free: fp(heapFree),
		Fjs_realloc: fp(heapRealloc), Fjs_malloc_usable_size: fp(heapUsable)}
	q.rt = lib.XJS_NewRuntime2(q.tls, funcs.p, uintptr(unsafe.Pointer(&q.heap)))
	if q.rt == 0 {
		return errors.New("sandbox: no memory for a runtime")
	}
	lib.XJS_SetMaxStackSize(q.tls, q.rt, maxStack)
	q.own(owner)
	if q.ctx = lib.XJS_NewContext(q.tls, q.rt); q.ctx == 0 {
		return errors.New("sandbox: no memory for a context")
	}
	q.meter.ctx = at[lib.TJSContext](q.ctx)
	return nil
}

// begin makes the memory of an engine that holds so many bytes already. The
// engine runs from then on.
func (q *quickjs) begin(used int64) {
	q.tls = threads.take()
	q.heap = heap{used: used, soft: MaxHeap, hard: MaxHeap, meter: &q.meter, blocks: &blocks{}}
	q.meter.heap, q.meter.limit = &q.heap, math.MaxInt64
}

// own tells the runtime whose it is.
func (q *quickjs) own(owner unsafe.Pointer) {
	at[lib.TJSRuntime](q.rt).Fmalloc_ctx.Fmalloc_state.Fopaque = uintptr(unsafe.Pointer(&q.heap))
	lib.XJS_SetRuntimeOpaque(q.tls, q.rt, uintptr(owner))
	lib.XJS_SetInterruptHandler(q.tls, q.rt, fp(poll), uintptr(unsafe.Pointer(&q.meter)))
}

// close gives back all memory without running finalizers, so also after the
// engine has trapped.
func (q *quickjs) close() {
	q.leave()
	q.meter.ctx = nil
	if q.heap.blocks != nil {
		q.heap.blocks.release()
		q.heap.used = 0
	}
}

// enter gives the engine what it needs to run, until leave: its memory in its
// dock, and a thread. It fails where the dock is lost.
func (q *quickjs) enter() bool {
	if b := &q.heap.blocks.berth; b.dock != nil && !b.enter() {
		return false
	}
	q.tls = threads.take()
	return true
}

func (q *quickjs) leave() {
	if q.tls == nil {
		return
	}
	threads.give(q.tls)
	q.tls = nil
	if b := &q.heap.blocks.berth; b.dock != nil {
		b.leave()
	}
}

// wreck gives up an engine that has trapped, with its thread, which is in the
// middle of something.
func (q *quickjs) wreck() {
	q.tls = nil
	q.heap.blocks.lost = true
	if b := &q.heap.blocks.berth; b.dock != nil {
		b.leave()
		b.end()
		b.dock = nil
	}
}

// lose gives up an engine that runs for ever, with its thread and its dock.
func (q *quickjs) lose() {
	q.heap.blocks.lost = true
	if b := &q.heap.blocks.berth; b.dock != nil {
		docks.lose(b.dock)
	}
}

func ownerOf[T any](tls *libc.TLS, ctx uintptr) *T {
	return at[T](lib.XJS_GetRuntimeOpaque(tls, lib.XJS_GetRuntime(tls, ctx)))
}

func isException(v value) bool { return v.Ftag == lib.EJS_TAG_EXCEPTION }
func isString(v value) bool {
	return v.Ftag == lib.EJS_TAG_STRING || v.Ftag == lib.EJS_TAG_STRING_ROPE
}
func payload(v value) uintptr { return *(*uintptr)(unsafe.Pointer(&v)) }

func (q *quickjs) free(v value) { lib.XFreeValue(q.tls, q.ctx, v) }

func newFloat(f float64) (v value) {
	*(*float64)(unsafe.Pointer(&v)) = f
	v.Ftag = lib.EJS_TAG_FLOAT64
	return v
}

func newInt(n int) value {
	if n != int(int32(n)) {
		return newFloat(float64(n))
	}
	return lib.XNewInt32(nil, 0, int32(n))
}

// float reads a number; anything else is NaN.
func float(v value) float64 {
	switch v.Ftag {
	case lib.EJS_TAG_INT, lib.EJS_TAG_BOOL:
		return float64(int32(*(*uint64)(unsafe.Pointer(&v))))
	case lib.EJS_TAG_FLOAT64:
		return *(*float64)(unsafe.Pointer(&v))
	}
	return math.NaN()
}

// loan is memory that C may read, outside the count of the heap, for as long as
// a function of this package runs: loans are given back in reverse order. What
// translated C reads must lie in memory of libc: Go's stacks move, and its race
// detector allows no arithmetic on addresses of Go's heap.
type loan struct{ p, size uintptr }

// smallLoan is what is lent from the stack, which is at once: libc's allocator
// has a lock that all share.
const smallLoan = 16 << 10

func (q *quickjs) lend(size uintptr) loan {
	if size <= smallLoan {
		return loan{q.tls.Alloc(int(size)), size}
	}
	p := libc.Xmalloc(q.tls, lib.Tsize_t(size))
	if p == 0 {
		panic("sandbox: the host is out of memory")
	}
	return loan{p, size}
}

func (q *quickjs) release(l loan) {
	if l.size <= smallLoan {
		q.tls.Free(int(l.size))
		return
	}
	libc.Xfree(q.tls, l.p)
}

// cstring copies s for C, with a NUL at its end.
func (q *quickjs) cstring(s string) loan {
	l := q.lend(uintptr(len(s)) + 1)
	b := unsafe.Slice(at[byte](l.p), len(s)+1)
	copy(b, s)
	b[len(s)] = 0
	return l
}

// cbytes copies b for C.
func (q *quickjs) cbytes(b []byte) loan {
	l := q.lend(uintptr(len(b)))
	copy(unsafe.Slice(at[byte](l.p), len(b)), b)
	return l
}

// newString makes a string; what is not UTF-8 becomes U+FFFD.
func (q *quickjs) newString(s string) value {
	s = strings.ToValidUTF8(s, "\uFFFD")
	l := q.cstring(s)
	defer q.release(l)
	return lib.XJS_NewStringLen(q.tls, q.ctx, l.p, lib.Tsize_t(len(s)))
}

// text converts a value as String(v) does; ok is false where that threw, and
// the exception is pending.
func (q *quickjs) text(v value) (s string, ok bool) {
	size := int(unsafe.Sizeof(lib.Tsize_t(0)))
	n := q.tls.Alloc(size)
	defer q.tls.Free(size)
	p := lib.XJS_ToCStringLen2(q.tls, q.ctx, n, v, 0)
	if p == 0 {
		return "", false
	}
	defer lib.XJS_FreeCString(q.tls, q.ctx, p)
	return strings.ToValidUTF8(string(unsafe.Slice(at[byte](p), *at[lib.Tsize_t](n))), "\uFFFD"), true
}

// newBuffer makes an ArrayBuffer with a copy of b.
func (q *quickjs) newBuffer(b []byte) value {
	l := q.cbytes(b)
	defer q.release(l)
	return lib.XJS_NewArrayBufferCopy(q.tls, q.ctx, l.p, lib.Tsize_t(len(b)))
}

// buffer gives the bytes of an ArrayBuffer, in place: they are gone when the
// program runs on.
func (q *quickjs) buffer(v value) ([]byte, bool) {
	size := int(unsafe.Sizeof(lib.Tsize_t(0)))
	n := q.tls.Alloc(size)
	defer q.tls.Free(size)
	*at[lib.Tsize_t](n) = 0
	p := lib.XJS_GetArrayBuffer(q.tls, q.ctx, n, v)
	if p == 0 {
		if lib.XJS_HasException(q.tls, q.ctx) != 0 {
			return nil, false
		}
		return nil, true
	}
	return unsafe.Slice(at[byte](p), *at[lib.Tsize_t](n)), true
}

// call calls f; the arguments stay the caller's, the result becomes its own.
func (q *quickjs) call(f value, args ...value) value {
	l := q.lend(uintptr(len(args)) * unsafe.Sizeof(undefined))
	defer q.release(l)
	copy(unsafe.Slice(at[value](l.p), len(args)), args)
	return lib.XJS_Call(q.tls, q.ctx, f, undefined, int32(len(args)), l.p)
}

// caught takes the pending exception.
func (q *quickjs) caught() value { return lib.XJS_GetException(q.tls, q.ctx) }

// eval compiles source, and runs it unless flags say to compile only.
func (q *quickjs) eval(source, name string, flags int32) value {
	src, file := q.cstring(source), q.cstring(name)
	defer q.release(src)
	defer q.release(file)
	return lib.XJS_Eval(q.tls, q.ctx, src.p, lib.Tsize_t(len(source)), file.p, flags)
}

// load reads bytecode that this program has written itself.
func (q *quickjs) load(code []byte) value {
	l := q.cbytes(code)
	defer q.release(l)
	return lib.XJS_ReadObject(q.tls, q.ctx, l.p, lib.Tsize_t(len(code)), lib.MJS_READ_OBJ_BYTECODE)
}

// save writes the bytecode of a compiled value, nil if it cannot.
func (q *quickjs) save(v value) []byte {
	size := int(unsafe.Sizeof(lib.Tsize_t(0)))
	n := q.tls.Alloc(size)
	defer q.tls.Free(size)
	p := lib.XJS_WriteObject(q.tls, q.ctx, n, v, lib.MJS_WRITE_OBJ_BYTECODE)
	if p == 0 {
		q.free(q.caught())
		return nil
	}
	defer lib.Xjs_free(q.tls, q.ctx, p)
	return append([]byte(nil), unsafe.Slice(at[byte](p), *at[lib.Tsize_t](n))...)
}

// property reads a property by name.
func (q *quickjs) property(obj value, name string) value {
	l := q.cstring(name)
	defer q.release(l)
	return lib.XJS_GetPropertyStr(q.tls, q.ctx, obj, l.p)
}
