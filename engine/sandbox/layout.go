package sandbox

import (
	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// layout says where an engine's blocks lie while a snapshot is made.
type layout struct {
	taken   int             // blocks so far
	live    map[uintptr]int // of the first run: blocks by their number
	lasting []bool          // of the others: by number, whether the block will stay
	place   span            // where those lie
	next    uintptr
	broken  bool // a run was not like the first
}

func (l *layout) get(h *heap, tls *libc.TLS, size uintptr) uintptr {
	n := l.taken
	l.taken++
	if n < len(l.lasting) && l.lasting[n] && l.next+roomOf(size) <= l.place.to {
		p := l.next
		l.next += roomOf(size)
		*at[block](p) = block{size: size}
		return p
	}
	p := libc.Xcalloc(tls, 1, lib.Tsize_t(size+headerSize)) // nothing is left to chance
	if p == 0 {
		return 0
	}
	h.link(p, size)
	if l.live != nil {
		l.live[p] = n
	}
	return p
}

func (l *layout) put(h *heap, tls *libc.TLS, p uintptr) {
	if l.place.has(p) {
		l.broken = true
		return
	}
	delete(l.live, p)
	h.unlink(p)
	libc.Xfree(tls, p)
}

// roomOf is what a block takes in a snapshot, with its header: an arena a cell.
func roomOf(size uintptr) uintptr {
	if cellOf(size) == len(cellSizes)-1 {
		size = arena
	}
	return (size + headerSize + 15) &^ 15
}

// kept are the blocks that stay after the boot script, and the room for them.
type kept struct {
	lasting []bool
	room    uintptr
	err     error
}

func recordBoot() kept {
	l := &layout{live: map[uintptr]int{}}
	v, err := bootAs(l)
	defer v.q.close()
	if err != nil {
		return kept{err: err}
	}
	k := kept{lasting: make([]bool, l.taken)}
	for p, n := range l.live {
		k.lasting[n] = true
		k.room += roomOf(at[block](p).size)
	}
	return k
}
