package machine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"skylab/engine/sim"
)

const second = sim.Time(time.Second)

// finishes runs a CPU until nothing is left to do, and says what ended when.
func finishes(t *testing.T, c *CPU) string {
	t.Helper()
	out := ""
	for {
		at, job, ok := c.Next()
		if !ok {
			return out
		}
		done := c.Finish(at, nil)
		if len(done) == 0 || done[0] != job {
			t.Fatalf("job %d is due at %d, and then %v are done", job, at, done)
		}
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprintf("%v at %v ", done, at.Since())
	}
}

func TestSharing(t *testing.T) {
	for _, c := range []struct {
		what  string
		vcpus float64
		work  []time.Duration
		want  string
	}{
		{"alone", 1, []time.Duration{time.Second}, "[0] at 1s "},
		{"nothing to do", 1, []time.Duration{0}, "[0] at 0s "},
		{"a job has one vCPU at the most", 4, []time.Duration{time.Second}, "[0] at 1s "},
		{"each its own", 2, []time.Duration{2 * time.Second, time.Second}, "[1] at 1s [0] at 2s "},
		{"two share one", 1, []time.Duration{time.Second, 2 * time.Second}, "[0] at 2s [1] at 3s "},
		{"three share two", 2, []time.Duration{time.Second, time.Second, 2 * time.Second}, "[0 1] at 1.5s [2] at 2.5s "},
		{"together, in the order of start", 1, []time.Duration{time.Second, time.Second, time.Second}, "[0 1 2] at 3s "},
		{"a tenth of a vCPU", 0.1, []time.Duration{time.Second}, "[0] at 10s "},
		{"rounded up", 0.3, []time.Duration{1}, "[0] at 4ns "},
		{"thirds add up", 1, []time.Duration{1, 1, 1, 4}, "[0 1 2] at 4ns [3] at 7ns "},
	} {
		cpu := NewCPU(c.vcpus)
		for i, w := range c.work {
			cpu.Start(0, uint64(i), w)
		}
		if got := finishes(t, cpu); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// A T-family instance out of credits, and a CPU that stands still.
func TestCapacityChanges(t *testing.T) {
	c := NewCPU(1)
	c.Start(0, 7, 10*time.Second)
	c.SetCapacity(5*second, 0.1)
	if at, _, _ := c.Next(); at != 55*second {
		t.Errorf("at a tenth it would end at %v", at.Since())
	}
	c.SetCapacity(15*second, 0)
	if at, job, ok := c.Next(); ok {
		t.Errorf("a CPU that stands still ends job %d at %v", job, at.Since())
	}
	if got := c.Busy(100 * second); got != 6*time.Second {
		t.Errorf("used %v", got)
	}
	c.SetCapacity(1000*second, 2)
	if got := finishes(t, c); got != "[7] at 16m44s " {
		t.Errorf("ends %s", got)
	}
	if got := c.Busy(2000 * second); got != 10*time.Second || c.Capacity() != 2 || c.Jobs() != 0 {
		t.Errorf("used %v, %v vCPUs, %d jobs", got, c.Capacity(), c.Jobs())
	}
}

// A job that ended, and that nobody has asked for, has ended all the same: the
// others have its share from then on.
func TestFinishAskedLate(t *testing.T) {
	c := NewCPU(1)
	c.Start(0, 1, time.Second)
	c.Start(0, 2, 2*time.Second)
	c.Start(0, 3, 10*time.Second)
	before := c.State()
	if got := c.Busy(9 * second); got != 9*time.Second || !reflect.DeepEqual(before, c.State()) {
		t.Errorf("used %v; asking changed %v to %v", got, before, c.State())
	}
	c.Start(9*second, 4, time.Second) // 1 ended at 3 s, 2 at 5 s
	if at, job, ok := c.Next(); !ok || at != 9*second || job != 1 {
		t.Errorf("next is job %d at %v", job, at.Since())
	}
	if !c.Remove(9*second, 2) || c.Remove(9*second, 2) || c.Jobs() != 3 {
		t.Errorf("of a job that is done nobody is told once it is removed: %d jobs", c.Jobs())
	}
	if got := c.Finish(9*second, nil); !slices.Equal(got, []uint64{1}) {
		t.Errorf("done are %v", got)
	}
	if got := finishes(t, c); got != "[4] at 11s [3] at 14s " {
		t.Errorf("then %s", got)
	}
}

// Against the naive CPU: random jobs, removals and capacities, on instants a few
// nanoseconds apart as well as seconds.
func TestAgainstNaive(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		scale := []int64{3, 1000, 1e9}[seed%3]
		vcpus := []float64{0.05, 1, 2, 3.5}[r.IntN(4)]
		c, n := NewCPU(vcpus), newNaive(vcpus)
		now, job := sim.Time(0), uint64(0)
		for range 150 {
			at, who, ok := c.Next()
			wantAt, i, wantOK := n.next()
			if len(n.done) == 0 && (ok != wantOK || ok && (at != wantAt || who != n.jobs[i].job)) {
				t.Fatalf("seed %d: job %d at %d (%v), want job %d at %d (%v)", seed, who, at, ok, i, wantAt, wantOK)
			}
			if now = now.Add(time.Duration(r.Int64N(scale))); ok && r.IntN(2) == 0 {
				now = max(at, now-sim.Time(scale))
			}
			step(r, c, n, now, &job, scale)
			if err := c.Check(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if c.Busy(now) != n.busy() || c.Jobs() != len(n.jobs)+len(n.done) {
				t.Fatalf("seed %d: used %v by %d jobs, want %v by %d and %d", seed, c.Busy(now), c.Jobs(), n.busy(), len(n.jobs), len(n.done))
			}
			if r.IntN(3) > 0 {
				n.pass(now)
				if got := c.Finish(now, nil); !slices.Equal(got, n.done) {
					t.Fatalf("seed %d: at %d %v are done, want %v", seed, now, got, n.done)
				}
				n.done = nil
			}
		}
	}
}

// step does the same to both.
func step(r *rand.Rand, c *CPU, n *naive, now sim.Time, job *uint64, scale int64) {
	n.pass(now)
	switch k := r.IntN(10); {
	case k < 7:
		*job++
		work := time.Duration(r.Int64N(scale))
		c.Start(now, *job, work)
		n.start(*job, work)
	case k == 7 && *job > 0:
		gone := 1 + r.Uint64N(*job)
		if c.Remove(now, gone) != n.remove(gone) {
			panic("one CPU has the job, the other has not")
		}
	case k == 8:
		vcpus := []float64{0, 0.1, 1, 2.25, 8}[r.IntN(5)]
		c.SetCapacity(now, vcpus)
		n.capacity = newNaive(vcpus).capacity
	default:
		c.pass(now)
	}
}

// M/M/1 with processor sharing: a request is there for 1/(1−ρ) times its work
// in the mean, be it short or long.
func TestProcessorSharing(t *testing.T) {
	const rho, mean = 0.8, 1e7
	r := rand.New(rand.NewPCG(1, 2))
	c := NewCPU(1)
	type request struct{ since, work float64 }
	requests := map[uint64]request{}
	var took, work [2]float64 // of short and of long ones
	var next sim.Time
	for id := uint64(0); id < 400_000; {
		if at, _, ok := c.Next(); ok && at <= next {
			for _, d := range c.Finish(at, nil) {
				long := 0
				if requests[d].work > mean {
					long = 1
				}
				took[long] += float64(at) - requests[d].since
				work[long] += requests[d].work
				delete(requests, d)
			}
			continue
		}
		id++
		requests[id] = request{float64(next), r.ExpFloat64() * mean}
		c.Start(next, id, time.Duration(requests[id].work))
		next = next.Add(time.Duration(r.ExpFloat64() * mean / rho))
	}
	for long, name := range []string{"short", "long"} {
		if got, want := took[long]/work[long], 1/(1-rho); math.Abs(got-want) > 0.03*want {
			t.Errorf("%s requests take %.3f times their work, want %.3f", name, got, want)
		}
	}
	if used := float64(c.Busy(next)) / float64(next); math.Abs(used-rho) > 0.01 {
		t.Errorf("busy %.3f of the time, want %.3f", used, rho)
	}
}

// However long it goes on: a job that gets a seventh of the CPU all the time
// ends when it should to the nanosecond, after two million changes.
func TestNoDrift(t *testing.T) {
	c := NewCPU(1)
	const background, changes = 6, 1_000_000
	for i := range uint64(background) {
		c.Start(0, i, 1<<60)
	}
	c.Start(0, 99, changes)
	now := sim.Time(0)
	for range changes { // 7 ns give each job one, in steps that no decimal holds
		now += 3
		c.SetCapacity(now, 1)
		now += 4
		c.SetCapacity(now, 1)
	}
	if got := c.Finish(now, nil); !slices.Equal(got, []uint64{99}) {
		t.Errorf("at %d %v are done", now, got)
	}
	if got := c.Busy(now); got != now.Since() {
		t.Errorf("used %d of %d", got, now)
	}
}

// Work and instants at the ends of what there is.
func TestExtremes(t *testing.T) {
	c := NewCPU(0.000001)
	c.Start(0, 1, math.MaxInt64)
	if at, _, ok := c.Next(); ok {
		t.Errorf("292 years of work at a millionth of a vCPU end at %v", at.Since())
	}
	c.SetCapacity(second, 1_000_000)
	if at, _, ok := c.Next(); ok {
		t.Errorf("after a second, 292 years end beyond the end of time, not at %v", at.Since())
	}
	if !c.Remove(never-1, 1) || c.Busy(never-1) <= 0 {
		t.Error("the job is lost")
	}
}

func TestMistakesOfTheCaller(t *testing.T) {
	for name, wrong := range map[string]func(c *CPU){
		"time goes back":     func(c *CPU) { c.Start(second-1, 2, 0) },
		"the same job twice": func(c *CPU) { c.Start(second, 1, 0) },
		"one that is done":   func(c *CPU) { c.Start(2*second, 1, 0) },
		"negative work":      func(c *CPU) { c.Start(second, 2, -1) },
		"negative capacity":  func(c *CPU) { c.SetCapacity(second, -1) },
		"no number":          func(c *CPU) { c.SetCapacity(second, math.NaN()) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			c := NewCPU(1)
			c.Start(second, 1, 5)
			wrong(c)
		}()
	}
}

// BenchmarkJob is a job from its start to its end, with so many others there.
func BenchmarkJob(b *testing.B) {
	for _, n := range []int{1, 4, 64, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			r := rand.New(rand.NewPCG(1, 2))
			work := make([]time.Duration, 1024)
			for i := range work {
				work[i] = time.Duration(r.ExpFloat64() * 1e7)
			}
			c := NewCPU(2)
			for i := range n {
				c.Start(0, uint64(i), work[i])
			}
			id := uint64(n)
			var done []uint64
			for i := range b.N {
				at, _, _ := c.Next()
				done = c.Finish(at, done[:0])
				for range done {
					id++
					c.Start(at, id, work[i&1023])
				}
			}
		})
	}
}
