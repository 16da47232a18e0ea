package planning

import (
	"math"
	"time"

	"skylab/engine/ec2/credits"
	"skylab/engine/sim"
)

// counting is how often CPU credits are counted. An instance in standard mode
// whose credits do not last for a minute at full speed gets what they are worth,
// evenly; AWS lowers the speed over some minutes.
//
// fidelity: fleet.credits
const counting = time.Minute

// account is an instance's CPU credits, nil for types without.
type account struct {
	credits *credits.Account
	// counted is the CPU time that the account knows of, since up to when.
	counted time.Duration
	since   sim.Time
}

// open gives an instance that begins to run its account.
func (m *Model) open(i *instance) {
	i.account = account{counted: i.before, since: m.now}
	if rates, ok := credits.RatesOf(m.Type.Family(), m.Type.Size()); ok && m.Type.Burstable {
		i.credits = credits.New(rates, m.Unlimited)
	}
	m.pace(i)
}

// pace sets the speed of an instance up to the next count.
func (m *Model) pace(i *instance) {
	vcpus := float64(m.Type.VCPUs)
	if i.credits != nil && !m.Unlimited {
		// Rounded down, for what is not there cannot be spent.
		share := i.credits.May(counting).Seconds() / counting.Seconds()
		vcpus = min(vcpus, math.Floor(share*1e6)/1e6)
	}
	i.cpu.SetCapacity(m.now, vcpus)
}

// countCredits brings all accounts up to the present.
func (m *Model) countCredits() {
	for _, i := range m.instances {
		if !i.up {
			continue
		}
		m.countCreditsOf(i)
		if !m.Unlimited {
			m.pace(i)
			m.plan(i)
		}
	}
}

func (m *Model) countCreditsOf(i *instance) {
	d, worked := m.now.Sub(i.since), i.worked(m.now)
	busy := worked - i.counted
	if !m.Unlimited {
		busy = min(busy, i.credits.May(d)) // a part of a millisecond is not owed
	}
	m.owed += i.credits.Pass(d, busy)
	i.since, i.counted = m.now, worked
}

// shut is when an instance ceases to run: what it has borrowed is to be paid for.
func (m *Model) shut(i *instance) {
	if i.credits != nil {
		m.countCreditsOf(i)
		m.owed += i.credits.Settle()
	}
}
