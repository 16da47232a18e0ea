package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
)

func TestBillOfMonths(t *testing.T) {
	s := prompt()
	use := func() { s.World().Billing.Meter(billing.LambdaRequests, "fn").Add(2e6) }
	use()
	s.Exec("wait 40d", 1000*time.Hour)
	use()
	for _, c := range []struct{ line, want string }{
		{"bill | head -n 1", "Bill for December 2026, us-east-1"},
		{"bill --month=2026-11 | head -n 3 | tail -n 1", "  Request: 2,000,000 requests × $0.20 per million = $0.40, charged $0.40"},
		{"bill --month 2026-12 --free-tier | tail -n 1", "Total $0.20 (exactly $0.20)"},
		{"bill --free-tier --no-free-tier | tail -n 1", "Total $0.40 (exactly $0.40)"},
		{"bill --by-resource | head -n 2 | tail -n 1", "AWS Lambda fn: $0.40"},
		{"bill --month 2026-10", "bill: there is none for October 2026; this account is billed from November 2026 to December 2026"},
		{"bill --month", `bill: "" is not a month; write 2026-11`},
		{"bill --month 2026-13", `bill: "2026-13" is not a month; write 2026-11`},
		{"bill --free-tier=yes", "usage: " + billUsage},
		{"bill everything", "usage: " + billUsage},
	} {
		hash := s.World().Hash()
		r := s.Exec(c.line, time.Hour)
		if got := strings.TrimSuffix(string(r.Stdout)+string(r.Stderr), "\n"); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", c.line, got, c.want)
		}
		if s.World().Hash() != hash {
			t.Errorf("%s changed the world", c.line)
		}
	}
}
