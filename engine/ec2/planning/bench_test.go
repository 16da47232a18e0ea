package planning

import (
	"runtime"
	"testing"
	"time"

	"skylab/engine/ec2/instancetype"
)

// BenchmarkRequests is a request to one instance with a vCPU for each worker; the
// budget is 333 ns.
func BenchmarkRequests(b *testing.B) {
	b.ReportAllocs()
	s := single(b, 80, "exp:10ms", 1)
	s.Requests = int64(b.N)
	run(b, s)
}

// BenchmarkRequestsShared is one to an instance whose requests share its CPU.
func BenchmarkRequestsShared(b *testing.B) {
	b.ReportAllocs()
	s := single(b, 80, "exp:10ms", 1)
	s.Workers, s.Requests = 0, int64(b.N)
	run(b, s)
}

// thousand are a thousand instances of a burstable type behind a load balancer
// that counts requests: nothing of them is foreseen.
func thousand(t testing.TB) Scenario {
	s := single(t, 2000, "exp:100ms", 1)
	s.Type, s.Unlimited, s.Workers = instancetype.Named("t3.micro"), true, 2
	s.Balance, s.Instances, s.For = LeastOutstanding, 1000, time.Hour
	return s
}

// BenchmarkThousand is an hour of a thousand instances at 2,000 requests a
// second; the budget is 5 s.
func BenchmarkThousand(b *testing.B) {
	for range b.N {
		r := run(b, thousand(b))
		b.ReportMetric(float64(r.Requests), "requests/op")
	}
}

// memory is what is live on the heap after so many requests, the model included.
func memory(t testing.TB, requests int64) uint64 {
	s := single(t, 80, "exp:10ms", 1)
	s.Requests, s.Balance, s.Instances = requests, LeastOutstanding, 3
	m := ran(t, s)
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	runtime.KeepAlive(m)
	return stats.HeapAlloc
}

// TestFlatMemory: twenty times the requests hold no more than half as much again.
func TestFlatMemory(t *testing.T) {
	before := memory(t, 1)
	small, large := memory(t, 1e5)-before, memory(t, 2e6)-before
	if large > small*3/2 {
		t.Errorf("%d bytes after 10⁵ requests, %d after 2·10⁶", small, large)
	}
}
