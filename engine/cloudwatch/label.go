package cloudwatch

import (
	"strconv"
	"strings"
)

// label is what a result is called: the query's label, an expression's id, or
// the metric's name with what tells it from the other queries (recorded
// against AWS by github localstack/localstack, test_cloudwatch, 2023-12).
//
// fidelity: cloudwatch.labels
func (c *computation) label(i int) string {
	q := c.queries[i]
	switch {
	case q.Label != "":
		return q.Label
	case q.MetricStat == nil:
		return q.Id
	}
	own := c.parts(i)
	out := []string{}
	for n, part := range own {
		// The name stays where all is alike.
		if n == len(own)-3 || c.differs(n) {
			out = append(out, part)
		}
	}
	return strings.Join(out, " ")
}

// parts are the words of a label: dimensions, name, statistic, period.
func (c *computation) parts(i int) []string {
	q := c.queries[i].MetricStat
	var dims []string
	for _, d := range q.Metric.Dimensions {
		dims = append(dims, d.Value)
	}
	return []string{strings.Join(dims, " "), q.Metric.MetricName, q.Stat, strconv.Itoa(q.Period)}
}

// differs tells whether the metrics of the request differ in the n-th part.
func (c *computation) differs(n int) bool {
	first := ""
	seen := false
	for i := range c.queries {
		if c.queries[i].MetricStat == nil {
			continue
		}
		part := c.parts(i)[n]
		if seen && part != first {
			return true
		}
		first, seen = part, true
	}
	return false
}
