package cloudwatch

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch/logpattern"
	"skylab/engine/sim"
)

// metricFilter turns events that match into samples.
type metricFilter struct {
	name, pattern  string
	created        sim.Time
	filter         filter
	transformation MetricTransformation
	// number is the value where it is one; else value says where it is.
	number     float64
	value      logpattern.Selector
	dimensions []selected
}

// selected is a dimension whose value comes from the event.
type selected struct {
	name string
	at   logpattern.Selector
}

// MetricTransformation says which metric gets which value.
type MetricTransformation struct {
	MetricName      string            `aws:"wire=metricName,required,max=255,pattern=[^:*$]*"`
	MetricNamespace string            `aws:"wire=metricNamespace,required,max=255,pattern=[^:*$]*"`
	MetricValue     string            `aws:"wire=metricValue,required,max=100"`
	DefaultValue    *float64          `aws:"wire=defaultValue"`
	Dimensions      map[string]string `aws:"wire=dimensions"`
	Unit            string            `aws:"wire=unit,enum=Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second|Count/Second|None"`
}

// compile understands a filter, or reports what is wrong with it; the texts
// are assumptions.
//
// fidelity: cloudwatch.metric-filters
// fidelity: cloudwatch.own-namespaces
func (in *PutMetricFilterInput) compile(now sim.Time) (metricFilter, error) {
	t := in.MetricTransformations[0]
	if strings.HasPrefix(t.MetricNamespace, "AWS/") {
		return metricFilter{}, aws.Errorf(400, invalidParameter, "Invalid metric transformation: the metricNamespace %s begins with AWS/, which is kept for the services of AWS", t.MetricNamespace)
	}
	out := metricFilter{name: in.FilterName, pattern: in.FilterPattern, created: now, transformation: t}
	var err error
	if out.filter, err = parseFilter(in.FilterPattern); err != nil {
		return out, err
	}
	if out.number, err = strconv.ParseFloat(t.MetricValue, 64); err != nil || out.number-out.number != 0 {
		if out.value, err = logpattern.ParseSelector(t.MetricValue); err != nil || out.filter.json == nil {
			return out, aws.Errorf(400, invalidParameter, "Invalid metric transformation: the metricValue %s is neither a number nor a property of the JSON filter pattern", t.MetricValue)
		}
	}
	if len(t.Dimensions) > 0 && t.DefaultValue != nil {
		return out, aws.Errorf(400, invalidParameter, "Invalid metric transformation: dimensions and default value are mutually exclusive properties.")
	}
	if len(t.Dimensions) > 3 {
		return out, aws.Errorf(400, invalidParameter, "Invalid metric transformation: at most 3 dimensions can be assigned to a metric.")
	}
	for _, name := range slices.Sorted(maps.Keys(t.Dimensions)) {
		at, err := logpattern.ParseSelector(t.Dimensions[name])
		if err != nil || out.filter.json == nil {
			return out, aws.Errorf(400, invalidParameter, "Invalid metric transformation: the dimension %s is no property of the JSON filter pattern", name)
		}
		out.dimensions = append(out.dimensions, selected{name, at})
	}
	return out, nil
}

// derive makes samples of an event: by the group's metric filters, and of what
// the event itself says is a metric.
func (s *Service) derive(g *group, e LogEvent) {
	for i := range g.filters {
		g.filters[i].apply(s, e)
	}
	if strings.Contains(e.Message, `"_aws"`) {
		s.embedded(e)
	}
}

// apply records a sample of an event that matches. One that does not match, or
// has no number, counts as the default value, where there is one.
func (f *metricFilter) apply(s *Service, e LogEvent) {
	t := &f.transformation
	value, ok := f.number, f.filter.matches(e.Message)
	if ok && f.value != nil {
		value, ok = f.value.Number(e.Message)
	}
	if !ok {
		if t.DefaultValue == nil {
			return
		}
		value = *t.DefaultValue
	}
	var dims []Dimension
	for _, d := range f.dimensions {
		text, ok := d.at.Text(e.Message)
		if !ok || text == "" {
			return // a metric without its dimensions is not published
		}
		dims = append(dims, Dimension{d.name, text})
	}
	unit := t.Unit
	if unit == "" {
		unit = "None"
	}
	if m := s.own(t.MetricNamespace, t.MetricName, unit, dims); m != nil {
		m.Record(e.At, value)
	}
}
