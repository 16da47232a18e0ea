package billing

import (
	"fmt"
	"math"
)

// Meter counts one kind of usage of one resource, such as the GB-seconds of a
// function. Turning it costs a few nanoseconds and allocates nothing.
type Meter struct {
	s        *Service
	usage    UsageType
	resource string
	place    int     // of its price in the list
	base     int64   // base units in one unit of the price
	months   []int64 // base units by month of the world
}

// Meter is the meter of that usage by that resource (a function's name), made
// at first use. It panics on a usage type that has no price: that is a mistake
// of this program.
func (s *Service) Meter(usage UsageType, resource string) *Meter {
	k := key{usage, resource}
	if m := s.meters[k]; m != nil {
		return m
	}
	for i, p := range s.prices {
		if p.usage == usage {
			m := &Meter{s: s, usage: usage, resource: resource, place: i, base: p.base}
			s.meters[k] = m
			return m
		}
	}
	panic(fmt.Sprintf("billing: usage type %q is not in the price list", usage))
}

// Add turns the meter by a quantity in the unit of the price: GB-seconds or
// requests. It is rounded to the nearest whole base unit (a megabyte for a
// millisecond, a request), so it is exact for whatever AWS can meter.
func (m *Meter) Add(quantity float64) { m.AddBase(int64(math.Round(quantity * float64(m.base)))) }

// AddDuration turns a GB-second meter by so many megabytes (of 1,024 to the
// GB) for so many milliseconds.
//
// fidelity: billing.gb-is-1024-mb
func (m *Meter) AddDuration(megabytes, milliseconds int64) { m.AddBase(megabytes * milliseconds) }

// AddBase turns the meter by n base units: MB-milliseconds or requests. A
// meter never runs backwards: a negative n panics.
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
	for len(m.months) <= m.s.month {
		m.months = append(m.months, 0)
	}
	m.months[m.s.month] += n
	m.s.turned[m.usage] += n
}

// in is the meter's reading of the i-th month, in base units.
func (m *Meter) in(month int) int64 {
	if month >= len(m.months) {
		return 0
	}
	return m.months[month]
}

// Reading is what a meter shows for the present month.
type Reading struct {
	Usage    UsageType
	Resource string
	Quantity Quantity
}

// Readings are the meters of the present month that are not at zero, in the
// order of the price list and then by resource.
func (s *Service) Readings() []Reading {
	s.roll()
	var out []Reading
	for _, m := range s.sorted() {
		if n := m.in(s.month); n > 0 {
			out = append(out, Reading{m.usage, m.resource, Quantity{n, m.base}})
		}
	}
	return out
}
