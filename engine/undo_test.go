package engine_test

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/iam"
	"skylab/engine/sandbox"
)

// rushed is a world after a rush of a thousand and one more call.
func rushed(t testing.TB, c engine.Config) *engine.World {
	w := thousandOf(t, c)
	rush(t, w)
	w.Do(engine.Call{Operation: "iam.DeleteRole", In: &iam.DeleteRoleInput{RoleName: "nobody"}})
	w.AdvanceTo(w.Now().Add(time.Second))
	return w
}

// TestUndoAfterARush: the programs of a past that a memo knows do not run
// again, and what comes of it is the same.
func TestUndoAfterARush(t *testing.T) {
	memo := sandbox.NewMemo(16 << 20)
	w := rushed(t, engine.Config{Seed: 1, Memo: memo})
	_, before := memo.Counts()
	past, ok := w.Undo()
	if _, vms := memo.Counts(); !ok || vms != before || before != 1000 {
		t.Errorf("%d VMs after %d", vms, before)
	}
	calls := w.Calls()
	if plain := engine.Replay(engine.Config{Seed: 1}, calls[:len(calls)-1], calls[len(calls)-1].At); past.Hash() != plain.Hash() {
		t.Error("the recalled world is another")
	}
	// Those that are asked again do what they did, and go on from there.
	trigger(past)
	past.AdvanceTo(past.Now().Add(time.Minute))
	if _, vms := memo.Counts(); vms != before+1000 {
		t.Errorf("%d VMs for a second rush, want a thousand", vms-before)
	}
	if s := past.Lambda.Stats("fn"); s.Invocations != 2000 || s.ColdStarts != 1000 || s.Errors != 0 {
		t.Errorf("%+v", s)
	}
}

// BenchmarkUndoAfterRush is how long a key waits that takes back the call after
// a rush, as the screen has it and without a memo.
func BenchmarkUndoAfterRush(b *testing.B) {
	for name, memo := range map[string]*sandbox.Memo{"memo": sandbox.NewMemo(16 << 20), "replay": nil} {
		b.Run(name, func(b *testing.B) {
			w := rushed(b, engine.Config{Seed: 1, Memo: memo})
			for b.Loop() {
				if _, ok := w.Undo(); !ok {
					b.Fatal("nothing to undo")
				}
			}
		})
	}
}

// TestMemoryOfARush guards what a thousand environments hold that have answered
// and wait: Go's heap, and what the system has given the process in all.
func TestMemoryOfARush(t *testing.T) {
	heap, resident := memory(t)
	w := thousand(t)
	rush(t, w)
	moreHeap, moreResident := memory(t)
	runtime.KeepAlive(w)
	const mostHeap, mostResident = 40 << 20, 160 << 20
	if got := moreHeap - heap; got > mostHeap {
		t.Errorf("%d MB of heap, budget %d", got>>20, mostHeap>>20)
	}
	if got := moreResident - resident; got > mostResident {
		t.Errorf("%d MB resident, budget %d", got>>20, mostResident>>20)
	}
}

// TestPastsCostNothing: what is put aside to come back to holds no programs.
func TestPastsCostNothing(t *testing.T) {
	heap, _ := memory(t)
	var pasts []engine.Past
	for range 2 {
		w := thousand(t)
		rush(t, w)
		pasts = append(pasts, w.Past())
	}
	after, _ := memory(t)
	if got := after - heap; got > 4<<20 {
		t.Errorf("two worlds that were put aside hold %d MB", got>>20)
	}
	w := thousand(t)
	rush(t, w)
	if pasts[0].World().Hash() != w.Hash() {
		t.Error("another world came back")
	}
}

// BenchmarkMemoryOfRush is the same as figures.
func BenchmarkMemoryOfRush(b *testing.B) {
	var heaps, residents int64
	for b.Loop() {
		heap, resident := memory(b)
		w := thousand(b)
		rush(b, w)
		moreHeap, moreResident := memory(b)
		runtime.KeepAlive(w)
		heaps, residents = max(heaps, moreHeap-heap), max(residents, moreResident-resident)
	}
	b.ReportMetric(float64(heaps)/(1<<20), "MB-heap")
	b.ReportMetric(float64(residents)/(1<<20), "MB-resident")
}

// memory is Go's live heap and the resident set, in bytes; the latter is 0
// where the system does not tell.
func memory(t testing.TB) (heap, resident int64) {
	t.Helper()
	runtime.GC()
	runtime.GC() // what cleanups have freed
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return int64(m.HeapAlloc), 0
	}
	pages, err := strconv.ParseInt(strings.Fields(string(statm))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return int64(m.HeapAlloc), pages * int64(os.Getpagesize())
}
