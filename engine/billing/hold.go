package billing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"skylab/engine/sim"
)

// hold is something that is paid for as long as it is there.
type hold struct {
	meter *Meter
	what  string
	// amount are the base units that each tick of the unit costs.
	amount int64
	// first is when it began, since is up to when the meter has counted it.
	first, since sim.Time
}

type held struct {
	key
	what string
}

// Hold says that from now on so much is there, until it is called again for
// the same thing: provisioned concurrency in MB (of all environments
// together), a snapshot in MB, event poller units, stored bytes, alarms. 0
// ends it. The thing ("live", a version, a bucket) is one of several that the
// resource may hold. Bills count what is held up to the present, rounded as
// AWS rounds the whole period (see Charged), and the meter keeps it when it
// ends. A negative amount panics, as does a usage type that has no duration.
func (s *Service) Hold(usage UsageType, resource, what string, amount int64) {
	m := s.Meter(usage, resource)
	if amount < 0 || m.price.unit.tick == 0 {
		panic(fmt.Sprintf("billing: %s of %s cannot be held at %d", usage, resource, amount))
	}
	k := held{key{usage, resource}, what}
	h := s.holds[k]
	if h == nil {
		if amount > 0 {
			now := s.k.Now()
			s.holds[k] = &hold{m, what, amount, now, now}
		}
		return
	}
	end := s.k.Now()
	if amount == 0 {
		end = h.end(end)
		delete(s.holds, k)
	}
	s.roll()
	for month := range s.month + 1 {
		m.add(month, h.in(month, end))
	}
	s.recent[m.place].spread(h.since, end, s.k.Now(), h.between)
	h.amount, h.since = amount, s.k.Now()
}

// Waive ends what Hold began, and nothing is paid for it since its last change:
// a Spot Instance that EC2 takes back in its first hour.
func (s *Service) Waive(usage UsageType, resource, what string) {
	delete(s.holds, held{key{usage, resource}, what})
}

// end is until when it is paid for if it ends now.
//
// fidelity: billing.held-periods
func (h *hold) end(now sim.Time) sim.Time {
	return max(now, h.first.Add(h.meter.price.period.of(now.Sub(h.first))))
}

// in are the base units of the month up to the end, beyond what the meter has.
// What rounding adds after the end of the present month is this month's.
func (h *hold) in(month int, end sim.Time) int64 {
	s := h.meter.s
	from, to := max(h.since, sim.FromWall(s.monthStart(month))), end
	if month < s.month {
		to = min(end, sim.FromWall(s.monthStart(month+1)))
	}
	if to <= from {
		return 0
	}
	return h.between(from, to)
}

// between are the base units of a span of time.
func (h *hold) between(from, to sim.Time) int64 {
	tick := h.meter.price.unit.tick
	return h.amount * (ticks(to, tick) - ticks(from, tick))
}

// ticks are the whole ticks from the world's beginning to t. Differences of it
// lose nothing, however a period is cut.
func ticks(t sim.Time, tick time.Duration) int64 { return int64(t) / int64(tick) }

// held are the things that are there, in a fixed order.
func (s *Service) held() []*hold {
	return slices.SortedFunc(maps.Values(s.holds), func(a, b *hold) int {
		return cmp.Or(a.meter.compare(b.meter), cmp.Compare(a.what, b.what))
	})
}
