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

// register is a bill, kept at the pace of its own kernel.
type register struct {
	kernel *sim.Kernel
	bill   *billing.Service
}

func newRegister(freeTier bool) register {
	k := sim.New(0)
	r := register{k, billing.New(k)}
	r.bill.SetFreeTier(freeTier)
	return r
}

// add books usage of a function at a memory setting in the present month.
func (r register) add(f *function, memory int, u usage) {
	requests, duration, provisioned := billing.LambdaRequests, billing.LambdaDuration, billing.LambdaProvisionedDuration
	if f.Architecture == "arm64" {
		requests, duration, provisioned = billing.LambdaRequestsARM, billing.LambdaDurationARM, billing.LambdaProvisionedDurationARM
	}
	r.bill.Meter(requests, f.Name).AddBase(u.requests)
	r.bill.Meter(duration, f.Name).AddDuration(int64(memory), u.billed)
	r.bill.Meter(provisioned, f.Name).AddDuration(int64(memory), u.billedProvisioned)
}

// provision books a function's provisioned concurrency from now on.
func (r register) provision(f *function, memory int) {
	usage := billing.LambdaProvisionedConcurrency
	if f.Architecture == "arm64" {
		usage = billing.LambdaProvisionedConcurrencyARM
	}
	if f.Provisioned > 0 {
		r.bill.Hold(usage, f.Name, "provisioned", int64(memory)*int64(f.Provisioned))
	}
}

// dollars is by function its part of all the bills, before they are rounded to
// cents.
func (r register) dollars() map[string]float64 {
	sum := map[string]float64{}
	for _, b := range r.bill.Bills() {
		for _, share := range r.bill.ByResource(b) {
			amount, _ := share.Exact.Float64()
			sum[share.Resource] += amount
		}
	}
	return sum
}

// costs are what the functions cost the account together, each one's part by
// name: they share the tiers and the free tier. All have their first memory
// setting, but one has another if it is given. The months are billed one after
// the other, so that tiers and the free tier begin anew.
func (m *Model) costs(other *function, memory int) map[string]float64 {
	r := newRegister(m.scenario.FreeTier)
	setting := func(f *function) int {
		if f == other {
			return memory
		}
		return f.Memory[0]
	}
	for _, f := range m.functions {
		r.provision(f, setting(f))
	}
	for i := range len(m.functions[0].paid) + 1 {
		for _, f := range m.functions {
			u := f.month
			if i < len(f.paid) {
				u = f.paid[i]
			}
			r.add(f, setting(f), u)
		}
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
		r := newRegister(false)
		r.add(f, memory, u)
		return r.dollars()[f.Name] / 1e6
	}
	const million = 1_000_000
	return rates{cost(usage{requests: million}), cost(usage{billed: million}), cost(usage{billedProvisioned: million})}
}

func (r rates) of(t *tally) float64 {
	return r.request*float64(t.admitted()) + r.billed*float64(t.billed) + r.billedProvisioned*float64(t.billedProvisioned)
}
