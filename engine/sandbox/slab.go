package sandbox

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// The engine takes most of its memory in arenas of a page, less what does not
// divide. With a block's header they are a little more than a page, which
// libc's allocator, whose sizes are powers of two, rounds up to two; and that
// allocator has one lock for all. So arenas and what is smaller are cells, of
// three sizes, in the dock behind the snapshot and in slabs that just fit the
// allocator's largest unit of 64 KB: a VM touches half as many pages, and most
// never ask the allocator for anything.
const (
	slabSize = 64<<10 - 64
	slabLink = 16 // the slab before, and what keeps cells aligned to 16 bytes
	arena    = lib.MJS_MALLOC_ARENA_SIZE
)

// cellSizes are what cells hold, behind a header.
var cellSizes = [...]uintptr{arena / 4, arena / 2, arena}

// cellOf is the kind of cell for a block of that size, -1 if it is too large.
func cellOf(size uintptr) int {
	switch {
	case size <= arena/4:
		return 0
	case size <= arena/2:
		return 1
	case size <= arena:
		return 2
	}
	return -1
}

// get is a new block with its header set, or 0.
func (h *heap) get(tls *libc.TLS, size uintptr) uintptr {
	if h.layout != nil {
		return h.layout.get(h, tls, size)
	}
	c := cellOf(size)
	if c < 0 {
		p := libc.Xmalloc(tls, lib.Tsize_t(size+headerSize))
		if p != 0 {
			h.link(p, size)
		}
		return p
	}
	p := h.free[c]
	if p != 0 {
		h.free[c] = at[block](p).next
	} else if p = h.carve(tls, cellSizes[c]+headerSize); p == 0 {
		return 0
	}
	*at[block](p) = block{size: size}
	return p
}

// carve takes memory that no block had yet, from a new slab if need be.
func (h *heap) carve(tls *libc.TLS, size uintptr) uintptr {
	if h.fresh.to-h.fresh.from < size {
		s := libc.Xmalloc(tls, lib.Tsize_t(slabSize))
		if s == 0 {
			return 0
		}
		*at[uintptr](s) = h.blocks.slabs
		h.blocks.slabs = s
		h.fresh = span{s + slabLink, s + slabSize}
	}
	p := h.fresh.from
	h.fresh.from += size
	if b := &h.blocks.berth; b.dock != nil && p-b.dock.base < dockSize {
		b.extent = h.fresh.from - b.dock.base
	}
	return p
}

// put gives a block back; cells stay with the engine, and so does what came
// with its snapshot.
func (h *heap) put(tls *libc.TLS, p uintptr) {
	b := at[block](p)
	switch c := cellOf(b.size); {
	case h.layout != nil:
		h.layout.put(h, tls, p)
	case h.tight(p, c):
	case c >= 0:
		b.next, h.free[c] = h.free[c], p
	default:
		h.unlink(p)
		libc.Xfree(tls, p)
	}
}

// tight tells whether a block came with the snapshot, where only arenas have
// the room of a cell.
func (h *heap) tight(p uintptr, c int) bool { return h.copied.has(p) && c != len(cellSizes)-1 }

// fits tells whether a block may take another size where it lies.
func (h *heap) fits(p, size uintptr) bool {
	c := cellOf(at[block](p).size)
	return c >= 0 && c == cellOf(size) && !h.tight(p, c) && h.layout == nil
}

// movable tells whether a block is libc's alone, whose realloc may move it.
func (h *heap) movable(p uintptr) bool {
	return cellOf(at[block](p).size) < 0 && !h.copied.has(p) && h.layout == nil
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
