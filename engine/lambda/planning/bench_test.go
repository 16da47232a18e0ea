package planning

import (
	"runtime"
	"testing"
)

// BenchmarkInvocations is an invocation at a concurrency of 200, limits and
// bill included; the budget is 1,000 ns.
func BenchmarkInvocations(b *testing.B) {
	b.ReportAllocs()
	run(b, Scenario{Seed: 1, Concurrency: 1000, Requests: int64(b.N), Functions: []Function{exponential(100, 1.991, 2.244, 600)}})
}

// BenchmarkInvocationsBusy is the same at a concurrency of 100,000.
func BenchmarkInvocationsBusy(b *testing.B) {
	b.ReportAllocs()
	run(b, Scenario{Seed: 1, Requests: int64(b.N), Functions: []Function{exponential(50_000, 1.991, 2.244, 600)}})
}

// memory is what is live on the heap after so many invocations, the model
// included.
func memory(t testing.TB, requests int64) uint64 {
	m, err := New(Scenario{Seed: 1, Concurrency: 1000, Requests: requests, Functions: []Function{exponential(100, 1.991, 2.244, 600)}})
	if err != nil {
		t.Fatal(err)
	}
	for !m.Run(1 << 20) {
	}
	var s runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&s)
	runtime.KeepAlive(m)
	return s.HeapAlloc
}

// BenchmarkMemory reports what the model holds after 10⁶ and 10⁸ invocations.
func BenchmarkMemory(b *testing.B) {
	for _, c := range []struct {
		name     string
		requests int64
	}{{"1e6", 1e6}, {"1e7", 1e7}, {"1e8", 1e8}} {
		b.Run(c.name, func(b *testing.B) {
			before := memory(b, 1)
			for range b.N {
				b.ReportMetric(float64(memory(b, c.requests)-before)/1024, "KB")
			}
		})
	}
}

// TestFlatMemory: twenty times the invocations hold no more than half as much
// again, and allocate nothing of their own.
func TestFlatMemory(t *testing.T) {
	before := memory(t, 1)
	small, large := memory(t, 1e5)-before, memory(t, 2e6)-before
	if large > small*3/2 {
		t.Errorf("%d bytes after 10⁵ invocations, %d after 2·10⁶", small, large)
	}
	s := Scenario{Seed: 1, Concurrency: 1000, Functions: []Function{exponential(100, 2, 2, 600)}, For: seconds(1e7)}
	m, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	m.Run(1_000_000)
	// What is left are the blocks of histograms of new laps, far from one each.
	if n := testing.AllocsPerRun(10, func() { m.Run(20_000) }); n > 20 {
		t.Errorf("%v allocations for 20,000 events", n)
	}
}
