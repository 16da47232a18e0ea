package planning

import (
	"time"

	"skylab/engine/lambda/scaling"
	"skylab/engine/measure"
)

// reasons are why requests are throttled, in the order of the reports.
var reasons = [...]scaling.Reason{scaling.ConcurrentLimit, scaling.RateLimit, scaling.ReservedLimit, scaling.ReservedRateLimit}

// tally is what happened to a function in some stretch of time. Requests count
// where they arrive, with the whole of their duration.
type tally struct {
	// length is the stretch in nanoseconds; running and idle are the
	// environments in these states, integrated over it.
	length, running, idle float64
	// peak is the most that ran at once.
	peak int

	requests, cold int64
	throttled      [len(reasons)]int64
	// latency is the sum of the durations in nanoseconds, billed and
	// billedProvisioned the milliseconds on the bill.
	latency                   float64
	billed, billedProvisioned int64
	// ended environments lived for that long together, in nanoseconds.
	ended     int64
	lifespans float64
}

func (t *tally) add(o *tally) {
	t.length += o.length
	t.running += o.running
	t.idle += o.idle
	t.peak = max(t.peak, o.peak)
	t.requests += o.requests
	t.cold += o.cold
	for i, n := range o.throttled {
		t.throttled[i] += n
	}
	t.latency += o.latency
	t.billed += o.billed
	t.billedProvisioned += o.billedProvisioned
	t.ended += o.ended
	t.lifespans += o.lifespans
}

func (t *tally) throttles() int64 {
	sum := int64(0)
	for _, n := range t.throttled {
		sum += n
	}
	return sum
}

// admitted are the requests that became invocations.
func (t *tally) admitted() int64 { return t.requests - t.throttles() }

// lap is one of the equally long stretches that a run is recorded in.
type lap struct {
	tally
	durations measure.Histogram
}

func (l *lap) merge(o *lap) {
	l.add(&o.tally)
	l.durations.Merge(&o.durations)
}

// A run begins with short laps, and whenever there are 64 each two become one:
// so there are 32 at least wherever it ends. One whose length is known begins
// with such laps that it ends with 62: a warm-up of two and 30 batches of two.
const (
	plannedLaps = 62
	maxLaps     = 64
)

// firstLap is how long the first lap of a run of known length is: a 62nd of
// it, halved until it is short.
func firstLap(run time.Duration) time.Duration {
	l := run / plannedLaps
	for l > 2*time.Millisecond {
		l /= 2
	}
	return max(l, 1)
}

// pair makes one lap of each two.
func pair(laps []lap) []lap {
	for i := 0; i+1 < len(laps); i += 2 {
		laps[i].merge(&laps[i+1])
		laps[i/2] = laps[i]
	}
	half := len(laps) / 2
	clear(laps[half:])
	return laps[:half]
}
