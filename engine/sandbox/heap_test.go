package sandbox

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	lib "modernc.org/libquickjs"
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
	if blocks.first == 0 && blocks.berth.dock == nil {
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
	held := v.q.heap.blocks
	v.Close()
	if held.first != 0 || held.slabs != 0 || held.berth.dock != nil || v.q.heap.used != 0 {
		t.Errorf("%d bytes are left", v.q.heap.used)
	}
	v.Close()
	held.release()
}

// TestCellsKeepWhatIsInThem: blocks of all sizes about a cell's are written,
// grow, shrink and are given back, those that came with the snapshot too; none
// changes another, and the count is that of what is held.
func TestCellsKeepWhatIsInThem(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => 1`)
	v.q.enter()
	defer v.q.leave()
	h, tls := &v.q.heap, v.q.tls
	h.soft, h.hard = 1<<30, 1<<30
	state := uintptr(unsafe.Pointer(&at[lib.TJSRuntime](v.q.rt).Fmalloc_ctx.Fmalloc_state))
	r := rand.New(rand.NewPCG(1, 2))
	type held struct {
		p, size uintptr
		mark    byte
	}
	var all []held
	bytes := func(o held) []byte { return unsafe.Slice(at[byte](o.p), o.size) }
	sizes := []uintptr{16, 100, 500, 1023, 1024, 1025, 2000, 2048, 2049, 4064, 4065, 4080, 4096, 4097, 9000}
	used := h.used
	for step := range 10000 {
		size := sizes[r.IntN(len(sizes))]
		one := held{heapMalloc(tls, state, lib.Tsize_t(size)), size, byte(step)}
		if one.p%16 != 0 || uintptr(heapUsable(tls, one.p)) != size {
			t.Fatalf("step %d: a block of %d bytes at %x", step, heapUsable(tls, one.p), one.p)
		}
		for i := range bytes(one) {
			bytes(one)[i] = one.mark
		}
		used += int64(size)
		all = append(all, one)
		i := r.IntN(len(all))
		one = all[i]
		if slices.ContainsFunc(bytes(one), func(b byte) bool { return b != one.mark }) {
			t.Fatalf("step %d: a block of %d bytes has changed", step, one.size)
		}
		switch r.IntN(4) {
		case 0, 1:
			heapFree(tls, state, one.p)
			used -= int64(one.size)
			all = slices.Delete(all, i, i+1)
		case 2:
			size, kept := sizes[r.IntN(len(sizes))], min(size, one.size)
			one.p = heapRealloc(tls, state, one.p, lib.Tsize_t(size))
			used += int64(size) - int64(one.size)
			one.size, kept = size, min(kept, size)
			if slices.ContainsFunc(bytes(one)[:kept], func(b byte) bool { return b != one.mark }) {
				t.Fatalf("step %d: to grow lost what was there", step)
			}
			for i := range bytes(one) {
				bytes(one)[i] = one.mark
			}
			all[i] = one
		}
	}
	for _, one := range all {
		heapFree(tls, state, one.p)
		used -= int64(one.size)
	}
	if h.used != used {
		t.Errorf("%d bytes are counted where %d are held", h.used, used)
	}
}

// TestBlocksOfTheSnapshotGrow: what came with the snapshot lies side by side,
// so that a block may not grow where it is unless it is an arena.
func TestBlocksOfTheSnapshotGrow(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => 1`)
	h := &v.q.heap
	if h.copied.from == h.copied.to {
		t.Skip("no snapshot")
	}
	seen := map[bool]int{}
	for p := h.copied.from; p < h.copied.to; p += roomOf(at[block](p).size) {
		size := at[block](p).size
		if size == 0 {
			t.Fatalf("no block at %x of %x to %x", p, h.copied.from, h.copied.to)
		}
		arena := cellOf(size) == len(cellSizes)-1
		if h.fits(p, size+16) != (arena && size+16 <= cellSizes[2]) || h.movable(p) {
			t.Errorf("a block of %d bytes", size)
		}
		seen[arena]++
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("arenas and others: %v", seen)
	}
}
