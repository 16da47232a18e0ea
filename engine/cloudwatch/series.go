package cloudwatch

import (
	"math"
	"time"

	"skylab/engine/sim"
)

// Point is what the samples of one minute come to.
type Point struct {
	// Start is the minute's beginning.
	Start sim.Time
	Stats
}

// Series are the metric's minutes that begin in [from, to) and have samples,
// oldest first; at most the 24 hours that are kept.
func (m *Metric) Series(from, to sim.Time) []Point {
	var out []Point
	m.each(from, to, func(b *bucket) {
		out = append(out, Point{sim.Time(b.number-1) * sim.Time(time.Minute), b.stats})
	})
	return out
}

// Total is what all samples ever come to.
func (m *Metric) Total() Stats {
	if m == nil {
		return Stats{}
	}
	return m.total
}

// Stats is what the samples of the minutes that begin in [from, to) come to.
func (m *Metric) Stats(from, to sim.Time) Stats {
	var s Stats
	m.each(from, to, func(b *bucket) { s.merge(b.stats) })
	return s
}

// Sum is the sum of those samples.
func (m *Metric) Sum(from, to sim.Time) float64 { return m.Stats(from, to).Sum }

// Percentile is the p-th percentile, 0 < p ≤ 100, of the samples of the
// minutes that begin in [from, to): the smallest value that at least p % of
// them do not exceed, within 1 %. Without samples it is 0. Samples below zero
// count as zero.
func (m *Metric) Percentile(from, to sim.Time, p float64) float64 {
	s := m.samples(from, to, true)
	return s.percentile(p)
}

// samples is what is known of a number of samples.
type samples struct {
	Stats
	values histogram
}

// samples folds what begins in [from, to): minutes and, of what is older than
// a day, hours. Without values there are no percentiles.
func (m *Metric) samples(from, to sim.Time, values bool) samples {
	var out samples
	if m == nil {
		return out
	}
	add := func(b *bucket) {
		out.merge(b.stats)
		if values {
			out.values.merge(&b.values)
		}
	}
	m.hours.every(from, to, add)
	m.minutes.every(from, to, add)
	return out
}

// percentile is that of the samples, 0 without any.
func (s *samples) percentile(p float64) float64 {
	if s.Count == 0 {
		return 0
	}
	rank := uint64(math.Ceil(p / 100 * float64(s.Count)))
	rank = min(max(rank, 1), s.Count)
	// The edges are known exactly; a cell's middle may lie beyond them.
	return min(max(s.values.at(rank), s.Min), s.Max)
}

// each visits the kept minutes that begin in [from, to), oldest first.
func (m *Metric) each(from, to sim.Time, visit func(*bucket)) {
	if m != nil {
		m.minutes.each(from, to, visit)
	}
}
