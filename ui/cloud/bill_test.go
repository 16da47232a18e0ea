package cloud

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/ui/theme"
)

// TestBillByService: what a world uses beside Lambda has its part, also after
// hours in which nothing happened and calls that only read.
func TestBillByService(t *testing.T) {
	s := world(t)
	w := s.World()
	do := func(line string) {
		t.Helper()
		if r := s.Session.Exec(line, 10*time.Hour); r.Status != 0 {
			t.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	do("aws lambda invoke --function-name hello out.json")
	do("aws cloudwatch put-metric-alarm --alarm-name a --namespace AWS/Lambda --metric-name Errors --statistic Sum --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold")
	whole, overview := New(theme.Dark()), New(theme.Dark())
	whole.choose(bill)
	contains(t, look(whole, w, 80, 24), "AWS Lambda ", "Request", "Amazon CloudWatch ", "USE1-VendedLog-Bytes", "Total $0.00", "Not on it: "+strings.Split(billing.LeftOut, ",")[0])
	amount := func(p *Panel, of string) string {
		t.Helper()
		for line := range strings.Lines(look(p, w, 80, 24)) {
			if strings.Contains(line, of) {
				return line
			}
		}
		t.Fatalf("no %q:\n%s", of, look(p, w, 80, 24))
		return ""
	}
	before := amount(whole, "Amazon S3")
	do("aws s3 ls s3://uploads")
	if amount(whole, "Amazon S3") == before {
		t.Error("a list of the bucket costs nothing")
	}
	do("wait 1h")
	before = amount(whole, "alarm-months")
	do("wait 1h")
	if amount(whole, "alarm-months") == before {
		t.Error("an hour of an alarm costs nothing")
	}
	contains(t, look(whole, w, 80, 24), "By hour  ", " in the last full hour")
	contains(t, look(overview, w, 120, 40), "AWS Lambda  ", "Amazon S3  ", "Amazon CloudWatch  ")
}
