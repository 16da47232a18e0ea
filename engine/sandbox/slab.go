package sandbox

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// The engine takes most of its memory in arenas of a page, less what does not
// divide. With a block's header they are a little more than a page, which
// libc's allocator, whose sizes are powers of two, rounds up to two. So arenas
// are cells of slabs that just fit its largest unit of 64 KB: a VM touches
// half as many pages, and starts in less time.
const (
	cellSize  = lib.MJS_MALLOC_ARENA_SIZE + headerSize
	slabCells = 15
	slabSize  = slabLink + slabCells*cellSize
	slabLink  = 16 // the slab before, and what keeps cells aligned to 16 bytes
)

// celled tells whether a block of that size is a cell: one that libc would
// give two pages.
func celled(size uintptr) bool {
	return size > lib.MJS_MALLOC_ARENA_SIZE-headerSize && size <= lib.MJS_MALLOC_ARENA_SIZE
}

// get is a new block with its header set, or 0.
func (h *heap) get(tls *libc.TLS, size uintptr) uintptr {
	if !celled(size) {
		p := libc.Xmalloc(tls, lib.Tsize_t(size+headerSize))
		if p != 0 {
			h.link(p, size)
		}
		return p
	}
	p := h.free
	switch {
	case p != 0:
		h.free = at[block](p).next
	case h.left == 0 && !h.grow(tls):
		return 0
	default:
		p = h.fresh
		h.fresh += cellSize
		h.left--
	}
	*at[block](p) = block{size: size}
	return p
}

// grow takes another slab.
func (h *heap) grow(tls *libc.TLS) bool {
	s := libc.Xmalloc(tls, lib.Tsize_t(slabSize))
	if s == 0 {
		return false
	}
	*at[uintptr](s) = h.blocks.slabs
	h.blocks.slabs = s
	h.fresh, h.left = s+slabLink, slabCells
	return true
}

// put gives a block back; cells stay with the engine.
func (h *heap) put(tls *libc.TLS, p uintptr) {
	if b := at[block](p); celled(b.size) {
		b.next, h.free = h.free, p
		return
	}
	h.unlink(p)
	libc.Xfree(tls, p)
}

// move copies a block into a new one of another size and gives it back; it
// returns 0, and nothing has happened, where there is no memory.
func (h *heap) move(tls *libc.TLS, p, size uintptr) uintptr {
	q := h.get(tls, size)
	if q == 0 {
		return 0
	}
	n := min(size, at[block](p).size)
	copy(unsafe.Slice(at[byte](q+headerSize), n), unsafe.Slice(at[byte](p+headerSize), n))
	h.put(tls, p)
	return q
}
