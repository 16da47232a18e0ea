// Package traffic is load on virtual time. Arrivals say when requests come: a
// process as data, for a world's runs of traffic and for the planning model.
// The Service makes the requests: by an arrival process or by workers that wait
// for their answers, against URLs, functions and queues of its world.
//
// It is not a client of AWS's: it makes calls within the world and counts what
// becomes of them. Asking for the next arrival allocates nothing, and a run's
// memory does not grow with its requests but for the first hundred thousand
// results.
package traffic

import (
	"math"
	"math/rand/v2"
	"time"

	"skylab/engine/sim"
)

// Arrivals is a process of requests.
//
// fidelity: traffic.arrivals
type Arrivals interface {
	// Next is the first arrival after the given instant; false is that there
	// is none any more. Instants count from the process's own beginning, 0.
	Next(after sim.Time, r *rand.Rand) (sim.Time, bool)
	// Mean is the expected number of arrivals a second at the instant.
	Mean(at sim.Time) float64
}

// second is a second of virtual time.
const second = float64(time.Second)

// Constant has requests at even distances: PerSecond > 0.
type Constant struct{ PerSecond float64 }

// Next is one distance later; the first comes after one, too.
func (c Constant) Next(after sim.Time, _ *rand.Rand) (sim.Time, bool) {
	n := math.Floor(float64(after)/second*c.PerSecond+1e-6) + 1
	at, ok := reach(n / c.PerSecond * second)
	return max(at, after+1), ok
}

// reach is a number of nanoseconds as a time, if it is less than a century and
// a half: what comes later never comes, and might not be a Time at all.
func reach(ns float64) (sim.Time, bool) {
	if ns >= 1<<62 {
		return 0, false
	}
	return sim.Time(ns), true
}

// Mean is the rate.
func (c Constant) Mean(sim.Time) float64 { return c.PerSecond }

// Poisson has requests independently of each other: PerSecond > 0.
type Poisson struct{ PerSecond float64 }

// Next is exponentially later.
func (p Poisson) Next(after sim.Time, r *rand.Rand) (sim.Time, bool) {
	wait, ok := reach(r.ExpFloat64() / p.PerSecond * second)
	return after + wait, ok
}

// Mean is the rate.
func (p Poisson) Mean(sim.Time) float64 { return p.PerSecond }

// Ramp is a Poisson process whose rate goes evenly From one To another, both
// a second, Over a time, and stays there.
type Ramp struct {
	From, To float64
	Over     time.Duration
}

// Next is drawn from the rate at each instant.
func (p Ramp) Next(after sim.Time, r *rand.Rand) (sim.Time, bool) {
	if p.To >= p.From {
		return thin(p, after, after+year, p.To, r)
	}
	// Behind a way down hardly a draw from the highest rate would count.
	end := sim.Time(p.Over)
	if after < end {
		if at, ok := thin(p, after, end, p.From, r); ok {
			return at, true
		}
		after = end
	}
	return thin(p, after, after+year, p.To, r)
}

// Mean is the rate at the instant.
func (p Ramp) Mean(at sim.Time) float64 {
	if p.Over <= 0 || at >= sim.Time(p.Over) {
		return p.To
	}
	return p.From + (p.To-p.From)*float64(at)/float64(p.Over)
}

// Daily is a Poisson process whose rate swings about PerSecond in a day, by
// Swing of it up and down, 0 ≤ Swing ≤ 1; it is lowest at its beginning.
type Daily struct {
	PerSecond, Swing float64
}

// Next is drawn from the rate at each instant.
func (p Daily) Next(after sim.Time, r *rand.Rand) (sim.Time, bool) {
	return thin(p, after, after+year, p.PerSecond*(1+p.Swing), r)
}

// Mean is the rate at the instant.
func (p Daily) Mean(at sim.Time) float64 {
	return p.PerSecond * (1 - p.Swing*math.Cos(2*math.Pi*float64(at)/(24*3600*second)))
}

// year is how long a process may have no arrival: then it has none any more.
const year = sim.Time(365 * 24 * time.Hour)

// thin draws from a process whose rate does not exceed most before the end, by
// thinning a Poisson process of that rate (Lewis and Shedler 1979).
func thin(p Arrivals, after, end sim.Time, most float64, r *rand.Rand) (sim.Time, bool) {
	if most <= 0 {
		return 0, false
	}
	for t := after; ; {
		wait := r.ExpFloat64() / most * second
		if wait >= float64(end-t) {
			return 0, false
		}
		t += sim.Time(wait)
		if r.Float64()*most < p.Mean(t) {
			return max(t, after+1), true
		}
	}
}

// Spike is Base with Height more requests, spread evenly over For from At on.
type Spike struct {
	Base    Arrivals // nil is none
	Height  int
	At, For time.Duration
}

// Next is the earlier of the base's next and the spike's.
func (s Spike) Next(after sim.Time, r *rand.Rand) (sim.Time, bool) {
	at, ok := s.own(after)
	if s.Base == nil {
		return at, ok
	}
	// The base is memoryless or even: asking it again loses nothing.
	if base, more := s.Base.Next(after, r); more && (!ok || base < at) {
		return base, true
	}
	return at, ok
}

// own is the spike's next request.
func (s Spike) own(after sim.Time) (sim.Time, bool) {
	if s.Height <= 0 || after >= sim.Time(s.At+s.For) {
		return 0, false
	}
	gap := float64(s.For) / float64(s.Height)
	n := math.Floor((float64(after)-float64(s.At))/gap) + 1
	n = max(n, 1)
	at := sim.Time(float64(s.At) + n*gap)
	return max(at, after+1), n <= float64(s.Height)
}

// Mean is the base's rate and the spike's.
func (s Spike) Mean(at sim.Time) float64 {
	mean := 0.0
	if s.Base != nil {
		mean = s.Base.Mean(at)
	}
	if at >= sim.Time(s.At) && at < sim.Time(s.At+s.For) {
		mean += float64(s.Height) / s.For.Seconds()
	}
	return mean
}
