// Package coverage is how Reserved Instances and Savings Plans meet the usage of
// an hour, as arithmetic: first reservations, then plans, and what is left is On-
// Demand. It knows neither meters nor the clock.
//
// Its invariant: no unit of usage is covered twice, and nothing covers more than
// it has left.
package coverage

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Use is usage of one resource in an hour or a part of it.
type Use struct {
	// Family and Size are those of an instance type with default tenancy, "" for
	// what is none.
	Family, Size string
	Zone         string
	// Units are the base units used: seconds of instances.
	Units int64
	// Rate is the On-Demand price in 1e-10 dollars for Per units.
	Rate, Per int64
	// Reserved and Planned are the units that Apply has covered.
	Reserved, Planned int64
}

// Reservation is what Reserved Instances of one purchase cover.
type Reservation struct {
	Family, Size string
	Zone         string // "" for one of the Region, which covers all sizes of its family
	// Left are the normalized seconds left in the hour, in quarters: Count × Factor
	// × 3,600 at its beginning.
	Left int64
}

// Plan is what a Savings Plan covers.
type Plan struct {
	// Family is that of an EC2 Instance Savings Plan, "" for a Compute one.
	Family string
	// Term and Payment decide what it takes off.
	Term    Term
	Payment Payment
	// Left is what is left of the hour's commitment, in 1e-10 dollars × seconds:
	// the commitment × 3,600 at its beginning.
	Left int64
}

// Factor is the normalization factor of a size, in quarters: 1 for nano, 4 for
// small, 16 for large; 0 for a size that has none (EC2 user guide, how Reserved
// Instance discounts are applied).
//
// fidelity: billing.reserved-instances
func Factor(size string) int64 {
	if f, ok := map[string]int64{"nano": 1, "micro": 2, "small": 4, "medium": 8, "large": 16, "xlarge": 32}[size]; ok {
		return f
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(size, "xlarge"), 10, 64)
	if err != nil || !strings.HasSuffix(size, "xlarge") {
		return 0
	}
	return 32 * n
}

// Apply covers usage: zonal reservations first, then those of the Region from the
// smallest size to the largest, then EC2 Instance Savings Plans, then Compute ones,
// each where it takes most off.
//
// fidelity: billing.reserved-instances
// fidelity: billing.savings-plans
func Apply(uses []*Use, reservations []*Reservation, plans []*Plan) {
	bySize := slices.Clone(uses)
	slices.SortStableFunc(bySize, func(a, b *Use) int { return cmp.Compare(Factor(a.Size), Factor(b.Size)) })
	for _, zonal := range []bool{true, false} {
		for _, r := range reservations {
			if (r.Zone != "") != zonal {
				continue
			}
			for _, u := range bySize {
				r.cover(u)
			}
		}
	}
	for _, compute := range []bool{false, true} {
		for _, p := range plans {
			if (p.Family == "") != compute {
				continue
			}
			for _, u := range p.order(uses) {
				p.cover(u)
			}
		}
	}
}

func (r *Reservation) cover(u *Use) {
	if u.Family != r.Family || r.Zone != "" && (u.Zone != r.Zone || u.Size != r.Size) {
		return
	}
	f := Factor(u.Size)
	if f == 0 {
		return
	}
	n := min(u.Units-u.Reserved, r.Left/f)
	u.Reserved += n
	r.Left -= n * f
}

// order are the uses that a plan may cover, those first that it takes most off,
// and of these the cheapest.
func (p *Plan) order(uses []*Use) (out []*Use) {
	for _, u := range uses {
		if p.Family == "" || u.Family == p.Family {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b *Use) int {
		return cmp.Or(cmp.Compare(p.off(b), p.off(a)), cmp.Compare(p.Rate(a), p.Rate(b)))
	})
	return out
}

// off is what a plan takes off a use, in thousandths.
func (p *Plan) off(u *Use) int64 {
	switch {
	case u.Family == "":
		return LambdaDiscount(p.Term)
	case p.Family != "":
		return Discount(true, p.Term, p.Payment)
	}
	return Discount(false, p.Term, p.Payment)
}

// Rate is what a use costs by the plan, in 1e-10 dollars for its Per units.
func (p *Plan) Rate(u *Use) int64 { return u.Rate * (1000 - p.off(u)) / 1000 }

func (p *Plan) cover(u *Use) {
	open, rate := u.Units-u.Reserved-u.Planned, p.Rate(u)
	if open <= 0 || rate <= 0 {
		return
	}
	n := min(open, share(p.Left, u.Per, rate*3600))
	u.Planned += n
	p.Left -= min(p.Left, share(n, rate*3600, u.Per))
}

// share is a × b ÷ c, rounded down and at most the greatest int64.
func share(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return 1<<63 - 1
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, 1<<63-1))
}
