package cloudwatch

import (
	"math"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// AlarmEvaluated has happened when an alarm looked at its metric.
type AlarmEvaluated struct {
	Alarm   string
	Version int
}

// Kind names the event.
func (AlarmEvaluated) Kind() string { return "cloudwatch.AlarmEvaluated" }

// interval is how often the alarm is evaluated: every minute, and every hour
// where it looks back more than a day (CloudWatch user guide, alarm
// evaluation). Which second of the minute it is comes from when the alarm was
// last configured: an assumption, as real alarms are spread over the minute.
//
// fidelity: cloudwatch.evaluation-time
func (a *alarm) interval() time.Duration {
	if a.period()*a.EvaluationPeriods > 24*60*60 {
		return time.Hour
	}
	return time.Minute
}

// evaluate judges the alarm at its time, and again later.
func (s *Service) evaluate(e AlarmEvaluated) {
	a := s.alarms[e.Alarm]
	if a == nil || a.version != e.Version {
		return // deleted or configured anew since
	}
	s.k.After(a.interval(), e)
	seen := s.observe(a)
	r := a.rule()
	v := r.judge(seen, a.StateValue)
	if v.state == a.StateValue {
		return
	}
	s.set(a, state{value: v.state, reason: v.reason, data: s.reasonData(a, v)})
}

// rule is how the alarm judges.
func (a *alarm) rule() rule {
	m := a.DatapointsToAlarm
	if m == 0 {
		m = a.EvaluationPeriods
	}
	missing := a.TreatMissingData
	if missing == "" {
		missing = "missing"
	}
	return rule{a.EvaluationPeriods, m, a.DatapointsToAlarm > 0, a.ComparisonOperator, *a.Threshold, missing}
}

// queries are what the alarm watches, as metric data queries.
func (a *alarm) queries() []MetricDataQuery {
	if a.MetricName == "" {
		return a.Metrics
	}
	return []MetricDataQuery{{Id: "m1", MetricStat: &MetricStat{
		Metric: MetricName{a.Namespace, a.MetricName, a.Dimensions}, Period: a.Period, Stat: a.statistic(), Unit: a.Unit,
	}}}
}

// watched is the index of the query that the alarm judges by.
func watched(queries []MetricDataQuery) int {
	for i, q := range queries {
		if q.ReturnData == nil || *q.ReturnData {
			return i
		}
	}
	return 0
}

// period is the length of the alarm's datapoints in seconds.
func (a *alarm) period() int {
	if a.MetricName != "" {
		return a.Period
	}
	for _, q := range a.Metrics {
		if q.MetricStat != nil {
			return q.MetricStat.Period
		}
	}
	return 60
}

// observe reads the evaluation range: so many periods before the last whole
// minute, newest first. A period that has not ended is never looked at.
func (s *Service) observe(a *alarm) []observed {
	n := a.EvaluationPeriods + extra
	period := sim.Time(a.period()) * sim.Time(time.Second)
	end := s.k.Now() / sim.Time(time.Minute) * sim.Time(time.Minute)
	g := grid{end - sim.Time(n)*period, period, n}
	queries := a.queries()
	out := make([]observed, n)
	values, counts := s.watch(queries, g)
	for i := range out {
		from, _ := g.slot(n - 1 - i)
		out[i] = observed{at: from, missing: true}
		if v := values[n-1-i]; !math.IsNaN(v) {
			out[i] = observed{at: from, value: v, samples: counts[n-1-i]}
		}
	}
	return out
}

// watch computes what an alarm judges by, and how many samples are in it
// where it is one metric.
func (s *Service) watch(queries []MetricDataQuery, g grid) (values []float64, counts []uint64) {
	counts = make([]uint64, g.n)
	i := watched(queries)
	c, err := s.compute(queries)
	if err == nil {
		if q := queries[i].MetricStat; q != nil {
			m := s.Find(q.Metric.Namespace, q.Metric.MetricName, q.Metric.Dimensions)
			for n := range counts {
				from, to := g.slot(n)
				all := m.samples(from, to, false)
				counts[n] = all.Count
			}
		}
		for range queries {
			c.grids = append(c.grids, g)
		}
		if list, err := c.query(i); err == nil && len(list) == 1 {
			return list[0], counts
		}
	}
	// The alarm was checked when it was put; METRICS() may still be no single
	// series.
	values = make([]float64, g.n)
	for n := range values {
		values[n] = math.NaN()
	}
	return values, counts
}

// reasonData is StateReasonData: what the evaluation saw.
func (s *Service) reasonData(a *alarm, v verdict) string {
	o := aws.Object{{Name: "version", Value: "1.0"}, {Name: "queryDate", Value: stamp(s.k.Now())}}
	recent, seen := []float64{}, []aws.Object{}
	for _, d := range v.evaluated {
		point := aws.Object{{Name: "timestamp", Value: stamp(d.at)}}
		if !d.missing {
			recent = append([]float64{d.value}, recent...)
			if d.samples > 0 {
				point = append(point, aws.Field{Name: "sampleCount", Value: float64(d.samples)})
			}
			point = append(point, aws.Field{Name: "value", Value: d.value})
		}
		seen = append(seen, point)
	}
	if len(recent) > 0 {
		o = append(o, aws.Field{Name: "startDate", Value: stamp(v.evaluated[len(recent)-1].at)})
	}
	if a.Unit != "" {
		o = append(o, aws.Field{Name: "unit", Value: a.Unit})
	}
	if a.MetricName != "" {
		o = append(o, aws.Field{Name: "statistic", Value: a.statistic()})
	}
	return encode(append(o, aws.Field{Name: "period", Value: a.period()}, aws.Field{Name: "recentDatapoints", Value: recent},
		aws.Field{Name: "threshold", Value: *a.Threshold}, aws.Field{Name: "evaluatedDatapoints", Value: seen}))
}
