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

// dollars are the amounts of the newest n hours.
func dollars(s *billing.Service, n int) (out []string) {
	for _, h := range s.ByHour(n) {
		out = append(out, billing.Dollars(h.Exact))
	}
	return out
}

func TestWhatAnHourCosts(t *testing.T) {
	k, s := world(t)
	wait := func(d time.Duration) { k.Advance(k.Now().Add(d), 1) }
	want := func(n int, want ...string) {
		t.Helper()
		if got := dollars(s, n); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	want(24, "$0.00")
	s.Hold(billing.BoxUsage("m5.large"), "i-1", "", 1)
	wait(30 * time.Minute)
	want(24, "$0.048")
	wait(2 * time.Hour)
	want(24, "$0.096", "$0.096", "$0.048")
	s.Hold(billing.BoxUsage("m5.large"), "i-1", "", 0)
	want(24, "$0.096", "$0.096", "$0.048")
	wait(40 * time.Minute)
	want(2, "$0.048", "$0.00")
	s.Meter(billing.LambdaRequests, "f").Add(1_000_000)
	want(2, "$0.048", "$0.20")
	wait(47 * time.Hour)
	if got := dollars(s, 100); len(got) != billing.RecentHours || got[0] != "$0.20" {
		t.Errorf("the oldest of %d hours cost %s", len(got), got[0])
	}
	wait(time.Hour)
	if got := dollars(s, 1000); got[0] != "$0.00" {
		t.Errorf("the oldest hour cost %s", got[0])
	}
}

// TestHoursAddUpToTheBill: what the hours of a month cost is what the month costs,
// over tiers, minimum periods, stores whose events go, and whatever else.
func TestHoursAddUpToTheBill(t *testing.T) {
	usages := []billing.UsageType{billing.LambdaRequests, billing.LambdaDuration, billing.SQSRequests, billing.CustomMetrics, billing.VendedLogs}
	lasting := []billing.UsageType{billing.LambdaProvisionedConcurrency, billing.SnapStartCache, billing.S3Storage, billing.BoxUsage("m5.large")}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		k := sim.New(seed)
		s := billing.New(k)
		for k.Now().Since() < (billing.RecentHours-6)*time.Hour {
			s.Meter(usages[r.IntN(len(usages))], fmt.Sprint(r.IntN(2))).AddBase(r.Int64N(1 << r.IntN(50)))
			s.Hold(lasting[r.IntN(len(lasting))], fmt.Sprint(r.IntN(2)), "", r.Int64N(1<<r.IntN(20)))
			store := s.Store(billing.LogsStored, fmt.Sprint(r.IntN(2)))
			if store.Add(k.Now(), r.Int64N(1<<r.IntN(30))); r.IntN(8) == 0 {
				store.Retain(time.Duration(r.IntN(2)) * 24 * time.Hour)
			}
			k.Advance(k.Now().Add(time.Duration(r.Int64N(int64(6*time.Hour)))), 1)
			sum := new(big.Rat)
			for _, h := range s.ByHour(billing.RecentHours) {
				if h.Exact.Sign() < 0 {
					t.Fatalf("seed %d: the hour of %s costs %s", seed, h.Begin, billing.Dollars(h.Exact))
				}
				sum.Add(sum, h.Exact)
			}
			if b := s.Bill(); sum.Cmp(b.Exact) != 0 {
				t.Fatalf("seed %d: hours cost %s, the bill is %s", seed, billing.Dollars(sum), billing.Dollars(b.Exact))
			}
		}
	}
}
