package sandbox

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"
)

// TestDroppedVMIsCollected: a VM that nobody closes gives its memory back when
// the collector finds it, as those of a world do that was reset.
func TestDroppedVMIsCollected(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(`export const handler = async () => 1`)})
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(p, Config{Handler: "index.handler", MemoryMB: 128})
	if err != nil {
		t.Fatal(err)
	}
	blocks := v.q.heap.blocks
	if blocks.first == 0 {
		t.Fatal("a VM without memory")
	}
	gone := make(chan struct{})
	runtime.AddCleanup(v, func(c chan struct{}) { close(c) }, gone)
	v = nil
	runtime.GC() // cleanups are queued by the cycle that finds the VM unreachable
	<-gone       // for ever, were the VM still referred to
}

func TestMemoryIsGivenBackOnce(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => 1`)
	blocks := v.q.heap.blocks
	v.Close()
	if blocks.first != 0 || blocks.slabs != 0 || v.q.heap.used != 0 {
		t.Errorf("%d bytes are left", v.q.heap.used)
	}
	v.Close()
	blocks.release()
}

// TestCellsKeepWhatIsInThem: blocks of all sizes about a cell's are written,
// grow, shrink and are given back; none changes another.
func TestCellsKeepWhatIsInThem(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => 1`)
	h, tls := &v.q.heap, v.q.tls
	r := rand.New(rand.NewPCG(1, 2))
	type held struct {
		p    uintptr
		mark byte
	}
	var all []held
	bytes := func(p uintptr) []byte { return unsafe.Slice(at[byte](p+headerSize), at[block](p).size) }
	fill := func(p uintptr, mark byte) {
		for i := range bytes(p) {
			bytes(p)[i] = mark
		}
	}
	sizes := []uintptr{16, 100, 4064, 4065, 4080, 4096, 4097, 9000}
	for step := range 5000 {
		size := sizes[r.IntN(len(sizes))]
		if p := h.get(tls, size); (p+headerSize)%16 != 0 || at[block](p).size != size {
			t.Fatalf("step %d: a block of %d bytes at %x", step, at[block](p).size, p)
		} else {
			fill(p, byte(step))
			all = append(all, held{p, byte(step)})
		}
		i := r.IntN(len(all))
		one := &all[i]
		if b := bytes(one.p); b[0] != one.mark || b[len(b)/2] != one.mark || b[len(b)-1] != one.mark {
			t.Fatalf("step %d: a block of %d bytes has changed", step, len(b))
		}
		switch r.IntN(4) {
		case 0, 1:
			h.put(tls, one.p)
			all = slices.Delete(all, i, i+1)
		case 2:
			one.p = h.move(tls, one.p, sizes[r.IntN(len(sizes))])
			if b := bytes(one.p); b[0] != one.mark || b[min(15, len(b)-1)] != one.mark {
				t.Fatalf("step %d: a move lost what was there", step)
			}
			fill(one.p, one.mark)
		}
	}
	for _, one := range all {
		h.put(tls, one.p)
	}
}
