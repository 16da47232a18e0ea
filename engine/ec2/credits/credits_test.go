package credits

import (
	"math"
	"testing"
	"time"
)

func near(got Amount, want float64) bool { return math.Abs(got.Float()-want) < 0.001 }

func account(t *testing.T, family, size string, unlimited bool) *Account {
	t.Helper()
	r, ok := RatesOf(family, size)
	if !ok {
		t.Fatalf("%s.%s has no credits", family, size)
	}
	return New(r, unlimited)
}

// work lets hours go by in which all vCPUs are busy by so many per mille.
func (a *Account) work(hours, perMille int) Amount {
	var charged Amount
	for range hours * 60 {
		charged += a.Pass(time.Minute, time.Minute*time.Duration(a.Rates.VCPUs*perMille)/1000)
	}
	return charged
}

// AWS's own worked day of a t3.nano (EC2 user guide, unlimited mode; facts 4).
// AWS rounds 122.4, 447.6 and 303.6 credits.
func TestWorkedDay(t *testing.T) {
	a := account(t, "t3", "nano", true)
	a.work(24, 0)
	for _, c := range []struct {
		hours, perMille           int
		balance, surplus, charged float64
	}{
		{0, 0, 144, 0, 0}, {24, 70, 86.4, 0, 0}, {12, 25, 122.4, 0, 0}, {5, 1000, 0, 144, 303.6},
	} {
		charged := a.work(c.hours, c.perMille)
		if !near(a.Balance, c.balance) || !near(a.Surplus, c.surplus) || !near(charged, c.charged) {
			t.Errorf("after %d h at %d‰: balance %f, surplus %f, charged %f, want %+v", c.hours, c.perMille, a.Balance.Float(), a.Surplus.Float(), charged.Float(), c)
		}
		if dollars := charged.Float() / 60 * 0.05; c.charged > 0 && math.Abs(dollars-0.253) > 0.0005 {
			t.Errorf("that costs $%f", dollars)
		}
	}
	if got := a.Settle(); !near(got, 144) || a.Surplus != 0 {
		t.Errorf("settling costs %f credits and leaves %f", got.Float(), a.Surplus.Float())
	}
}

// What a size earns, may keep and may use for ever (facts 4).
func TestRates(t *testing.T) {
	for _, c := range []struct {
		family, size            string
		perHour, most, baseline float64
	}{
		{"t3", "nano", 6, 144, 0.05}, {"t3a", "micro", 12, 288, 0.10}, {"t4g", "small", 24, 576, 0.20}, {"t3", "medium", 24, 576, 0.20},
		{"t3", "large", 36, 864, 0.30}, {"t3", "xlarge", 96, 2304, 0.40}, {"t3", "2xlarge", 192, 4608, 0.40},
		{"t2", "micro", 6, 144, 0.10}, {"t2", "xlarge", 54, 1296, 0.225}, {"t2", "2xlarge", 81.6, 1958.4, 0.17},
	} {
		r, ok := RatesOf(c.family, c.size)
		if !ok || !near(r.PerHour(), c.perHour) || !near(r.Cap(), c.most) || math.Abs(r.Baseline()-c.baseline) > 1e-9 {
			t.Errorf("%s.%s: %f an hour, at most %f, baseline %f", c.family, c.size, r.PerHour().Float(), r.Cap().Float(), r.Baseline())
		}
	}
	if _, ok := RatesOf("m5", "large"); ok {
		t.Error("m5.large has credits")
	}
}

// At its baseline an instance neither earns nor spends.
func TestBaselineIsForEver(t *testing.T) {
	for _, size := range []string{"nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"} {
		a := account(t, "t3", size, true)
		a.work(10, 0)
		before := a.Balance
		if charged := a.work(24, int(a.Rates.Baseline()*1000+0.5)); a.Balance != before || charged != 0 {
			t.Errorf("t3.%s: balance %f, then %f", size, before.Float(), a.Balance.Float())
		}
	}
}

// A standard account runs as fast as it has credits for: launch credits first,
// then what it earns.
func TestStandardSlowsDown(t *testing.T) {
	a := account(t, "t2", "micro", false)
	if !near(a.Launch, 30) || a.May(time.Minute) != time.Minute {
		t.Errorf("launch credits %f, it may work %s of a minute", a.Launch.Float(), a.May(time.Minute))
	}
	worked := time.Duration(0)
	for range 60 {
		may := a.May(time.Minute)
		a.Pass(time.Minute, may)
		worked += may
	}
	// 30 launch credits and the 6 that the hour earns.
	if worked.Round(time.Second) != 36*time.Minute || a.Launch != 0 || a.Balance > Credit/1000 {
		t.Errorf("in an hour it worked %s, with %f credits left", worked, a.Balance.Float())
	}
	if got := a.May(time.Minute); got != 6*time.Second {
		t.Errorf("without credits it may work %s of a minute, want a tenth", got)
	}
}

// Launch credits do not count against the cap.
func TestLaunchCreditsStandBesideTheBalance(t *testing.T) {
	a := account(t, "t2", "nano", false)
	a.work(48, 0)
	if !near(a.Balance, 72) || !near(a.Launch, 30) {
		t.Errorf("balance %f, launch credits %f", a.Balance.Float(), a.Launch.Float())
	}
}
