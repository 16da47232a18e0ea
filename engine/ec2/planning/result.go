package planning

import (
	"time"

	"skylab/engine/measure"
)

// Result is what a run tells. Counts and costs are of the whole run, all others
// of the run after its warm-up. Times are in seconds.
type Result struct {
	// Requests are all: those that were served, refused for want of a place or of
	// an instance, or lost with an instance; the rest was under way at the end.
	Requests, Served, Refused, Lost int64
	// Wait is until a worker takes a request, Response until it is answered;
	// means over those that were.
	Wait, Response           measure.Estimate
	P50, P90, P95, P99, P999 measure.Estimate
	Refusal                  measure.Estimate // share of requests refused or lost
	Instances, Utilisation   measure.Estimate
	Throughput               measure.Estimate // answers a second
	Cost, InstanceCost       measure.Estimate
	CreditCost               measure.Estimate
	Batches                  int
	Warmup                   time.Duration
	Laps                     []Lap
}

// Lap is a stretch of the run.
type Lap struct {
	From, Length                    time.Duration
	Instances, Utilisation          float64
	Requests, Served, Refused, Lost int64
	Wait, Response, P99             time.Duration
}

const second = float64(time.Second)

// What estimates are made of; times in seconds.

func length(t *tally) float64    { return t.length / second }
func instances(t *tally) float64 { return t.instances / second }
func waits(t *tally) float64     { return t.waits / second }
func responses(t *tally) float64 { return t.responses / second }
func started(t *tally) float64   { return float64(t.started) }
func served(t *tally) float64    { return float64(t.served) }
func requests(t *tally) float64  { return float64(t.requests) }
func failed(t *tally) float64    { return float64(t.refused + t.lost) }

// Result is what the run has told. It has to be over: see Stop.
func (m *Model) Result() Result {
	var whole, counted lap
	for i := range m.past {
		whole.merge(&m.past[i])
	}
	whole.merge(&m.lap)
	batches, warmup := m.batches()
	if len(batches) < 2 { // too short to leave anything out
		batches, warmup = []lap{whole}, 0
	}
	for i := range batches {
		counted.merge(&batches[i])
	}
	r := Result{Requests: whole.requests, Served: whole.served, Refused: whole.refused, Lost: whole.lost,
		Batches: len(batches), Warmup: time.Duration(warmup) * m.lapLength}
	parts := func(y, x func(*tally) float64) (int, func(int) (float64, float64)) {
		return len(batches), func(i int) (float64, float64) { return y(&batches[i].tally), x(&batches[i].tally) }
	}
	r.Wait = measure.Ratio(parts(waits, started)).Within(0, measure.Unknown)
	r.Response = measure.Ratio(parts(responses, served)).Within(0, measure.Unknown)
	r.Refusal = measure.Probability(parts(failed, requests))
	r.Instances = measure.Ratio(parts(instances, length)).Within(0, measure.Unknown)
	r.Throughput = measure.Ratio(parts(served, length)).Within(0, measure.Unknown)
	r.Utilisation = measure.Ratio(parts(func(t *tally) float64 { return t.busy / second }, m.capacity)).Within(0, 1)
	means := whole.latency.Means(&m.sums)
	for q, into := range r.percentiles() {
		*into = measure.Quantile(len(batches), func(i int) *measure.Histogram { return &batches[i].latency }, levels[q], &counted.latency, means)
	}
	r.price(m)
	r.Laps = m.record(means)
	return r
}

// capacity is the CPU time that there was.
func (m *Model) capacity(t *tally) float64 { return instances(t) * float64(m.Type.VCPUs) }

// levels are the percentiles of a Result.
var levels = [...]float64{0.5, 0.9, 0.95, 0.99, 0.999}

func (r *Result) percentiles() [len(levels)]*measure.Estimate {
	return [...]*measure.Estimate{&r.P50, &r.P90, &r.P95, &r.P99, &r.P999}
}

// price fills in the cost. What instances cost is certain, what they borrow is
// known from several runs only.
func (r *Result) price(m *Model) {
	instances, surplus := m.cost()
	r.InstanceCost, r.CreditCost = measure.Around(instances, 0), measure.Around(surplus, 0)
	r.Cost = measure.Around(instances+surplus, 0)
	if m.Type.Burstable && m.Unlimited {
		r.CreditCost, r.Cost = measure.Lone(surplus), measure.Lone(instances+surplus)
	}
}

// record is the run over time.
func (m *Model) record(means measure.Means) []Lap {
	var out []Lap
	from := time.Duration(0)
	for i := range len(m.past) + 1 {
		l := &m.lap
		if i < len(m.past) {
			l = &m.past[i]
		}
		if l.length == 0 || i > 0 && i == len(m.past) && l.length < m.past[0].length/2 {
			continue // the rest after the last whole one is too short to show
		}
		out = append(out, Lap{From: from, Length: time.Duration(l.length), Instances: l.instances / l.length,
			Utilisation: ratio(l.busy, l.instances*float64(m.Type.VCPUs)), Requests: l.requests, Served: l.served, Refused: l.refused, Lost: l.lost,
			Wait: time.Duration(ratio(l.waits, float64(l.started))), Response: time.Duration(ratio(l.responses, float64(l.served))),
			P99: l.latency.Quantile(0.99, means)})
		from += time.Duration(l.length)
	}
	return out
}

// ratio is y by x, 0 if there is no x.
func ratio(y, x float64) float64 {
	if x == 0 {
		return 0
	}
	return y / x
}
