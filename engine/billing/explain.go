package billing

import (
	"fmt"
	"math/big"
	"strings"
)

// explain says how the line's amount comes about.
func (l Line) explain() string {
	what := "GB-s"
	if l.Unit == "Requests" {
		what = "requests"
		if l.Quantity.N == 1 {
			what = "request"
		}
	}
	price := "free"
	if l.Rate > 0 {
		price = Dollars(big.NewRat(int64(l.Rate), perDollar))
		if l.Unit == "Requests" {
			price = Dollars(big.NewRat(int64(l.Rate)*1_000_000, perDollar)) + " per million"
		}
	}
	return fmt.Sprintf("%s %s × %s", l.Quantity, what, price)
}

// Explain is the bill as text, a line for each of its lines and the total.
func (b Bill) Explain() string {
	var s strings.Builder
	fmt.Fprintf(&s, "Bill for %s, us-east-1\n", b.Month.Format("January 2006"))
	if len(b.Lines) == 0 {
		s.WriteString("Nothing has been used.\n")
	}
	for _, l := range b.Lines {
		fmt.Fprintf(&s, "%s: %s\n  %s = %s, charged %s\n", l.Service, l.Description, l.Explanation, Dollars(l.Amount), l.Rounded)
	}
	fmt.Fprintf(&s, "Total %s (exactly %s)\n", b.Total, Dollars(b.Exact))
	return s.String()
}

// Explain is the present month's bill as text.
func (s *Service) Explain() string { return s.Bill().Explain() }
