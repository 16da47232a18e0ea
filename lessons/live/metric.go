package live

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// Samples is what a number of a metric's samples comes to, in the metric's
// unit; everything is zero without any.
type Samples struct {
	Count   int     `expr:"count"`
	Sum     float64 `expr:"sum"`
	Average float64 `expr:"average"`
	Min     float64 `expr:"min"`
	Max     float64 `expr:"max"`
	// P is the percentile of 0 < p ≤ 100, within 1 %.
	P func(p float64) (float64, error) `expr:"p"`
}

// Metric is what expressions see of a CloudWatch metric: all its samples, or
// those of its newest minutes.
type Metric struct {
	Samples
	Unit string `expr:"unit"`
	// LastMinutes are the samples of the minute under way and of those before
	// it, n in all.
	LastMinutes func(n int) (Samples, error) `expr:"lastMinutes"`
}

// metricWord takes a namespace, a name and, where the metric has dimensions,
// these.
type metricWord = func(namespace, name string, dimensions ...map[string]any) (Metric, error)

func (c *Context) metric(namespace, name string, dimensions ...map[string]any) (Metric, error) {
	if err := c.look(); err != nil {
		return Metric{}, err
	}
	dims, err := readDimensions(dimensions)
	if err != nil {
		return Metric{}, err
	}
	w := c.World()
	m := w.CloudWatch.Find(namespace, name, dims)
	if m == nil {
		c.missMetric(namespace, name, dims)
		m = &cloudwatch.Metric{}
	}
	now := w.Now()
	return Metric{
		Samples: samples(m, m.Total(), 0, now), Unit: m.Unit,
		LastMinutes: func(n int) (Samples, error) {
			if n < 1 || n > minutesKept {
				return Samples{}, fmt.Errorf("lastMinutes takes 1 to %d, not %d", minutesKept, n)
			}
			const minute = sim.Time(time.Minute)
			from := max((now/minute-sim.Time(n-1))*minute, 0)
			return samples(m, m.Stats(from, now+1), from, now), nil
		},
	}, nil
}

// minutesKept is for how many minutes a metric keeps each one by itself.
const minutesKept = 24 * 60

// samples are those since from, which come to t.
func samples(m *cloudwatch.Metric, t cloudwatch.Stats, from, now sim.Time) Samples {
	return Samples{Count: int(t.Count), Sum: t.Sum, Average: t.Average(), Min: t.Min, Max: t.Max,
		P: func(p float64) (float64, error) {
			if !(p > 0 && p <= 100) {
				return 0, fmt.Errorf("p takes a percentile above 0 and up to 100, not %g", p)
			}
			return m.Percentile(from, now+1, p), nil
		}}
}

// readDimensions are the dimensions by name; their values are texts.
func readDimensions(given []map[string]any) ([]cloudwatch.Dimension, error) {
	if len(given) > 1 {
		return nil, fmt.Errorf("metric takes a namespace, a name and one {…} with all dimensions")
	}
	var out []cloudwatch.Dimension
	for _, of := range given {
		for _, name := range slices.Sorted(maps.Keys(of)) {
			value, ok := of[name].(string)
			if !ok {
				return nil, fmt.Errorf("the dimension %s is %s, not a text", name, Plain(of[name]))
			}
			out = append(out, cloudwatch.Dimension{Name: name, Value: value})
		}
	}
	return out, nil
}

// missMetric notes a metric that nobody has reported, with those that are the
// most like it: of that name, else of that namespace, else the namespaces.
func (c *Context) missMetric(namespace, name string, dims []cloudwatch.Dimension) {
	var alike, named, spaces []string
	for _, m := range c.World().CloudWatch.Metrics() {
		if !slices.Contains(spaces, m.Namespace) {
			spaces = append(spaces, m.Namespace)
		}
		if m.Namespace != namespace {
			continue
		}
		if !slices.Contains(named, m.Name) {
			named = append(named, m.Name)
		}
		if m.Name == name {
			alike = append(alike, inBraces(m.Dimensions))
		}
	}
	switch {
	case len(alike) > 0:
		c.miss("metric", alike, namespace, name, inBraces(dims))
	case len(named) > 0:
		c.miss("metric", named, namespace, name)
	default:
		c.miss("metric", spaces, namespace)
	}
}

// inBraces are dimensions as an expression writes them.
func inBraces(dims []cloudwatch.Dimension) string {
	parts := listed(dims, func(d cloudwatch.Dimension) string { return d.Name + ": " + d.Value })
	slices.Sort(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

// sums are the sums of metrics with these dimensions, by name.
func (c *Context) sums(namespace string, dims ...cloudwatch.Dimension) func(name string) int {
	cw := c.World().CloudWatch
	return func(name string) int { return int(cw.Find(namespace, name, dims).Total().Sum) }
}
