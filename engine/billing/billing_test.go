package billing_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

func TestTiers(t *testing.T) {
	const billion = 1_000_000_000
	for _, c := range []struct {
		usage billing.UsageType
		gbs   int64
		lines []string
	}{
		{billing.LambdaDuration, 6 * billion, []string{"6,000,000,000 GB-s × $0.0000166667"}},
		{billing.LambdaDuration, 6*billion + 1, []string{"6,000,000,000 GB-s × $0.0000166667", "1 GB-s × $0.000015"}},
		{billing.LambdaDuration, 20 * billion, []string{"6,000,000,000 GB-s × $0.0000166667",
			"9,000,000,000 GB-s × $0.000015", "5,000,000,000 GB-s × $0.0000133334"}},
		{billing.LambdaDurationARM, 20 * billion, []string{"7,500,000,000 GB-s × $0.0000133334",
			"11,250,000,000 GB-s × $0.0000120001", "1,250,000,000 GB-s × $0.0000106667"}},
	} {
		s := billing.New(sim.New(1))
		s.Meter(c.usage, "fn").AddDuration(1024, c.gbs*1000)
		var got []string
		for _, l := range s.Bill().Lines {
			got = append(got, l.Explanation)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.lines) {
			t.Errorf("%s %d: %v, want %v", c.usage, c.gbs, got, c.lines)
		}
	}
}

