package cloudwatch

import (
	"math"
	"time"

	"skylab/engine/sim"
)

// OverviewColumns is how many columns an overview has at most.
const OverviewColumns = 120

// firstWidth is how wide its columns are at first.
const firstWidth = sim.Time(250 * time.Millisecond)

// overview is the whole past of a metric in columns of equal width, for
// charts: finer than minutes while the world is young. When the past outgrows
// the columns they get twice as wide, so that memory is flat.
type overview struct {
	width   sim.Time
	columns []bucket
}

// bucket is the column of that time, nil before the epoch.
func (o *overview) bucket(at sim.Time) *bucket {
	if at < 0 {
		return nil
	}
	if o.columns == nil {
		o.width, o.columns = firstWidth, make([]bucket, OverviewColumns)
	}
	i := at / o.width
	for i >= OverviewColumns {
		o.halve()
		i = at / o.width
	}
	return &o.columns[i]
}

// halve makes one column of two.
func (o *overview) halve() {
	c := o.columns
	for i := range OverviewColumns / 2 {
		c[i], c[2*i] = c[2*i], c[i] // what is no longer needed moves behind
		c[i].stats.merge(c[2*i+1].stats)
		c[i].values.merge(&c[2*i+1].values)
	}
	for i := OverviewColumns / 2; i < OverviewColumns; i++ {
		c[i].stats = Stats{}
		c[i].values.reset()
	}
	o.width *= 2
}

// Overview is a statistic of the whole past up to that instant in at most n
// columns, 0 < n ≤ OverviewColumns, oldest first; NaN where there are no
// samples. The width of a column is 250 ms or twice, four times … as much. An
// unknown statistic has no values.
func (m *Metric) Overview(until sim.Time, n int, stat string) (width time.Duration, values []float64) {
	step := firstWidth
	if m != nil {
		step = max(step, m.overview.width)
	}
	for until/step >= sim.Time(n) {
		step *= 2
	}
	values = make([]float64, min(int(until/step)+1, n))
	t, known := parseStatistic(stat)
	for i := range values {
		values[i] = math.NaN()
		if m == nil || !known || m.overview.columns == nil {
			continue
		}
		per := int(step / m.overview.width)
		var all samples
		for j := i * per; j < min((i+1)*per, OverviewColumns); j++ {
			c := &m.overview.columns[j]
			if all.merge(c.stats); t.extended() {
				all.values.merge(&c.values)
			}
		}
		if all.Count > 0 {
			values[i] = t.of(&all)
		}
	}
	return time.Duration(step), values
}
