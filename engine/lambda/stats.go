package lambda

import "time"

// stats are counts since a function's creation, folded as events happen.
type stats struct {
	Invocations, Errors, Throttles, ColdStarts int
	MaxConcurrent                              int
	// Events that were accepted, and how they ended: well, in a destination or
	// dead-letter queue, or lost.
	EventsReceived, EventsSucceeded, EventsKept, EventsDropped int
	Started                                                    int           // environments, on demand and provisioned
	Duration, Init                                             time.Duration // sums
	BilledMs                                                   int64
}

func (t *stats) add(e InvocationEnded) {
	t.Invocations++
	if e.Status != success {
		t.Errors++
	}
	t.Duration += e.Duration
	t.Init += e.Init
	t.BilledMs += e.BilledMs
}

// Stats is what a function has done since its creation.
type Stats struct {
	Invocations, Errors, Throttles, ColdStarts int
	// Concurrent is how many requests hold an environment now; MaxConcurrent
	// the most ever.
	Concurrent, MaxConcurrent int
	// Events that were accepted, and how they ended: well, in a destination or
	// dead-letter queue, or lost.
	EventsReceived, EventsSucceeded, EventsKept, EventsDropped int
	// BilledMs is the sum of billed durations in milliseconds.
	BilledMs int64
	// Mean is of all invocations; P50 and P99 are of the last 24 hours,
	// within 1 %.
	Mean, P50, P99 time.Duration
	// Init is the sum of the init phases that ended well.
	Init time.Duration
}

// Stats is what the function has done; nothing for one that does not exist.
func (s *Service) Stats(function string) Stats {
	f := s.functions[function]
	if f == nil {
		return Stats{}
	}
	t := f.stats
	out := Stats{Invocations: t.Invocations, Errors: t.Errors, Throttles: t.Throttles, ColdStarts: t.ColdStarts,
		Concurrent: f.capacity.Running, MaxConcurrent: t.MaxConcurrent,
		EventsReceived: t.EventsReceived, EventsSucceeded: t.EventsSucceeded, EventsKept: t.EventsKept,
		EventsDropped: t.EventsDropped, BilledMs: t.BilledMs, Init: t.Init}
	if t.Invocations > 0 {
		out.Mean = t.Duration / time.Duration(t.Invocations)
	}
	from, to := s.kernel.Now().Add(-24*time.Hour), s.kernel.Now().Add(time.Minute)
	out.P50 = time.Duration(f.metrics.duration.Percentile(from, to, 50) * float64(time.Millisecond))
	out.P99 = time.Duration(f.metrics.duration.Percentile(from, to, 99) * float64(time.Millisecond))
	return out
}
