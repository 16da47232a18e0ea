package cloudwatch

import (
	"math"
	"slices"
	"strings"
	"time"

	"skylab/engine/sim"
)

// minutesKept bounds how far back a metric reaches.
//
// fidelity: cloudwatch.metric-minutes
const minutesKept = 24 * 60

// pageMinutes are the minutes that are allocated at once.
const pageMinutes = 60

// Dimension is a name and value that tell metrics of one name apart.
type Dimension struct{ Name, Value string }

// Metric is a time series: an aggregate and a histogram for each minute. The
// methods that read accept a nil Metric as one without samples.
type Metric struct {
	Namespace, Name, Unit string
	Dimensions            []Dimension

	total  Stats
	digest uint64
	pages  [minutesKept / pageMinutes]*[pageMinutes]bucket
}

// bucket is one minute of a metric.
type bucket struct {
	minute int64 // since the epoch, plus one: 0 is never used
	stats  Stats
	values histogram
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

func metricID(namespace, name string, dims []Dimension) string {
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

// Find is the metric with that name and those dimensions, or nil.
func (s *Service) Find(namespace, name string, dims []Dimension) *Metric {
	return s.metrics[metricID(namespace, name, dims)]
}

// Record adds a sample to a metric by its name.
func (s *Service) Record(namespace, name, unit string, dims []Dimension, value float64, at sim.Time) {
	s.Metric(namespace, name, unit, dims).Record(at, value)
}

// Record adds a sample. One older than the minutes kept counts in the total
// only; NaN and the infinities are no samples and are left out.
func (m *Metric) Record(at sim.Time, value float64) {
	if value-value != 0 {
		return
	}
	m.total.add(value)
	m.digest = (m.digest ^ math.Float64bits(value) ^ uint64(at)) * 0x9e3779b97f4a7c15
	minute := int64(at)/int64(time.Minute) + 1
	b := m.slot(minute)
	if b.minute > minute {
		return
	}
	if b.minute < minute {
		b.minute, b.stats = minute, Stats{}
		b.values.reset()
	}
	b.stats.add(value)
	b.values.add(value)
}

// slot is where a minute's bucket is, or would be.
func (m *Metric) slot(minute int64) *bucket {
	i := minute % minutesKept
	page := m.pages[i/pageMinutes]
	if page == nil {
		page = new([pageMinutes]bucket)
		m.pages[i/pageMinutes] = page
	}
	return &page[i%pageMinutes]
}
