package billing

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Share is what one resource adds to a bill.
type Share struct {
	Service  string
	Resource string
	Uses     []Use
	// Exact is the sum of its uses, in dollars.
	Exact *big.Rat
}

// Use is one kind of usage of a resource.
type Use struct {
	UsageType   UsageType
	Description string
	Quantity    Quantity
	// Count is the quantity with its unit: "0.412 GB-s".
	Count string
	// Amount is exact, in dollars: the resource's part of what the account pays
	// for this usage type over all its tiers and the free tier.
	Amount *big.Rat
}

// ByResource divides the bill among the resources (functions, queues, buckets)
// by how much each used, the dearest first. AWS rounds the account's lines and
// not these, so amounts here are exact; they add up to Exact.
//
// fidelity: billing.by-resource
func (s *Service) ByResource(b Bill) []Share {
	var out []Share
	for _, p := range s.prices {
		cost, all := new(big.Rat), new(big.Rat)
		for _, l := range b.Lines {
			if l.UsageType == p.usage {
				cost.Add(cost, l.Amount)
				all.Add(all, l.Quantity.Rat())
			}
		}
		for _, r := range of(b.readings, p.usage) {
			part := new(big.Rat).Quo(r.Quantity.Rat(), all)
			u := Use{p.usage, p.description, r.Quantity, p.unit.count(r.Quantity), part.Mul(part, cost)}
			at := slices.IndexFunc(out, func(o Share) bool { return o.Service == p.service && o.Resource == r.Resource })
			if at < 0 {
				at = len(out)
				out = append(out, Share{Service: p.service, Resource: r.Resource, Exact: new(big.Rat)})
			}
			out[at].Uses = append(out[at].Uses, u)
			out[at].Exact.Add(out[at].Exact, u.Amount)
		}
	}
	slices.SortStableFunc(out, func(x, y Share) int {
		return cmp.Or(y.Exact.Cmp(x.Exact), cmp.Compare(x.Service, y.Service), cmp.Compare(x.Resource, y.Resource))
	})
	return out
}

// ExplainByResource is the bill as text, by resource.
func (s *Service) ExplainByResource(b Bill) string {
	var t strings.Builder
	b.head(&t, ", by resource")
	for _, r := range s.ByResource(b) {
		fmt.Fprintf(&t, "%s %s: %s\n", r.Service, r.Resource, Dollars(r.Exact))
		for _, u := range r.Uses {
			fmt.Fprintf(&t, "  %s: %s = %s\n", u.Description, u.Count, Dollars(u.Amount))
		}
	}
	b.foot(&t)
	return t.String()
}
