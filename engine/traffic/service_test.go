package traffic

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// answers is an answer due in the fake world.
type answerDue struct{ N int }

func (answerDue) Kind() string { return "test.AnswerDue" }

// world answers each request after a latency, or at once where that is 0.
type world struct {
	t       *testing.T
	k       *sim.Kernel
	s       *Service
	latency func(n int) time.Duration
	status  int
	asked   []sim.Time
	open    map[int]func(any, *aws.Error)
	replies map[uint64]any
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, k: sim.New(1), status: 200, open: map[int]func(any, *aws.Error){}, replies: map[uint64]any{}}
	w.s = New(w.k, w, w)
	w.latency = func(int) time.Duration { return 100 * time.Millisecond }
	w.k.Handle(func(e sim.Entry) {
		w.s.On(e)
		if d, is := e.Event.(answerDue); is {
			w.open[d.N](&aws.HTTPResponse{Status: w.status, Body: []byte("hello")}, nil)
			delete(w.open, d.N)
		}
		if err := w.s.Check(); err != nil {
			t.Fatalf("after %s at %s: %v", e.Event.Kind(), w.k.Now().Since(), err)
		}
	})
	return w
}

func (w *world) Ask(_, _ string, _ any, then func(any, *aws.Error)) {
	n := len(w.asked)
	w.asked = append(w.asked, w.k.Now())
	if d := w.latency(n); d > 0 {
		w.open[n] = then
		w.k.After(d, answerDue{n})
		return
	}
	then(&aws.HTTPResponse{Status: w.status}, nil)
}

func (w *world) Input(string, map[string]any) (any, *aws.Error) { return &aws.HTTPRequest{}, nil }

func (w *world) Reply(id uint64, out any, _ *aws.Error) { w.replies[id] = out }

// run starts traffic to a URL and lets a time pass.
func (w *world) run(in StartInput, pass time.Duration) *Report {
	w.t.Helper()
	in.URL = "https://example.com/"
	if _, err := w.s.start(&aws.Request{ID: 1}, &in); err != nil {
		w.t.Fatal(err)
	}
	until := w.k.Now().Add(pass)
	for !w.k.Advance(until, 3) {
	}
	return w.s.report(w.s.runs[len(w.s.runs)-1])
}

func TestWorkers(t *testing.T) {
	for _, test := range []struct {
		name             string
		in               StartInput
		latency          time.Duration
		sent             int64
		seconds, atLeast float64
	}{
		{"each waits for its answer", StartInput{Workers: 10, Requests: 100}, 100 * time.Millisecond, 100, 1, 0.1},
		{"the remainder is left, as hey leaves it", StartInput{Workers: 30, Requests: 100}, 100 * time.Millisecond, 90, 0.3, 0.1},
		{"a rate limit holds for each worker", StartInput{Workers: 2, Requests: 20, RateLimit: 2}, 100 * time.Millisecond, 20, 5.1, 0.1},
		{"ticks missed are lost but for one", StartInput{Workers: 1, Requests: 4, RateLimit: 10}, 250 * time.Millisecond, 4, 1.1, 0.25},
		{"what is answered at once takes a breath", StartInput{Workers: 1, DurationMs: 1000}, 0, 1000, 1, 0.001},
		{"a duration ends it after the last answer", StartInput{Workers: 1, DurationMs: 1050}, 100 * time.Millisecond, 11, 1.1, 0.1},
	} {
		w := newWorld(t)
		w.latency = func(int) time.Duration { return test.latency }
		r := w.run(test.in, time.Minute)
		if r.State != Over || r.Sent != test.sent || r.Answered != test.sent || r.Seconds < test.seconds-1e-3 || r.Seconds > test.seconds+1e-3 {
			t.Errorf("%s: %+v", test.name, r)
		}
		if r.Latency.Min < 1000*test.atLeast || r.Latency.Max > 1000*test.atLeast*1.01+1 {
			t.Errorf("%s: latency %+v", test.name, r.Latency)
		}
	}
}

