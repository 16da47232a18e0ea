package planning

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/measure"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// naive is the model written down as simply as can be: it looks at every
// environment at every event. It draws from the same streams.
type naive struct {
	f                 Function
	limit             *scaling.Function
	warm, cold        measure.Sampler
	environments      []naiveEnvironment // by age, the oldest first
	busyProvisioned   []sim.Time         // when they are free
	colds, ended      int64
	throttled         int64
	serverTime, lives float64
	now               sim.Time
}

type naiveEnvironment struct {
	born, since sim.Time
	until       sim.Time // busy until, or idle if in the past
	busy        bool
}

func (n *naive) run(s Scenario) {
	k := sim.New(s.Seed)
	stream := func(what string) *rand.Rand { return k.Stream("planning." + what + "." + n.f.Name) }
	n.limit = scaling.NewFunction(scaling.NewAccount(s.Concurrency))
	if n.f.Reserves {
		n.limit.Reserve(n.f.Reserved)
	}
	n.limit.Provision(n.f.Provisioned)
	n.warm, n.cold = measure.NewSampler(n.f.Warm, stream("warm")), measure.NewSampler(n.f.Cold, stream("cold"))
	arriving, until := stream("arrivals"), sim.Time(s.For)
	at, ok := n.f.Arrivals.Next(0, arriving)
	for ok && at < until {
		n.advance(at)
		n.arrive(at)
		at, ok = n.f.Arrivals.Next(at, arriving)
	}
	n.advance(until)
}

// advance lets happen, in order, what is due up to the given instant: the ends
// of invocations at it, and of environments before it.
func (n *naive) advance(to sim.Time) {
	for {
		at, i, p := sim.Time(math.MaxInt64), -1, -1
		for j, v := range n.environments {
			switch due := n.due(v); {
			case v.busy && due <= to && due < at, !v.busy && due < to && due < at:
				at, i = due, j
			}
		}
		for j, due := range n.busyProvisioned {
			if due <= to && due < at {
				at, i, p = due, -1, j
			}
		}
		switch {
		case p >= 0:
			n.pass(at)
			n.busyProvisioned = slices.Delete(n.busyProvisioned, p, p+1)
			n.limit.Leave(true)
		case i >= 0:
			n.pass(at)
			n.happen(i, at)
		default:
			n.pass(to)
			return
		}
	}
}

// due is when an environment ends its invocation or, if idle, its life.
func (n *naive) due(v naiveEnvironment) sim.Time {
	if v.busy {
		return v.until
	}
	due := sim.Time(math.MaxInt64)
	if n.f.Expire > 0 {
		due = v.since.Add(n.f.Expire)
	}
	if n.f.MaxAge > 0 {
		due = min(due, v.born.Add(n.f.MaxAge))
	}
	return due
}

func (n *naive) happen(i int, at sim.Time) {
	v := &n.environments[i]
	if v.busy {
		v.busy, v.since = false, at
		n.limit.Leave(false)
		if n.f.MaxAge == 0 || at.Sub(v.born) < n.f.MaxAge {
			return
		}
	}
	n.ended++
	n.lives += float64(at - v.born)
	n.environments = slices.Delete(n.environments, i, i+1)
}

func (n *naive) pass(to sim.Time) {
	n.serverTime += float64(to-n.now) * float64(len(n.environments)+n.f.Provisioned)
	n.now = to
}

func (n *naive) arrive(at sim.Time) {
	newest := -1
	for i, v := range n.environments {
		if !v.busy {
			newest = i
		}
	}
	r := scaling.Request{Sync: true, Provisioned: len(n.busyProvisioned) < n.f.Provisioned, Warm: newest >= 0}
	switch {
	case n.limit.Admit(at, r) != scaling.Admitted:
		n.throttled++
	case r.Provisioned:
		n.busyProvisioned = append(n.busyProvisioned, at.Add(n.warm.Draw()))
	case r.Warm:
		n.environments[newest].busy, n.environments[newest].until = true, at.Add(n.warm.Draw())
	default:
		n.colds++
		n.environments = append(n.environments, naiveEnvironment{born: at, busy: true, until: at.Add(n.cold.Draw())})
	}
}

// TestAgainstNaive holds the model against the naive one in random scenarios.
func TestAgainstNaive(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		f := exponential(0.2+3*r.Float64(), 0.5+2*r.Float64(), 1+3*r.Float64(), 5+40*r.Float64())
		if r.IntN(3) == 0 {
			f.MaxAge = seconds(20 + 100*r.Float64())
		}
		if r.IntN(3) == 0 {
			f.Provisioned = r.IntN(3)
		}
		if r.IntN(3) == 0 {
			f.Reserves, f.Reserved = true, f.Provisioned+r.IntN(5)
		}
		if r.IntN(4) == 0 {
			f.Expire = 0
		}
		if r.IntN(4) == 0 {
			f.Arrivals = traffic.Ramp{From: 0.1, To: 3, Over: 10 * time.Minute}
		}
		s := Scenario{Seed: seed, Concurrency: 110, For: 20 * time.Minute, Transient: true, Functions: []Function{f}}
		got := run(t, s)
		n := &naive{f: f}
		n.run(s)
		mean := n.serverTime / float64(s.For)
		if got.ColdStarts.Value != float64(n.colds) || got.Ended != n.ended || got.Throttles.Value != float64(n.throttled) {
			t.Fatalf("seed %d: %v cold, %d ended, %v throttled; naively %d, %d, %d: %+v",
				seed, got.ColdStarts.Value, got.Ended, got.Throttles.Value, n.colds, n.ended, n.throttled, f)
		}
		if math.Abs(weighted(got)-mean) > 1e-9*mean {
			t.Fatalf("seed %d: %v environments on average, naively %v", seed, weighted(got), mean)
		}
	}
}

// weighted is the mean of the environments over the whole run.
func weighted(r Result) (mean float64) {
	for level, share := range r.Levels {
		mean += float64(level) * share
	}
	return mean
}

// TestSlicing: however a run is sliced, the result is the same; and another
// seed gives another.
func TestSlicing(t *testing.T) {
	s := simfaas(3, 1, 2, 30, 5000)
	s.Functions = append(s.Functions, exponential(2, 0.5, 1, 20))
	s.Functions[1].Name = "g"
	results := func(seed uint64, slice int) []Result {
		s.Seed = seed
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		for !m.Run(slice) {
		}
		return m.Results()
	}
	whole := results(1, 1<<30)
	for _, slice := range []int{1, 7, 1000} {
		if !reflect.DeepEqual(results(1, slice), whole) {
			t.Errorf("in slices of %d events the result is another", slice)
		}
	}
	if reflect.DeepEqual(results(2, 1000), whole) {
		t.Error("another seed gives the same")
	}
}

// TestStop: a run that is ended before its time still has its laps.
func TestStop(t *testing.T) {
	for _, length := range []float64{1e4, 1e9} {
		m, err := New(simfaas(10, 1, 2, 30, length))
		if err != nil {
			t.Fatal(err)
		}
		m.Run(100_000)
		if p := m.Progress(); p <= 0 || p >= 1 {
			t.Errorf("progress %v", p)
		}
		m.Stop()
		r := m.Results()[0]
		if m.Progress() != 1 || r.Batches < 30 || r.Running.High > 2*r.Running.Value || len(r.Laps) < 32 {
			t.Errorf("stopped at %v of %v s: %d batches, %d laps, running %+v", m.Now(), length, r.Batches, len(r.Laps), r.Running)
		}
	}
}
