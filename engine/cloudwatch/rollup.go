package cloudwatch

import (
	"time"

	"skylab/engine/sim"
)

// span is how a metric's samples are folded: into buckets of a width, of which
// so many are kept, allocated by pages of so many.
type span interface {
	width() sim.Time
	kept() int64
	page() int64
}

// minuteSpan keeps every minute of the last day; older ones are folded into
// their hours.
//
// fidelity: cloudwatch.metric-minutes
type minuteSpan struct{}

func (minuteSpan) width() sim.Time { return sim.Time(time.Minute) }
func (minuteSpan) kept() int64     { return 24 * 60 }
func (minuteSpan) page() int64     { return 60 }

// hourSpan keeps every hour of the last 63 days.
type hourSpan struct{}

func (hourSpan) width() sim.Time { return sim.Time(time.Hour) }
func (hourSpan) kept() int64     { return 63 * 24 }
func (hourSpan) page() int64     { return 24 }

// rollup is a ring of buckets.
type rollup[S span] struct {
	newest int64
	pages  [][]bucket
}

// bucket is one span of a metric.
type bucket struct {
	number int64 // of the span since the epoch, plus one: 0 is never used
	stats  Stats
	values histogram
}

// bucket is where a sample of that time belongs, nil where it is too old. What
// it takes the place of goes to evict.
func (r *rollup[S]) bucket(at sim.Time, evict func(*bucket)) *bucket {
	var s S
	number := int64(at/s.width()) + 1
	b := r.slot(number)
	if b == nil || b.number > number {
		return nil
	}
	if b.number < number {
		if b.number > 0 && evict != nil {
			evict(b)
		}
		b.number, b.stats = number, Stats{}
		b.values.reset()
		r.newest = max(r.newest, number)
	}
	return b
}

// slot is where that bucket is, or would be; nil before the epoch.
func (r *rollup[S]) slot(number int64) *bucket {
	var s S
	if number < 1 {
		return nil
	}
	if r.pages == nil {
		r.pages = make([][]bucket, s.kept()/s.page())
	}
	i := number % s.kept()
	page := &r.pages[i/s.page()]
	if *page == nil {
		*page = make([]bucket, s.page())
	}
	return &(*page)[i%s.page()]
}

// each visits the kept buckets that begin in [from, to), oldest first.
func (r *rollup[S]) each(from, to sim.Time, visit func(*bucket)) {
	var s S
	r.every(max(from, sim.Time(max(r.newest-s.kept(), 0))*s.width()), to, visit)
}

// every is each with those, too, whose place nothing newer has taken yet.
func (r *rollup[S]) every(from, to sim.Time, visit func(*bucket)) {
	var s S
	if to <= from || to <= 0 {
		return
	}
	first := max(int64((max(from, 0)+s.width()-1)/s.width())+1, 1)
	last := min(int64((to-1)/s.width())+1, r.newest)
	for i := first; i <= last; i++ {
		slot := i % s.kept()
		if page := r.pages[slot/s.page()]; page != nil {
			if b := &page[slot%s.page()]; b.number == i {
				visit(b)
			}
		}
	}
}

// all visits every bucket ever used that is still there.
func (r *rollup[S]) all(visit func(*bucket)) {
	for _, page := range r.pages {
		for i := range page {
			if page[i].number > 0 {
				visit(&page[i])
			}
		}
	}
}
