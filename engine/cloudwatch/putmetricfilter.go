package cloudwatch

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// PutMetricFilterInput is a filter and what becomes of events that match.
//
// fidelity: cloudwatch.log-api
type PutMetricFilterInput struct {
	LogGroupName          string                 `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	FilterName            string                 `aws:"wire=filterName,required,min=1,max=512,pattern=[^:*]*"`
	FilterPattern         string                 `aws:"wire=filterPattern,max=1024"`
	MetricTransformations []MetricTransformation `aws:"wire=metricTransformations,required,min=1,max=1"`
}

// filterLimit is how many metric filters a group can have (CloudWatch Logs
// user guide, quotas).
const filterLimit = 100

func (s *Service) putMetricFilter(_ *aws.Request, in *PutMetricFilterInput) (*EmptyOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	f, err := in.compile(s.k.Now())
	if err != nil {
		return nil, err
	}
	at, found := g.filterAt(in.FilterName)
	switch {
	case found:
		g.filters[at] = f
	case len(g.filters) == filterLimit:
		return nil, aws.Errorf(400, "LimitExceededException", "Resource limit exceeded.")
	default:
		g.filters = slices.Insert(g.filters, at, f)
	}
	return &EmptyOutput{}, nil
}

// filterAt is the place of a filter in the order of names.
func (g *group) filterAt(name string) (int, bool) {
	return slices.BinarySearchFunc(g.filters, name, func(f metricFilter, name string) int { return strings.Compare(f.name, name) })
}

// DeleteMetricFilterInput names a metric filter.
type DeleteMetricFilterInput struct {
	LogGroupName string `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	FilterName   string `aws:"wire=filterName,required,min=1,max=512,pattern=[^:*]*"`
}

func (s *Service) deleteMetricFilter(_ *aws.Request, in *DeleteMetricFilterInput) (*EmptyOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	at, found := g.filterAt(in.FilterName)
	if !found {
		return nil, aws.Errorf(400, resourceNotFound, "The specified metric filter does not exist.")
	}
	g.filters = slices.Delete(g.filters, at, at+1)
	return &EmptyOutput{}, nil
}

// DescribeMetricFiltersInput selects metric filters.
type DescribeMetricFiltersInput struct {
	LogGroupName     string `aws:"wire=logGroupName,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	FilterNamePrefix string `aws:"wire=filterNamePrefix,min=1,max=512,pattern=[^:*]*"`
	MetricName       string `aws:"wire=metricName,max=255,pattern=[^:*$]*"`
	MetricNamespace  string `aws:"wire=metricNamespace,max=255,pattern=[^:*$]*"`
	NextToken        string `aws:"wire=nextToken"`
	// Limit is how many to list at most; 0 is 50.
	Limit int `aws:"wire=limit,min=1,max=50"`
}

// DescribeMetricFiltersOutput are the filters, by group and name.
type DescribeMetricFiltersOutput struct {
	MetricFilters []MetricFilter `aws:"wire=metricFilters,always"`
	NextToken     string         `aws:"wire=nextToken"`
}

// MetricFilter is a metric filter as AWS describes it.
type MetricFilter struct {
	FilterName            string                 `aws:"wire=filterName"`
	FilterPattern         string                 `aws:"wire=filterPattern,always"`
	MetricTransformations []MetricTransformation `aws:"wire=metricTransformations"`
	CreationTime          int64                  `aws:"wire=creationTime"`
	LogGroupName          string                 `aws:"wire=logGroupName"`
}

func (s *Service) describeMetricFilters(_ *aws.Request, in *DescribeMetricFiltersInput) (*DescribeMetricFiltersOutput, error) {
	groups := s.Groups()
	if in.LogGroupName != "" {
		if _, err := s.find(in.LogGroupName); err != nil {
			return nil, err
		}
		groups = []string{in.LogGroupName}
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	out, last := &DescribeMetricFiltersOutput{MetricFilters: []MetricFilter{}}, ""
	for _, name := range groups {
		for _, f := range s.groups[name].filters {
			place := token64(name + "\x00" + f.name)
			if place <= in.NextToken || !in.selects(f) {
				continue
			}
			if len(out.MetricFilters) == limit {
				out.NextToken = last
				return out, nil
			}
			last = place
			out.MetricFilters = append(out.MetricFilters, MetricFilter{f.name, f.pattern, []MetricTransformation{f.transformation}, millis(f.created), name})
		}
	}
	return out, nil
}

// selects tells whether a filter is asked for.
func (in *DescribeMetricFiltersInput) selects(f metricFilter) bool {
	t := f.transformation
	return strings.HasPrefix(f.name, in.FilterNamePrefix) && (in.MetricName == "" || in.MetricName == t.MetricName) &&
		(in.MetricNamespace == "" || in.MetricNamespace == t.MetricNamespace)
}