func TestOpenLoop(t *testing.T) {
	w := newWorld(t)
	w.latency = func(int) time.Duration { return time.Hour }
	r := w.run(StartInput{Shape: "constant:10/s", Requests: 600}, 30*time.Second)
	if r.State != Running || r.Sent != 300 || r.Open != 300 || r.Answered != 0 {
		t.Errorf("half way: %+v", r)
	}
	w.k.Advance(w.k.Now().Add(2*time.Hour), 1<<40)
	if r = w.s.report(w.s.runs[0]); r.State != Over || r.Sent != 600 || r.Answered != 600 || r.Seconds != 3660 {
		t.Errorf("in the end: %+v", r)
	}
	trace := []byte("HashOwner,HashApp,HashFunction,Trigger,1,2,3\no,a,f1,http,60,0,120\no,a,f2,timer,1,1,1\n")
	if r := newWorld(t).run(StartInput{Shape: "replay", Trace: trace, TraceFunction: "f1"}, 4*time.Hour); r.State != Over || r.Sent != 180 {
		t.Errorf("replay: %+v", r)
	}
}

// TestPatience: a request that waits too long is a failure, its late answer is
// nobody's, and its worker goes on.
func TestPatience(t *testing.T) {
	w := newWorld(t)
	w.latency = func(n int) time.Duration { return []time.Duration{50, 5000, 80, 300, 10}[n%5] * time.Millisecond }
	r := w.run(StartInput{Workers: 1, Requests: 50, TimeoutMs: 200}, time.Minute)
	if r.State != Over || r.Sent != 50 || r.Answered != 50 || r.TimedOut != 20 || r.Failed != 20 {
		t.Errorf("%+v", r)
	}
	if want := []FailureCount{{TimedOut, 20}}; fmt.Sprint(r.Failures) != fmt.Sprint(want) || fmt.Sprint(r.StatusCodes) != "[{200 30}]" {
		t.Errorf("failures %v, statuses %v", r.Failures, r.StatusCodes)
	}
	if want := 10 * (0.05 + 0.2 + 0.08 + 0.2 + 0.01); r.Seconds < want-1e-3 || r.Seconds > want+1e-3 {
		t.Errorf("it took %v s, want %v", r.Seconds, want)
	}
}

func TestStopWaitsForAnswers(t *testing.T) {
	w := newWorld(t)
	r := w.run(StartInput{Name: "web", Workers: 5, DurationMs: 60000, Wait: true}, 250*time.Millisecond)
	if r.State != Running || r.Open != 5 {
		t.Fatalf("%+v", r)
	}
	if _, err := w.s.start(&aws.Request{}, &StartInput{Name: "web", Workers: 1, Requests: 1, URL: "x"}); err == nil || err.(*aws.Error).Code != runExists {
		t.Errorf("a second run of the name: %v", err)
	}
	stopped, err := w.s.stopNamed(&aws.Request{}, &StopInput{"web"})
	if err != nil || stopped.State != Stopping || w.replies[1] != nil {
		t.Errorf("stopped: %+v, %v", stopped, err)
	}
	w.k.Advance(w.k.Now().Add(time.Second), 1<<20)
	if out, is := w.replies[1].(*StartOutput); !is || out.Report.State != Over || out.Report.Sent != 15 {
		t.Errorf("the reply is %+v", w.replies[1])
	}
	if n := w.k.Pending(); n > 1 { // the cancelled end may still lie in the queue
		t.Errorf("%d events are left", n)
	}
}

