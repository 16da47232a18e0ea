package billing_test

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// reading is what the meters of the present month show for a usage type.
func reading(s *billing.Service, u billing.UsageType) string {
	for _, r := range s.Readings() {
		if r.Usage == u {
			return r.Quantity.String()
		}
	}
	return "0"
}

// TestHold: what lasts is counted while it lasts and kept when it ends, and
// periods are rounded as AWS rounds them.
func TestHold(t *testing.T) {
	type step struct {
		wait   time.Duration
		amount int64 // -1 is no call
		want   string
	}
	const kept = -1
	for _, c := range []struct {
		name  string
		usage billing.UsageType
		steps []step
	}{
		// 2 × 512 MB.
		{"provisioned concurrency counts in steps of 5 minutes", billing.LambdaProvisionedConcurrency, []step{
			{0, 1024, "0"}, {time.Second, kept, "300"}, {299 * time.Second, kept, "300"}, {time.Second, kept, "600"},
			{0, 0, "600"}, {time.Hour, kept, "600"},
		}},
		{"a change within the period is not rounded, its end is", billing.LambdaProvisionedConcurrency, []step{
			{0, 1024, "0"}, {time.Minute, 2048, "540"}, {time.Minute, 0, "540"},
		}},
		{"a snapshot is paid for 3 hours", billing.SnapStartCache, []step{
			{0, 1024, "10,800"}, {time.Minute, 0, "10,800"}, {0, 1024, "21,600"}, {4 * time.Hour, kept, "25,200"}, {0, 0, "25,200"},
		}},
		{"pollers are paid by the second and for a minute at least", billing.LambdaEventPollerUnits, []step{
			{0, 2, "0.033333"}, {30 * time.Second, kept, "0.033333"}, {90 * time.Second, 0, "0.066667"},
		}},
		{"storage is counted at each full hour", billing.S3Storage, []step{
			{0, 720 << 30, "0"}, {59 * time.Minute, kept, "0"}, {time.Minute, kept, "1"}, {30 * time.Minute, 0, "1"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := sim.New(1)
			s := billing.New(k)
			for i, st := range c.steps {
				k.Advance(k.Now().Add(st.wait), 1)
				if st.amount != kept {
					s.Hold(c.usage, "fn", "live", st.amount)
				}
				if got := reading(s, c.usage); got != st.want {
					t.Errorf("step %d: %s, want %s", i, got, st.want)
				}
				if err := s.Check(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestHoldOverMonths: each month gets its part, and looking changes nothing.
func TestHoldOverMonths(t *testing.T) {
	for _, looking := range []bool{false, true} {
		k := sim.New(1)
		s := billing.New(k)
		december := sim.FromWall(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
		k.Advance(december.Add(-time.Hour), 1)
		s.Hold(billing.SnapStartCache, "fn", "1", 1024)
		s.Hold(billing.Alarms, "slow", "slow", 1)
		for range 40 * 24 {
			k.Advance(k.Now().Add(time.Hour), 1)
			if looking {
				s.Readings()
			}
		}
		s.Hold(billing.SnapStartCache, "fn", "1", 0)
		var got []string
		for _, b := range s.Bills() {
			for _, l := range b.Lines {
				got = append(got, b.Month.Format("Jan ")+l.Explanation)
			}
		}
		want := "[Nov 3,600 GB-s × $0.0000015046 Nov 0.001389 alarm-months × $0.10 " +
			"Dec 2,678,400 GB-s × $0.0000015046 Dec 1 alarm-month × $0.10 " +
			"Jan 774,000 GB-s × $0.0000015046 Jan 0.288978 alarm-months × $0.10]"
		if fmt.Sprint(got) != want {
			t.Errorf("looking %v:\n got %v\nwant %s", looking, got, want)
		}
	}
}

// TestHoldIsState: what is held is part of the world's hash, who reads is not.
func TestHoldIsState(t *testing.T) {
	state := func(amount int64) string {
		k := sim.New(1)
		s := billing.New(k)
		s.Hold(billing.S3Storage, "pics", "pics", amount)
		k.Advance(k.Now().Add(time.Hour), 1)
		before := fmt.Sprint(s.State())
		s.SetFreeTier(true)
		s.Bill()
		if after := fmt.Sprint(s.State()); after != before {
			t.Errorf("reading the bill changed the state from %s to %s", before, after)
		}
		return before
	}
	if state(1) == state(2) {
		t.Error("the state does not tell 1 byte from 2")
	}
}

func TestCharged(t *testing.T) {
	for _, c := range []struct {
		usage billing.UsageType
		d     time.Duration
		want  time.Duration
	}{
		{billing.LambdaProvisionedConcurrency, time.Nanosecond, 5 * time.Minute},
		{billing.LambdaProvisionedConcurrencyARM, 5 * time.Minute, 5 * time.Minute},
		{billing.LambdaProvisionedConcurrencyARM, 301 * time.Second, 10 * time.Minute},
		{billing.SnapStartCache, time.Minute, 3 * time.Hour},
		{billing.SnapStartCache, 4*time.Hour + 1, 4*time.Hour + 1},
		{billing.LambdaEventPollerUnits, 1500 * time.Millisecond, time.Minute},
		{billing.LambdaEventPollerUnits, 60500 * time.Millisecond, 61 * time.Second},
		{billing.LambdaDuration, 7, 7},
	} {
		if got := billing.Charged(c.usage, c.d); got != c.want {
			t.Errorf("%s for %v is charged as %v, want %v", c.usage, c.d, got, c.want)
		}
	}
}

func TestChunks(t *testing.T) {
	for bytes, want := range map[int]int64{0: 1, 1: 1, 64 << 10: 1, 64<<10 + 1: 2, 256 << 10: 4, 1 << 20: 16} {
		if got := billing.Chunks(bytes); got != want {
			t.Errorf("%d bytes are %d chunks, want %d", bytes, got, want)
		}
	}
}

func ExampleService_ExplainByResource() {
	s := billing.New(sim.New(1))
	for _, fn := range []string{"small", "large"} {
		s.Meter(billing.LambdaRequests, fn).Add(500_000)
	}
	s.Meter(billing.LambdaDuration, "small").AddDuration(128*500_000, 100)
	s.Meter(billing.LambdaDuration, "large").AddDuration(1024*500_000, 1000)
	s.SetFreeTier(true)
	fmt.Print(s.ExplainByResource(s.Bill()))
	// Output:
	// Bill for November 2026, us-east-1, by resource, with the free tier
	// AWS Lambda large: $1.7489746914
	//   Requests, x86_64: 500,000 requests = $0.00
	//   Duration, x86_64: 500,000 GB-s = $1.7489746914
	// AWS Lambda small: $0.0218621836
	//   Requests, x86_64: 500,000 requests = $0.00
	//   Duration, x86_64: 6,250 GB-s = $0.0218621836
	// Not on it: data transfer from Lambda, S3 and APIs, managing queues and topics, taxes
	// Total $1.77 (exactly $1.770836875)
}

// BenchmarkBill is what a screen pays that shows the bill.
func BenchmarkBill(b *testing.B) {
	k := sim.New(1)
	s := billing.New(k)
	for i := range 20 {
		fn := fmt.Sprint("fn", i)
		s.Meter(billing.LambdaRequests, fn).Add(1e6)
		s.Meter(billing.LambdaDuration, fn).AddDuration(1024, 1e9)
		s.Hold(billing.LambdaProvisionedConcurrency, fn, "live", 1024)
	}
	k.Advance(k.Now().Add(24*time.Hour), 1)
	b.ReportAllocs()
	for b.Loop() {
		s.Bill()
	}
}
