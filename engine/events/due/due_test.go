package due

import (
	"testing"
	"time"

	"skylab/engine/sim"
)

type fired struct{}

func (fired) Kind() string { return "due.fired" }

func TestNextWaitsOnce(t *testing.T) {
	k := sim.New(1)
	count := 0
	k.Handle(func(sim.Entry) { count++ })
	var n Next
	check := func(runs bool) {
		t.Helper()
		if err := n.Check(runs, k.Now()); err != nil {
			t.Error(err)
		}
	}
	check(false)
	if n.Check(true, 0) == nil {
		t.Error("a schedule that runs and waits for nothing passes")
	}
	n.Wait(k, k.Now().Add(time.Minute).Wall(), true, fired{})
	check(true)
	if !n.Waits() || n.Check(false, 0) == nil || n.Check(true, n.At+1) == nil {
		t.Errorf("%+v", n)
	}
	n.Stop(k)
	check(false)
	n.Wait(k, k.Now().Add(time.Hour).Wall(), true, fired{})
	for !k.Advance(k.Now().Add(2*time.Hour), 10) {
	}
	if count != 1 {
		t.Errorf("fired %d times: the stopped one too", count)
	}
	n.Wait(k, time.Time{}, false, fired{})
	check(true)
	if n.Waits() || !n.Over {
		t.Errorf("%+v is not over", n)
	}
	n.Wait(k, time.Date(2999, 1, 1, 0, 0, 0, 0, time.UTC), true, fired{})
	if !n.Over {
		t.Error("a time beyond the world's clock is waited for")
	}
}
