package billing_test

import (
	"testing"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// use turns a meter by so many uses of megabytes for milliseconds.
func use(s *billing.Service, u billing.UsageType, times, megabytes, milliseconds int64) {
	s.Meter(u, "fn").AddDuration(megabytes*times, milliseconds)
}

const (
	hour = 3_600_000
	day  = 24 * hour
)

// TestWorkedExamples are AWS's own (facts/lambda.md 5.2 [PR]), line by line,
// in the order of the price list. Where AWS takes the free tier off is as odd
// here as it is there.
func TestWorkedExamples(t *testing.T) {
	type line struct {
		quantity string
		exact    string
		rounded  string
	}
	for _, c := range []struct {
		name     string
		freeTier bool
		use      func(*billing.Service)
		lines    []line
		total    string
		exact    string
	}{
		{"P1 mobile backend", true, func(s *billing.Service) {
			s.Meter(billing.LambdaRequests, "fn").Add(3e6)
			use(s, billing.LambdaDuration, 3e6, 1536, 120)
		}, []line{
			{"1,000,000", "$0.00", "$0.00"}, {"2,000,000", "$0.40", "$0.40"},
			{"400,000", "$0.00", "$0.00"}, {"140,000", "$2.333338", "$2.33"},
		}, "$2.73", "$2.733338"},

		// AWS prints "14.88 GB-s" where it computes with 14.88 million, and
		// ignores the free tier.
		{"P2 telemetry", false, func(s *billing.Service) {
			s.Meter(billing.LambdaRequests, "fn").Add(7_440_000)
			use(s, billing.LambdaDuration, 7_440_000, 1024, 2000)
		}, []line{
			{"7,440,000", "$1.488", "$1.49"}, {"14,880,000", "$248.000496", "$248.00"},
		}, "$249.49", "$249.488496"},

		{"P3 inference", true, func(s *billing.Service) {
			s.Meter(billing.LambdaRequests, "fn").Add(6e6)
			use(s, billing.LambdaDuration, 6e6, 4096, 280)
			use(s, billing.LambdaStorage, 6e6, 2048-512, 280)
		}, []line{
			{"1,000,000", "$0.00", "$0.00"}, {"5,000,000", "$1.00", "$1.00"},
			{"400,000", "$0.00", "$0.00"}, {"6,320,000", "$105.333544", "$105.33"},
			{"2,520,000", "$0.077868", "$0.08"},
		}, "$106.41", "$106.411412"},

		// The page says that the free tier does not apply to functions with
		// provisioned concurrency, and takes it off here: from all requests, and
		// from the duration on demand.
		{"P4 provisioned concurrency, a launch", true, func(s *billing.Service) {
			use(s, billing.LambdaProvisionedConcurrency, 100, 1536, 8*hour)
			s.Meter(billing.LambdaRequests, "fn").Add(3e6)
			use(s, billing.LambdaProvisionedDuration, 500_000, 1536, 100)
			use(s, billing.LambdaDuration, 2_500_000, 1536, 120)
		}, []line{
			{"1,000,000", "$0.00", "$0.00"}, {"2,000,000", "$0.40", "$0.40"},
			{"400,000", "$0.00", "$0.00"}, {"50,000", "$0.833335", "$0.83"},
			{"4,320,000", "$18.000144", "$18.00"},
			{"75,000", "$0.729165", "$0.73"},
		}, "$19.96", "$19.962644"},

		// Ignores the free tier.
		{"P5 provisioned concurrency, a day of sales", false, func(s *billing.Service) {
			use(s, billing.LambdaProvisionedConcurrency, 7, 4096, day)
			s.Meter(billing.LambdaRequests, "fn").Add(2e6)
			use(s, billing.LambdaProvisionedDuration, 2e6, 4096, 280)
		}, []line{
			{"2,000,000", "$0.40", "$0.40"},
			{"2,419,200", "$10.08008064", "$10.08"},
			{"2,240,000", "$21.777728", "$21.78"},
		}, "$32.26", "$32.25780864"},

		// P2 with one snapshot of 1 GB kept for 31 days and restored for every
		// hundredth request. Ignores the free tier.
		{"P6 SnapStart", false, func(s *billing.Service) {
			s.Meter(billing.LambdaRequests, "fn").Add(7_440_000)
			use(s, billing.LambdaDuration, 7_440_000, 1024, 2000)
			use(s, billing.SnapStartCache, 1, 1024, 31*day)
			s.Meter(billing.SnapStartRestore, "fn").AddBase(74_400 * 1024)
		}, []line{
			{"7,440,000", "$1.488", "$1.49"}, {"14,880,000", "$248.000496", "$248.00"},
			{"2,678,400", "$4.02992064", "$4.03"}, {"74,400", "$10.40110512", "$10.40"},
		}, "$263.92", "$263.91952176"},

		// A million responses of 7 MB, of which 6 MB are free, after the free
		// 100 GB. The sum of the rounded lines is $0.01 below the rounded sum.
		{"P7 streaming", true, func(s *billing.Service) {
			s.Meter(billing.LambdaRequests, "fn").Add(3e6)
			use(s, billing.LambdaDuration, 3e6, 1536, 500)
			s.Meter(billing.LambdaStreaming, "other").Add(100)
			s.Meter(billing.LambdaStreaming, "fn").AddBase(1e6 * 1 << 20)
		}, []line{
			{"1,000,000", "$0.00", "$0.00"}, {"2,000,000", "$0.40", "$0.40"},
			{"400,000", "$0.00", "$0.00"}, {"1,850,000", "$30.833395", "$30.83"},
			{"100", "$0.00", "$0.00"}, {"976.5625", "$7.8125", "$7.81"},
		}, "$39.04", "$39.045895"},

		// Ignores the free tier; AWS prints the total as "$580".
		{"P9 pollers of a queue", false, func(s *billing.Service) {
			s.Meter(billing.LambdaRequests, "fn").Add(30e6)
			use(s, billing.LambdaDuration, 30e6, 1024, 1000)
			s.Meter(billing.LambdaEventPollerUnits, "queue").Add(8000)
		}, []line{
			{"30,000,000", "$6.00", "$6.00"}, {"30,000,000", "$500.001", "$500.00"},
			{"8,000", "$74.00", "$74.00"},
		}, "$580.00", "$580.001"},

		// Lambda@Edge has no free tier.
		{"P11 Lambda@Edge", true, func(s *billing.Service) {
			s.Meter(billing.LambdaEdgeRequests, "fn").Add(10e6)
			use(s, billing.LambdaEdgeDuration, 10e6, 128, 10)
		}, []line{
			{"10,000,000", "$6.00", "$6.00"}, {"12,500", "$0.625125", "$0.63"},
		}, "$6.63", "$6.625125"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := billing.New(sim.New(1))
			s.SetFreeTier(c.freeTier)
			c.use(s)
			b := s.Bill()
			if len(b.Lines) != len(c.lines) {
				t.Fatalf("%d lines, want %d:\n%s", len(b.Lines), len(c.lines), b.Explain())
			}
			for i, want := range c.lines {
				l := b.Lines[i]
				got := line{l.Quantity.String(), billing.Dollars(l.Amount), l.Rounded.String()}
				if got != want {
					t.Errorf("line %d is %v, want %v", i, got, want)
				}
			}
			if b.Total.String() != c.total || billing.Dollars(b.Exact) != c.exact {
				t.Errorf("total %s (%s), want %s (%s)", b.Total, billing.Dollars(b.Exact), c.total, c.exact)
			}
			if err := s.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestExplanations: each kind of unit in words, as AWS quotes its price.
func TestExplanations(t *testing.T) {
	for _, c := range []struct {
		usage billing.UsageType
		units float64
		want  string
	}{
		{billing.LambdaRequests, 1, "1 request × $0.20 per million"},
		{billing.LambdaProvisionedConcurrency, 2_419_200, "2,419,200 GB-s × $0.0000041667"},
		{billing.LambdaProvisionedDurationARM, 0.5, "0.5 GB-s × $0.0000077778"},
		{billing.SnapStartRestore, 74_400, "74,400 GB × $0.0001397998"},
		{billing.LambdaStreaming, 1.5, "1.5 GB × $0.008"},
		{billing.LambdaEventPollerUnits, 8000, "8,000 EPU-hours × $0.00925"},
		{billing.LambdaEdgeRequests, 2, "2 requests × $0.60 per million"},
		{billing.LambdaEdgeDuration, 12_500, "12,500 GB-s × $0.00005001"},
		{billing.SQSRequests, 3, "3 requests × $0.40 per million"},
		{billing.SQSFIFORequests, 3, "3 requests × $0.50 per million"},
		{billing.SNSRequests, 3, "3 requests × $0.50 per million"},
		{billing.SNSHTTPDeliveries, 3, "3 notifications × $0.60 per million"},
		{billing.EventBridgeEvents, 1, "1 event × $1.00 per million"},
		{billing.SchedulerInvocations, 2, "2 invocations × $1.00 per million"},
		{billing.S3Writes, 2, "2 requests × $0.005 per thousand"},
		{billing.S3Reads, 2, "2 requests × $0.0004 per thousand"},
		{billing.S3Storage, 1, "1 GB-month × $0.023"},
		{billing.CustomLogs, 2, "2 GB × $0.50"},
		{billing.VendedLogs, 2, "2 GB × $0.50"},
		{billing.LogsStored, 2, "2 GB-months × $0.03"},
		{billing.CustomMetrics, 0.5, "0.5 metric-months × $0.30"},
		{billing.Alarms, 3, "3 alarm-months × $0.10"},
		{billing.MetricRequests, 2, "2 requests × $0.01 per thousand"},
		{billing.MetricData, 1, "1 metric × $0.01 per thousand"},
	} {
		s := billing.New(sim.New(1))
		s.Meter(c.usage, "it").Add(c.units)
		if got := s.Bill().Lines[0].Explanation; got != c.want {
			t.Errorf("%s: %q, want %q", c.usage, got, c.want)
		}
	}
}
