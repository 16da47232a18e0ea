package planning

import (
	"math"
	"math/rand/v2"
	"time"

	"skylab/engine/measure"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

const never = sim.Time(math.MaxInt64)

// Model is a scenario that runs.
type Model struct {
	Scenario
	now, until sim.Time
	count      int64 // of requests
	done       bool
	// foresees is Scenario.ahead; last is when the last request that was foreseen
	// ends.
	foresees bool
	last     sim.Time

	arriving *rand.Rand
	gap      float64 // mean distance of Poisson arrivals, 0 for others
	next     sim.Time
	service  measure.Sampler

	fleet
	laps
	bill register
}

// New is a scenario at its start: all instances are there and have nothing to
// do.
func New(s Scenario) (*Model, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	k := sim.New(s.Seed)
	m := &Model{Scenario: s, until: never, foresees: s.ahead(), arriving: k.Stream("fleet.arrivals"),
		service: measure.NewSampler(s.Service, k.Stream("fleet.service")), laps: newLaps(s.For), bill: newRegister()}
	if s.For > 0 {
		m.until = sim.Time(s.For)
	}
	if p, ok := s.Arrivals.(traffic.Poisson); ok {
		m.gap = float64(time.Second) / p.PerSecond
	}
	m.begin(k.Stream("fleet.launching"))
	m.draw()
	return m, nil
}

// draw finds when the next request comes.
func (m *Model) draw() {
	if m.gap > 0 {
		m.next = m.now + sim.Time(m.arriving.ExpFloat64()*m.gap)
		return
	}
	at, ok := m.Arrivals.Next(m.now, m.arriving)
	if m.next = at; !ok {
		m.next = never
	}
}

// Run goes on for so many events, or to the end; it tells whether that is
// reached. An event is a request, the end of some, or a change of the fleet.
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
	case m.Scenario.Requests > 0:
		return float64(m.count) / float64(m.Scenario.Requests+1)
	case m.For > 0:
		return float64(m.now) / (float64(m.For) + 1)
	}
	return 0
}

// Now is how far the run is.
func (m *Model) Now() time.Duration { return m.now.Since() }

// Requests are how many requests there were.
func (m *Model) Requests() int64 { return m.count }

// Stop ends the run where it is, as if it had been meant to.
func (m *Model) Stop() {
	if !m.done {
		m.finish(m.now)
	}
}

// step is the next event: of those at one instant first what happens to the
// fleet, then what ends, then what arrives.
func (m *Model) step() {
	fleet, ends := m.changes.at(), m.ends.at()
	at := min(fleet, ends, m.next)
	if m.until == never && min(ends, m.next) == never { // credits are counted for ever
		m.finish(max(m.now, m.last))
		return
	}
	if at >= m.until {
		m.finish(m.until)
		return
	}
	for at >= m.lapEnd {
		m.endLap()
	}
	m.now = at
	switch at {
	case fleet:
		m.change()
	case ends:
		m.complete()
	default:
		m.arrive()
	}
}

// arrive takes a request in.
func (m *Model) arrive() {
	m.count++
	m.lap.requests++
	work := m.service.Draw()
	if m.foresees {
		m.foresee(work)
	} else {
		m.admit(work)
	}
	if m.count == m.Scenario.Requests {
		m.finish(m.now)
		return
	}
	m.draw()
}

// finish ends the run at the given instant.
func (m *Model) finish(at sim.Time) {
	for at >= m.lapEnd {
		m.endLap()
	}
	m.now, m.done = at, true
	if m.Type.Burstable {
		m.countCredits()
	}
	m.settle()
	m.bill.pass(at)
}
