package billing_test

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

const (
	gb      = 1 << 30
	wallDay = 24 * time.Hour
)

// TestStore: what is kept is paid for at each full hour until its retention is
// over. A GB for all 720 hours of November is one GB-month.
func TestStore(t *testing.T) {
	type step struct {
		wait time.Duration
		do   func(*billing.Store, sim.Time)
		want string // GB-hours
	}
	add := func(ago time.Duration) func(*billing.Store, sim.Time) {
		return func(st *billing.Store, now sim.Time) { st.Add(now.Add(-ago), 720*gb) }
	}
	remove := func(ago time.Duration) func(*billing.Store, sim.Time) {
		return func(st *billing.Store, now sim.Time) { st.Remove(now.Add(-ago), 720*gb) }
	}
	retain := func(d time.Duration) func(*billing.Store, sim.Time) {
		return func(st *billing.Store, _ sim.Time) { st.Retain(d) }
	}
	look := func(*billing.Store, sim.Time) {}
	clearAll := func(st *billing.Store, _ sim.Time) { st.Clear() }
	for _, c := range []struct {
		name  string
		steps []step
	}{
		{"for ever", []step{{0, add(0), "0"}, {59 * time.Minute, look, "0"}, {time.Minute, look, "1"}, {10 * wallDay, look, "241"}}},
		{"two batches", []step{{0, add(0), "0"}, {90 * time.Minute, add(0), "1"}, {30 * time.Minute, look, "3"}, {time.Hour, look, "5"}}},
		{"a day", []step{{0, retain(wallDay), "0"}, {0, add(0), "0"}, {wallDay, look, "24"}, {wallDay, look, "24"}}},
		{"a batch within its hour is kept until the last of it goes", []step{{0, retain(wallDay), "0"}, {59 * time.Minute, add(0), "0"},
			{wallDay, look, "24"}, {time.Hour, look, "24"}}},
		{"the age of what came late counts", []step{{0, retain(wallDay), "0"}, {30 * time.Hour, add(20 * time.Hour), "0"}, {10 * time.Hour, look, "4"}}},
		{"what is too old on arrival costs nothing", []step{{0, retain(wallDay), "0"}, {0, add(30 * time.Hour), "0"}, {10 * time.Hour, look, "0"}}},
		{"a shorter retention takes at once", []step{{0, add(0), "0"}, {48 * time.Hour, retain(wallDay), "48"}, {wallDay, look, "48"}}},
		{"a longer one brings nothing back", []step{{0, retain(wallDay), "0"}, {0, add(0), "0"}, {48 * time.Hour, retain(0), "24"}, {wallDay, look, "24"}}},
		{"a longer one keeps what is there", []step{{0, retain(wallDay), "0"}, {0, add(0), "0"}, {12 * time.Hour, retain(3 * wallDay), "12"}, {9 * wallDay, look, "72"}}},
		{"removed", []step{{0, add(0), "0"}, {2 * time.Hour, remove(2 * time.Hour), "2"}, {wallDay, look, "2"}}},
		{"only what is there is removed", []step{{0, add(0), "0"}, {2 * time.Hour, remove(0), "2"}, {time.Hour, look, "3"}}},
		{"before the world's beginning", []step{{0, add(90 * time.Minute), "0"}, {0, retain(wallDay), "0"}, {2 * wallDay, look, "22"}}},
		{"cleared", []step{{0, retain(wallDay), "0"}, {0, add(0), "0"}, {time.Hour, clearAll, "1"}, {0, add(0), "1"}, {3 * wallDay, look, "73"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := sim.New(1)
			s := billing.New(k)
			st := s.Store(billing.LogsStored, "group")
			for i, step := range c.steps {
				k.Advance(k.Now().Add(step.wait), 1)
				step.do(st, k.Now())
				if got := reading(s, billing.LogsStored); got != step.want {
					t.Errorf("step %d: %s GB-hours, want %s", i, got, step.want)
				}
				if err := s.Check(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestStoreLooking: whoever looks, at whatever times, sees the same and
// changes nothing, over the ends of months too.
func TestStoreLooking(t *testing.T) {
	var want string
	for _, every := range []time.Duration{40 * wallDay, 7*time.Hour + 13*time.Minute, 20 * time.Minute} {
		k := sim.New(1)
		s := billing.New(k)
		st := s.Store(billing.LogsStored, "group")
		st.Retain(30 * wallDay)
		for day := range 80 {
			k.Advance(sim.Time(day)*sim.Time(wallDay), 1)
			st.Add(k.Now(), gb)
			for until := k.Now().Add(wallDay); k.Now().Add(every) < until; {
				k.Advance(k.Now().Add(every), 1)
				s.Bills()
			}
		}
		k.Advance(sim.Time(90*wallDay), 1)
		got := fmt.Sprint(s.State())
		for _, b := range s.Bills() {
			got += "\n" + b.Explain()
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("looking every %v:\n%s\nwant\n%s", every, got, want)
		}
		if err := s.Check(); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkStore(b *testing.B) {
	s := billing.New(sim.New(1))
	st := s.Store(billing.LogsStored, "group")
	b.ReportAllocs()
	for b.Loop() {
		st.Add(0, 100)
	}
}
