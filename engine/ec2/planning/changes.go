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
	at   sim.Time
	kind changeKind
	slot int
}

type changeKind uint8

const (
	creditsCounted changeKind = iota
	zoneLost
	lossNoticed
	zoneBack
	instanceRunning
	instanceReady
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
		for _, i := range m.instances {
			if i.zone == 0 {
				m.strike(c.kind, i)
			}
		}
	case instanceRunning:
		m.start(m.instances[c.slot])
		m.changes.add(change{m.now.Add(timing.Booting.Sample(m.launching)), instanceReady, c.slot})
	case instanceReady:
		m.serve(m.instances[c.slot])
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
		i.serving = false
		m.balancer.remove(i.slot)
	case kind == zoneBack:
		m.changes.add(change{m.now.Add(timing.Launching.Sample(m.launching)), instanceRunning, i.slot})
	}
}

// fail ends an instance: whatever it serves is lost.
//
// fidelity: fleet.zone-loss
func (m *Model) fail(i *instance) {
	m.settle()
	lost := i.app.End()
	for _, j := range i.cpu.State().Jobs {
		lost = append(lost, j.Job)
	}
	for _, id := range lost {
		m.leave(id)
	}
	m.lap.lost += int64(len(lost))
	i.before = i.worked(m.now)
	m.shut(i)
	i.up = false
	m.ends.set(i.slot, never)
	m.bill.stop(m.now, m.Type.Name, i.slot)
	m.running--
}
