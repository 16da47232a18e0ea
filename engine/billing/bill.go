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

	readings []Reading // what it is the bill of
}

// Bill is the bill of the present month so far.
func (s *Service) Bill() Bill {
	s.roll()
	return s.bill(s.month, s.freeTier)
}

// Bills are the bills of all months of the world, the present one last.
func (s *Service) Bills() []Bill {
	s.roll()
	var out []Bill
	for i := range s.month + 1 {
		out = append(out, s.bill(i, s.freeTier))
	}
	return out
}

// BillOf is the bill of the month in which t lies, with or without the free
// tier; false if the world was not there in that month.
func (s *Service) BillOf(t time.Time, freeTier bool) (Bill, bool) {
	s.roll()
	first := s.monthStart(0)
	i := (t.Year()-first.Year())*12 + int(t.Month()) - int(first.Month())
	if i < 0 || i > s.month {
		return Bill{}, false
	}
	return s.bill(i, freeTier), true
}

func (s *Service) bill(month int, freeTier bool) Bill {
	b := Bill{Month: s.monthStart(month), FreeTier: freeTier, Exact: new(big.Rat), readings: s.readings(month)}
	hours := s.hours(month)
	used := map[UsageType]int64{}
	for _, r := range b.readings {
		used[r.Usage] += r.Quantity.N
	}
	paid := s.coveredIn(month)
	taken := map[pool]int64{}
	for _, p := range s.prices {
		n, base := used[p.usage], p.unit.in(hours)
		for _, c := range []struct {
			n    int64
			name string
		}{{paid[p.usage].Reserved, "covered by Reserved Instances"}, {paid[p.usage].Planned, "covered by Savings Plans"}} {
			if part := min(n, c.n); part > 0 {
				n -= part
				b.add(p, tier{name: c.name}, Quantity{part, base})
			}
		}
		if free := min(n, p.free.units()*base-taken[p.free]); freeTier && free > 0 {
			taken[p.free] += free
			n -= free
			b.add(p, tier{name: "free tier"}, Quantity{free, base})
		}
		b.addTiers(p, Quantity{n, base})
	}
	return b
}

// Of is the part of one service ("AWS Lambda"), exact, in dollars.
func (b Bill) Of(service string) *big.Rat {
	sum := new(big.Rat)
	for _, l := range b.Lines {
		if l.Service == service {
			sum.Add(sum, l.Amount)
		}
	}
	return sum
}

// addTiers adds a line for each tier that the quantity reaches into.
func (b *Bill) addTiers(p *price, q Quantity) {
	var below int64
	for _, t := range p.tiers {
		part := q
		if t.upTo > 0 {
			part.N = min(q.N, (t.upTo-below)*q.Per)
			below = t.upTo
		}
		if part.N > 0 {
			b.add(p, t, part)
		}
		q.N -= part.N
	}
}

// add adds a line.
//
// fidelity: billing.rounding
func (b *Bill) add(p *price, t tier, q Quantity) {
	l := Line{Service: p.service, UsageType: p.usage, Description: p.description,
		Quantity: q, Unit: p.unit.name, Rate: t.rate}
	if t.name != "" {
		l.Description += ", " + t.name
	}
	l.Amount = new(big.Rat).Mul(l.Quantity.Rat(), big.NewRat(int64(t.rate), perDollar))
	l.Rounded = round(l.Amount)
	l.Explanation = p.unit.explain(l.Quantity, l.Rate)
	b.Lines = append(b.Lines, l)
	b.Exact.Add(b.Exact, l.Amount)
	b.Total += l.Rounded
}