// TestFreeTierIsShared: one allowance for both architectures.
func TestFreeTierIsShared(t *testing.T) {
	s := billing.New(sim.New(1))
	s.SetFreeTier(true)
	s.Meter(billing.LambdaDuration, "a").Add(300_000)
	s.Meter(billing.LambdaDurationARM, "b").Add(300_000)
	var got []string
	for _, l := range s.Bill().Lines {
		got = append(got, l.Explanation)
	}
	want := []string{"300,000 GB-s × free", "100,000 GB-s × free", "200,000 GB-s × $0.0000133334"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMonths(t *testing.T) {
	k := sim.New(1)
	s := billing.New(k)
	m := s.Meter(billing.LambdaRequests, "fn")
	m.Add(1)
	// The world begins in November; step into the new year.
	k.Advance(sim.FromWall(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))-1, 1)
	m.Add(10)
	k.Advance(k.Now()+1, 1)
	m.Add(100)
	k.Advance(sim.FromWall(time.Date(2027, 2, 15, 0, 0, 0, 0, time.UTC)), 1)
	m.Add(1000)
	var got []string
	for _, b := range s.Bills() {
		n := "none"
		if len(b.Lines) > 0 {
			n = b.Lines[0].Quantity.String()
		}
		got = append(got, b.Month.Format("2006-01")+" "+n)
	}
	want := "[2026-11 11 2026-12 100 2027-01 none 2027-02 1,000]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if r := s.Readings(); len(r) != 1 || r[0].Quantity.N != 1000 || r[0].Resource != "fn" {
		t.Errorf("readings of the present month: %v", r)
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

// TestExact: a float in the price's unit loses nothing of what AWS can meter.
func TestExact(t *testing.T) {
	s := billing.New(sim.New(1))
	byFloat, byParts := s.Meter(billing.LambdaDuration, "a"), s.Meter(billing.LambdaDuration, "b")
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		mb, ms := 128+r.Int64N(10_113), 1+r.Int64N(900_000)
		byFloat.Add(float64(mb) / 1024 * float64(ms) / 1000)
		byParts.AddDuration(mb, ms)
	}
	got := s.Readings()
	if got[0].Quantity != got[1].Quantity {
		t.Errorf("by float %d MB-ms, by parts %d", got[0].Quantity.N, got[1].Quantity.N)
	}
}

func TestQuantity(t *testing.T) {
	for _, c := range []struct {
		n, per int64
		want   string
	}{
		{14_880_000, 1, "14,880,000"}, {1, 3, "0.333333"}, {1, 1000, "0.001"}, {392, 1 << 30, "0.0000003651"}, {1, 1 << 40, "0"},
	} {
		if got := (billing.Quantity{N: c.n, Per: c.per}).String(); got != c.want {
			t.Errorf("%d of %d is %s, want %s", c.n, c.per, got, c.want)
		}
	}
}

func TestMistakesPanic(t *testing.T) {
	s := billing.New(sim.New(1))
	for name, f := range map[string]func(){
		"unknown usage":   func() { s.Meter("Lamda-GB-Second", "fn") },
		"meter backwards": func() { s.Meter(billing.LambdaRequests, "fn").AddBase(-1) },
		"negative stock":  func() { s.Store(billing.LogsStored, "group").Add(0, -1) },
		"timeless stock":  func() { s.Store(billing.LambdaDuration, "fn") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// TestRandomUse: the bill is the sum of the meters, whatever was used when.
func TestRandomUse(t *testing.T) {
	usages := []billing.UsageType{billing.LambdaRequests, billing.LambdaRequestsARM, billing.LambdaDuration,
		billing.LambdaDurationARM, billing.LambdaStorage, billing.LambdaStorageARM, billing.SQSRequests,
		billing.SNSRequests, billing.CustomLogs, billing.VendedLogs, billing.CustomMetrics, billing.MetricRequests}
	lasting := []billing.UsageType{billing.LambdaProvisionedConcurrency, billing.SnapStartCache,
		billing.LambdaEventPollerUnits, billing.S3Storage, billing.Alarms}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 0))
		k := sim.New(seed)
		s := billing.New(k)
		for range 60 {
			m := s.Meter(usages[r.IntN(len(usages))], fmt.Sprint("fn", r.IntN(3)))
			m.AddBase(r.Int64N(1 << r.IntN(55)))
			s.Hold(lasting[r.IntN(len(lasting))], fmt.Sprint("fn", r.IntN(2)), fmt.Sprint(r.IntN(2)), r.Int64N(1<<r.IntN(30)))
			store := s.Store(billing.LogsStored, fmt.Sprint("group", r.IntN(2)))
			at := k.Now().Add(-time.Duration(r.Int64N(int64(100 * time.Hour))))
			switch r.IntN(4) {
			case 0:
				store.Retain(time.Duration(r.IntN(4)) * 24 * time.Hour)
			case 1:
				store.Remove(at, r.Int64N(1<<r.IntN(30)))
			default:
				store.Add(at, r.Int64N(1<<r.IntN(30)))
			}
			s.SetFreeTier(r.IntN(2) == 0)
			b, sum := s.Bill(), new(big.Rat)
			for _, share := range s.ByResource(b) {
				sum.Add(sum, share.Exact)
			}
			if sum.Cmp(b.Exact) != 0 {
				t.Fatalf("seed %d: resources cost %s, the bill is %s", seed, billing.Dollars(sum), billing.Dollars(b.Exact))
			}
			k.Advance(k.Now().Add(time.Duration(r.Int64N(int64(100*time.Hour)))), 1)
			if err := s.Check(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
}

func ExampleService_Explain() {
	s := billing.New(sim.New(1))
	s.Meter(billing.LambdaRequests, "thumbnail").Add(3)
	s.Meter(billing.LambdaDuration, "thumbnail").AddDuration(512, 824)
	fmt.Print(s.Explain())
	// Output:
	// Bill for November 2026, us-east-1
	// AWS Lambda: Requests, x86_64
	//   Request: 3 requests × $0.20 per million = $0.0000006, charged $0.00
	// AWS Lambda: Duration, x86_64, first 6 billion GB-s a month
	//   Lambda-GB-Second: 0.412 GB-s × $0.0000166667 = $0.0000068667, charged $0.00
	// Not on it: data transfer from Lambda, S3 and APIs, managing queues and topics, taxes
	// Total $0.00 (exactly $0.0000074667)
}

func BenchmarkMeter(b *testing.B) {
	s := billing.New(sim.New(1))
	m := s.Meter(billing.LambdaDuration, "fn")
	m.AddDuration(1, 1)
	b.ReportAllocs()
	for b.Loop() {
		m.AddDuration(128, 3)
	}
}
