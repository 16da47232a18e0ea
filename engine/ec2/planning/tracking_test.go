package planning

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"skylab/engine/autoscaling/policy"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// minutes has requests at even distances, at a rate that changes.
type minutes []struct {
	n         int
	perSecond float64
}

func (l minutes) Mean(at sim.Time) float64 {
	until := sim.Time(0)
	for _, part := range l {
		if until += sim.Time(time.Duration(part.n) * time.Minute); at < until {
			return part.perSecond
		}
	}
	return 0
}

func (l minutes) Next(after sim.Time, _ *rand.Rand) (sim.Time, bool) {
	from := sim.Time(0)
	for _, part := range l {
		until := from.Add(time.Duration(part.n) * time.Minute)
		if after < until {
			gap := sim.Time(float64(time.Second) / part.perSecond)
			if at := from + max(0, (after-from)/gap+1)*gap; at < until {
				return at, true
			}
		}
		from = until
	}
	return 0, false
}

// stepped is a group of 2 to 12 instances with a vCPU each that tracks 50 %. It
// begins with four under 1.6 vCPUs; then come 3.2, 6.4, and 1.2.
func stepped(t testing.TB) Scenario {
	s := single(t, 1, "10ms", 1)
	s.Workers, s.Balance, s.Instances, s.For = 0, LeastOutstanding, 4, 2*time.Hour
	s.Arrivals = minutes{{10, 160}, {20, 320}, {30, 640}, {60, 120}}
	s.Tracking = Tracking{Min: 2, Max: 12, TargetCPU: 50, Warmup: time.Minute}
	return s
}

// stages are the decisions of a stepped group by hand: three minutes above the
// target after each step up, fifteen below 70 % of it after the step down.
func stages() []stage {
	first := policy.Track(4, 100*3.2/4, 50)
	second := min(12, policy.Track(first, 100*6.4/float64(first), 50))
	last := policy.Track(second, 100*1.2/float64(second), 50)
	return []stage{{0, 4}, {10 + policy.HighMinutes, first}, {30 + policy.HighMinutes, second}, {60 + policy.LowMinutes, last}}
}

type stage struct{ minute, desired int }

// TestTrackingTimeline: a step load has the timeline of the table by hand.
func TestTrackingTimeline(t *testing.T) {
	want := stages()
	if fmt.Sprint(want) != "[{0 4} {13 7} {33 12} {75 3}]" {
		t.Fatalf("the table is %v", want)
	}
	m, err := New(stepped(t))
	if err != nil {
		t.Fatal(err)
	}
	got := []stage{{0, m.desired}}
	for !m.Run(1) {
		if m.desired != got[len(got)-1].desired {
			if m.now%sim.Time(time.Minute) != 0 {
				t.Errorf("the group changes at %v", m.Now())
			}
			got = append(got, stage{int(m.Now() / time.Minute), m.desired})
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the group changes at %v, by hand at %v", got, want)
	}
	if m.running != want[len(want)-1].desired {
		t.Errorf("%d run at the end", m.running)
	}
	if r := m.Result(); r.Requests != r.Served+m.under() {
		t.Errorf("%d requests, %d served: what shrinks loses none", r.Requests, r.Served)
	}
}

// under is how many requests are under way.
func (m *Model) under() int64 { return int64(len(m.requests) - len(m.free)) }

// TestTrackingStarts: a new instance is billed when it has been launched, serves
// when it has booted, and counts for the group when it has warmed up.
func TestTrackingStarts(t *testing.T) {
	m, err := New(stepped(t))
	if err != nil {
		t.Fatal(err)
	}
	decided, running, serving, warm := 13*time.Minute, time.Duration(0), time.Duration(0), time.Duration(0)
	for warm == 0 && !m.Run(1) {
		served := 0
		for _, i := range m.instances {
			if i.serving {
				served++
			}
		}
		if running == 0 && m.running == 7 {
			running = m.Now()
		}
		if serving == 0 && served == 7 {
			serving = m.Now()
			warm = time.Duration(m.instances[6].warm)
		}
	}
	if d := running - decided; d < 16400*time.Millisecond || d > 16600*time.Millisecond {
		t.Errorf("all run after %v", d)
	}
	if d := serving - decided; d < 19600*time.Millisecond || d > 19800*time.Millisecond {
		t.Errorf("all serve after %v", d)
	}
	if warm < decided+79600*time.Millisecond || warm > decided+79800*time.Millisecond {
		t.Errorf("the last is warm at %v", warm)
	}
}

// TestTrackingSliced: the timeline is the same however the run is sliced, also
// where a zone is lost.
func TestTrackingSliced(t *testing.T) {
	for _, loss := range []Loss{{}, {12 * time.Minute, 40 * time.Minute}, {13*time.Minute + 10*time.Second, 13*time.Minute + 20*time.Second}} {
		s := stepped(t)
		s.Loss = loss
		whole := run(t, s)
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 2))
		for !m.Run(1 + r.IntN(1000)) {
		}
		if got := m.Result(); !reflect.DeepEqual(got, whole) {
			t.Errorf("sliced %+v, whole %+v", got, whole)
		}
	}
}

