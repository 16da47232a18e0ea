package planning

import (
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/measure"
)

// Latency is how long callers waited, in seconds: the duration of the
// invocation, cold ones with their init. Throttled requests do not count.
type Latency struct {
	Mean measure.Estimate `json:"mean"`
	P50  measure.Estimate `json:"p50"`
	P90  measure.Estimate `json:"p90"`
	P95  measure.Estimate `json:"p95"`
	P99  measure.Estimate `json:"p99"`
	P999 measure.Estimate `json:"p99.9"`
}

// Cost is what the run costs at a memory setting: a function's part of the
// account's bill, on which the others have their first setting.
type Cost struct {
	MemoryMB int              `json:"memory_mb"`
	USD      measure.Estimate `json:"cost_usd"`
}

// Throttled is how many requests were refused for a reason.
type Throttled struct {
	Reason scaling.Reason `json:"reason"`
	Count  int64          `json:"count"`
}

// Result is what a run tells of a function. Counts and costs are of the whole
// run, all others of the run after its warm-up. Times are in seconds.
type Result struct {
	Name string
	// Requests are all; Invocations those that were not throttled.
	Requests, Invocations, ColdStarts, Throttles measure.Estimate
	// Reasons are those of the throttles, without what did not happen.
	Reasons []Throttled
	// ColdStart is the share of invocations that started cold, Rejection that of
	// requests that were throttled.
	ColdStart, Rejection measure.Estimate
	// Servers are the environments, provisioned ones included, Running those that
	// serve, Idle the others; means over time. Utilisation is Running by Servers.
	Servers, Running, Idle, Utilisation measure.Estimate
	// Lifespan is the mean life of the on-demand environments that ended; Ended
	// is how many did.
	Lifespan measure.Estimate
	Ended    int64
	// Peak is the most that ran at once.
	Peak    int
	Latency Latency
	// Costs are by memory setting, in the order of the function's.
	Costs []Cost
	// Batches are how many the intervals rest on, Warmup is the time left out.
	Batches int
	Warmup  time.Duration
	// Levels are the shares of the whole run with 0, 1, 2 … environments.
	Levels []float64
	// Laps show the run over time.
	Laps []Lap
}

// Lap is a stretch of the run, for a chart.
type Lap struct {
	// Length is how long it was.
	Length                          time.Duration
	Running, Servers                float64
	Peak                            int
	Requests, ColdStarts, Throttles int64
	// P50 and P99 are of the durations, 0 if there was no invocation.
	P50, P99 time.Duration
}

// Now is how far the run is.
func (m *Model) Now() time.Duration { return time.Duration(m.now) }

// Requests are how many requests there were.
func (m *Model) Requests() int64 { return m.requests }

// Results are what the run has told of its functions, in the order of the
// scenario. The run has to be over: see Stop.
func (m *Model) Results() []Result {
	var out []Result
	costs := m.costs(nil, 0)
	for _, f := range m.functions {
		out = append(out, m.result(f, costs[f.Name]))
	}
	return out
}

// result is a function's; cost is that at its first memory setting.
func (m *Model) result(f *function, cost float64) Result {
	var whole, counted lap
	for i := range f.laps {
		whole.merge(&f.laps[i])
	}
	whole.merge(&f.lap)
	mean := whole.durations.Means(&f.sums)
	batches, warmup := m.batches(f)
	if len(batches) < 2 { // too short to leave anything out
		batches, warmup = []lap{whole}, 0
	}
	for i := range batches {
		counted.merge(&batches[i])
	}
	r := Result{Name: f.Name, Ended: whole.ended, Peak: whole.peak, Batches: len(batches),
		Warmup: time.Duration(warmup) * m.lapLength, Laps: f.record(mean)}
	for i, n := range whole.throttled {
		if n > 0 {
			r.Reasons = append(r.Reasons, Throttled{reasons[i], n})
		}
	}
	for _, d := range f.levels {
		r.Levels = append(r.Levels, d/whole.length)
	}
	r.count(batches, &whole.tally)
	r.rates(batches)
	r.latency(batches, &counted.durations, mean)
	for i, mb := range f.Memory {
		if i > 0 {
			cost = m.costs(f, mb)[f.Name]
		}
		r.Costs = append(r.Costs, Cost{mb, around(cost, newRates(f, mb), batches, length(&whole.tally))})
	}
	return r
}

// count fills in what is counted over the whole run.
func (r *Result) count(batches []lap, whole *tally) {
	total := func(n int64, of func(*tally) float64) measure.Estimate {
		e := ratio(batches, of, length)
		if e.High == measure.Unknown {
			return measure.Lone(float64(n))
		}
		half := (e.High - e.Value) * length(whole)
		return measure.Around(float64(n), half).Within(0, measure.Unknown)
	}
	r.Requests = total(whole.requests, requests)
	r.Invocations = total(whole.admitted(), admitted)
	r.ColdStarts = total(whole.cold, cold)
	r.Throttles = total(whole.throttles(), throttles)
}

// rates fills in probabilities and means.
func (r *Result) rates(batches []lap) {
	r.ColdStart = probability(batches, cold, admitted)
	r.Rejection = probability(batches, throttles, requests)
	r.Servers = ratio(batches, servers, length).Within(0, measure.Unknown)
	r.Running = ratio(batches, running, length).Within(0, measure.Unknown)
	r.Idle = ratio(batches, idle, length).Within(0, measure.Unknown)
	r.Utilisation = ratio(batches, running, servers).Within(0, 1)
	r.Lifespan = ratio(batches, lifespans, ended).Within(0, measure.Unknown)
}

func (r *Result) latency(batches []lap, all *measure.Histogram, mean measure.Means) {
	at := func(q float64) measure.Estimate { return quantile(batches, q, all, mean) }
	r.Latency = Latency{ratio(batches, latency, admitted).Within(0, measure.Unknown), at(0.5), at(0.9), at(0.95), at(0.99), at(0.999)}
}

// around is the cost of the whole run with its interval: that of the usage at
// the first tier's rates.
func around(cost float64, at rates, batches []lap, whole float64) measure.Estimate {
	e := ratio(batches, at.of, length)
	if e.High == measure.Unknown {
		return measure.Lone(cost)
	}
	half := (e.High - e.Value) * whole
	return measure.Around(cost, half).Within(0, measure.Unknown)
}

// record is the run over time.
func (f *function) record(mean measure.Means) []Lap {
	var out []Lap
	for i := range len(f.laps) + 1 {
		l := &f.lap
		if i < len(f.laps) {
			l = &f.laps[i]
		}
		if l.length == 0 || i > 0 && i == len(f.laps) && l.length < f.laps[0].length/2 {
			continue // the rest after the last whole one is too short to show
		}
		out = append(out, Lap{Length: time.Duration(l.length), Running: l.running / l.length, Servers: (l.running + l.idle) / l.length,
			Peak: l.peak, Requests: l.requests, ColdStarts: l.cold, Throttles: l.throttles(),
			P50: l.durations.Quantile(0.5, mean), P99: l.durations.Quantile(0.99, mean)})
	}
	return out
}
