package billing

import (
	"math/big"
	"time"
)

// Line is one line of a bill: usage of one type at one rate.
type Line struct {
	Service     string
	UsageType   UsageType
	Description string
	Quantity    Quantity
	Unit        string
	Rate        Rate
	// Amount is exact, in dollars.
	Amount *big.Rat
	// Rounded is what is charged.
	Rounded Cents
	// Explanation says how the amount comes about: "3 requests × $0.20 per
	// million".
	Explanation string
}

// Bill is what a month has cost so far.
type Bill struct {
	// Month is its first instant, UTC.
	Month time.Time
	// FreeTier tells whether the always-free usage was taken off.
	FreeTier bool
	Lines    []Line
	// Exact is the sum of the exact amounts, in dollars.
	Exact *big.Rat
	// Total is what is charged: the sum of the rounded lines.
	Total Cents
}

// Bill is the bill of the present month so far.
func (s *Service) Bill() Bill {
	s.roll()
	return s.bill(s.month)
}

// Bills are the bills of all months of the world, the present one last.
func (s *Service) Bills() []Bill {
	s.roll()
	var out []Bill
	for i := range s.month + 1 {
		out = append(out, s.bill(i))
	}
	return out
}

func (s *Service) bill(month int) Bill {
	b := Bill{Month: s.monthStart(month), FreeTier: s.freeTier, Exact: new(big.Rat)}
	left := map[pool]int64{}
	if s.freeTier {
		left[freeRequests], left[freeDuration] = freeRequests.free(), freeDuration.free()
	}
	used := s.used(month)
	for _, p := range s.prices {
		n := used[p.usage]
		free := min(n, left[p.free])
		left[p.free] -= free
		if free > 0 {
			b.add(p, tier{name: "free tier"}, free)
		}
		b.addTiers(p, n-free)
	}
	return b
}

// used are the month's base units by usage type.
func (s *Service) used(month int) map[UsageType]int64 {
	out := map[UsageType]int64{}
	for _, m := range s.sorted() {
		out[m.usage] += m.in(month)
	}
	return out
}

// addTiers adds a line for each tier that n base units reach into.
func (b *Bill) addTiers(p price, n int64) {
	var below int64
	for _, t := range p.tiers {
		part := n
		if t.upTo > 0 {
			part = min(n, (t.upTo-below)*p.base)
			below = t.upTo
		}
		if part > 0 {
			b.add(p, t, part)
		}
		n -= part
	}
}

// add adds a line of n base units.
//
// fidelity: billing.rounding
func (b *Bill) add(p price, t tier, n int64) {
	l := Line{Service: p.service, UsageType: p.usage, Description: p.description,
		Quantity: Quantity{n, p.base}, Unit: p.unit, Rate: t.rate}
	if t.name != "" {
		l.Description += ", " + t.name
	}
	l.Amount = new(big.Rat).Mul(l.Quantity.Rat(), big.NewRat(int64(t.rate), perDollar))
	l.Rounded = round(l.Amount)
	l.Explanation = l.explain()
	b.Lines = append(b.Lines, l)
	b.Exact.Add(b.Exact, l.Amount)
	b.Total += l.Rounded
}
