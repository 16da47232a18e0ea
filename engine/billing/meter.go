package billing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Meter counts one kind of usage of one resource, such as the GB-seconds of a
// function. Turning it costs a few nanoseconds and allocates nothing.
type Meter struct {
	s        *Service
	usage    UsageType
	resource string
	price    *price
	place    int     // of its price in the list
	months   []int64 // base units by month of the world
}

// compare orders meters as the price list does, then by resource.
func (m *Meter) compare(o *Meter) int {
	return cmp.Or(cmp.Compare(m.place, o.place), cmp.Compare(m.resource, o.resource))
}

// Meter is the meter of that usage by that resource (a function's name), made
// at first use. It panics on a usage type that has no price: that is a mistake
// of this program.
func (s *Service) Meter(usage UsageType, resource string) *Meter {
	k := key{usage, resource}
	if m := s.meters[k]; m != nil {
		return m
	}
	i := slices.IndexFunc(s.prices, func(p *price) bool { return p.usage == usage })
	if i < 0 {
		i = s.agree(usage)
	}
	m := &Meter{s: s, usage: usage, resource: resource, price: s.prices[i], place: i}
	s.meters[k] = m
	return m
}

// Add turns the meter by a quantity in the unit of the price: GB-seconds or
// requests. It is rounded to the nearest whole base unit (a megabyte for a
// millisecond, a request), so it is exact for whatever AWS can meter.
func (m *Meter) Add(quantity float64) {
	m.s.roll()
	m.AddBase(int64(math.Round(quantity * float64(m.price.unit.in(m.s.hours(m.s.month))))))
}

// AddDuration turns a GB-second meter by so many megabytes (of 1,024 to the
// GB) for so many milliseconds.
//
// fidelity: billing.gb-is-1024-mb
func (m *Meter) AddDuration(megabytes, milliseconds int64) { m.AddBase(megabytes * milliseconds) }

// AddBase turns the meter by n base units: MB-milliseconds, requests, bytes, or
// what the usage type says. A meter never runs backwards: a negative n panics.
func (m *Meter) AddBase(n int64) {
	if n < 0 {
		panic(fmt.Sprintf("billing: meter %s of %s turned by %d", m.usage, m.resource, n))
	}
	if n == 0 {
		return
	}
	if m.s.k.Now() >= m.s.monthEnd {
		m.s.roll()
	}
	m.add(m.s.month, n)
	m.s.recent[m.place].count(hour(m.s.k.Now()), n)
}

// add turns the meter in the i-th month.
func (m *Meter) add(month int, n int64) {
	if n == 0 {
		return
	}
	for len(m.months) <= month {
		m.months = append(m.months, 0)
	}
	m.months[month] += n
	m.s.turned[m.place] += n
}

// in is the meter's reading of the i-th month, in base units.
func (m *Meter) in(month int) int64 {
	if month >= len(m.months) {
		return 0
	}
	return m.months[month]
}
