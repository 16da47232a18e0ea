package spot

import (
	"testing"
	"time"
)

func TestPriceIsSmoothAndBelowOnDemand(t *testing.T) {
	for _, zone := range []string{"us-east-1a", "us-east-1b"} {
		p := Pool{Seed: 1, Zone: zone, Type: "m5.large", OnDemand: 960_000_000}
		least, most := p.OnDemand, int64(0)
		for step := int64(-400); step < 400; step++ {
			now, next := p.Price(step), p.Price(step+1)
			if now%grain != 0 || now < p.OnDemand/5 || now > p.OnDemand/2 {
				t.Fatalf("%s: %d at step %d", zone, now, step)
			}
			if jump := next - now; max(jump, -jump) > p.OnDemand*2/100 {
				t.Fatalf("%s: from %d to %d in a step", zone, now, next)
			}
			least, most = min(least, now), max(most, now)
		}
		if most-least < p.OnDemand*3/100 {
			t.Errorf("%s: the price moves from %d to %d only", zone, least, most)
		}
	}
}

func TestPoolsAndSeedsDiffer(t *testing.T) {
	a := Pool{1, "us-east-1a", "m5.large", 960_000_000}
	for _, other := range []Pool{{2, a.Zone, a.Type, a.OnDemand}, {1, "us-east-1b", a.Type, a.OnDemand}, {1, a.Zone, "m5.xlarge", a.OnDemand}} {
		same := 0
		for step := range int64(100) {
			if a.Price(step) == other.Price(step) {
				same++
			}
		}
		if same > 50 {
			t.Errorf("%v has the prices of %v", other, a)
		}
	}
}

// A step is found again from any instant in it, also before the world began.
func TestSteps(t *testing.T) {
	p := Pool{Seed: 3, Zone: "us-east-1c", Type: "t3.micro", OnDemand: 104_000_000}
	for step := int64(-3); step < 4; step++ {
		begins := p.Begins(step)
		for _, at := range []time.Duration{0, time.Nanosecond, Step - 1} {
			if got := p.At(begins + at); got != step {
				t.Errorf("%v after the beginning of step %d is in step %d", at, step, got)
			}
		}
	}
}

func TestCheapTypesCostSomething(t *testing.T) {
	if got := (Pool{1, "us-east-1a", "t4g.nano", 42_000}).Price(0); got != grain {
		t.Errorf("%d", got)
	}
}
