package billing

import (
	"fmt"
	"math/big"
	"strings"
)

// explain says how an amount comes about: "3 requests × $0.20 per million".
func (u unit) explain(q Quantity, r Rate) string {
	price := "free"
	if r > 0 {
		bulk := max(u.bulk, 1)
		price = strings.TrimSpace(Dollars(big.NewRat(int64(r)*bulk, perDollar)) + " " + u.words)
	}
	return u.count(q) + " × " + price
}

// count is a quantity with its unit: "1 request".
func (u unit) count(q Quantity) string {
	if q.N == q.Per {
		return q.String() + " " + u.one
	}
	return q.String() + " " + u.many
}

// Explain is the bill as text, a line for each of its lines and the total.
func (b Bill) Explain() string {
	var s strings.Builder
	b.head(&s, "")
	for _, l := range b.Lines {
		fmt.Fprintf(&s, "%s: %s\n  %s: %s = %s, charged %s\n", l.Service, l.Description, l.UsageType.Name(), l.Explanation, Dollars(l.Amount), l.Rounded)
	}
	b.foot(&s)
	return s.String()
}

// head is the first line of a bill as text.
func (b Bill) head(s *strings.Builder, how string) {
	if b.FreeTier {
		how += ", with the free tier"
	}
	fmt.Fprintf(s, "Bill for %s, us-east-1%s\n", b.Month.Format("January 2006"), how)
	if len(b.Lines) == 0 {
		s.WriteString("Nothing has been used.\n")
	}
}

// LeftOut is what AWS charges for and no meter here counts.
//
// fidelity: billing.not-metered
const LeftOut = "data transfer from Lambda, S3 and APIs, managing queues and topics, taxes"

// foot is the end of a bill as text.
func (b Bill) foot(s *strings.Builder) {
	if len(b.Lines) > 0 {
		fmt.Fprintf(s, "Not on it: %s\n", LeftOut)
	}
	fmt.Fprintf(s, "Total %s (exactly %s)\n", b.Total, Dollars(b.Exact))
}

// Explain is the present month's bill as text.
func (s *Service) Explain() string { return s.Bill().Explain() }
