package sandbox

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// heap is the allocator of one engine. Every block carries its size, so that
// the count does not depend on the page size of the host, and a link, so that
// a VM can be freed whole without running any code of a broken engine.
type heap struct {
	used, peak int64
	soft       int64 // past it over is set
	hard       int64 // past it allocation fails
	over       bool
	blocks     *blocks
	meter      *meter

	copied span    // where the engine was copied from a snapshot
	layout *layout // while a snapshot is made

	free  [len(cellSizes)]uintptr // cells given back, linked by next
	fresh span                    // of the dock or the newest slab, what no cell had yet
}

// blocks is where an engine's blocks begin. It is apart from the VM, so that it
// outlives it: a VM that is dropped unclosed, with its world, leaves memory
// that Go's collector does not see.
type blocks struct {
	first uintptr // *block
	slabs uintptr // linked by their first word
	berth berth   // where the copy of the snapshot is, if it is one
	lost  bool    // the blocks are not to be touched any more
}

// release gives the memory back, if that has not been done.
func (b *blocks) release() {
	if b.lost {
		return
	}
	for p := b.first; p != 0; {
		next := at[block](p).next
		libc.Xfree(nil, p)
		p = next
	}
	for s := b.slabs; s != 0; {
		next := *at[uintptr](s)
		libc.Xfree(nil, s)
		s = next
	}
	if b.berth.dock != nil {
		b.berth.end()
	}
	*b = blocks{}
}

// block is the header in front of each allocation, in memory of libc. Its size
// keeps what follows aligned to 16 bytes.
type block struct {
	size       uintptr
	prev, next uintptr
	_          uintptr
}

const headerSize = unsafe.Sizeof(block{})

// at turns an address kept by translated C into a Go pointer. Go's heap does
// not move, and what the addresses point at is kept alive by the VM.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// fp gives the address of a top-level function as translated C wants it.
func fp(f any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&f))[1] }

// take counts n bytes, or refuses them. A request that could not fit an empty
// heap is refused without more: the program gets an error that it can catch.
func (h *heap) take(n int64) bool {
	if h.used+n > h.hard || n > h.soft {
		if n <= h.soft {
			h.exceed()
		}
		return false
	}
	h.used += n
	h.peak = max(h.peak, h.used)
	h.meter.charge(n / heapBytes)
	if h.used > h.soft {
		h.exceed()
	}
	return true
}

func (h *heap) exceed() {
	h.over = true
	h.meter.pollSoon()
}

func (h *heap) link(p, size uintptr) {
	b := at[block](p)
	*b = block{size: size, next: h.blocks.first}
	if h.blocks.first != 0 {
		at[block](h.blocks.first).prev = p
	}
	h.blocks.first = p
}

func (h *heap) unlink(p uintptr) {
	b := at[block](p)
	if b.next != 0 {
		at[block](b.next).prev = b.prev
	}
	if b.prev != 0 {
		at[block](b.prev).next = b.next
	} else {
		h.blocks.first = b.next
	}
}

func heapOf(state uintptr) *heap { return at[heap](at[lib.TJSMallocState](state).Fopaque) }

// note keeps the engine's own count, by which it decides when to collect.
func note(state uintptr, h *heap, blocks int) {
	s := at[lib.TJSMallocState](state)
	s.Fmalloc_size = lib.Tsize_t(h.used)
	s.Fmalloc_count += lib.Tsize_t(blocks)
}

func heapMalloc(tls *libc.TLS, state uintptr, size lib.Tsize_t) uintptr {
	h := heapOf(state)
	if !h.take(int64(size)) {
		return 0
	}
	p := h.get(tls, uintptr(size))
	if p == 0 {
		h.used -= int64(size)
		return 0
	}
	note(state, h, 1)
	return p + headerSize
}

func heapFree(tls *libc.TLS, state, p uintptr) {
	if p == 0 {
		return
	}
	h, p := heapOf(state), p-headerSize
	h.used -= int64(at[block](p).size)
	h.put(tls, p)
	note(state, h, -1)
}

func heapRealloc(tls *libc.TLS, state, p uintptr, size lib.Tsize_t) uintptr {
	if p == 0 {
		return heapMalloc(tls, state, size)
	}
	if size == 0 {
		heapFree(tls, state, p)
		return 0
	}
	h, p := heapOf(state), p-headerSize
	old := at[block](p).size
	grow := int64(size) - int64(old)
	if int64(size) > h.soft {
		h.exceed() // what grows step by step is a leak, not one odd request
		return 0
	}
	if !h.take(grow) {
		return 0
	}
	if h.fits(p, uintptr(size)) {
		at[block](p).size = uintptr(size)
		note(state, h, 0)
		return p + headerSize
	}
	if !h.movable(p) || cellOf(uintptr(size)) >= 0 {
		q := h.move(tls, p, uintptr(size))
		if q == 0 {
			h.used -= grow
			return 0
		}
		note(state, h, 0)
		return q + headerSize
	}
	h.unlink(p)
	q := libc.Xrealloc(tls, p, size+lib.Tsize_t(headerSize))
	if q == 0 {
		h.used -= grow
		h.link(p, old)
		return 0
	}
	h.link(q, uintptr(size))
	note(state, h, 0)
	return q + headerSize
}

func heapUsable(_ *libc.TLS, p uintptr) lib.Tsize_t {
	if p == 0 {
		return 0
	}
	return lib.Tsize_t(at[block](p - headerSize).size)
}
