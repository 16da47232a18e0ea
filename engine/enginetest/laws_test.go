package enginetest_test

import (
	"flag"
	"testing"

	"skylab/engine"
	"skylab/engine/enginetest"
)

// seeds is how many random worlds each law is tried on; the long campaign
// asks for thousands: go test ./engine/enginetest -seeds 5000 -timeout 60m
var seeds = flag.Uint64("seeds", 60, "random worlds per law")

const steps = 30

func TestInvariantsHoldAfterEveryStep(t *testing.T) {
	for seed := range *seeds {
		check := func(s enginetest.Story) (*engine.World, error) {
			return s.Play(func(w *engine.World) error { return w.Check() })
		}
		s := enginetest.Draw(seed, steps)
		if _, err := check(s); err != nil {
			short := s.Shrink(func(s enginetest.Story) bool { _, err := check(s); return err != nil })
			t.Fatalf("%v\nshortest story, %d steps:\n%s", err, len(short.Steps), short)
		}
	}
}

func TestSlicedIsWhole(t *testing.T) {
	for seed := range *seeds / 2 {
		s := enginetest.Draw(seed, steps)
		whole, _ := s.Play(nil)
		if a, b := whole.Hash(), s.PlaySliced(1).Hash(); a != b {
			short := s.Shrink(func(s enginetest.Story) bool {
				w, _ := s.Play(nil)
				return w.Hash() != s.PlaySliced(1).Hash()
			})
			t.Fatalf("seed %d: a world cut into slices differs\nshortest story, %d steps:\n%s", seed, len(short.Steps), short)
		}
	}
}

func TestForkAndReplayAreTheWorld(t *testing.T) {
	for seed := range *seeds / 4 {
		w, _ := enginetest.Draw(seed, steps).Play(nil)
		fork := w.Fork()
		if w.Hash() != fork.Hash() {
			t.Fatalf("seed %d: a fork differs from its world", seed)
		}
		end := w.Now().Add(3600e9)
		w.AdvanceTo(end)
		fork.AdvanceTo(end)
		if w.Hash() != fork.Hash() {
			t.Fatalf("seed %d: a fork and its world part within an hour", seed)
		}
	}
}

func TestEveryEntryHasACauseBeforeIt(t *testing.T) {
	for seed := range *seeds / 4 {
		w, _ := enginetest.Draw(seed, steps).Play(nil)
		for _, e := range w.Journal().Since(0) {
			if e.Cause >= e.Seq {
				t.Fatalf("seed %d: entry %d (%s) is caused by %d", seed, e.Seq, e.Event.Kind(), e.Cause)
			}
			if _, root := e.Event.(engine.Called); e.Cause == 0 && !root {
				t.Fatalf("seed %d: entry %d (%s) has no cause and is no call", seed, e.Seq, e.Event.Kind())
			}
		}
	}
}

func TestSameStoryHundredTimes(t *testing.T) {
	s := enginetest.Draw(42, steps)
	first, _ := s.Play(nil)
	want := first.Hash()
	for i := range 99 {
		w, _ := s.Play(nil)
		if got := w.Hash(); got != want {
			t.Fatalf("run %d gives another world", i+2)
		}
	}
}
