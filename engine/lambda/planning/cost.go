package planning

import (
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// usage is what a month of a function is charged by, for any memory setting.
type usage struct{ requests, billed, billedProvisioned int64 }

// charge books an invocation: its duration, init included, rounded up to whole
// milliseconds.
//
// fidelity: lambda.billed-duration
// fidelity: planning.billed
func (f *function) charge(d time.Duration, provisioned bool) {
	ms := int64((d + time.Millisecond - 1) / time.Millisecond)
	f.month.requests++
	if provisioned {
		f.lap.billedProvisioned += ms
		f.month.billedProvisioned += ms
		return
	}
	f.lap.billed += ms
	f.month.billed += ms
}

// monthEnd is the end of the i-th month of a run. Runs begin when worlds do.
//
// fidelity: billing.month
// fidelity: planning.calendar
func monthEnd(i int) sim.Time {
	first := sim.Time(0).Wall()
	return sim.FromWall(time.Date(first.Year(), first.Month()+time.Month(i+1), 1, 0, 0, 0, 0, time.UTC))
}

// register is a bill of its own for one function at one memory setting.
type register struct {
	kernel *sim.Kernel
	bill   *billing.Service
	f      *function
	memory int64
}

func newRegister(f *function, memory int, freeTier bool) *register {
	k := sim.New(0)
	r := &register{kernel: k, bill: billing.New(k), f: f, memory: int64(memory)}
	r.bill.SetFreeTier(freeTier)
	return r
}

// add books usage in the present month.
func (r *register) add(u usage) {
	requests, duration, provisioned := billing.LambdaRequests, billing.LambdaDuration, billing.LambdaProvisionedDuration
	if r.f.Architecture == "arm64" {
		requests, duration, provisioned = billing.LambdaRequestsARM, billing.LambdaDurationARM, billing.LambdaProvisionedDurationARM
	}
	r.bill.Meter(requests, r.f.Name).AddBase(u.requests)
	r.bill.Meter(duration, r.f.Name).AddDuration(r.memory, u.billed)
	r.bill.Meter(provisioned, r.f.Name).AddDuration(r.memory, u.billedProvisioned)
}

// provision books the provisioned concurrency from now on.
func (r *register) provision() {
	usage := billing.LambdaProvisionedConcurrency
	if r.f.Architecture == "arm64" {
		usage = billing.LambdaProvisionedConcurrencyARM
	}
	if r.f.Provisioned > 0 {
		r.bill.Hold(usage, r.f.Name, "provisioned", r.memory*int64(r.f.Provisioned))
	}
}

// dollars is the sum of all its bills, before they are rounded to cents.
func (r *register) dollars() float64 {
	sum := 0.0
	for _, b := range r.bill.Bills() {
		amount, _ := b.Exact.Float64()
		sum += amount
	}
	return sum
}

// cost is what the run costs at a memory setting: the months one after the
// other, so that tiers and the free tier begin anew.
func (m *Model) cost(f *function, memory int) float64 {
	r := newRegister(f, memory, m.scenario.FreeTier)
	r.provision()
	for i, u := range append(f.paid[:len(f.paid):len(f.paid)], f.month) {
		r.add(u)
		r.kernel.Advance(min(m.now, monthEnd(i)), 1)
	}
	return r.dollars()
}

// rates are what a million requests, and a million milliseconds on demand and
// on provisioned environments, cost in the first tier: how the cost of a run
// varies with its usage.
type rates struct{ request, billed, billedProvisioned float64 }

func newRates(f *function, memory int) rates {
	cost := func(u usage) float64 {
		r := newRegister(f, memory, false)
		r.add(u)
		return r.dollars() / 1e6
	}
	const million = 1_000_000
	return rates{cost(usage{requests: million}), cost(usage{billed: million}), cost(usage{billedProvisioned: million})}
}

func (r rates) of(t *tally) float64 {
	return r.request*float64(t.admitted()) + r.billed*float64(t.billed) + r.billedProvisioned*float64(t.billedProvisioned)
}
