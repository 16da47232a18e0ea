package scaling

import (
	"testing"
	"time"

	"skylab/engine/sim"
)

func at(d time.Duration) sim.Time { return sim.Time(d) }

// admit admits n requests at an instant and returns the first refusal.
func admit(f *Function, now sim.Time, n int, r Request) (in int, why Reason) {
	for range n {
		if why = f.Admit(now, r); why != Admitted {
			return in, why
		}
		in++
	}
	return in, Admitted
}

// event is a request that no rate limits, on an environment that is there.
var event = Request{Warm: true}

func TestAccountPool(t *testing.T) {
	a := NewAccount(1000)
	f, g := NewFunction(a), NewFunction(a)
	if in, why := admit(f, 0, 2000, event); in != 1000 || why != ConcurrentLimit {
		t.Errorf("%d are in, then %q; want 1000 and ConcurrentInvocationLimitExceeded", in, why)
	}
	if why := g.Admit(0, event); why != ConcurrentLimit {
		t.Errorf("a neighbour gets %q though the pool is empty", why)
	}
	f.Leave(false)
	if why := g.Admit(0, event); why != Admitted {
		t.Errorf("a neighbour gets %q though one has left", why)
	}
}

func TestNoLimit(t *testing.T) {
	f := NewFunction(NewAccount(0))
	if in, why := admit(f, 0, 100_000, Request{Sync: true}); in != 100_000 {
		t.Errorf("without limits %d are in, then %q", in, why)
	}
}

// TestReservedIsCeilingAndGuarantee: what is reserved is the most a function
// gets, and nobody else gets it.
func TestReservedIsCeilingAndGuarantee(t *testing.T) {
	a := NewAccount(1000)
	f, g := NewFunction(a), NewFunction(a)
	f.Reserve(400)
	if in, why := admit(g, 0, 1000, event); in != 600 || why != ConcurrentLimit {
		t.Errorf("beside a reservation of 400 there are %d in, then %q", in, why)
	}
	if in, why := admit(f, 0, 1000, event); in != 400 || why != ReservedLimit {
		t.Errorf("of a reservation of 400 there are %d in, then %q", in, why)
	}
	for range 600 {
		g.Leave(false)
	}
	if why := f.Admit(0, event); why != ReservedLimit {
		t.Errorf("a function takes %q from the pool beyond its reservation", why)
	}
}

func TestReservedZeroStops(t *testing.T) {
	f := NewFunction(NewAccount(1000))
	f.Reserve(0)
	if why := f.Admit(0, Request{Sync: true}); why != ReservedLimit {
		t.Errorf("a function with nothing reserved gets %q", why)
	}
	f.Unreserve()
	if why := f.Admit(0, Request{Sync: true}); why != Admitted {
		t.Errorf("after the reservation is gone it gets %q", why)
	}
}

// TestReserveWhileRunning: what runs when a reservation comes or goes moves
// with it.
func TestReserveWhileRunning(t *testing.T) {
	a := NewAccount(1000)
	f, g := NewFunction(a), NewFunction(a)
	admit(f, 0, 50, event)
	f.Reserve(100)
	if a.Unreserved != 0 {
		t.Errorf("%d still run on the pool", a.Unreserved)
	}
	if in, why := admit(f, 0, 100, event); in != 50 || why != ReservedLimit {
		t.Errorf("beside 50 that ran %d more are in, then %q; want 50", in, why)
	}
	f.Unreserve()
	if in, why := admit(g, 0, 1000, event); in != 900 || why != ConcurrentLimit {
		t.Errorf("beside 100 on the pool %d are in, then %q; want 900", in, why)
	}
}

// TestProvisionedWithinReserved: provisioned environments are part of what a
// function reserved, and of the pool without a reservation.
func TestProvisionedWithinReserved(t *testing.T) {
	a := NewAccount(1000)
	f := NewFunction(a)
	f.Reserve(10)
	f.Provision(4)
	if a.Pool() != 990 {
		t.Errorf("the pool is %d, want 990: provisioned ones are within the reservation", a.Pool())
	}
	if in, why := admit(f, 0, 4, Request{Provisioned: true}); in != 4 {
		t.Errorf("%d are in on 4 provisioned ones, then %q", in, why)
	}
	if in, why := admit(f, 0, 10, event); in != 6 || why != ReservedLimit {
		t.Errorf("%d spill over of a reservation of 10 with 4 provisioned, then %q; want 6", in, why)
	}
	g := NewFunction(a)
	g.Provision(90)
	if a.Pool() != 900 {
		t.Errorf("the pool is %d, want 900", a.Pool())
	}
	g.Reserve(200) // now within the reservation
	if a.Pool() != 790 {
		t.Errorf("the pool is %d, want 790", a.Pool())
	}
	g.Unreserve()
	g.Provision(-90)
	if a.Pool() != 990 {
		t.Errorf("the pool is %d, want 990", a.Pool())
	}
}

