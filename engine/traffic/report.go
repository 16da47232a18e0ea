package traffic

import (
	"maps"
	"slices"
	"time"

	"skylab/engine/sim"
)

// TimedOut is the failure of a request whose client waited no longer.
const TimedOut = "timed out"

// Result is what became of one request.
type Result struct {
	// Offset is when it was sent, since the run's start.
	Offset time.Duration
	// Took is the time to its answer.
	Took time.Duration
	// Status is that of HTTP; 0 is that there was no response.
	Status int
}

// maxResults is how many results a run keeps one by one, the first ones; after
// them it only counts.
const maxResults = 100_000

// maxFailures bounds the kinds of failures that are counted by themselves.
const maxFailures = 50

// tally is what a run counts.
type tally struct {
	sent, answers, failed, timeouts, bytes int64

	latency  latencies
	statuses map[int]int64
	failures map[string]int64
	results  []Result
	line     timeline
}

func (t *tally) count(q Result, a answer) {
	t.answers++
	t.bytes += a.bytes
	slot := t.line.at(q.Offset + q.Took)
	slot.Answered++
	if a.failed() {
		t.failed++
		slot.Failed++
	}
	if a.status != 0 {
		t.statuses[a.status]++
		t.latency.add(q.Took)
	}
	if a.wrong != "" {
		if _, known := t.failures[a.wrong]; !known && len(t.failures) >= maxFailures {
			a.wrong = "other failures"
		}
		t.failures[a.wrong]++
	}
	if len(t.results) < maxResults {
		t.results = append(t.results, q)
	}
}

// Report is a run so far: what was sent, and what came back how soon.
type Report struct {
	Name, State  string
	Load, Target string
	// StartedAt is the start, and Seconds how long the run took so far or in
	// all.
	StartedAt time.Time
	Seconds   float64
	// Sent requests are Answered, timeouts among them, or Open. Failed are the
	// answers with a failure or a status from 400 on.
	Sent, Answered, Open, Failed, TimedOut int64 `aws:"always"`
	// RequestsPerSecond is the rate of answers.
	RequestsPerSecond float64 `aws:"always"`
	// Bytes are those of the answers' bodies.
	Bytes int64 `aws:"always"`
	// Latency is of the requests that had a response, in milliseconds.
	Latency     *Latency
	StatusCodes []StatusCount
	Failures    []FailureCount
}

// Latency sums up times to answers, in milliseconds. Percentiles are within
// 1 % of the true ones.
//
// fidelity: traffic.percentiles
type Latency struct {
	Mean, Min, P50, P90, P95, P99, Max float64 `aws:"always"`
}

// StatusCount is how many answers had a status.
type StatusCount struct {
	Status int
	Count  int64
}

// FailureCount is how many requests failed for a reason.
type FailureCount struct {
	Reason string
	Count  int64
}

// report is a run's at the present.
func (s *Service) report(r *run) *Report {
	took := r.took(s.k.Now())
	out := &Report{
		Name: r.name, State: r.state, Load: r.load(), Target: r.to.words, StartedAt: r.began.Wall(), Seconds: took.Seconds(),
		Sent: r.sent, Answered: r.answers, Open: int64(len(r.open)), Failed: r.failed, TimedOut: r.timeouts, Bytes: r.bytes,
	}
	if took > 0 {
		out.RequestsPerSecond = float64(r.answers) / took.Seconds()
	}
	if l := &r.latency; l.n > 0 {
		ms := func(d time.Duration) float64 { return float64(d.Round(time.Microsecond)) / 1e6 }
		out.Latency = &Latency{ms(l.mean()), ms(l.min), ms(l.quantile(0.5)), ms(l.quantile(0.9)), ms(l.quantile(0.95)), ms(l.quantile(0.99)), ms(l.max)}
	}
	for _, status := range slices.Sorted(maps.Keys(r.statuses)) {
		out.StatusCodes = append(out.StatusCodes, StatusCount{status, r.statuses[status]})
	}
	for _, reason := range slices.Sorted(maps.Keys(r.failures)) {
		out.Failures = append(out.Failures, FailureCount{reason, r.failures[reason]})
	}
	return out
}

func (r *run) took(now sim.Time) time.Duration {
	if r.state == Over {
		now = r.ended
	}
	return now.Sub(r.began)
}
