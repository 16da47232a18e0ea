package billing

import (
	"math/big"
	"time"

	"skylab/engine/sim"
)

// RecentHours are how many hours ByHour can tell of, the present one included.
const RecentHours = 48

// recent is what the meters of a price have counted in each of the last hours, in
// base units. It tells where the months' totals come from; bills do not read it.
type recent struct {
	units  [RecentHours]int64
	newest int64 // the hour of the newest units
}

// count adds units in an hour, unless that is longer ago than is remembered.
func (r *recent) count(hour, n int64) {
	r.turn(hour)
	if hour > r.newest-RecentHours {
		r.units[hour%RecentHours] += n
	}
}

// turn makes room for an hour that is newer than any before.
func (r *recent) turn(hour int64) {
	if hour-r.newest >= RecentHours {
		*r = recent{newest: hour}
	}
	for r.newest < hour {
		r.newest++
		r.units[r.newest%RecentHours] = 0
	}
}

// in are the units of an hour.
func (r *recent) in(hour int64) int64 {
	if hour > r.newest || hour <= r.newest-RecentHours || hour < 0 {
		return 0
	}
	return r.units[hour%RecentHours]
}

// spread counts what between tells of any span of time, hour by hour up to the
// present one, which gets what is counted ahead.
func (r *recent) spread(from, to, now sim.Time, between func(from, to sim.Time) int64) {
	last := hour(now)
	for h := max(hour(from), last-RecentHours+1, 0); h <= last; h++ {
		begin, end := max(from, hourTime(h)), min(to, hourTime(h+1))
		if h == last {
			end = to
		}
		if begin < end {
			r.count(h, between(begin, end))
		}
	}
}

// hourTime is when an hour of the world begins.
func hourTime(hour int64) sim.Time { return sim.Time(hour * int64(time.Hour)) }

// Hour is what was used in an hour.
type Hour struct {
	// Begin is its first instant.
	Begin time.Time
	// Exact is what that is charged as, in dollars, before what the free tier and
	// commitments take off.
	Exact *big.Rat
}

// ByHour are the newest n hours of the world, the present one last, and fewer
// where there were fewer. Tiers are those that the month had reached.
func (s *Service) ByHour(n int) []Hour {
	s.roll()
	last := hour(s.k.Now())
	first := max(last-int64(min(n, RecentHours))+1, 0)
	out := make([]Hour, last-first+1)
	for i := range out {
		out[i] = Hour{hourTime(first + int64(i)).Wall(), new(big.Rat)}
	}
	used := s.recentUse()
	totals := map[int]map[UsageType]int64{}
	for place, p := range s.prices {
		above := map[int]int64{} // what later hours of a month have
		for h := last; h >= first; h-- {
			units := used[place].in(h)
			if units == 0 {
				continue
			}
			month := s.monthOf(hourTime(h))
			if totals[month] == nil {
				totals[month] = s.totals(month)
			}
			upTo := totals[month][p.usage] - above[month]
			above[month] += units
			per := p.unit.in(s.hours(month))
			cost := new(big.Rat).Sub(p.cost(Quantity{upTo, per}), p.cost(Quantity{upTo - units, per}))
			out[h-first].Exact.Add(out[h-first].Exact, cost)
		}
	}
	return out
}

// recentUse is what was counted, with what is held and stored up to the present.
func (s *Service) recentUse() []recent {
	now := s.k.Now()
	out := append([]recent(nil), s.recent...)
	for _, h := range s.held() {
		out[h.meter.place].spread(h.since, h.end(now), now, h.between)
	}
	for _, st := range s.stocked() {
		out[st.meter.place].spread(hourTime(st.since), now, now, st.over)
	}
	return out
}

// totals are the base units of a month by usage type.
func (s *Service) totals(month int) map[UsageType]int64 {
	out := map[UsageType]int64{}
	for _, r := range s.readings(month) {
		out[r.Usage] += r.Quantity.N
	}
	return out
}

// cost is what a month's quantity costs over all tiers.
func (p *price) cost(q Quantity) *big.Rat {
	b := Bill{Exact: new(big.Rat)}
	b.addTiers(p, q)
	return b.Exact
}
