package billing_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/billing/coverage"
	"skylab/engine/sim"
)

// reserved commits to so many Reserved Instances of m5.large, without an advance
// and for a year.
func reserved(s *billing.Service, k *sim.Kernel, count int64) {
	s.Commit(billing.Commitment{ID: "ri", Name: "HeavyUsage:m5.large", Hourly: 604_800_000, Count: count, Ends: k.Now().Add(365 * 24 * time.Hour),
		Reservation: &coverage.Reservation{Family: "m5", Size: "large", Left: count * coverage.Factor("large") * 3600}})
}

// line is the quantity of a line of the bill, "0" for none.
func line(s *billing.Service, usage billing.UsageType, ending string) string {
	for _, l := range s.Bill().Lines {
		if l.UsageType.Name() == usage.Name() && strings.HasSuffix(l.Description, ending) {
			return l.Quantity.String()
		}
	}
	return "0"
}

// world is a kernel with a bill that hears of its events.
func world(t *testing.T) (*sim.Kernel, *billing.Service) {
	k := sim.New(1)
	s := billing.New(k)
	k.Handle(s.On)
	t.Cleanup(func() {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
	})
	return k, s
}

func TestReservedInstancesMeetUsageHourByHour(t *testing.T) {
	k, s := world(t)
	box := billing.BoxUsage("m5.large")
	wait := func(d time.Duration) { k.Advance(k.Now().Add(d), 1<<40) }
	reserved(s, k, 1)
	s.Hold(box, "i-1", "", 1)
	s.Hold(box, "i-2", "", 1)
	wait(10 * time.Hour)
	// Two run for ten hours: one is covered. What is not used in an hour is not
	// there in the next.
	s.Hold(box, "i-1", "", 0)
	s.Hold(box, "i-2", "", 0)
	wait(10 * time.Hour)
	s.Hold(box, "i-1", "", 1)
	s.Hold(box, "i-2", "", 1)
	wait(30 * time.Minute)
	for _, c := range []struct{ ending, want string }{{"covered by Reserved Instances", "11"}, {"On-Demand Linux m5.large", "10"}} {
		if got := line(s, box, c.ending); got != c.want {
			t.Errorf("%s: %s hours, want %s\n%s", c.ending, got, c.want, s.Explain())
		}
	}
	if got := line(s, "HeavyUsage:m5.large", ""); got != "20.5" {
		t.Errorf("%s hours are committed", got)
	}
	if got := s.Bill().Of("Amazon Elastic Compute Cloud").FloatString(6); got != fmt.Sprintf("%.6f", 20.5*0.06048+10*0.096) {
		t.Errorf("%s\n%s", got, s.Explain())
	}
}

// A plan pays for usage at its rates up to the commitment; what it does not use
// is lost, and what it does not cover is On-Demand.
func TestSavingsPlanMeetsUsage(t *testing.T) {
	k, s := world(t)
	s.Commit(billing.Commitment{ID: "sp", Name: "ComputeSP:1yrNoUpfront", Hourly: 700_800_000, Count: 1, Ends: k.Now().Add(365 * 24 * time.Hour),
		Plan: &coverage.Plan{Term: 1, Payment: coverage.NoUpfront, Left: 700_800_000 * 3600}})
	box := billing.BoxUsage("m5.large")
	s.Hold(box, "i-1", "", 1)
	s.Hold(box, "i-2", "", 1)
	k.Advance(k.Now().Add(8*time.Hour), 1<<40)
	s.Hold(box, "i-1", "", 0)
	s.Hold(box, "i-2", "", 0)
	k.Advance(k.Now().Add(2*time.Hour), 1<<40)
	if got := line(s, box, "covered by Savings Plans") + " " + line(s, box, "On-Demand Linux m5.large"); got != "8 8" {
		t.Errorf("%s\n%s", got, s.Explain())
	}
	got, _ := s.Bill().Exact.Float64()
	if want := 10*0.07008 + 8*0.096; math.Abs(got-want) > 1e-9 {
		t.Errorf("%f, want %f\n%s", got, want, s.Explain())
	}
}

// Bills of months that are over stay as they were when a commitment begins or
// ends, and the hours of a month add up.
func TestCommitmentEnds(t *testing.T) {
	k, s := world(t)
	box := billing.BoxUsage("m5.large")
	s.Hold(box, "i-1", "", 1)
	k.Advance(k.Now().Add(90*time.Minute), 1<<40)
	s.Commit(billing.Commitment{ID: "ri", Name: "HeavyUsage:m5.large", Upfront: 5_000_000_000_000, Count: 1, Ends: k.Now().Add(48 * 24 * time.Hour),
		Reservation: &coverage.Reservation{Family: "m5", Size: "large", Left: coverage.Factor("large") * 3600}})
	k.Advance(k.Now().Add(60*24*time.Hour), 1<<40)
	total, covered := 0.0, 0.0
	for _, b := range s.Bills() {
		for _, l := range b.Lines {
			if l.UsageType == box {
				total += l.Quantity.Float()
				if strings.HasSuffix(l.Description, "covered by Reserved Instances") {
					covered += l.Quantity.Float()
				}
			}
		}
	}
	if want := 60*24 + 1.5; math.Abs(total-want) > 1e-9 || math.Abs(covered-48*24) > 1e-9 {
		t.Errorf("%f hours of which %f are covered, want %f and %d", total, covered, want, 48*24)
	}
	first := s.Bills()[0]
	if got := first.Of("Amazon Elastic Compute Cloud").FloatString(2); got != fmt.Sprintf("%.2f", 500+1.5*0.096) {
		t.Errorf("the first month costs %s\n%s", got, first.Explain())
	}
}

func TestPlansCoverLambda(t *testing.T) {
	k, s := world(t)
	s.Commit(billing.Commitment{ID: "sp", Name: "ComputeSP:3yrNoUpfront", Hourly: 10_000_000_000, Count: 1, Ends: k.Now().Add(3 * 365 * 24 * time.Hour),
		Plan: &coverage.Plan{Term: 3, Payment: coverage.NoUpfront, Left: 10_000_000_000 * 3600}})
	s.Meter(billing.LambdaDuration, "f").Add(1000)
	s.Meter(billing.LambdaRequests, "f").Add(1000)
	k.Advance(k.Now().Add(time.Hour), 1<<40)
	if got := line(s, billing.LambdaDuration, "covered by Savings Plans"); got != "1,000" {
		t.Errorf("%s GB-s are covered\n%s", got, s.Explain())
	}
	if got := line(s, billing.LambdaRequests, "covered by Savings Plans"); got != "0" {
		t.Error("requests are covered")
	}
}
