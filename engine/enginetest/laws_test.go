package enginetest_test

import (
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/billing"
	"skylab/engine/enginetest"
	"skylab/engine/sandbox"
	"skylab/engine/transcript"
)

// seeds is how many random worlds each law is tried on; the long campaign
// asks for thousands: go test ./engine/enginetest -seeds 5000 -timeout 60m
var (
	seeds = flag.Uint64("seeds", 16, "random worlds per law")
	first = flag.Uint64("first", 0, "the first of the seeds")
)

const steps = 30

// hold tries a law on random stories, and shrinks one that breaks it.
func hold(t *testing.T, n uint64, law func(enginetest.Story) error) {
	t.Helper()
	for seed := *first; seed < *first+n; seed++ {
		s := enginetest.Draw(seed, steps)
		if err := law(s); err != nil {
			short := s.Shrink(func(s enginetest.Story) bool { return law(s) != nil })
			t.Fatalf("seed %d: %v\nshortest story, %d steps: %v\n%s", seed, err, len(short.Steps), law(short), short)
		}
	}
}

func TestInvariantsHoldAfterEveryStep(t *testing.T) {
	hold(t, *seeds, func(s enginetest.Story) error {
		w, err := s.Play((*engine.World).Check)
		if err != nil {
			return err
		}
		w.AdvanceTo(w.Now().Add(time.Hour))
		return w.Check()
	})
}

func TestSlicedIsWhole(t *testing.T) {
	hold(t, *seeds/2, func(s enginetest.Story) error {
		whole, _ := s.Play(nil)
		return same("a world cut into slices", whole, s.PlaySliced(1))
	})
}

// TestEveryPastIsARepeat is about replay in all its uses: a fork, the world at
// an earlier time, and the world before its last call.
func TestEveryPastIsARepeat(t *testing.T) {
	hold(t, *seeds/4, func(s enginetest.Story) error {
		var half *engine.World
		n := 0
		w, _ := s.Play(func(w *engine.World) error {
			if n++; n == len(s.Steps)/2 {
				half = w.Fork()
				return same("a fork", w, half)
			}
			return nil
		})
		if half == nil {
			return nil
		}
		if err := same("a fork at the end", w, w.Fork()); err != nil {
			return err
		}
		if err := same("undo", w.At(w.Now()), w); err != nil {
			return err
		}
		return undone(w)
	})
}

// undone compares the world before its last call with one that never made it,
// nor what was only read since.
func undone(w *engine.World) error {
	past := w.Past().Calls()
	last := len(past) - 1
	for last >= 0 && w.Operation(past[last].Operation).ReadOnly {
		last--
	}
	before, ok := w.Undo()
	if ok != (last >= 0) {
		return fmt.Errorf("there are %d calls, and undo says %v", len(w.Calls()), ok)
	}
	if !ok {
		return nil
	}
	plain := engine.Replay(w.Config(), past[:last], past[last].At)
	if err := same("undo", plain, before); err != nil {
		return err
	}
	for _, c := range past[last:] {
		before.AdvanceTo(c.At)
		before.Do(c)
	}
	before.AdvanceTo(w.Now())
	return same("undo and redo", w, before)
}

func TestForkAndWorldStayTogether(t *testing.T) {
	hold(t, *seeds/4, func(s enginetest.Story) error {
		w, _ := s.Play(nil)
		fork, end := w.Fork(), w.Now().Add(time.Hour)
		w.AdvanceTo(end)
		fork.AdvanceTo(end)
		return same("a fork after an hour", w, fork)
	})
}

func TestLoadedIsSaved(t *testing.T) {
	hold(t, *seeds/2, func(s enginetest.Story) error {
		w, _ := s.Play(nil)
		data, err := transcript.Save(w)
		if err != nil {
			return err
		}
		loaded, err := transcript.Load(data, engine.Config{})
		if err != nil {
			return err
		}
		return same("a loaded world", w, loaded)
	})
}

// TestMemoMakesNoDifference: a world whose programs are recalled is as one in
// which they ran, however much of them the memo has forgotten, and goes on so.
func TestMemoMakesNoDifference(t *testing.T) {
	hold(t, *seeds/2, func(s enginetest.Story) error {
		w, _ := s.Play(nil)
		calls, end := w.Past().Calls(), w.Now()
		for _, size := range []int64{32 << 10, 4 << 20} {
			c := engine.Config{Seed: s.Seed, Memo: sandbox.NewMemo(size)}
			for i, what := range []string{"a world with a memo", "a world that is recalled"} {
				if err := same(what, w, engine.Replay(c, calls, end)); err != nil {
					return fmt.Errorf("%w (%d bytes, %d)", err, size, i)
				}
			}
			for n := range calls {
				if n%8 != 4 {
					continue
				}
				other := engine.Replay(c, calls[:n-1], calls[n].At)
				other.AdvanceTo(end)
				plain := engine.Replay(engine.Config{Seed: s.Seed}, calls[:n-1], calls[n].At)
				plain.AdvanceTo(end)
				if err := same("a recalled past that went otherwise", plain, other); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// TestBillIsTheSumOfTheMeters adds up what the meters show, month by month,
// and compares it with what was billed.
func TestBillIsTheSumOfTheMeters(t *testing.T) {
	hold(t, *seeds/4, func(s enginetest.Story) error {
		w, _ := s.Play(nil)
		metered, billed := map[billing.UsageType]int64{}, map[billing.UsageType]int64{}
		for _, r := range w.Billing.Readings() {
			metered[r.Usage] += r.Quantity.N
		}
		total := billing.Cents(0)
		bill := w.Billing.Bill()
		for _, l := range bill.Lines {
			billed[l.UsageType] += l.Quantity.N
			total += l.Rounded
		}
		if fmt.Sprint(metered) != fmt.Sprint(billed) || total != bill.Total {
			return fmt.Errorf("metered %v, billed %v; lines %s, total %s", metered, billed, total, bill.Total)
		}
		return nil
	})
}

// TestProcessorsDoNotMatter plays stories on one and on two processors.
func TestProcessorsDoNotMatter(t *testing.T) {
	hold(t, *seeds/8, func(s enginetest.Story) error {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		one, _ := s.Play(nil)
		runtime.GOMAXPROCS(2)
		two, _ := s.Play(nil)
		return same("a world on two processors", one, two)
	})
}

func TestEveryEntryHasACauseBeforeIt(t *testing.T) {
	hold(t, *seeds/4, func(s enginetest.Story) error {
		w, _ := s.Play(nil)
		for _, e := range w.Journal().Since(0) {
			if e.Cause >= e.Seq {
				return fmt.Errorf("entry %d (%s) is caused by %d", e.Seq, e.Event.Kind(), e.Cause)
			}
			if _, root := e.Event.(engine.Called); e.Cause == 0 && !root {
				return fmt.Errorf("entry %d (%s) has no cause and is no call", e.Seq, e.Event.Kind())
			}
		}
		return nil
	})
}

func TestSameStoryManyTimes(t *testing.T) {
	s := enginetest.Draw(42, 15)
	first, _ := s.Play(nil)
	for i := range 8 {
		w, _ := s.Play(nil)
		if err := same(fmt.Sprintf("run %d", i+2), first, w); err != nil {
			t.Fatal(err)
		}
	}
}

// same is an error that names the second world if it is not the first.
func same(what string, a, b *engine.World) error {
	if a.Hash() != b.Hash() {
		return fmt.Errorf("%s is another world", what)
	}
	return nil
}