// TestTrackingCost: the timeline by hand costs what its seconds do, the least
// minute included.
func TestTrackingCost(t *testing.T) {
	const launching = 16500 * time.Millisecond
	s := stepped(t)
	total, before := time.Duration(0), stage{}
	for _, now := range stages() {
		from := time.Duration(now.minute) * time.Minute
		if now.desired > before.desired && now.minute > 0 {
			from += launching
		}
		total += time.Duration(now.desired-before.desired) * (s.For - from)
		before = now
	}
	price := float64(s.Type.Price) / 1e10
	want, got := total.Hours()*price, run(t, s).Cost.Value
	if math.Abs(got-want) > 0.0001 {
		t.Errorf("it costs %v, by hand %v", got, want)
	}
	// A run that ends 10 s after the first instances were launched pays for a
	// minute of each of the three.
	s.For = 13*time.Minute + launching + 10*time.Second
	want = (4*s.For + 3*time.Minute).Hours() * price
	if got = run(t, s).Cost.Value; math.Abs(got-want) > 2.0/3600*price {
		t.Errorf("with three instances of 10 s it costs %v, by hand %v", got, want)
	}
}

// rough is a random load on a random group.
func rough(t *testing.T, seed uint64) Scenario {
	r := rand.New(rand.NewPCG(seed, 7))
	s := single(t, 1, "lognormal:8ms,20ms", 2)
	s.Seed, s.For, s.Workers, s.Backlog = seed, 2*time.Hour, r.IntN(4), r.IntN(100)
	s.Balance = []Balance{RoundRobin, LeastOutstanding}[r.IntN(2)]
	s.Type = instancetype.Named([]string{"m7g.large", "t3.micro", "t2.medium"}[r.IntN(3)])
	s.Unlimited = r.IntN(2) == 0
	load := minutes{}
	for range 6 {
		load = append(load, struct {
			n         int
			perSecond float64
		}{20, math.Pow(10, 2.7*r.Float64())})
	}
	s.Arrivals = load
	lo := 1 + r.IntN(4)
	s.Tracking = Tracking{Min: lo, Max: lo + r.IntN(8), TargetCPU: 20 + 70*r.Float64(), Warmup: time.Duration(r.IntN(300)) * time.Second}
	s.Instances = lo + r.IntN(s.Tracking.Max-lo+1)
	if r.IntN(2) == 0 {
		from := time.Duration(r.IntN(9000)) * time.Second
		s.Loss = Loss{from, from + time.Duration(1+r.IntN(600))*time.Second}
	}
	return s
}

// TestTrackingBounds: whatever comes, a group is not smaller than it may be, nor
// larger, and all its books agree.
func TestTrackingBounds(t *testing.T) {
	for seed := range uint64(20) {
		s := rough(t, seed)
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; !m.Run(501); n++ {
			if err := m.checkGroup(); err != nil {
				t.Fatalf("seed %d at %v: %v", seed, m.Now(), err)
			}
		}
		if r := m.Result(); r.Requests != r.Served+r.Refused+r.Lost+m.under() {
			t.Errorf("seed %d: %d requests, %d served, %d refused, %d lost, %d under way", seed, r.Requests, r.Served, r.Refused, r.Lost, m.under())
		}
	}
}

