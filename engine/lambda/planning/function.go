package planning

import (
	"math/rand/v2"
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/measure"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// onProvisioned stands for the slot of any provisioned environment: they are
// all alike.
const onProvisioned = -2

// function is a function while the scenario runs.
type function struct {
	Function
	index      int32
	limit      *scaling.Function
	arriving   *rand.Rand
	warm, cold measure.Sampler
	gap        float64 // mean distance of Poisson arrivals, 0 for others

	environments
	running    int // on-demand environments that are busy
	busy       int // provisioned environments that are busy
	settledTo  sim.Time
	levels     []float64 // the time with so many environments, in nanoseconds
	departures *heap     // of all functions

	lap   lap // the present one
	laps  []lap
	sums  measure.Sums
	month usage
	paid  []usage // of the months that are over
}

func newFunction(f Function, index int32, account *scaling.Account, k *sim.Kernel, departures *heap) *function {
	stream := func(purpose string) *rand.Rand { return k.Stream("planning." + purpose + "." + f.Name) }
	out := &function{Function: f, index: index, limit: scaling.NewFunction(account), arriving: stream("arrivals"),
		warm: measure.NewSampler(f.Warm, stream("warm")), cold: measure.NewSampler(f.Cold, stream("cold")),
		environments: newEnvironments(), departures: departures}
	if p, ok := f.Arrivals.(traffic.Poisson); ok {
		out.gap = float64(time.Second) / p.PerSecond
	}
	if f.Reserves {
		out.limit.Reserve(f.Reserved)
	}
	out.limit.Provision(f.Provisioned)
	out.begin()
	return out
}

// begin makes what is there at the start.
func (f *function) begin() {
	for range f.Start.Running {
		if f.limit.Admit(0, scaling.Request{Warm: true}) != scaling.Admitted {
			break
		}
		f.depart(0, f.born(0), f.warm.Draw())
	}
	for range f.Start.Idle {
		f.rest(f.born(0), -sim.Time(f.Start.IdleFor))
	}
	f.lap.peak = f.running
}

// born makes an environment.
func (f *function) born(now sim.Time) int32 {
	slot := f.make(now)
	if f.MaxAge > 0 {
		f.grow(slot)
	}
	return slot
}

// depart lets an invocation begin that takes d.
func (f *function) depart(now sim.Time, slot int32, d time.Duration) {
	if slot == onProvisioned {
		f.busy++
	} else {
		f.running++
	}
	f.departures.push(entry{int64(now.Add(d)), f.index, slot})
}

// next is when the request after the given instant comes.
func (f *function) next(after sim.Time) (sim.Time, bool) {
	if f.gap > 0 {
		return after + sim.Time(f.arriving.ExpFloat64()*f.gap), true
	}
	return f.Arrivals.Next(after, f.arriving)
}

// arrive takes a request in: a provisioned environment, the newest idle one, a
// new one, or a throttle.
//
// fidelity: planning.model
// fidelity: planning.service-times
// fidelity: planning.sync-only
// fidelity: planning.provisioned-at-once
func (f *function) arrive(now sim.Time) {
	f.settle(now)
	f.lap.requests++
	r := scaling.Request{Sync: true, Provisioned: f.busy < f.Provisioned, Warm: f.idle > 0}
	if why := f.limit.Admit(now, r); why != scaling.Admitted {
		f.refuse(why)
		return
	}
	slot, s := int32(onProvisioned), &f.warm
	switch {
	case r.Provisioned:
	case r.Warm:
		slot = f.take()
	default:
		slot, s = f.born(now), &f.cold
		f.lap.cold++
	}
	d := s.Draw()
	f.depart(now, slot, d)
	f.lap.peak = max(f.lap.peak, f.running+f.busy)
	f.lap.latency += float64(d)
	f.lap.durations.Add(&f.sums, d)
	f.charge(d, r.Provisioned)
}

func (f *function) refuse(why scaling.Reason) {
	for i, r := range reasons {
		if r == why {
			f.lap.throttled[i]++
		}
	}
}

// free ends an invocation.
func (f *function) free(now sim.Time, slot int32) {
	f.settle(now)
	if slot == onProvisioned {
		f.busy--
		f.limit.Leave(true)
		return
	}
	f.running--
	f.limit.Leave(false)
	if f.MaxAge > 0 && now.Sub(f.slots[slot].born) >= f.MaxAge {
		f.retire(now, slot)
		return
	}
	f.rest(slot, now)
}

// retire ends an environment.
func (f *function) retire(now sim.Time, slot int32) {
	f.lap.ended++
	f.lap.lifespans += float64(now.Sub(f.slots[slot].born))
	f.leave(slot)
	f.end(slot)
}
