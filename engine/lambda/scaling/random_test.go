package scaling

import (
	"math/rand/v2"
	"testing"
	"time"

	"skylab/engine/sim"
)

// TestInvariants makes random admissions, departures, reservations and
// provisions as a service would allow them, and checks after each. The seed is
// in the failure.
func TestInvariants(t *testing.T) {
	for seed := range uint64(100) {
		random(t, seed)
	}
}

type running struct {
	f           *Function
	provisioned bool
}

func random(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 0))
	a := NewAccount(150 + r.IntN(1000))
	var functions []*Function
	for range 1 + r.IntN(4) {
		functions = append(functions, NewFunction(a))
	}
	var open []running
	now := sim.Time(0)
	for step := range 3000 {
		now = now.Add(time.Duration(r.Int64N(int64(20 * time.Millisecond))))
		f := functions[r.IntN(len(functions))]
		switch what := r.IntN(100); {
		case what < 60:
			q := Request{Sync: r.IntN(2) == 0, Warm: r.IntN(2) == 0, Provisioned: f.OnProvisioned < f.Provisioned}
			if f.Admit(now, q) == Admitted {
				open = append(open, running{f, q.Provisioned})
			}
		case what < 92 && len(open) > 0:
			i := r.IntN(len(open))
			open[i].f.Leave(open[i].provisioned)
			open[i] = open[len(open)-1]
			open = open[:len(open)-1]
		case what < 95:
			change(f, r)
		case what < 97:
			f.Unreserve()
		default:
			provision(f, r)
		}
		verify(t, seed, step, a, functions, open)
	}
}

// change reserves what the account can give, and no less than is provisioned.
func change(f *Function, r *rand.Rand) {
	if f.Reserves {
		f.Unreserve()
	}
	free := f.account.Pool() + f.Provisioned - MinUnreserved
	if n := f.Provisioned + r.IntN(50); n <= free {
		f.Reserve(n)
	}
}

// provision provisions more or less, within the reservation or the pool, and
// never less than are busy.
func provision(f *Function, r *rand.Rand) {
	n := r.IntN(41) - 20
	room := f.account.Pool() - MinUnreserved
	if f.Reserves {
		room = f.Reserved - f.Provisioned
	}
	if n <= room && f.Provisioned+n >= f.OnProvisioned {
		f.Provision(n)
	}
}

func verify(t *testing.T, seed uint64, step int, a *Account, functions []*Function, open []running) {
	t.Helper()
	pool, reserved, provisioned := 0, 0, 0
	counts := map[*Function]int{}
	for _, o := range open {
		counts[o.f]++
		if !o.provisioned && !o.f.Reserves {
			pool++
		}
	}
	for _, f := range functions {
		if err := f.Check(); err != nil {
			t.Fatalf("seed %d, step %d: %v", seed, step, err)
		}
		if f.Running != counts[f] {
			t.Fatalf("seed %d, step %d: it says %d run, %d do", seed, step, f.Running, counts[f])
		}
		if f.Reserves {
			reserved += f.Reserved
		} else {
			provisioned += f.Provisioned
		}
	}
	if a.Running != len(open) {
		t.Fatalf("seed %d, step %d: the account says %d run, %d do", seed, step, a.Running, len(open))
	}
	if a.Unreserved != pool || a.Reserved != reserved || a.Provisioned != provisioned {
		t.Fatalf("seed %d, step %d: the account says %d on the pool, %d reserved, %d provisioned; they are %d, %d, %d",
			seed, step, a.Unreserved, a.Reserved, a.Provisioned, pool, reserved, provisioned)
	}
}
