package planning

import (
	"strconv"

	"skylab/engine/billing"
	"skylab/engine/ec2/credits"
	"skylab/engine/sim"
)

// register is a bill, kept at the pace of its own kernel.
type register struct {
	kernel *sim.Kernel
	bill   *billing.Service
}

func newRegister() register {
	k := sim.New(0)
	return register{k, billing.New(k)}
}

// onBill is what all instances are on the bill as.
const onBill = "fleet"

func (r register) pass(now sim.Time) { r.kernel.Advance(now, 1) }

// start and stop say that an instance is running, or no longer.
//
// fidelity: fleet.cost
func (r register) start(now sim.Time, kind string, slot int) { r.hold(now, kind, slot, 1) }
func (r register) stop(now sim.Time, kind string, slot int)  { r.hold(now, kind, slot, 0) }

func (r register) hold(now sim.Time, kind string, slot int, amount int64) {
	r.pass(now)
	r.bill.Hold(billing.BoxUsage(kind), onBill, strconv.Itoa(slot), amount)
}

// charge books surplus credits.
func (r register) charge(family string, owed credits.Amount) {
	usage := billing.CPUCredits
	switch family {
	case "t2":
		usage = billing.CPUCreditsT2
	case "t4g":
		usage = billing.CPUCreditsARM
	}
	r.bill.Meter(usage, onBill).AddBase(int64(owed / (credits.Credit / 1000)))
}

// dollars is what was paid, before it is rounded to cents.
func (r register) dollars() (sum float64) {
	for _, b := range r.bill.Bills() {
		for _, share := range r.bill.ByResource(b) {
			amount, _ := share.Exact.Float64()
			sum += amount
		}
	}
	return sum
}

// cost is what the run costs: instances and, of burstable ones, surplus credits,
// to which no discount applies.
func (m *Model) cost() (instances, surplus float64) {
	instances = m.bill.dollars() * (1 - m.Discount)
	if m.owed > 0 {
		r := newRegister()
		r.charge(m.Type.Family(), m.owed)
		surplus = r.dollars()
	}
	return instances, surplus
}
