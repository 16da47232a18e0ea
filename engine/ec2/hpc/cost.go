package hpc

import (
	"strconv"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// onBill is what a job is on the bill as.
const onBill = "job"

// cost is what a job that takes so many seconds costs, in dollars: its instances
// by the second, from when they all run to its end, and what goes from zone to
// zone, which is paid for at each end.
//
// fidelity: hpc.cost
func (j Job) cost(finish float64) (instances, transfer float64) {
	instances = bill(func(b *billing.Service, k *sim.Kernel) {
		for i := range j.Instances {
			b.Hold(billing.BoxUsage(j.Type.Name), onBill, strconv.Itoa(i), 1)
		}
		k.Advance(sim.Time(finish*float64(time.Second)), 1)
		for i := range j.Instances {
			b.Hold(billing.BoxUsage(j.Type.Name), onBill, strconv.Itoa(i), 0)
		}
	})
	transfer = bill(func(b *billing.Service, _ *sim.Kernel) {
		const directions, ends = 2, 2
		b.Meter(billing.DataTransferRegional, onBill).AddBase(int64(j.crossings()) * j.Exchange * directions * ends * j.Steps)
	})
	return instances, transfer
}

// bill is what is to be paid for, before it is rounded to cents.
func bill(use func(*billing.Service, *sim.Kernel)) (dollars float64) {
	k := sim.New(0)
	b := billing.New(k)
	use(b, k)
	for _, month := range b.Bills() {
		for _, share := range b.ByResource(month) {
			amount, _ := share.Exact.Float64()
			dollars += amount
		}
	}
	return dollars
}
