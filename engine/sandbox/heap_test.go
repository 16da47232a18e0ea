package sandbox

import (
	"runtime"
	"testing"
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
	if blocks.first != 0 || v.q.heap.used != 0 {
		t.Errorf("%d bytes are left", v.q.heap.used)
	}
	v.Close()
	blocks.release()
}