// checkGroup compares a group with its instances.
func (m *Model) checkGroup() error {
	var members [Zones]int
	up, places, draining := 0, 0, 0
	for _, i := range m.instances {
		switch {
		case i.member:
			members[i.zone]++
		case i.draining:
			draining++
		default:
			places++
		}
		if i.up {
			up++
		}
		if i.draining && (i.serving || !i.up) || i.failed && i.up || i.serving && !i.member {
			return fmt.Errorf("place %d: %+v", i.slot, i)
		}
	}
	if m.desired < m.Tracking.Min || m.desired > m.Tracking.Max || m.size() != m.desired {
		return fmt.Errorf("%d of %d members, within %d to %d", m.size(), m.desired, m.Tracking.Min, m.Tracking.Max)
	}
	if members != m.members || up != m.running || places != len(m.vacant) {
		return fmt.Errorf("members %v, counted %v; %d run, counted %d; %d vacant, counted %d", m.members, members, m.running, up, len(m.vacant), places)
	}
	return nil
}

// TestTrackingSettles: under a flat load a group finds its size, and keeps it.
func TestTrackingSettles(t *testing.T) {
	for _, c := range []struct {
		load         traffic.Arrivals
		first, after int
	}{
		{traffic.Constant{PerSecond: 330}, 1, 7},
		{traffic.Poisson{PerSecond: 330}, 1, 7},
		{traffic.Poisson{PerSecond: 330}, 20, 7},
		{traffic.Constant{PerSecond: 30}, 1, 1},
		{traffic.Poisson{PerSecond: 500}, 12, 12}, // 41.7 % is neither too much nor too little
		{traffic.Constant{PerSecond: 5000}, 3, 20},
	} {
		s := single(t, 1, "10ms", 1)
		s.Backlog, s.Balance, s.For, s.Arrivals = 2, LeastOutstanding, 90*time.Minute, c.load
		s.Instances, s.Tracking = c.first, Tracking{Min: 1, Max: 20, TargetCPU: 50, Warmup: 2 * time.Minute}
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		changes, size, last := 0, m.desired, time.Duration(0)
		for up := 0; !m.Run(1); {
			if m.desired == size {
				continue
			}
			if turn := m.desired - size; up*turn < 0 {
				t.Errorf("%T from %d: at %v it turns from %d to %d", c.load, c.first, m.Now(), size, m.desired)
			} else {
				up = turn
			}
			changes, size, last = changes+1, m.desired, m.Now()
		}
		t.Logf("%+v from %d: %d after %d changes, the last at %v", c.load, c.first, size, changes, last)
		if size < c.after || size > c.after+1 || last > time.Hour {
			t.Errorf("%+v from %d: %d instances after %d changes, the last at %v", c.load, c.first, size, changes, last)
		}
	}
}

// TestTrackingZoneLoss: what fails with its zone is replaced in the others, and
// the group does not shrink meanwhile.
func TestTrackingZoneLoss(t *testing.T) {
	s := stepped(t)
	s.Arrivals, s.Instances, s.For = traffic.Constant{PerSecond: 240}, 6, time.Hour // 40 %
	s.Loss = Loss{10 * time.Minute, 40 * time.Minute}
	m, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	for m.Now() < 13*time.Minute && !m.Run(1) {
	}
	if m.members[0] != 0 || m.size() < 6 || m.running < 6 {
		t.Errorf("after three minutes members are %v, %d run", m.members, m.running)
	}
	for !m.Run(1 << 20) {
	}
	r := m.Result()
	if r.Lost == 0 || r.Requests-r.Served-r.Lost > 6 || m.desired > 9 {
		t.Errorf("%d requests, %d served, %d lost; %d instances", r.Requests, r.Served, r.Lost, m.desired)
	}
}