func TestStartRefuses(t *testing.T) {
	for name, in := range map[string]StartInput{
		"neither shape nor workers": {URL: "x"},
		"both":                      {URL: "x", Shape: "poisson:1/s", Workers: 1, Requests: 1},
		"workers without end":       {URL: "x", Workers: 1},
		"fewer requests":            {URL: "x", Workers: 2, Requests: 1},
		"no target":                 {Workers: 1, Requests: 1},
		"two targets":               {Workers: 1, Requests: 1, URL: "x", FunctionName: "f"},
		"an unknown shape":          {URL: "x", Shape: "some"},
		"a trace that is none":      {URL: "x", Shape: "replay", Trace: []byte("x")},
		"an empty message":          {QueueUrl: "q", Workers: 1, Requests: 1},
		"a negative rate":           {URL: "x", Workers: 1, Requests: 1, RateLimit: -1},
		"for ever":                  {URL: "x", Workers: 1, DurationMs: 1 << 62},
	} {
		w := newWorld(t)
		if _, err := w.s.start(&aws.Request{ID: 1}, &in); err == nil || len(w.s.runs) > 0 || w.k.Pending() > 0 {
			t.Errorf("%s: %v, and %d runs", name, err, len(w.s.runs))
		}
	}
}

// TestRunsThatSentNothingDiffer: what they will send is in what worlds are
// compared by.
func TestRunsThatSentNothingDiffer(t *testing.T) {
	seen := map[string]string{}
	for name, in := range map[string]StartInput{
		"one":             {Shape: "constant:1/s", FunctionName: "f"},
		"another rate":    {Shape: "constant:1/s", FunctionName: "f", Requests: 9},
		"another target":  {Shape: "constant:1/s", FunctionName: "g"},
		"another payload": {Shape: "constant:1/s", FunctionName: "f", Payload: []byte("1")},
	} {
		w := newWorld(t)
		if _, err := w.s.start(&aws.Request{ID: 1}, &in); err != nil {
			t.Fatal(err)
		}
		state := fmt.Sprint(w.s.State())
		if other, twice := seen[state]; twice {
			t.Errorf("%s is like %s: %s", name, other, state)
		}
		seen[state] = name
	}
}

// TestTimelineIsBounded: each doubling of the width keeps the sums.
func TestTimelineIsBounded(t *testing.T) {
	var l timeline
	for i := range 100_000 {
		l.at(time.Duration(i)*time.Second).Sent++
	}
	var n int64
	for _, s := range l.slots {
		n += s.Sent
	}
	if n != 100_000 || len(l.slots) > slots || l.width != 256*time.Second {
		t.Errorf("%d requests in %d slots of %s", n, len(l.slots), l.width)
	}
}

func TestLatencies(t *testing.T) {
	var l latencies
	for i := 1; i <= 100_000; i++ {
		l.add(time.Duration(i) * time.Microsecond)
	}
	for _, q := range []float64{0.001, 0.5, 0.9, 0.99, 1} {
		want := q * 100_000
		if got := float64(l.quantile(q)) / 1000; got < want*0.99 || got > want*1.01 {
			t.Errorf("quantile %v is %v µs, want about %v", q, got, want)
		}
	}
	for _, d := range []time.Duration{0, 1, 63, 64, 65, 127, 128, 1 << 40, 1<<63 - 1} {
		b, i := cell(d)
		if m := float64(middle(b, i)); m < float64(d)*0.99-1 || m > float64(d)*1.01+1 {
			t.Errorf("%d is counted as %v", d, m)
		}
	}
}

// BenchmarkRequest is one request of open traffic, answered at once by a world
// that does nothing.
func BenchmarkRequest(b *testing.B) {
	k := sim.New(1)
	w := &world{k: k, latency: func(int) time.Duration { return 0 }, status: 200}
	w.s = New(k, idle{}, w)
	k.Handle(w.s.On)
	if _, err := w.s.start(&aws.Request{ID: 1}, &StartInput{URL: "x", Shape: "poisson:1000/s"}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		k.Advance(1<<62, 1)
	}
}

// idle answers all at once.
type idle struct{}

var ok = &aws.HTTPResponse{Status: 200}

func (idle) Ask(_, _ string, _ any, then func(any, *aws.Error)) { then(ok, nil) }
func (idle) Input(string, map[string]any) (any, *aws.Error)     { return nil, nil }
