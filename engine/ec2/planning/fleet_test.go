package planning

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// day has requests at even distances, at a rate that changes.
type day []struct {
	hours     int
	perSecond float64
}

func (d day) Mean(at sim.Time) float64 {
	until := sim.Time(0)
	for _, part := range d {
		if until += sim.Time(time.Duration(part.hours) * time.Hour); at < until {
			return part.perSecond
		}
	}
	return 0
}

func (d day) Next(after sim.Time, _ *rand.Rand) (sim.Time, bool) {
	from := sim.Time(0)
	for _, part := range d {
		until := from.Add(time.Duration(part.hours) * time.Hour)
		if after < until && part.perSecond > 0 {
			gap := sim.Time(float64(time.Second) / part.perSecond)
			if at := from + max(0, (after-from)/gap+1)*gap; at < until {
				return at, true
			}
		}
		from = until
	}
	return 0, false
}

// TestWorkedDay is AWS's day of a t3.nano in unlimited mode (EC2 user guide;
// facts 4): a day idle, one at 7 %, half a day at 2.5 % and five hours at 100 %,
// of whose surplus 303.6 credits are charged and 144 carried.
func TestWorkedDay(t *testing.T) {
	s := single(t, 1, "100ms", 2)
	s.Type, s.Unlimited, s.For = instancetype.Named("t3.nano"), true, 65*time.Hour
	s.Arrivals = day{{24, 0}, {24, 1.4}, {12, 0.5}, {5, 20}}
	m := ran(t, s)
	if got := m.owed.Float(); math.Abs(got-303.6) > 0.1 {
		t.Errorf("%f credits are charged", got)
	}
	a := m.instances[0].credits
	if math.Abs(a.Surplus.Float()-144) > 0.1 || a.Balance != 0 {
		t.Errorf("surplus %f, balance %f", a.Surplus.Float(), a.Balance.Float())
	}
	r := m.Result()
	if math.Abs(r.CreditCost.Value-0.253) > 0.0005 || math.Abs(r.InstanceCost.Value-65*0.0052) > 1e-9 || r.Cost.Value != r.CreditCost.Value+r.InstanceCost.Value {
		t.Errorf("credits cost %v, the instance %v, together %v", r.CreditCost.Value, r.InstanceCost.Value, r.Cost.Value)
	}
}

// TestStandardSlowsDown: in standard mode a T2 spends its launch credits, and then
// is as fast as its baseline.
func TestStandardSlowsDown(t *testing.T) {
	s := single(t, 1, "50ms", 1)
	s.Type, s.Workers, s.Backlog, s.For = instancetype.Named("t2.micro"), 1, 10, 5*time.Hour
	s.Arrivals = traffic.Constant{PerSecond: 10} // half of the vCPU; the baseline is a tenth
	m := ran(t, s)
	// 30 launch credits and 6 an hour are 36 + 4·6 minutes of CPU time.
	if got, want := m.instances[0].worked(m.now), 60*time.Minute; (got - want).Abs() > time.Minute {
		t.Errorf("it worked for %v, its credits are worth %v", got, want)
	}
	last := m.Result().Laps[61]
	if math.Abs(last.Utilisation-0.1) > 0.005 || last.Response < 400*time.Millisecond {
		t.Errorf("at last it is busy for %v, and answers in %v", last.Utilisation, last.Response)
	}
	if m.owed != 0 {
		t.Errorf("in standard mode %f credits are charged", m.owed.Float())
	}
}

// TestCost: fixed fleets cost what the price list says, to the cent.
func TestCost(t *testing.T) {
	for _, c := range []struct {
		kind      string
		instances int
		run       time.Duration
		discount  float64
		want      float64
	}{
		{"m5.large", 1, 20 * time.Second, 0, 0.096 / 60}, // a minute at least
		{"m5.large", 1, 220 * time.Second, 0, 220 * 0.096 / 3600},
		{"t3.micro", 1, 730 * time.Hour, 0, 7.592},
		{"m7i.large", 3, 730 * time.Hour, 0, 3 * 73.584},
		{"c7g.large", 10, time.Hour, 0.7, 10 * 0.0725 * 0.3},
	} {
		s := single(t, 1, "1ms", 1)
		s.Type, s.Instances, s.For, s.Discount, s.Unlimited = instancetype.Named(c.kind), c.instances, c.run, c.discount, true
		s.Arrivals = traffic.Constant{PerSecond: 0.001}
		if r := run(t, s); math.Abs(r.Cost.Value-c.want) > 1e-6 {
			t.Errorf("%d %s for %v cost %v, want %v", c.instances, c.kind, c.run, r.Cost.Value, c.want)
		}
	}
}

