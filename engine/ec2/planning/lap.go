package planning

import (
	"time"

	"skylab/engine/measure"
	"skylab/engine/sim"
)

// tally is what happened in some stretch of time.
type tally struct {
	// length is the stretch, instances the time that instances were billed for
	// in it and busy their CPU time, all in nanoseconds.
	length, instances, busy float64
	// started requests were taken by a worker, after waits together, served ones
	// answered, after responses together. What is foreseen counts where it comes.
	requests, started, served, refused, lost int64
	waits, responses                         float64
}

func (t *tally) add(o *tally) {
	t.length += o.length
	t.instances += o.instances
	t.busy += o.busy
	t.requests += o.requests
	t.started += o.started
	t.served += o.served
	t.refused += o.refused
	t.lost += o.lost
	t.waits += o.waits
	t.responses += o.responses
}

// lap is one of the equally long stretches that a run is recorded in.
type lap struct {
	tally
	latency measure.Histogram
}

func (l *lap) merge(o *lap) {
	l.add(&o.tally)
	l.latency.Merge(&o.latency)
}

// laps record a run. One whose length is known has 62 of them: a warm-up of two
// and 30 batches of two. One that ends otherwise begins with short laps, and
// whenever there are 64 each two become one.
type laps struct {
	lap       lap
	past      []lap
	sums      measure.Sums
	lapLength time.Duration
	lapEnd    sim.Time
	// settled is up to when instances and CPU time have been counted, worked the
	// CPU time up to then.
	settled sim.Time
	worked  time.Duration
}

const (
	plannedLaps = 62
	maxLaps     = 64
)

func newLaps(run time.Duration) laps {
	length := time.Millisecond
	if run > 0 {
		length = max(1, run/plannedLaps)
	}
	return laps{lapLength: length, lapEnd: sim.Time(length)}
}

// endLap ends the present lap.
func (m *Model) endLap() {
	m.now = m.lapEnd
	m.settle()
	m.past = append(m.past, m.lap)
	m.lap = lap{}
	if len(m.past) == maxLaps {
		for i := 0; i < maxLaps; i += 2 {
			m.past[i].merge(&m.past[i+1])
			m.past[i/2] = m.past[i]
		}
		clear(m.past[maxLaps/2:])
		m.past = m.past[:maxLaps/2]
		m.lapLength *= 2
	}
	m.lapEnd = m.lapEnd.Add(m.lapLength)
}

// settle counts the time of instances and CPUs up to the present.
func (m *Model) settle() {
	d := float64(m.now - m.settled)
	m.settled = m.now
	m.lap.length += d
	m.lap.instances += float64(d * float64(m.running))
	if m.foresees {
		return
	}
	worked := time.Duration(0)
	for _, i := range m.instances {
		worked += i.worked(m.now)
	}
	m.lap.busy += float64(worked - m.laps.worked)
	m.laps.worked = worked
}

// batches are the laps that count, grouped, and how many were left out before
// them as warm-up: a thirty-first of the run, if nothing changes.
func (m *Model) batches() (out []lap, warmup int) {
	const wanted = 30
	if m.Steady() {
		warmup = max(1, len(m.past)/(wanted+1))
	}
	warmup = min(warmup, len(m.past))
	group := max(1, (len(m.past)-warmup)/wanted)
	warmup += (len(m.past) - warmup) % group
	for i := warmup; i+group <= len(m.past); i += group {
		var b lap
		for j := i; j < i+group; j++ {
			b.merge(&m.past[j])
		}
		out = append(out, b)
	}
	return out, warmup
}