// TestTrackingWaitsForWarmup: a group does not shrink while an instance warms up,
// nor in the minute in which the last has done so.
func TestTrackingWaitsForWarmup(t *testing.T) {
	s := stepped(t)
	s.Arrivals, s.For = minutes{{10, 160}, {4, 320}, {106, 120}}, time.Hour
	s.Tracking.Warmup = 30 * time.Minute // of those launched at 13:00 until 43:20
	m, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	got := []stage{{0, m.desired}}
	for !m.Run(1) {
		if m.desired != got[len(got)-1].desired {
			got = append(got, stage{int(m.Now() / time.Minute), m.desired})
		}
	}
	if want := []stage{{0, 4}, {13, 7}, {45, 3}}; !reflect.DeepEqual(got, want) {
		t.Errorf("the group changes at %v, by hand at %v", got, want)
	}
}

// TestTrackingLossWhileStarting: of seven instances three are starting, one in
// each zone, when a zone is lost. What was starting there is launched anew in
// another at once, or if it ran already when its failure is noticed; it neither
// runs nor serves before.
func TestTrackingLossWhileStarting(t *testing.T) {
	type look struct {
		at               time.Duration // after 13 minutes
		running, serving int
	}
	for _, c := range []struct {
		lost  time.Duration
		looks []look
	}{
		{10 * time.Second, []look{{9 * time.Second, 4, 4}, {18 * time.Second, 4, 4}, {25 * time.Second, 4, 6}, {35 * time.Second, 5, 7}, {75 * time.Second, 5, 5}, {95 * time.Second, 7, 7}}},
		{18 * time.Second, []look{{17 * time.Second, 7, 4}, {19 * time.Second, 4, 4}, {25 * time.Second, 4, 6}, {77 * time.Second, 4, 6}, {80 * time.Second, 4, 4}, {100 * time.Second, 7, 7}}},
	} {
		s := stepped(t)
		s.Loss = Loss{13*time.Minute + c.lost, time.Hour}
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range c.looks {
			for m.Now() < 13*time.Minute+l.at && !m.Run(1) {
			}
			serving := 0
			for _, i := range m.instances {
				if i.serving {
					serving++
				}
			}
			if err := m.checkGroup(); err != nil || m.running != l.running || serving != l.serving {
				t.Errorf("lost after %v, %v after 13 minutes %d run and %d serve, want %d and %d; %v", c.lost, l.at, m.running, serving, l.running, l.serving, err)
			}
		}
	}
}

// TestTrackingMistakes: groups that cannot be are refused.
func TestTrackingMistakes(t *testing.T) {
	for name, wrong := range map[string]func(*Tracking){
		"no least":        func(g *Tracking) { g.Min = 0 },
		"most below":      func(g *Tracking) { g.Max = 1 },
		"too many":        func(g *Tracking) { g.Max = mostInstances + 1 },
		"begins below":    func(g *Tracking) { g.Min = 5 },
		"begins above":    func(g *Tracking) { g.Max = 3 },
		"no target":       func(g *Tracking) { g.TargetCPU = 0 },
		"target above":    func(g *Tracking) { g.TargetCPU = 100.5 },
		"no number":       func(g *Tracking) { g.TargetCPU = math.NaN() },
		"a long warm-up":  func(g *Tracking) { g.Warmup = longestWarmup + 1 },
		"a target, alone": func(g *Tracking) { *g = Tracking{TargetCPU: 50} },
	} {
		s := stepped(t)
		wrong(&s.Tracking)
		if _, err := New(s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestTrackingIsNotSteady: the estimates of such a run are not those of batches
// that are alike, and its requests are not foreseen.
func TestTrackingIsNotSteady(t *testing.T) {
	s := stepped(t)
	s.Arrivals, s.Workers, s.Balance = traffic.Poisson{PerSecond: 10}, 1, RoundRobin
	if s.Steady() || s.ahead() {
		t.Errorf("steady %v, ahead %v", s.Steady(), s.ahead())
	}
	s.Tracking = Tracking{}
	if !s.Steady() || !s.ahead() {
		t.Errorf("fixed: steady %v, ahead %v", s.Steady(), s.ahead())
	}
}
