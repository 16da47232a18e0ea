package sim

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

type ticked struct{ N int }

func (ticked) Kind() string { return "test.ticked" }

// world is a small model that schedules at random, for the laws below.
func world(seed uint64, log *[]string) *Kernel {
	k := New(seed)
	k.Handle(func(e Entry) {
		t := e.Event.(ticked)
		*log = append(*log, fmt.Sprint(e.At, e.Seq, e.Cause, t.N))
		r := k.Stream("spawn")
		for range r.IntN(3) {
			k.After(time.Duration(r.IntN(1000)), ticked{t.N + 1})
		}
	})
	for i := range 5 {
		k.After(time.Duration(i), ticked{0})
	}
	return k
}

func TestSlicedIsWhole(t *testing.T) {
	for seed := range uint64(200) {
		var whole, sliced []string
		a, b := world(seed, &whole), world(seed, &sliced)
		for !a.Advance(5000, 1<<20) {
		}
		r := rand.New(rand.NewPCG(seed, 1))
		for at := Time(0); at < 5000; {
			at = min(at+Time(r.IntN(700)), 5000)
			for !b.Advance(at, int64(1+r.IntN(4))) {
			}
		}
		var ha, hb bytes.Buffer
		if err := a.WriteState(&ha); err != nil {
			t.Fatal(err)
		}
		if err := b.WriteState(&hb); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(whole) != fmt.Sprint(sliced) || ha.String() != hb.String() {
			t.Fatalf("seed %d: sliced history differs from the whole", seed)
		}
	}
}

func TestEveryCausePrecedesItsEffect(t *testing.T) {
	var log []string
	k := world(7, &log)
	k.Advance(5000, 1<<20)
	for _, e := range k.Journal().Since(0) {
		if e.Cause >= e.Seq {
			t.Fatalf("entry %d is caused by %d", e.Seq, e.Cause)
		}
		chain := k.Journal().Why(e.Seq)
		if root := chain[len(chain)-1]; root.Cause != 0 {
			t.Fatalf("why of %d ends at %d, which is not a root", e.Seq, root.Seq)
		}
	}
}

func TestCancelledEventDoesNotHappen(t *testing.T) {
	k := New(1)
	n := 0
	k.Handle(func(Entry) { n++ })
	k.After(time.Second, ticked{1})
	k.Cancel(k.After(time.Millisecond, ticked{2}))
	if at, ok := k.Next(); !ok || at != Time(time.Second) {
		t.Fatalf("next is %v, %v; want the event that was not cancelled", at, ok)
	}
	k.Advance(Time(time.Minute), 10)
	if n != 1 || k.Pending() != 0 {
		t.Fatalf("%d events happened, %d are pending", n, k.Pending())
	}
}

func TestLogNormalHitsItsPercentiles(t *testing.T) {
	d := Dist{Shape: LogNormal, Mid: 134 * time.Millisecond, P90: 152 * time.Millisecond}
	r := New(3).Stream("test")
	below50, below90 := 0, 0
	const n = 20000
	for range n {
		x := d.Sample(r)
		if x < d.Mid {
			below50++
		}
		if x < d.P90 {
			below90++
		}
	}
	if p := float64(below50) / n; p < 0.48 || p > 0.52 {
		t.Errorf("share below the median is %.3f", p)
	}
	if p := float64(below90) / n; p < 0.88 || p > 0.92 {
		t.Errorf("share below the ninetieth percentile is %.3f", p)
	}
}

// BenchmarkEvents measures one event fired and one scheduled, with a thousand
// pending; the budget is 5 million a second (200 ns).
func BenchmarkEvents(b *testing.B) {
	k := New(1)
	k.Handle(func(e Entry) {
		k.After(time.Duration(e.Seq*2654435761%1000), e.Event)
	})
	for i := range 1000 {
		k.After(time.Duration(i), ticked{i})
	}
	b.ReportAllocs()
	b.ResetTimer()
	for left := b.N; left > 0; left -= 1000 {
		k.Advance(1<<62, int64(min(left, 1000)))
	}
}

func TestTraceIsHandedFromEffectToEffect(t *testing.T) {
	k := New(1)
	var seen []uint64
	k.Handle(func(e Entry) {
		seen = append(seen, k.Trace())
		if n := e.Event.(ticked).N; n > 0 {
			k.After(time.Second, ticked{n - 1})
		}
	})
	k.Root(ticked{0}, func(uint64) {
		k.Carry(7, func() { k.After(time.Second, ticked{2}) })
		k.After(time.Second, ticked{0})
	})
	k.Advance(Time(time.Minute), 100)
	if want := "[0 7 0 7 7]"; fmt.Sprint(seen) != want || k.Trace() != 0 {
		t.Errorf("traces %v, want %s; %d is left over", seen, want, k.Trace())
	}
}
