package cloud

import (
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/lambda"
	"skylab/engine/sim"
)

// justNow is how long, at least, a refused request is shown.
const justNow = time.Second

// pulse is what the journal says about a function that its queries do not.
type pulse struct {
	refused []sim.Time
	retries map[string]sim.Time // when a queued event is tried again
}

func (d *reader) pulse(name string) *pulse {
	p := d.pulses[name]
	if p == nil {
		p = &pulse{retries: map[string]sim.Time{}}
		if d.pulses == nil {
			d.pulses = map[string]*pulse{}
		}
		d.pulses[name] = p
	}
	return p
}

// count folds an event into the history.
func (d *reader) count(entry sim.Entry) {
	h, at := &d.state.history, entry.At.Since()
	switch e := entry.Event.(type) {
	case lambda.InvocationStarted:
		h.began(at)
	case lambda.InvocationEnded:
		h.ended(at)
	case lambda.Throttled:
		p := d.pulse(e.Function)
		p.refused = append(p.refused, entry.At)
	case lambda.EventRetried:
		d.pulse(e.Function).retries[e.Request] = entry.At.Add(e.Delay)
	case lambda.EventPolled:
		delete(d.pulse(e.Function).retries, e.Request)
	case lambda.EventDropped:
		delete(d.pulse(e.Function).retries, e.Request)
	case lambda.FunctionDeleted:
		delete(d.pulses, e.Function)
	}
}

// functions reads the lanes and sums them up.
func (d *reader) functions(w *engine.World) {
	s := &d.state
	views := w.Lambda.Functions()
	s.functions = s.functions[:0]
	s.totals = totals{concurrent: w.Lambda.Concurrency()}
	for _, v := range views {
		f := function{name: v.Name, runtime: v.Runtime, memory: v.MemoryMB, timeout: v.Timeout,
			state: v.State, ready: v.State == lambda.Active, unready: v.Unready, waiting: v.Queued, outside: v.Outside}
		if f.runtime == "" {
			f.runtime = "image"
		}
		st := w.Lambda.Stats(v.Name)
		f.totals = totals{invocations: st.Invocations, errors: st.Errors, throttles: st.Throttles, coldStarts: st.ColdStarts,
			concurrent: st.Concurrent, peak: st.MaxConcurrent, p50: st.P50, p99: st.P99}
		for _, e := range w.Lambda.Environments(v.Name) {
			f.slots = append(f.slots, slotOf(w.Now(), e))
		}
		p := d.pulse(v.Name)
		f.refused, f.retry = p.now(w.Now(), max(justNow, s.glide))
		s.functions = append(s.functions, f)
		s.totals.add(f.totals)
	}
}

// slotOf is an environment as it is drawn.
func slotOf(now sim.Time, e lambda.EnvironmentView) slot {
	v := slot{id: e.ID, since: now.Sub(e.Since), left: -1, cold: e.Cold, served: e.Invocations, outside: e.Outside}
	v.request, _, _ = strings.Cut(e.RequestID, "-")
	switch e.State {
	case lambda.Preparing:
		v.phase = preparing
	case lambda.Init:
		v.phase = starting
	case lambda.Busy:
		v.phase = busy
	default:
		v.phase = idle
		if e.Remaining > 0 {
			v.left = e.Remaining
		}
	}
	return v
}

// now is how many requests were refused in the last moments, and how long it
// is until the next event is tried again, or -1.
func (p *pulse) now(t sim.Time, last time.Duration) (refused int, retry time.Duration) {
	n := 0
	for _, at := range p.refused {
		if t.Sub(at) < last {
			p.refused[n] = at
			n++
		}
	}
	p.refused = p.refused[:n]
	retry = -1
	for _, at := range p.retries { // only the least: the order does not matter
		if left := at.Sub(t); retry < 0 || left < retry {
			retry = max(left, 0)
		}
	}
	return n, retry
}

// add sums counters up; of the durations the longest counts, since
// percentiles of several functions cannot be added.
func (t *totals) add(f totals) {
	t.invocations += f.invocations
	t.errors += f.errors
	t.throttles += f.throttles
	t.coldStarts += f.coldStarts
	t.peak = max(t.peak, f.peak)
	t.p50, t.p99 = max(t.p50, f.p50), max(t.p99, f.p99)
}
