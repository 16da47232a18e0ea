package machine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/sim"
)

func TestFirstComeFirstServed(t *testing.T) {
	a := NewApplication(2, 2)
	for i, want := range []Arrival{Started, Started, Queued, Queued, Refused} {
		if got := a.Arrive(sim.Time(i), uint64(i)); got != want {
			t.Errorf("request %d: %d, want %d", i, got, want)
		}
	}
	for _, want := range []Turn{{2, 8}, {3, 7}} {
		if got, ok := a.Done(10); !ok || got != want {
			t.Errorf("%+v is next, want %+v", got, want)
		}
	}
	if got, ok := a.Done(11); ok || a.Serving() != 1 || a.Waiting() != 0 {
		t.Errorf("%+v is next; %d served, %d wait", got, a.Serving(), a.Waiting())
	}
	if got := a.Arrive(12, 5); got != Started {
		t.Errorf("a free worker, and the request is %d", got)
	}
}

func TestUnlimitedWorkers(t *testing.T) {
	a := NewApplication(0, 0)
	for i := range uint64(10_000) {
		if got := a.Arrive(0, i); got != Started {
			t.Fatalf("request %d: %d", i, got)
		}
	}
	if a.Serving() != 10_000 {
		t.Errorf("%d are served", a.Serving())
	}
}

func TestEndOfAProcess(t *testing.T) {
	a := NewApplication(1, Unlimited)
	for i := range uint64(4) {
		a.Arrive(0, i)
	}
	if got := a.End(); !slices.Equal(got, []uint64{1, 2, 3}) || a.Serving() != 0 || a.Waiting() != 0 {
		t.Errorf("%v waited; then %d are served and %d wait", got, a.Serving(), a.Waiting())
	}
}

func TestDoneWithoutARequest(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	NewApplication(1, 0).Done(0)
}

// Random requests, ends and senders that give up, against a plain list.
func TestApplicationAgainstAList(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 3))
		workers, backlog := 1+r.IntN(4), r.IntN(40)
		a := NewApplication(workers, backlog)
		serving, waiting := 0, []Turn(nil) // Waited is since when
		for i := range 400 {
			now := time.Duration(i)
			switch k := r.IntN(8); {
			case k < 4:
				want := Refused
				if serving < workers {
					serving, want = serving+1, Started
				} else if len(waiting) < backlog {
					waiting, want = append(waiting, Turn{uint64(i), now}), Queued
				}
				if got := a.Arrive(sim.Time(now), uint64(i)); got != want {
					t.Fatalf("seed %d: request %d: %d, want %d", seed, i, got, want)
				}
			case k < 7 && serving > 0:
				next, ok := a.Done(sim.Time(now))
				if ok != (len(waiting) > 0) || ok && next != (Turn{waiting[0].Request, now - waiting[0].Waited}) {
					t.Fatalf("seed %d: %+v is next, of %v", seed, next, waiting)
				}
				if ok {
					waiting = waiting[1:]
				} else {
					serving--
				}
			case k == 7:
				gone := r.Uint64N(uint64(i + 1))
				at := slices.IndexFunc(waiting, func(w Turn) bool { return w.Request == gone })
				if got := a.Abandon(gone); got != (at >= 0) {
					t.Fatalf("seed %d: giving up %d is %v", seed, gone, got)
				}
				if at >= 0 {
					waiting = slices.Delete(slices.Clone(waiting), at, at+1)
				}
			}
			if err := a.Check(); err != nil || a.Serving() != serving || a.Waiting() != len(waiting) {
				t.Fatalf("seed %d: %d served, %d wait, want %d and %d; %v", seed, a.Serving(), a.Waiting(), serving, len(waiting), err)
			}
		}
	}
}

// Check finds what it is for, and State tells states apart.
func TestCheckAndState(t *testing.T) {
	a := NewApplication(1, 4)
	seen := map[string]bool{}
	for i := range uint64(3) {
		a.Arrive(sim.Time(i), i)
		seen[fmt.Sprint(a.State())] = true
	}
	if len(seen) != 3 {
		t.Errorf("three states look like %d", len(seen))
	}
	a.serving = 0
	if err := a.Check(); err == nil || !strings.Contains(err.Error(), "1 workers serve 0 requests, and 2 wait") {
		t.Errorf("requests wait for a free worker: %v", err)
	}
	c := NewCPU(1)
	c.Start(0, 1, 5)
	c.Start(0, 2, 6)
	c.jobs.heap[0], c.jobs.heap[1] = c.jobs.heap[1], c.jobs.heap[0]
	if err := c.Check(); err == nil {
		t.Error("a heap out of order is not found")
	}
}
