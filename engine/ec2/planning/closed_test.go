package planning

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine/ec2/instancetype"
)

// erlangC is the probability that a request waits, with c servers at a load of a,
// by Erlang's loss formula.
func erlangC(a float64, c int) float64 {
	b := erlangB(a, c)
	rho := a / float64(c)
	return b / (1 - rho + rho*b)
}

func erlangB(a float64, c int) float64 {
	b := 1.0
	for k := 1; k <= c; k++ {
		b = a * b / (float64(k) + a*b)
	}
	return b
}

// TestErlangC: single servers and several with Poisson arrivals and exponential
// service have the waits of M/M/1 and M/M/c within 2 %. The busier, the longer a
// run has to be: the standard error is a part of that.
func TestErlangC(t *testing.T) {
	const service = 0.01
	for _, c := range []int{1, 2, 4, 16} {
		for _, load := range []struct{ rho, requests float64 }{{0.5, 1e6}, {0.8, 2e6}, {0.95, 10e6}} {
			if c == 16 && load.rho < 0.9 { // waits are rare: it takes more to see as many
				load.requests = 20e6 * (1.1 - load.rho)
			}
			if *long {
				load.requests *= 20
			}
			rate := load.rho * float64(c) / service
			s := single(t, rate, "exp:10ms", c)
			s.Requests = int64(load.requests)
			r := run(t, s)
			want := erlangC(load.rho*float64(c), c) * service / (float64(c) * (1 - load.rho))
			what := fmt.Sprintf("M/M/%d at %v", c, load.rho)
			within(t, what+", wait", r.Wait.Value, want, 0.02)
			within(t, what+", response", r.Response.Value, want+service, 0.02)
			within(t, what+", utilisation", r.Utilisation.Value, load.rho, 0.01)
			t.Logf("%s: %.6g (%.6g to %.6g), Erlang C %.6g", what, r.Wait.Value, r.Wait.Low, r.Wait.High, want)
		}
	}
}

// TestPollaczekKhinchine: with other service times the wait of a single server
// follows from their second moment.
func TestPollaczekKhinchine(t *testing.T) {
	for _, service := range []string{"10ms", "lognormal:8ms,20ms", "empirical:1ms,1ms,1ms,40ms"} {
		d := dist(t, service)
		mean, square := moments(d)
		const rho = 0.7
		s := single(t, rho/mean, service, 1)
		s.Requests = 3_000_000
		r := run(t, s)
		within(t, "M/G/1 of "+service, r.Wait.Value, rho/mean*square/2/(1-rho), 0.02)
	}
}

// TestProcessorSharing: a server that takes all at once has the response time of
// M/M/1 as well, and nobody waits for a worker.
func TestProcessorSharing(t *testing.T) {
	for _, service := range []string{"exp:10ms", "10ms"} { // it does not depend on the distribution
		s := single(t, 80, service, 1)
		s.Workers, s.Requests = 0, 1_500_000
		r := run(t, s)
		within(t, "response of "+service, r.Response.Value, 0.05, 0.02)
		if r.Wait.Value != 0 {
			t.Errorf("with workers for all a request waits for %v s", r.Wait.Value)
		}
	}
}

// TestErlangB: where nobody may wait, Erlang's loss formula says who is refused.
func TestErlangB(t *testing.T) {
	s := single(t, 300, "lognormal:8ms,20ms", 4)
	s.Backlog, s.Requests = 0, 2_000_000
	mean, _ := moments(s.Service)
	r := run(t, s)
	within(t, "refused", r.Refusal.Value, erlangB(300*mean, 4), 0.02)
	if r.Requests != r.Served+r.Refused {
		t.Errorf("%d requests, %d served and %d refused", r.Requests, r.Served, r.Refused)
	}
}

// TestForeseen: an instance whose requests are foreseen does what the computer of
// engine/machine does, request for request.
func TestForeseen(t *testing.T) {
	for _, c := range []struct{ workers, backlog, instances int }{{1, 100, 1}, {2, 3, 1}, {4, 0, 1}, {2, 5, 7}} {
		s := single(t, 190*float64(c.workers*c.instances)/2, "exp:10ms", c.workers)
		s.Instances, s.Backlog, s.Requests = c.instances, c.backlog, 50_000
		m, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		if !m.foresees {
			t.Fatalf("%+v is not foreseen", c)
		}
		n, err := New(s)
		if err != nil {
			t.Fatal(err)
		}
		n.foresees = false
		for !m.Run(1<<20) || !n.Run(1<<20) {
		}
		for !n.idle() { // what is under way when the last request comes
			n.now = n.ends.at()
			n.complete()
		}
		a, b := m.total(), n.total()
		if a.requests != b.requests || a.started != b.started || a.served != b.served || a.refused != b.refused || a.waits != b.waits || a.responses != b.responses {
			t.Errorf("%+v: foreseen %+v, run %+v", c, a, b)
		}
	}
}

// idle tells whether nothing is under way.
func (m *Model) idle() bool { return m.ends.at() == never }

// total is what happened in the whole run.
func (m *Model) total() (t tally) {
	for i := range m.past {
		t.add(&m.past[i].tally)
	}
	t.add(&m.lap.tally)
	return t
}

// TestLittle: what is under way is the rate times the response time, whatever
// serves it.
func TestLittle(t *testing.T) {
	for _, b := range []Balance{RoundRobin, LeastOutstanding} {
		s := single(t, 700, "lognormal:8ms,20ms", 2)
		s.Type, s.Workers, s.Instances, s.Balance = instancetype.Named("t3.micro"), 3, 7, b
		s.Unlimited, s.For = true, 2000*time.Second
		r := run(t, s)
		mean, _ := moments(s.Service)
		within(t, string(b)+": utilisation", r.Utilisation.Value, 700*mean/14, 0.02)
		within(t, string(b)+": throughput", r.Throughput.Value, 700, 0.01)
	}
}

// TestLeastOutstandingWaitsLess: it sends requests where there is room.
func TestLeastOutstandingWaitsLess(t *testing.T) {
	s := single(t, 8*80, "exp:10ms", 1)
	s.Instances, s.For = 8, 1000*time.Second
	first := run(t, s)
	s.Balance = LeastOutstanding
	if r := run(t, s); r.Wait.Value > first.Wait.Value/2 {
		t.Errorf("round robin waits for %v s, least outstanding for %v s", first.Wait.Value, r.Wait.Value)
	}
}
