package planning

import (
	"math"
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// Model is a scenario that runs.
type Model struct {
	scenario  Scenario
	functions []*function
	account   *scaling.Account
	// arrivals has the next request of each function, departures the end of each
	// invocation.
	arrivals, departures heap

	now, until sim.Time
	requests   int64
	done       bool
	// lapLength is how long a lap is; lapEnd and monthEnd end the present ones,
	// boundary is the earlier of them.
	lapLength                  time.Duration
	lapEnd, monthEnd, boundary sim.Time
}

// New is a scenario at its start.
func New(s Scenario) (*Model, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	m := &Model{scenario: s, account: scaling.NewAccount(s.Concurrency), until: math.MaxInt64, lapLength: time.Millisecond}
	if s.For > 0 {
		m.until = sim.Time(s.For)
	}
	if s.For > 0 {
		m.lapLength = firstLap(s.For)
	}
	m.lapEnd, m.monthEnd = sim.Time(m.lapLength), monthEnd(0)
	m.boundary = min(m.lapEnd, m.monthEnd)
	k := sim.New(s.Seed)
	for i, f := range s.Functions {
		m.functions = append(m.functions, newFunction(f, int32(i), m.account, k, &m.departures))
	}
	for _, f := range m.functions {
		if at, ok := f.next(0); ok {
			m.arrivals.push(entry{key: int64(at), fn: f.index})
		}
	}
	return m, nil
}

// Run goes on for so many events, or to the end; it tells whether that is
// reached. An event is a request or the end of an invocation.
func (m *Model) Run(events int) bool {
	for ; events > 0 && !m.done; events-- {
		m.step()
	}
	return m.done
}

// Progress is how much of the run is over, from 0 to 1; 0 if its end is not
// known. It reaches 1 only at the end.
func (m *Model) Progress() float64 {
	switch {
	case m.done:
		return 1
	case m.scenario.Requests > 0:
		return float64(m.requests) / float64(m.scenario.Requests+1)
	case m.scenario.For > 0:
		return float64(m.now) / (float64(m.scenario.For) + 1)
	}
	return 0
}

// Stop ends the run where it is, as if it had been meant to.
func (m *Model) Stop() {
	if !m.done {
		m.finish(m.now)
	}
}

// step is the next event. An invocation that ends at the instant of a request
// leaves its environment to it.
func (m *Model) step() {
	departs := len(m.departures) > 0
	at := sim.Time(math.MaxInt64)
	if departs {
		at = sim.Time(m.departures[0].key)
	}
	if len(m.arrivals) > 0 && sim.Time(m.arrivals[0].key) < at {
		at, departs = sim.Time(m.arrivals[0].key), false
	}
	if at >= m.until || at == math.MaxInt64 {
		m.finish(min(m.until, max(at, m.now)))
		return
	}
	for at >= m.boundary {
		m.cross()
	}
	m.now = at
	if departs {
		e := m.departures.pop()
		m.functions[e.fn].free(at, e.env)
		return
	}
	m.arrive(at)
}

func (m *Model) arrive(at sim.Time) {
	f := m.functions[m.arrivals[0].fn]
	f.arrive(at)
	if m.requests++; m.requests == m.scenario.Requests {
		m.finish(at)
		return
	}
	next, ok := f.next(at)
	if ok && next < m.until {
		m.arrivals.replace(entry{key: int64(next), fn: f.index})
		return
	}
	m.arrivals.pop()
}

// finish ends the run at the given instant.
func (m *Model) finish(at sim.Time) {
	if at == math.MaxInt64 { // nothing happens any more, and no end was given
		at = m.now
	}
	for at >= m.boundary {
		m.cross()
	}
	m.now, m.done = at, true
	for _, f := range m.functions {
		f.settle(at)
	}
}

// cross ends the present lap or month, or both.
func (m *Model) cross() {
	at := m.boundary
	for _, f := range m.functions {
		f.settle(at)
	}
	if at == m.monthEnd {
		m.endMonth()
	}
	if at == m.lapEnd {
		m.endLap()
	}
	m.boundary = min(m.lapEnd, m.monthEnd)
}

func (m *Model) endLap() {
	for _, f := range m.functions {
		f.laps = append(f.laps, f.lap)
		f.lap = lap{tally: tally{peak: f.running + f.busy}}
	}
	if len(m.functions[0].laps) == maxLaps {
		for _, f := range m.functions {
			f.laps = pair(f.laps)
		}
		m.lapLength *= 2
	}
	m.lapEnd = m.lapEnd.Add(m.lapLength)
}

func (m *Model) endMonth() {
	for _, f := range m.functions {
		f.paid = append(f.paid, f.month)
		f.month = usage{}
	}
	m.monthEnd = monthEnd(len(m.functions[0].paid))
}
