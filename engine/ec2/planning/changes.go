package planning

import (
	"slices"
	"time"

	"skylab/engine/ec2/timing"
	"skylab/engine/sim"
)

// noticing is how long it takes until a load balancer sends no requests any
// more to an instance that has failed: two checks, 30 s apart.
//
// fidelity: fleet.zone-loss
const noticing = time.Minute

// change is something that will happen to the fleet, or to an instance of it.
type change struct {
	at         sim.Time
	kind       changeKind
	slot, life int
}

type changeKind uint8

const (
	creditsCounted changeKind = iota
	zoneLost
	lossNoticed
	zoneBack
	instanceRunning
	instanceReady
	cpuMetered
)

// changes are what will happen, the next first; there are few.
type changes []change

// add puts a change behind those of the same instant.
func (c *changes) add(new change) {
	at := len(*c)
	for at > 0 && (*c)[at-1].at > new.at {
		at--
	}
	*c = slices.Insert(*c, at, new)
}

func (c changes) at() sim.Time {
	if len(c) == 0 {
		return never
	}
	return c[0].at
}

// change lets the next change happen.
func (m *Model) change() {
	c := m.changes[0]
	m.changes = slices.Delete(m.changes, 0, 1)
	switch c.kind {
	case creditsCounted:
		m.countCredits()
		m.changes.add(change{at: m.now.Add(counting), kind: creditsCounted})
	case zoneLost, lossNoticed, zoneBack:
		m.strikeZone(c.kind)
	case cpuMetered:
		m.meter()
		m.changes.add(change{at: m.now.Add(metering), kind: cpuMetered})
	case instanceRunning, instanceReady:
		if i := m.instances[c.slot]; i.life == c.life {
			m.rise(c.kind, i)
		}
	}
}

// launch begins the start of an instance.
func (m *Model) launch(i *instance) {
	m.changes.add(change{m.now.Add(timing.Launching.Sample(m.launching)), instanceRunning, i.slot, i.life})
}

// rise goes on with it: the instance runs, or it has booted as well and serves.
func (m *Model) rise(kind changeKind, i *instance) {
	if kind == instanceReady {
		m.serve(i)
		i.warm = m.now.Add(m.Tracking.Warmup)
		return
	}
	m.start(i)
	m.changes.add(change{m.now.Add(timing.Booting.Sample(m.launching)), instanceReady, i.slot, i.life})
}

// strikeZone is what the loss of the first zone is for the fleet.
func (m *Model) strikeZone(kind changeKind) {
	m.zoneDown = kind == zoneLost || kind == lossNoticed && m.zoneDown
	for _, i := range m.instances {
		switch {
		case i.zone != 0:
		case m.tracks():
			m.strikeMember(kind, i)
		default:
			m.strike(kind, i)
		}
	}
	if m.tracks() {
		m.fill()
	}
}

// strike is what the loss of its zone is for an instance: it fails, that is
// noticed, and when the zone is back it starts anew.
func (m *Model) strike(kind changeKind, i *instance) {
	switch {
	case kind == zoneLost:
		m.fail(i)
	case i.up: // it is back already
	case kind == lossNoticed:
		m.withhold(i)
	case kind == zoneBack:
		m.launch(i)
	}
}

// fail ends an instance: whatever it serves is lost.
//
// fidelity: fleet.zone-loss
func (m *Model) fail(i *instance) {
	lost := i.app.End()
	for _, j := range i.cpu.State().Jobs {
		lost = append(lost, j.Job)
	}
	for _, id := range lost {
		m.leave(id)
	}
	m.lap.lost += int64(len(lost))
	m.halt(i)
}
