package billing_test

import (
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// TestStorageExamples are AWS's own, line by line: of the S3 FAQs ("Storage
// example", March, at the prices of 2026) and of the CloudWatch pricing page
// (examples with access logs and with VPC flow logs, which are vended as
// Lambda's logs are).
func TestStorageExamples(t *testing.T) {
	march := sim.FromWall(time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC))
	april := sim.FromWall(time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		name     string
		freeTier bool
		use      func(*sim.Kernel, *billing.Service)
		lines    []string
		total    string
	}{
		{"100 GB for 15 days and 100 TB for 16", false, func(k *sim.Kernel, s *billing.Service) {
			s.Hold(billing.S3Storage, "bucket", "", 100*gb)
			k.Advance(march.Add(15*wallDay), 1)
			s.Hold(billing.S3Storage, "bucket", "", 100*1024*gb)
		}, []string{"51,200 GB-months × $0.023 = $1,177.60", "1,700 GB-months × $0.022 = $37.40"}, "$1,215.00"},

		// The page takes 3 metrics for free and has the archive full for a month.
		{"access logs of 1 GB a day for 30 days", true, func(k *sim.Kernel, s *billing.Service) {
			s.Meter(billing.CustomLogs, "access").Add(30)
			s.Meter(billing.LogsStored, "access").Add(6)
			for _, code := range []string{"2xx", "3xx", "4xx"} {
				s.Meter(billing.CustomMetrics, code).Add(1)
			}
		}, []string{"5 GB × free = $0.00", "25 GB × $0.50 = $12.50", "5 GB-months × free = $0.00",
			"1 GB-month × $0.03 = $0.03", "3 metric-months × free = $0.00"}, "$12.53"},

		{"72 TB of flow logs", false, func(k *sim.Kernel, s *billing.Service) {
			s.Meter(billing.VendedLogs, "flow").Add(72 * 1024)
			s.Meter(billing.LogsStored, "flow").Add(30 * 1024)
		}, []string{"10,240 GB × $0.50 = $5,120.00", "20,480 GB × $0.25 = $5,120.00", "20,480 GB × $0.10 = $2,048.00",
			"22,528 GB × $0.05 = $1,126.40", "30,720 GB-months × $0.03 = $921.60"}, "$14,336.00"},

		// Ten instances with seven metrics each.
		{"detailed monitoring", false, func(k *sim.Kernel, s *billing.Service) {
			s.Meter(billing.CustomMetrics, "instances").Add(70)
		}, []string{"70 metric-months × $0.30 = $21.00"}, "$21.00"},

		// The free tier of the pricing page, all of it used twice.
		{"free tier", true, func(k *sim.Kernel, s *billing.Service) {
			s.Meter(billing.CustomLogs, "own").Add(4)
			s.Meter(billing.VendedLogs, "fn").Add(6)
			s.Meter(billing.LogsStored, "fn").Add(10)
			s.Meter(billing.CustomMetrics, "own").Add(20)
			s.Meter(billing.Alarms, "late").Add(20)
			s.Meter(billing.MetricRequests, "PutMetricData").Add(2e6)
			s.Meter(billing.MetricData, "GetMetricData").Add(1e6)
		}, []string{"4 GB × free = $0.00", "1 GB × free = $0.00", "5 GB × $0.50 = $2.50",
			"5 GB-months × free = $0.00", "5 GB-months × $0.03 = $0.15",
			"10 metric-months × free = $0.00", "10 metric-months × $0.30 = $3.00",
			"10 alarm-months × free = $0.00", "10 alarm-months × $0.10 = $1.00",
			"1,000,000 requests × free = $0.00", "1,000,000 requests × $0.01 per thousand = $10.00",
			"1,000,000 metrics × $0.01 per thousand = $10.00"}, "$26.65"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := sim.New(1)
			s := billing.New(k)
			s.SetFreeTier(c.freeTier)
			k.Advance(march, 1)
			c.use(k, s)
			k.Advance(april, 1)
			b, _ := s.BillOf(time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), c.freeTier)
			if len(b.Lines) != len(c.lines) {
				t.Fatalf("%d lines, want %d:\n%s", len(b.Lines), len(c.lines), b.Explain())
			}
			for i, l := range b.Lines {
				if got := l.Explanation + " = " + l.Rounded.String(); got != c.lines[i] {
					t.Errorf("line %d is %s, want %s", i, got, c.lines[i])
				}
			}
			if b.Total.String() != c.total {
				t.Errorf("the total is %s, want %s", b.Total, c.total)
			}
			if err := s.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}
