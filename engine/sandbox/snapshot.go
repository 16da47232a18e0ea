package sandbox

import (
	"errors"
	"unsafe"

	lib "modernc.org/libquickjs"
)

// snapshot is the memory of an engine in which the boot script has run. VMs
// begin as copies of it: to copy 300 KB and to correct the addresses in them
// takes a twentieth of the time of running the script anew. A copy counts the
// same bytes and blocks as an engine that has booted by itself, and behaves
// alike for ever.
type snapshot struct {
	words     []uintptr // as they lie at address 0
	addresses []uint32  // which of them are addresses within the snapshot
	shapes    []uint32  // where the shapes are that the engine finds by hash
	rt, ctx   uintptr
	door      door
	used      int64
}

const wordSize = unsafe.Sizeof(uintptr(0))

// start makes q a copy of the snapshot. owner is what ownerOf returns.
func (s *snapshot) start(q *quickjs, owner unsafe.Pointer) error {
	q.begin(s.used)
	p := docks.take()
	if p == nil {
		return errors.New("sandbox: no memory for a runtime")
	}
	b, base := &q.heap.blocks.berth, p.base
	*b = berth{dock: p, snapshot: s, extent: s.size()}
	b.moveIn()
	b.restore()
	q.heap.copied = span{base, base + s.size()}
	q.heap.fresh = span{q.heap.copied.to, base + dockSize}
	q.rt, q.ctx = base+s.rt, base+s.ctx
	q.meter.ctx = at[lib.TJSContext](q.ctx)
	q.own(owner)
	for _, s := range s.shapes {
		sh := base + uintptr(s)
		at[lib.TJSShape](sh).Fhash = hashOfShape(sh)
		linkShape(q.rt, sh)
	}
	return nil
}

func (s *snapshot) size() uintptr { return uintptr(len(s.words)) * wordSize }

// moved gives functions of the boot script in an engine that lies so much
// further on.
func (d door) moved(by uintptr) door {
	for _, f := range d.all() {
		*(*uintptr)(unsafe.Pointer(f)) += by
	}
	return d
}

// span is a stretch of memory.
type span struct{ from, to uintptr }

func (s span) has(p uintptr) bool { return p >= s.from && p < s.to }

// The engine finds a shape, which says where the properties of an object lie,
// by a hash of what is in it, the address of the prototype included. In a copy
// those hashes are others, and so is the table.

// hashOfShape is what _shape_initial_hash and _add_shape_property make of it.
func hashOfShape(sh uintptr) uint32 {
	const magic = 0x9e370001
	s := at[lib.TJSShape](sh)
	h := (1 + uint32(s.Fproto)) * magic
	h = (h + uint32(s.Fproto>>32)) * magic
	first := sh + unsafe.Sizeof(lib.TJSShape{}) + uintptr(s.Fprop_hash_mask+1)*4
	for _, p := range unsafe.Slice(at[lib.TJSShapeProperty](first), s.Fprop_count) {
		h = (h + p.Fatom) * magic
		h = (h + p.F__ccgo0>>26) * magic // the flags
	}
	return h
}

func linkShape(rt, sh uintptr) {
	r := at[lib.TJSRuntime](rt)
	h := at[lib.TJSShape](sh).Fhash >> (32 - r.Fshape_hash_bits)
	head := at[uintptr](r.Fshape_hash + uintptr(h)*wordSize)
	at[lib.TJSShape](sh).Fshape_hash_next, *head = *head, sh
}