// TestWhatStillRunsCountsForTheAccount: a reservation or a provision that was
// made smaller frees its room only as what ran on it ends.
func TestWhatStillRunsCountsForTheAccount(t *testing.T) {
	for name, shrink := range map[string]func(f *Function){
		"reservation": func(f *Function) { f.Reserve(10) },
		"provision":   func(f *Function) { f.Provision(-900) },
	} {
		a := NewAccount(1000)
		f, g := NewFunction(a), NewFunction(a)
		r := event
		if name == "provision" {
			f.Provision(900)
			r = Request{Provisioned: true}
		} else {
			f.Reserve(900)
		}
		admit(f, 0, 900, r)
		shrink(f)
		if in, why := admit(g, 0, 1000, event); in != 100 || why != ConcurrentLimit {
			t.Errorf("%s: beside 900 that still run %d are in, then %q; want 100", name, in, why)
		}
		f.Leave(r.Provisioned)
		if why := g.Admit(0, event); why != Admitted {
			t.Errorf("%s: when one has ended, one gets %q", name, why)
		}
		if err := g.Check(); err != nil {
			t.Error(name, err)
		}
	}
}

// TestScalingRate: 1,000 environments at once, then one every 10 ms; what is
// not used is not saved up.
func TestScalingRate(t *testing.T) {
	f := NewFunction(NewAccount(100_000))
	start := Request{}
	if in, why := admit(f, 0, 5000, start); in != 1000 || why != ConcurrentLimit {
		t.Errorf("%d start at once, then %q; want 1000", in, why)
	}
	if why := f.Admit(at(9*time.Millisecond), start); why != ConcurrentLimit {
		t.Errorf("after 9 ms one more gets %q", why)
	}
	if why := f.Admit(at(10*time.Millisecond), start); why != Admitted {
		t.Errorf("after 10 ms one more gets %q", why)
	}
	if why := f.Admit(at(10*time.Millisecond), event); why != Admitted {
		t.Errorf("one on an environment that is there gets %q: it needs none", why)
	}
	if in, _ := admit(f, at(5*time.Second), 5000, start); in != 499 {
		t.Errorf("after 5 s %d start, want the 499 of 4.99 s", in)
	}
	if in, _ := admit(f, at(time.Hour), 5000, start); in != 1000 {
		t.Errorf("after an hour %d start, want 1000: nothing is saved up", in)
	}
	if in, _ := admit(NewFunction(f.Account()), 0, 5000, start); in != 1000 {
		t.Errorf("another function starts %d at once, want 1000: each has its own rate", in)
	}
}

// TestRefusedTakesNothing: who is refused for one limit uses up no other.
func TestRefusedTakesNothing(t *testing.T) {
	a := NewAccount(200)
	f := NewFunction(a)
	f.Reserve(1)
	admit(f, 0, 1, event)
	starts, rate, account := f.Starts, f.Rate, a.Rate
	for range 1000 {
		f.Admit(0, Request{Sync: true})
	}
	if f.Starts != starts || f.Rate != rate || a.Rate != account {
		t.Errorf("refusals used up %v, %v and %v", f.Starts, f.Rate, a.Rate)
	}
}

// TestRequestRate: ten times the concurrency in synchronous requests a second,
// whatever time they take; events have no such limit.
func TestRequestRate(t *testing.T) {
	quick := func(f *Function, r Request) (int, Reason) {
		n := 0
		for ; n < 100_000; n++ {
			if why := f.Admit(0, r); why != Admitted {
				return n, why
			}
			f.Leave(false)
		}
		return n, Admitted
	}
	f := NewFunction(NewAccount(1000))
	if n, why := quick(f, Request{Sync: true, Warm: true}); n != 10_000 || why != RateLimit {
		t.Errorf("%d requests, then %q; want 10,000 and FunctionInvocationRateLimitExceeded", n, why)
	}
	if n, why := quick(f, event); why != Admitted {
		t.Errorf("%d events, then %q", n, why)
	}
	g := NewFunction(NewAccount(1000))
	g.Reserve(100)
	if n, why := quick(g, Request{Sync: true, Warm: true}); n != 1000 || why != ReservedRateLimit {
		t.Errorf("%d requests with 100 reserved, then %q; want 1,000", n, why)
	}
}
