package lambda

import (
	"time"

	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// report is the end of the environment's invocation at the given instant, as
// its event tells it.
func (s *Service) report(v *environment, at sim.Time) InvocationEnded {
	o := &v.outcome
	e := InvocationEnded{Function: v.f.Name, Environment: v.number(), Request: v.inv.ID, Invocation: v.inv.Number,
		Mode: v.inv.Mode, Attempt: v.inv.Attempt, Cold: v.inv.cold, Duration: at.Sub(v.begun),
		MemoryMB: v.r.MemoryMB, MaxMemoryMB: int((v.peak + 1<<20 - 1) >> 20), Status: o.Status, ErrorType: o.ErrorType, Outside: v.outside != nil}
	if v.inv.cold {
		e.Init, e.Restore, e.BilledRestore = v.initial, v.restored, v.charged
	}
	e.MaxMemoryMB = min(e.MaxMemoryMB, e.MemoryMB)
	e.BilledMs = billed(s.near.Rules, e.Duration, e.Init+e.BilledRestore, v.r.Timeout)
	return e
}

// billed is the time on the bill in milliseconds: duration and init together,
// rounded up (fact sheet 2.4; init since 2025-08-01).
//
// fidelity: lambda.billed-duration
func billed(r Rules, duration, init, limit time.Duration) int64 {
	if r.BillTimeout {
		duration = limit
	}
	if r.BillInit {
		duration += init
	}
	unit := r.BillingUnit
	return int64((duration + unit - 1) / unit * unit / time.Millisecond)
}

// invocationEnded closes a request: log, metrics, bill; then the environment
// is free, and the caller or the queue learns of the outcome.
func (s *Service) invocationEnded(e InvocationEnded) {
	inv := s.invocations[e.Invocation]
	if inv == nil || inv.env == nil || !inv.env.ending {
		return
	}
	v, now := inv.env, s.kernel.Now()
	o := v.outcome
	s.tellError(v, now, o)
	s.tellEnd(v, now, e, o)
	s.settle(v)
	s.book(v, e)
	v.Served++
	v.outcome = outcome{}
	if o.Reset {
		s.unload(v)
		v.peak = 0
		if !s.near.Rules.TmpSurvives {
			v.tmp = &sandbox.Tmp{}
		}
	}
	inv.env, inv.result = nil, o
	s.vacate(inv)
	s.rest(v)
	s.conclude(inv)
}

// book books what the invocation was worth.
func (s *Service) book(v *environment, e InvocationEnded) {
	f := v.f
	f.stats.add(e)
	f.metrics.add(v.begun, e)
	for _, q := range s.qualified(v.inv) {
		q.add(v.begun, e)
	}
	s.meter(v, e)
}

// conclude tells the outcome to the one who waits for it.
//
// fidelity: lambda.sync-errors
func (s *Service) conclude(inv *invocation) {
	if inv.Mode == Event {
		s.settled(inv)
		return
	}
	if inv.result.failed() && inv.Attempt <= s.near.Rules.SyncRetries {
		s.again(inv, retryDelays[min(inv.Attempt, len(retryDelays))-1], "error")
		return
	}
	kind := ""
	if inv.result.failed() {
		kind = "Unhandled"
	}
	wait := answering.Sample(s.kernel.Stream("lambda.answering"))
	s.kernel.After(wait, Responded{inv.f.Name, inv.ID, inv.Number, 200, kind})
}
