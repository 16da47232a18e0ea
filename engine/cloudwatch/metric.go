package cloudwatch

import (
	"maps"
	"math"
	"slices"
	"strings"

	"skylab/engine/billing"
	"skylab/engine/sim"
)

// Dimension is a name and value that tell metrics of one name apart.
type Dimension struct {
	Name  string `aws:"required,min=1,max=255"`
	Value string `aws:"required,min=1,max=1024"`
}

// Metric is a time series: an aggregate and a histogram for each of its
// newest minutes and hours. The methods that read accept a nil Metric as one
// without samples.
type Metric struct {
	Namespace, Name, Unit string
	Dimensions            []Dimension

	total    Stats
	digest   uint64
	minutes  rollup[minuteSpan]
	hours    rollup[hourSpan]
	overview overview

	// monitored is the meter of a metric of the learner's own, metered how many
	// hours of the world it has counted, whether or not there was a sample.
	monitored *billing.Meter
	metered   int64
}

// Stats is what a number of samples comes to.
type Stats struct {
	Count         uint64
	Sum, Min, Max float64
}

func (s *Stats) add(v float64) {
	if s.Count == 0 {
		s.Min, s.Max = v, v
	}
	s.Count++
	s.Sum += v
	s.Min, s.Max = min(s.Min, v), max(s.Max, v)
}

// merge adds the samples of t to those of s.
func (s *Stats) merge(t Stats) {
	if t.Count == 0 {
		return
	}
	if s.Count == 0 {
		s.Min, s.Max = t.Min, t.Max
	}
	s.Count += t.Count
	s.Sum += t.Sum
	s.Min, s.Max = min(s.Min, t.Min), max(s.Max, t.Max)
}

// Average is the mean of the samples, 0 without any.
func (s Stats) Average() float64 {
	if s.Count == 0 {
		return 0
	}
	return s.Sum / float64(s.Count)
}

// metricID tells metrics apart; the order of dimensions does not matter.
func metricID(namespace, name string, dims []Dimension) string {
	if len(dims) > 1 {
		dims = slices.Clone(dims)
		slices.SortFunc(dims, func(a, b Dimension) int { return strings.Compare(a.Name, b.Name) })
	}
	var b strings.Builder
	b.WriteString(namespace)
	b.WriteByte(0)
	b.WriteString(name)
	for _, d := range dims {
		b.WriteByte(0)
		b.WriteString(d.Name)
		b.WriteByte('=')
		b.WriteString(d.Value)
	}
	return b.String()
}

// Metric is the metric with that name and those dimensions, in that order,
// made at first use. Keep it: recording by it is what is fast.
func (s *Service) Metric(namespace, name, unit string, dims []Dimension) *Metric {
	id := metricID(namespace, name, dims)
	m := s.metrics[id]
	if m == nil {
		m = &Metric{Namespace: namespace, Name: name, Unit: unit, Dimensions: slices.Clone(dims)}
		s.metrics[id] = m
	}
	return m
}

// ownLimit bounds the metrics of the learner's own: a dimension with a value
// for each request would make any number of them.
//
// fidelity: cloudwatch.own-metrics
const ownLimit = 1000

// own is a metric of the learner's that gets a sample, nil where there are too
// many.
func (s *Service) own(namespace, name, unit string, dims []Dimension) *Metric {
	m := s.Find(namespace, name, dims)
	if m == nil {
		if s.owned == ownLimit {
			return nil
		}
		s.owned++
		m = s.Metric(namespace, name, unit, dims)
	}
	s.monitor(m)
	return m
}

// Find is the metric with that name and those dimensions, or nil.
func (s *Service) Find(namespace, name string, dims []Dimension) *Metric {
	return s.metrics[metricID(namespace, name, dims)]
}

// Record adds a sample to a metric by its name.
func (s *Service) Record(namespace, name, unit string, dims []Dimension, value float64, at sim.Time) {
	s.Metric(namespace, name, unit, dims).Record(at, value)
}

// Record adds a sample. One older than what is kept counts in the total only;
// NaN and the infinities are no samples and are left out.
func (m *Metric) Record(at sim.Time, value float64) {
	if value-value != 0 {
		return
	}
	m.total.add(value)
	m.digest = (m.digest ^ math.Float64bits(value) ^ uint64(at)) * 0x9e3779b97f4a7c15
	if b := m.bucket(at); b != nil {
		b.stats.add(value)
		b.values.add(value, 1)
	}
	if b := m.overview.bucket(at); b != nil {
		b.stats.add(value)
		b.values.add(value, 1)
	}
}

// bucket is where a sample of that time counts: in its minute or, where that
// is no longer kept, in its hour; nil where that is not kept either.
func (m *Metric) bucket(at sim.Time) *bucket {
	if b := m.minutes.bucket(at, m.fold); b != nil {
		return b
	}
	return m.hours.bucket(at, nil)
}

// fold adds a minute to its hour.
func (m *Metric) fold(minute *bucket) {
	at := sim.Time(minute.number-1) * minuteSpan{}.width()
	if hour := m.hours.bucket(at, nil); hour != nil {
		hour.stats.merge(minute.stats)
		hour.values.merge(&minute.values)
	}
}

// RecordSet adds samples of which only the count, sum and extremes are known.
// For percentiles they all count as their mean.
//
// fidelity: cloudwatch.statistic-sets
func (m *Metric) RecordSet(at sim.Time, set Stats) {
	mean := set.Average()
	if set.Count == 0 || mean-mean != 0 {
		return
	}
	m.total.merge(set)
	for _, n := range []uint64{math.Float64bits(set.Sum), math.Float64bits(set.Min), math.Float64bits(set.Max), set.Count, uint64(at)} {
		m.digest = (m.digest ^ n) * 0x9e3779b97f4a7c15
	}
	if b := m.bucket(at); b != nil {
		b.stats.merge(set)
		b.values.add(mean, uint32(set.Count))
	}
	if b := m.overview.bucket(at); b != nil {
		b.stats.merge(set)
		b.values.add(mean, uint32(set.Count))
	}
}

// Metrics are those that have samples, by namespace, name and dimensions.
func (s *Service) Metrics() []*Metric {
	var out []*Metric
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		if m := s.metrics[id]; m.total.Count > 0 {
			out = append(out, m)
		}
	}
	return out
}
