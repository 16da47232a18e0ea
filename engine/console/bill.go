package console

import (
	"strings"
	"time"

	"skylab/engine/billing"
)

const billUsage = "bill [--month YYYY-MM] [--by-resource] [--[no-]free-tier]"

// runBill prints what the account owes and how each line comes about, for one
// month. It reads only: the free tier is a way to look at the bill, and
// changes nothing in the world.
func runBill(p *proc) {
	month, free, byResource := p.s.w.Now().Wall(), p.s.w.Billing.Bill().FreeTier, false
	for i := 1; i < len(p.args); i++ {
		word, value, has := strings.Cut(p.args[i], "=")
		switch {
		case word == "--free-tier" && !has:
			free = true
		case word == "--no-free-tier" && !has:
			free = false
		case word == "--by-resource" && !has:
			byResource = true
		case word == "--month":
			if !has && i+1 < len(p.args) {
				i++
				value = p.args[i]
			}
			t, err := time.Parse("2006-01", value)
			if err != nil {
				p.fail(StatusUsage, "bill: %q is not a month; write 2026-11", value)
				return
			}
			month = t
		default:
			p.fail(StatusUsage, "usage: "+billUsage)
			return
		}
	}
	b, ok := p.s.w.Billing.BillOf(month, free)
	if !ok {
		p.fail(1, "bill: there is none for %s; this account is billed %s", month.Format("January 2006"), p.billedMonths())
		return
	}
	if byResource {
		p.printf("%s", p.s.w.Billing.ExplainByResource(b))
	} else {
		p.printf("%s", b.Explain())
	}
	p.exit(0)
}

// billedMonths names the months that have a bill: "from November 2026 to
// January 2027".
func (p *proc) billedMonths() string {
	all := p.s.w.Billing.Bills()
	first, last := monthOf(all[0]), monthOf(all[len(all)-1])
	if first == last {
		return "for " + first + " only"
	}
	return "from " + first + " to " + last
}

func monthOf(b billing.Bill) string { return b.Month.Format("January 2006") }
