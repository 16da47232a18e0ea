package planning

import (
	"math/rand/v2"
	"time"

	"skylab/engine/ec2/credits"
	"skylab/engine/machine"
	"skylab/engine/sim"
)

// fleet are the instances, and what is under way on them.
type fleet struct {
	instances []*instance
	balancer  balancer
	// ends has the instances on which requests will end, the next first, changes
	// what will happen to instances.
	ends      ends
	changes   changes
	launching *rand.Rand
	tracker
	// requests are those that are under way; those in free are used again.
	requests []request
	free     []uint64
	ended    []uint64 // scratch
	// running are the instances that are billed, owed are surplus credits.
	running int
	owed    credits.Amount
}

// request is one that is under way: when it came, and its CPU time.
type request struct {
	since sim.Time
	work  time.Duration
}

// instance is a computer of the fleet, or a place for one.
type instance struct {
	slot, zone int
	// up tells whether it runs, serving whether requests are sent to it.
	up, serving bool
	// life counts the computers that there were in its place: a change that is
	// meant for an earlier one does not happen.
	life int
	app  *machine.Application
	cpu  *machine.CPU
	// before is the CPU time of its earlier lives.
	before time.Duration
	account
	future
	membership
}

// begin makes the fleet: all are there and serve.
func (m *Model) begin(launching *rand.Rand) {
	m.launching = launching
	m.balancer = newBalancer(m.Balance)
	for range m.Instances {
		i := m.place()
		// fidelity: fleet.zones
		m.join(i, i.slot%Zones)
		m.start(i)
		m.serve(i)
	}
	if m.tracks() {
		m.desired = m.Instances
		m.changes.add(change{at: sim.Time(metering), kind: cpuMetered})
	}
	if m.Type.Burstable {
		m.changes.add(change{at: sim.Time(counting), kind: creditsCounted})
	}
	if m.Loss.To > 0 {
		m.changes.add(change{at: sim.Time(m.Loss.From), kind: zoneLost})
		m.changes.add(change{at: sim.Time(m.Loss.From + noticing), kind: lossNoticed})
		m.changes.add(change{at: sim.Time(m.Loss.To), kind: zoneBack})
	}
}

// place is a new place for an instance.
func (m *Model) place() *instance {
	i := &instance{slot: len(m.instances)}
	m.instances = append(m.instances, i)
	m.ends.add()
	return i
}

// start is when an instance is running: it is billed from then on.
func (m *Model) start(i *instance) {
	m.settle()
	i.up = true
	i.app = machine.NewApplication(m.Workers, m.Backlog)
	i.cpu = machine.NewCPU(float64(m.Type.VCPUs))
	if m.foresees {
		i.future = newFuture(m.Workers)
	}
	if i.serving { // it is back before its failure was noticed, and has nothing to do
		m.withhold(i)
		m.serve(i)
	}
	m.open(i)
	m.bill.start(m.now, m.Type.Name, i.slot)
	m.running++
}

// serve is when the load balancer begins to send requests to it.
func (m *Model) serve(i *instance) {
	if !i.serving {
		i.serving = true
		m.balancer.add(i.slot)
	}
}

// withhold is when the load balancer ceases to.
func (m *Model) withhold(i *instance) {
	if i.serving {
		i.serving = false
		m.balancer.remove(i.slot)
	}
}

// halt is when an instance no longer runs.
func (m *Model) halt(i *instance) {
	m.settle()
	i.before = i.worked(m.now)
	m.shut(i)
	i.up = false
	m.ends.set(i.slot, never)
	m.bill.stop(m.now, m.Type.Name, i.slot)
	m.running--
}

// worked is how much CPU time an instance has used in all its lives.
func (i *instance) worked(now sim.Time) time.Duration {
	if !i.up {
		return i.before
	}
	return i.before + i.cpu.Busy(now)
}

// admit sends a request to an instance.
//
// fidelity: fleet.balancing
func (m *Model) admit(work time.Duration) {
	slot, ok := m.balancer.pick()
	if !ok {
		m.lap.refused++
		return
	}
	i := m.instances[slot]
	if !i.up { // nobody knows yet: it will wait for an answer in vain
		m.lap.lost++
		m.balancer.change(slot, +1)
		return
	}
	id := m.enter(request{m.now, work})
	switch i.app.Arrive(m.now, id) {
	case machine.Refused:
		m.lap.refused++
		m.leave(id)
		return
	case machine.Started:
		m.compute(i, machine.Turn{Request: id})
		m.plan(i)
	}
	m.balancer.change(slot, +1)
}

// enter takes a request among those under way, leave takes it out.
func (m *Model) enter(r request) uint64 {
	if len(m.free) == 0 {
		m.requests = append(m.requests, r)
		return uint64(len(m.requests) - 1)
	}
	id := m.free[len(m.free)-1]
	m.free = m.free[:len(m.free)-1]
	m.requests[id] = r
	return id
}

func (m *Model) leave(id uint64) { m.free = append(m.free, id) }

// compute lets a worker take a request.
func (m *Model) compute(i *instance, t machine.Turn) {
	m.lap.started++
	m.lap.waits += float64(t.Waited)
	i.cpu.Start(m.now, t.Request, m.requests[t.Request].work)
}

// plan notes when something will end on an instance.
func (m *Model) plan(i *instance) {
	at, _, ok := i.cpu.Next()
	if !ok {
		at = never
	}
	m.ends.set(i.slot, at)
}

// complete ends the requests that are done now on an instance, and lets its
// workers take others.
func (m *Model) complete() {
	i := m.instances[m.ends.first()]
	m.ended = i.cpu.Finish(m.now, m.ended[:0])
	for _, id := range m.ended {
		m.answered(m.now.Sub(m.requests[id].since))
		m.leave(id)
		if i.serving {
			m.balancer.change(i.slot, -1)
		}
		if next, ok := i.app.Done(m.now); ok {
			m.compute(i, next)
		}
	}
	m.plan(i)
	if i.draining {
		m.release(i)
	}
}

// answered counts a request that took so long.
func (m *Model) answered(took time.Duration) {
	m.lap.served++
	m.lap.responses += float64(took)
	m.lap.latency.Add(&m.sums, took)
}
