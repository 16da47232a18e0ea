package planning

import (
	"time"

	"skylab/engine/autoscaling/policy"
	"skylab/engine/sim"
)

// metering is how often a group looks at the CPU of its instances.
const metering = time.Minute

// tracker is an Auto Scaling group with a target tracking policy. Of a fleet
// that is fixed it knows only its members.
type tracker struct {
	// desired is how many instances the group wants, members how many it has in
	// each zone, those that are launching included.
	desired int
	members [Zones]int
	// high and low are how many minutes in a row the CPU was above the target, and
	// below the share of it at which the group shrinks.
	high, low int
	zoneDown  bool
	// vacant are places without an instance.
	vacant []*instance
}

// membership is what an instance is in its group.
type membership struct {
	// member tells whether the group counts it, failed whether its zone was lost
	// with it, draining whether it has left and serves what it has.
	member, failed, draining bool
	// warm is from when on it has warmed up, joined when it was launched.
	warm, joined sim.Time
	// metered is the CPU time that the group has seen.
	metered time.Duration
}

// join makes an instance a member.
func (m *Model) join(i *instance, zone int) {
	i.zone = zone
	i.membership = membership{member: true, joined: m.now}
	m.members[zone]++
}

// part takes an instance from the members.
func (m *Model) part(i *instance) {
	i.member = false
	m.members[i.zone]--
	m.withhold(i)
}

// meter takes the average CPU of the minute that ends, and lets the policy
// decide.
//
// fidelity: fleet.tracking
func (m *Model) meter() {
	cpu, warm, warming := m.readCPU()
	m.high, m.low = after(m.high, warm > 0 && cpu > m.Tracking.TargetCPU), after(m.low, warm > 0 && cpu < policy.LowShare*m.Tracking.TargetCPU)
	want := policy.Track(warm, cpu, m.Tracking.TargetCPU)
	switch {
	case m.high >= policy.HighMinutes:
		m.desired = max(m.desired, min(want, m.Tracking.Max))
		m.fill()
	case m.low >= policy.LowMinutes && warming == 0:
		m.desired = min(m.desired, max(want, m.Tracking.Min))
		m.shrink()
	}
}

// after is how many times in a row something holds.
func after(times int, holds bool) int {
	if holds {
		return times + 1
	}
	return 0
}

// readCPU is the average CPU utilisation, in per cent, of the members that were
// warm for the whole minute, how many these are, and how many are not so far.
// What was lost with its zone sends no metrics.
func (m *Model) readCPU() (cpu float64, warm, warming int) {
	busy := time.Duration(0)
	for _, i := range m.instances {
		worked := i.worked(m.now)
		switch {
		case !i.member || i.failed:
		case !i.serving || i.warm > m.now.Add(-metering):
			warming++
		default:
			warm++
			busy += worked - i.metered
		}
		i.metered = worked
	}
	if warm == 0 {
		return 0, 0, warming
	}
	return 100 * float64(busy) / (float64(metering) * float64(m.Type.VCPUs) * float64(warm)), warm, warming
}

// fill launches what the group wants and does not have, each in the zone with
// the fewest members.
func (m *Model) fill() {
	for m.size() < m.desired {
		i := m.vacancy()
		m.join(i, m.emptiest())
		m.launch(i)
	}
}

func (m *Model) size() (n int) {
	for _, k := range m.members {
		n += k
	}
	return n
}

// vacancy is a place for an instance.
func (m *Model) vacancy() *instance {
	n := len(m.vacant)
	if n == 0 {
		return m.place()
	}
	i := m.vacant[n-1]
	m.vacant = m.vacant[:n-1]
	return i
}

// emptiest is the zone with the fewest members, of those that are there.
func (m *Model) emptiest() int {
	best := 0
	if m.zoneDown {
		best = 1
	}
	for z := best + 1; z < Zones; z++ {
		if m.members[z] < m.members[best] {
			best = z
		}
	}
	return best
}

// shrink takes out members that the group does not want: each time the oldest of
// the zone with the most. They serve what they have, and end.
func (m *Model) shrink() {
	for m.size() > m.desired {
		i := m.oldest(m.fullest())
		m.part(i)
		if i.up {
			i.draining = true
			m.release(i)
		} else {
			m.vacate(i)
		}
	}
}

func (m *Model) fullest() int {
	best := 0
	for z, n := range m.members {
		if n > m.members[best] {
			best = z
		}
	}
	return best
}

// oldest is the member of a zone that was launched first.
func (m *Model) oldest(zone int) (out *instance) {
	for _, i := range m.instances {
		if i.member && i.zone == zone && (out == nil || i.joined < out.joined) {
			out = i
		}
	}
	return out
}

// release ends an instance that has left the group, if it has nothing to do.
func (m *Model) release(i *instance) {
	if i.app.Serving() == 0 && i.app.Waiting() == 0 {
		m.halt(i)
		m.vacate(i)
	}
}

// vacate leaves a place to another instance.
func (m *Model) vacate(i *instance) {
	i.life++
	i.membership = membership{}
	m.vacant = append(m.vacant, i)
}

// strikeMember is what the loss of its zone is for a member: it fails, and when
// that is noticed it is replaced. One that is launching is replaced at once.
//
// fidelity: fleet.zone-loss
func (m *Model) strikeMember(kind changeKind, i *instance) {
	switch {
	case kind == zoneLost && i.up:
		m.fail(i)
		i.life++
		if i.failed = i.member; !i.member {
			m.vacate(i)
		}
	case kind == zoneLost && i.member || kind == lossNoticed && i.failed:
		m.part(i)
		m.vacate(i)
	}
}