// TestZoneLoss: what was under way on the instances of the zone is lost, and what
// is sent there until that is noticed; nothing before, and nothing after.
func TestZoneLoss(t *testing.T) {
	s := single(t, 30, "50ms", 1)
	s.Arrivals = traffic.Constant{PerSecond: 30}
	s.Instances, s.For, s.Loss = 6, 20*time.Minute, Loss{10 * time.Minute, 15 * time.Minute}
	r := run(t, s)
	// Two of six instances for a minute at 30 a second, and those in flight.
	if r.Lost < 600 || r.Lost > 603 {
		t.Errorf("%d requests are lost", r.Lost)
	}
	if r.Requests-r.Served-r.Lost-r.Refused > 6 || r.Refused != 0 {
		t.Errorf("%d requests, %d served, %d lost, %d refused", r.Requests, r.Served, r.Lost, r.Refused)
	}
	for _, l := range r.Laps {
		before, after := l.From+l.Length <= s.Loss.From, l.From >= s.Loss.From+noticing
		if (before || after) && l.Lost > 0 {
			t.Errorf("from %v %d are lost", l.From, l.Lost)
		}
	}
	// Two instances are not billed for five minutes and until they run again.
	hours := r.InstanceCost.Value / (float64(s.Type.Price) / 1e10)
	if want := 6.0/3 - 2*(300+16.5)/3600; math.Abs(hours-want) > 1.0/3600 {
		t.Errorf("billed are %v hours, want %v", hours, want)
	}
	one := s
	one.Instances, one.Loss.To, one.Service = 1, 11*time.Minute, dist(t, "10ms")
	if r := run(t, one); r.Refused == 0 || r.Requests != r.Served+r.Refused+r.Lost {
		t.Errorf("without any instance: %d requests, %d served, %d lost, %d refused", r.Requests, r.Served, r.Lost, r.Refused)
	}
}

// TestArrivalsEnd: without a length a run lasts until the last request is answered,
// with one it lasts as long, whatever serves it.
func TestArrivalsEnd(t *testing.T) {
	for _, kind := range []string{"m7g.medium", "t3.micro"} {
		for _, workers := range []int{0, 1} {
			s := single(t, 1, "1s", 1)
			s.Type, s.Workers, s.Arrivals = instancetype.Named(kind), workers, traffic.Spike{Height: 10, For: 10 * time.Second}
			s.Unlimited = true
			m := ran(t, s)
			if m.Now() != 11*time.Second || m.Result().Served != 10 {
				t.Errorf("%s with %d workers: %d are served in %v", kind, workers, m.Result().Served, m.Now())
			}
			s.For = time.Hour
			if m = ran(t, s); m.Now() != time.Hour {
				t.Errorf("%s with %d workers: the run ends at %v", kind, workers, m.Now())
			}
		}
	}
}

// TestSliced: a run is the same however it is sliced.
func TestSliced(t *testing.T) {
	s := single(t, 500, "exp:10ms", 2)
	s.Type, s.Workers, s.Instances, s.Balance, s.For = instancetype.Named("t3.small"), 4, 5, LeastOutstanding, 30*time.Minute
	s.Loss = Loss{5 * time.Minute, 9 * time.Minute}
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

// TestSameRequests: the same seed brings the same requests to any fleet.
func TestSameRequests(t *testing.T) {
	s := single(t, 100, "exp:10ms", 1)
	s.Instances, s.For = 3, 1000*time.Second
	small := run(t, s)
	s.Instances, s.Type, s.Unlimited = 9, instancetype.Named("t3.large"), true
	if large := run(t, s); large.Requests != small.Requests {
		t.Errorf("%d requests come to three instances, %d to nine", small.Requests, large.Requests)
	}
}

// TestMistakes: what cannot be simulated is refused, and says why.
func TestMistakes(t *testing.T) {
	for name, wrong := range map[string]func(*Scenario){
		"no load":       func(s *Scenario) { s.Arrivals = nil },
		"no type":       func(s *Scenario) { s.Type = nil },
		"no instance":   func(s *Scenario) { s.Instances = 0 },
		"workers":       func(s *Scenario) { s.Workers = -1 },
		"backlog":       func(s *Scenario) { s.Backlog = mostWaiting + 1 },
		"discount":      func(s *Scenario) { s.Discount = 1 },
		"loss":          func(s *Scenario) { s.Loss = Loss{2 * time.Second, time.Second} },
		"a long run":    func(s *Scenario) { s.For = longestRun + 1 },
		"a long wait":   func(s *Scenario) { s.Service.Mid = longestService + 1 },
		"less than one": func(s *Scenario) { s.Requests = -1 },
	} {
		s := single(t, 1, "1ms", 1)
		wrong(&s)
		if _, err := New(s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestShortLossForgetsRequests: instances that are back before their loss is
// noticed get as many requests as the others; what they lost is not outstanding.
func TestShortLossForgetsRequests(t *testing.T) {
	s := single(t, 300, "10ms", 1)
	s.Instances, s.Balance, s.For = 6, LeastOutstanding, 30*time.Minute
	s.Loss = Loss{10 * time.Minute, 10*time.Minute + time.Second}
	m := ran(t, s)
	lost, kept := m.instances[0].worked(m.now), m.instances[1].worked(m.now)
	if lost < kept*9/10 {
		t.Errorf("an instance that was lost for a second worked for %v, another for %v", lost, kept)
	}
}
