package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// How a snapshot is made. The boot script runs three times, in engines of their
// own. The first run tells which of the blocks that the engine takes will stay.
// In the other two those lie one after the other, at two different places: what
// differs between the two by just the distance of the places is an address, and
// all the rest must be equal. Where it is not, there is no snapshot, and VMs boot
// by themselves: they behave alike, but start more slowly.

var (
	lastingBlocks = sync.OnceValue(recordBoot)
	firstBoot     = sync.OnceValue(func() *booted { return bootInto(lastingBlocks(), 0) })
	secondBoot    = sync.OnceValue(func() *booted { return bootInto(lastingBlocks(), shift) })
	// bootSnapshot is the snapshot of this process, nil with an error.
	bootSnapshot = sync.OnceValues(func() (*snapshot, error) { return snapshotOf(firstBoot(), secondBoot()) })
)

// shift puts the second run at another place in a page than the first, so that
// their addresses differ in the lowest byte too: what is left of two addresses
// whose lower bytes were written over is not taken for an address.
const shift = 0x110

// bootAs runs the boot script in a new engine.
func bootAs(l *layout) (*VM, error) {
	v := &VM{}
	if err := v.q.start(unsafe.Pointer(v), l); err != nil {
		return v, err
	}
	return v, v.boot()
}

// booted is a run whose lasting blocks lie together, made ready to be compared:
// what depends on addresses without being one is set to zero.
type booted struct {
	vm     *VM
	memory uintptr
	place  span
	shapes []uintptr
	err    error
}

func bootInto(k kept, shift uintptr) *booted {
	if k.err != nil {
		return &booted{err: k.err}
	}
	tls := libc.NewTLS()
	memory := libc.Xcalloc(tls, 1, lib.Tsize_t(k.room+shift))
	tls.Close()
	if memory == 0 {
		return &booted{err: errors.New("no memory for a snapshot")}
	}
	from := memory + shift
	l := &layout{lasting: k.lasting, place: span{from, from + k.room}, next: from}
	b := &booted{memory: memory, place: l.place}
	if b.vm, b.err = bootAs(l); b.err != nil {
		return b
	}
	if l.broken || l.taken != len(k.lasting) || l.next != l.place.to {
		b.err = errors.New("the blocks of two runs differ")
		return b
	}
	b.err = b.blank()
	return b
}

// blank sets to zero what differs between two runs: whom the engine belongs
// to, hashes of addresses, and what was in memory that is free again.
func (b *booted) blank() error {
	q := &b.vm.q
	rt := at[lib.TJSRuntime](q.rt)
	rt.Fmalloc_ctx.Fmalloc_state.Fopaque, rt.Fuser_opaque, rt.Finterrupt_opaque = 0, 0, 0
	q.meter.ctx.Frandom_state = 1 // of the clock; the boot script has put its own in its place
	for i := range rt.Fshape_hash_size {
		head := at[uintptr](rt.Fshape_hash + uintptr(i)*wordSize)
		for sh := *head; sh != 0; sh = at[lib.TJSShape](sh).Fshape_hash_next {
			if at[lib.TJSShape](sh).Fhash != hashOfShape(sh) {
				return errors.New("the hash of a shape is not what it was taken for")
			}
			b.shapes = append(b.shapes, sh)
		}
		*head = 0
	}
	slices.Sort(b.shapes)
	head := &rt.Fgc_obj_list
	for el := head.Fnext; at[lib.Tlist_head](el) != head; el = at[lib.Tlist_head](el).Fnext {
		if *at[uint8](el - 5)&0x7f == lib.EJS_GC_OBJ_TYPE_SHAPE {
			at[lib.TJSShape](el).Fhash, at[lib.TJSShape](el).Fshape_hash_next = 0, 0
		}
	}
	for i := range rt.Fmalloc_ctx.Farena_list {
		blankArenas(&rt.Fmalloc_ctx.Farena_list[i])
	}
	return nil
}

// blankArenas zeroes the free blocks of arenas, all but the link to the next.
func blankArenas(head *lib.Tlist_head) {
	const blocksAt, linkSize, none = unsafe.Sizeof(lib.TJSMallocArena{}), unsafe.Sizeof(lib.TJSMallocBlockHeader{}), lib.MFREE_NIL
	for el := head.Fnext; at[lib.Tlist_head](el) != head; el = at[lib.Tlist_head](el).Fnext {
		p := el - unsafe.Offsetof(lib.TJSMallocArena{}.Flink)
		a := at[lib.TJSMallocArena](p)
		size := (at[block](p-headerSize).size - blocksAt) / uintptr(a.Fn_blocks)
		for i := a.Ffirst_free_block; i != none && a.Fn_used_blocks < a.Fn_blocks; {
			b := p + blocksAt + uintptr(i)*size
			clear(unsafe.Slice(at[byte](b+linkSize), size-linkSize))
			i = *at[uint16](b)
		}
	}
}

// snapshotOf compares two runs.
func snapshotOf(a, b *booted) (*snapshot, error) {
	defer a.close()
	defer b.close()
	if err := errors.Join(a.err, b.err); err != nil {
		return nil, err
	}
	size := a.place.to - a.place.from
	s := &snapshot{used: a.vm.q.heap.used, rt: a.vm.q.rt - a.place.from, ctx: a.vm.q.ctx - a.place.from, door: a.vm.door.moved(-a.place.from)}
	dead := 0
	for o := uintptr(0); o < size; o += wordSize {
		x, y := *at[uintptr](a.place.from + o), *at[uintptr](b.place.from + o)
		switch fromX, fromY := x-a.place.from, y-b.place.from; {
		case x == y:
		case fromX == fromY && fromX <= size:
			s.addresses = append(s.addresses, uint32(o/wordSize))
			x = fromX
		case (fromX <= size || fromY <= size) && uint8(x) != uint8(y):
			return nil, fmt.Errorf("at %d of %d bytes one run has the address %x and another %x", o, size, fromX, fromY)
		default:
			dead++
			x = alike(x, y)
		}
		s.words = append(s.words, x)
	}
	if size > dockSize {
		return nil, fmt.Errorf("%d bytes do not fit a dock", size)
	}
	if dead > len(s.words)/100 {
		return nil, fmt.Errorf("%d of %d words differ", dead, len(s.words))
	}
	if a.vm.q.heap.used != b.vm.q.heap.used || len(a.shapes) != len(b.shapes) {
		return nil, errors.New("two runs do not count alike")
	}
	for _, sh := range a.shapes {
		s.shapes = append(s.shapes, uint32(sh-a.place.from))
	}
	return s, nil
}

// alike leaves of x the bytes that y has too. The others are what is left of
// an address where something shorter was written over it.
func alike(x, y uintptr) uintptr {
	for mask := uintptr(0xff); mask != 0; mask <<= 8 {
		if (x^y)&mask != 0 {
			x &^= mask
		}
	}
	return x
}

// close gives back what the run held.
func (b *booted) close() {
	if b.vm != nil {
		b.vm.q.close()
	}
	if b.memory != 0 {
		tls := libc.NewTLS()
		libc.Xfree(tls, b.memory)
		tls.Close()
	}
}
