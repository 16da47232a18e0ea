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
		out = append(out, Point{sim.Time(b.minute-1) * sim.Time(time.Minute), b.stats})
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
	var h histogram
	var s Stats
	m.each(from, to, func(b *bucket) {
		s.merge(b.stats)
		h.merge(&b.values)
	})
	if s.Count == 0 {
		return 0
	}
	rank := uint64(math.Ceil(p / 100 * float64(s.Count)))
	rank = min(max(rank, 1), s.Count)
	// The edges are known exactly; a cell's middle may lie beyond them.
	return min(max(h.at(rank), s.Min), s.Max)
}

// each visits the kept minutes that begin in [from, to), oldest first.
func (m *Metric) each(from, to sim.Time, visit func(*bucket)) {
	if m == nil || to <= from {
		return
	}
	newest := int64(0)
	for _, page := range m.pages {
		if page != nil {
			for i := range page {
				newest = max(newest, page[i].minute)
			}
		}
	}
	const minute = int64(time.Minute)
	first := max((max(int64(from), 0)+minute-1)/minute+1, newest-minutesKept+1)
	last := min((int64(to)-1)/minute+1, newest)
	for i := max(first, 1); i <= last; i++ {
		slot := i % minutesKept
		page := m.pages[slot/pageMinutes]
		if page == nil {
			continue
		}
		if b := &page[slot%pageMinutes]; b.minute == i {
			visit(b)
		}
	}
}
