package cloudwatch

import (
	"maps"
	"slices"

	"skylab/engine/aws"
)

// ListMetricsInput selects metrics.
//
// fidelity: cloudwatch.metric-api
type ListMetricsInput struct {
	Namespace  string            `aws:"min=1,max=255,pattern=[^:].*"`
	MetricName string            `aws:"min=1,max=255"`
	Dimensions []DimensionFilter `aws:"max=10"`
	NextToken  string
	// RecentlyActive lists only metrics with data in the last three hours.
	RecentlyActive string `aws:"enum=PT3H"`
}

// DimensionFilter selects metrics that have a dimension, perhaps of a value.
type DimensionFilter struct {
	Name  string `aws:"required,min=1,max=255"`
	Value string `aws:"min=1,max=1024"`
}

// ListMetricsOutput is a page of metrics, 500 at most.
type ListMetricsOutput struct {
	Metrics   []MetricName `aws:"always"`
	NextToken string
}

// MetricName is what tells a metric from others.
type MetricName struct {
	Namespace  string      `aws:"min=1,max=255,pattern=[^:].*"`
	MetricName string      `aws:"min=1,max=255"`
	Dimensions []Dimension `aws:"always,max=30"`
}

// listMetrics lists by namespace, name and dimensions; AWS promises no order.
func (s *Service) listMetrics(_ *aws.Request, in *ListMetricsInput) (*ListMetricsOutput, error) {
	const pageSize = 500
	out := &ListMetricsOutput{Metrics: []MetricName{}}
	last := ""
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		m := s.metrics[id]
		if m.total.Count == 0 || token64(id) <= in.NextToken && in.NextToken != "" || !s.selects(in, m) {
			continue
		}
		if len(out.Metrics) == pageSize {
			out.NextToken = last
			break
		}
		out.Metrics = append(out.Metrics, m.name())
		last = token64(id)
	}
	return out, nil
}

func (s *Service) selects(in *ListMetricsInput, m *Metric) bool {
	if in.Namespace != "" && in.Namespace != m.Namespace || in.MetricName != "" && in.MetricName != m.Name {
		return false
	}
	for _, f := range in.Dimensions {
		has := func(d Dimension) bool { return d.Name == f.Name && (f.Value == "" || d.Value == f.Value) }
		if !slices.ContainsFunc(m.Dimensions, has) {
			return false
		}
	}
	if in.RecentlyActive == "" {
		return true
	}
	now := s.k.Now()
	return m.Stats(now.Add(-recently), now+1).Count > 0
}

func (m *Metric) name() MetricName {
	dims := slices.Clone(m.Dimensions)
	if dims == nil {
		dims = []Dimension{}
	}
	return MetricName{m.Namespace, m.Name, dims}
}
