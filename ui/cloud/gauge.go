package cloud

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/cloudwatch"
	"skylab/ui/widget"
)

// gauges are what can be charted: scopes, and the plots of each.
type gauges interface {
	// balancing is a statistic of load balancers, over the whole time.
	balancing(metric, stat string) (value float64, some bool)
	scopes() []string
	plots(scope string) []plot
}

// plot is a metric over the whole time of the world.
type plot struct {
	name string
	// note says what a column is: "sum per 1 s".
	note string
	// read gives at most n columns and their width; behind is nil or a second
	// series.
	read   func(n int) (width time.Duration, values, behind []float64)
	format func(float64) string
	limits []mark
}

// mark is a horizontal line: a limit of AWS's or of the learner's, or the
// threshold of an alarm with the state it is in.
type mark struct {
	value       float64
	name, state string
}

// account is the scope of all functions together.
const account = "All functions"

// worldGauges reads the metrics of a world.
type worldGauges struct{ w *engine.World }

// scopes are the functions, all of them together where there are several, and
// what else has metrics.
func (g worldGauges) scopes() []string {
	var out []string
	functions := g.w.Lambda.Functions()
	if len(functions) > 1 {
		out = append(out, account)
	}
	for _, f := range functions {
		out = append(out, f.Name)
	}
	seen := map[string]bool{"": true}
	for _, m := range g.w.CloudWatch.Metrics() {
		if len(seen) > maxOthers {
			break
		}
		if name := others(m); !seen[name] {
			out, seen[name] = append(out, name), true
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return rank(a) - rank(b) })
	return out
}

// rank puts what stands for many before what stands for one.
func rank(scope string) int {
	for i, word := range []string{"ALB ", "ASG "} {
		if strings.HasPrefix(scope, word) {
			return i - 2
		}
	}
	return 0
}

// maxOthers is how many scopes beside the functions can be leafed through.
const maxOthers = 100

// others is the scope of a metric that is not Lambda's.
func others(m *cloudwatch.Metric) string {
	if m.Namespace == "AWS/Lambda" {
		return ""
	}
	words := []string{m.Namespace}
	for _, d := range m.Dimensions {
		words = append(words, d.Value)
	}
	if len(m.Dimensions) == 1 {
		switch m.Dimensions[0].Name {
		case "LoadBalancer":
			words = []string{"ALB", middle(words[1])}
		case "AutoScalingGroupName":
			words = []string{"ASG", words[1]}
		case "InstanceId":
			words = words[1:]
		}
	}
	return strings.Join(words, " ")
}

// telling are the metrics that say most, and are shown first.
var telling = []string{"RequestCount", "TargetResponseTime", "HTTPCode_ELB_5XX_Count", "CPUUtilization"}

// byTelling compares the names of metrics.
func byTelling(a, b plot) int {
	place := func(p plot) int {
		if i := slices.Index(telling, p.name); i >= 0 {
			return i
		}
		return len(telling)
	}
	return place(a) - place(b)
}

