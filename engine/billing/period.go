package billing

import "time"

// period is how AWS rounds the time for which something was held.
type period struct {
	step  time.Duration // rounded up to a multiple of this; 0 is not at all
	least time.Duration // and at least this
}

// periodOf is the rounding of a usage type of Lambda's.
//
// fidelity: billing.held-periods
func periodOf(u UsageType) period {
	switch u {
	case LambdaProvisionedConcurrency, LambdaProvisionedConcurrencyARM:
		return period{step: 5 * time.Minute}
	case SnapStartCache:
		return period{least: 3 * time.Hour}
	case LambdaEventPollerUnits:
		return period{step: time.Second, least: time.Minute}
	}
	return period{}
}

// of is d as it is charged.
func (p period) of(d time.Duration) time.Duration {
	d = max(d, p.least)
	if p.step > 0 {
		d = (d + p.step - 1) / p.step * p.step
	}
	return d
}

// Charged is the time that is paid for when usage of that type lasted d: a
// period of provisioned concurrency is rounded up to 5 minutes, a SnapStart
// snapshot is paid for 3 hours at least, an event poller unit for a minute.
// Service.Hold does it by itself; this is for whoever plans.
func Charged(u UsageType, d time.Duration) time.Duration { return periodOf(u).of(d) }