func (g worldGauges) plots(scope string) []plot {
	if scope == account {
		return g.accountPlots()
	}
	if f, ok := g.w.Lambda.Function(scope); ok {
		return g.functionPlots(f.Name, f.Reserved)
	}
	var out []plot
	for _, m := range g.w.CloudWatch.Metrics() {
		if others(m) == scope {
			stat, word := "Average", "mean"
			switch {
			case strings.HasPrefix(m.Name, "Approximate"):
				stat, word = "Maximum", "most"
			case m.Unit == "Count":
				stat, word = "Sum", "sum"
			}
			p := g.plot(m.Name, word, stat, "", formatOf(m.Unit), m)
			if slices.Contains(minutely, m.Namespace) {
				p.read = byMinute(p.read, stat == "Sum")
			}
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, byTelling)
	return out
}

// accountPlots are sums over the functions, and the account's concurrency.
func (g worldGauges) accountPlots() []plot {
	var out []plot
	for _, name := range []string{"Invocations", "Errors", "Throttles"} {
		var all []*cloudwatch.Metric
		for _, f := range g.w.Lambda.Functions() {
			all = append(all, g.find(name, f.Name))
		}
		out = append(out, g.plot(name, "sum", "Sum", "", number, all...))
	}
	c := g.plot("ConcurrentExecutions", "most", "Maximum", "", number, g.find("ConcurrentExecutions", ""))
	if limit := g.w.Lambda.Account().Limit; limit > 0 {
		c.limits = append(c.limits, mark{float64(limit), "account limit " + count(limit), ""})
	}
	return append(out, c)
}

func (g worldGauges) functionPlots(name string, reserved int) []plot {
	duration := g.plot("Duration", "p50 and p99", "p50", "p99", milliseconds, g.find("Duration", name))
	concurrent := g.plot("ConcurrentExecutions", "most", "Maximum", "", number, g.find("ConcurrentExecutions", name))
	if reserved >= 0 {
		concurrent.limits = append(concurrent.limits, mark{float64(reserved), "reserved " + count(reserved), ""})
	} else if limit := g.w.Lambda.Account().Limit; limit > 0 {
		concurrent.limits = append(concurrent.limits, mark{float64(limit), "account limit " + count(limit), ""})
	}
	return []plot{
		g.plot("Invocations", "sum", "Sum", "", number, g.find("Invocations", name)),
		g.plot("Errors", "sum", "Sum", "", number, g.find("Errors", name)),
		g.plot("Throttles", "sum", "Sum", "", number, g.find("Throttles", name)),
		duration, concurrent,
		g.plot("AsyncEventsReceived", "sum", "Sum", "", number, g.find("AsyncEventsReceived", name)),
		g.plot("AsyncEventAge", "most", "Maximum", "", milliseconds, g.find("AsyncEventAge", name)),
	}
}

// find is a metric of a function, or of the account; nil before its first use.
func (g worldGauges) find(name, function string) *cloudwatch.Metric {
	var dims []cloudwatch.Dimension
	if function != "" {
		dims = []cloudwatch.Dimension{{Name: "FunctionName", Value: function}}
	}
	return g.w.CloudWatch.Find("AWS/Lambda", name, dims)
}

// plot is a statistic of metrics, added up where there are several, with the
// thresholds of the alarms that watch a single one by a statistic that does
// not depend on the width of a column.
func (g worldGauges) plot(name, word, stat, behind string, format func(float64) string, metrics ...*cloudwatch.Metric) plot {
	p := plot{name: name, note: word, format: format}
	until := g.w.Now()
	p.read = func(n int) (time.Duration, []float64, []float64) {
		width, values := sum(metrics, func(m *cloudwatch.Metric, n int) (time.Duration, []float64) { return m.Overview(until, n, stat) }, n)
		if behind == "" {
			return width, values, nil
		}
		_, second := sum(metrics, func(m *cloudwatch.Metric, n int) (time.Duration, []float64) { return m.Overview(until, n, behind) }, n)
		return width, values, second
	}
	if len(metrics) == 1 && metrics[0] != nil && stat != "Sum" {
		p.limits = g.thresholds(metrics[0])
	}
	return p
}

// thresholds are those of the alarms on a metric.
func (g worldGauges) thresholds(m *cloudwatch.Metric) []mark {
	var out []mark
	for _, name := range g.w.CloudWatch.Alarms() {
		a, _ := g.w.CloudWatch.Alarm(name)
		if a.Namespace == m.Namespace && a.MetricName == m.Name && slices.Equal(a.Dimensions, m.Dimensions) && a.Statistic != "Sum" && a.Statistic != "SampleCount" {
			out = append(out, mark{*a.Threshold, name, a.StateValue})
		}
	}
	return out
}

// sum adds series up, of the width of the widest.
func sum(metrics []*cloudwatch.Metric, read func(*cloudwatch.Metric, int) (time.Duration, []float64), n int) (time.Duration, []float64) {
	var width time.Duration
	var out []float64
	for i, m := range metrics {
		w, values := read(m, n)
		if i == 0 || w > width {
			width = w
		}
		if out == nil {
			out = values
			continue
		}
		for j := range min(len(out), len(values)) {
			if math.IsNaN(out[j]) {
				out[j] = values[j]
			} else if !math.IsNaN(values[j]) {
				out[j] += values[j]
			}
		}
	}
	return width, out
}

// number writes a count at an axis.
func number(v float64) string {
	if v == math.Trunc(v) {
		return count(int(v))
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// milliseconds writes a duration at an axis.
func milliseconds(v float64) string { return widget.Ago(time.Duration(v * float64(time.Millisecond))) }

// formatOf is how values of a unit are written.
func formatOf(unit string) func(float64) string {
	switch unit {
	case "Milliseconds":
		return milliseconds
	case "Seconds":
		return func(v float64) string { return milliseconds(1000 * v) }
	case "Percent":
		return func(v float64) string { return number(v) + "%" }
	case "Bytes":
		return func(v float64) string { return size(int64(v)) }
	}
	return number
}
