package cloudwatch

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch/metricmath"
)

// MetricDataQuery is a metric's statistic or an expression over others.
type MetricDataQuery struct {
	Id         string `aws:"required,min=1,max=255"`
	MetricStat *MetricStat
	Expression string `aws:"max=2048"`
	Label      string
	ReturnData *bool
	Period     int `aws:"min=1"`
}

// MetricStat is a statistic of a metric.
type MetricStat struct {
	Metric MetricName `aws:"required"`
	Period int        `aws:"required,min=1"`
	Stat   string     `aws:"required"`
	Unit   string     `aws:"enum=Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second|Count/Second|None"`
}

// computation are queries that were understood.
type computation struct {
	s           *Service
	queries     []MetricDataQuery
	stats       []statistic
	expressions []*metricmath.Expression
	grids       []grid
	ids         map[string]int
	periods     map[int]int
	known       map[slots]metricmath.Series
}

// slots names a query on a grid: what is computed once.
type slots struct {
	query int
	grid  grid
}

// queryID is what an id may be (CloudWatch API reference, MetricDataQuery).
var queryID = regexp.MustCompile(`^[a-z][a-zA-Z0-9_]*$`)

// compute understands queries, or reports what is wrong with them. The texts
// are assumptions.
//
// fidelity: cloudwatch.metric-math
func (s *Service) compute(queries []MetricDataQuery) (*computation, error) {
	c := &computation{s: s, queries: queries, ids: map[string]int{}, periods: map[int]int{}, known: map[slots]metricmath.Series{},
		stats: make([]statistic, len(queries)), expressions: make([]*metricmath.Expression, len(queries))}
	for i, q := range queries {
		if _, twice := c.ids[q.Id]; twice {
			return nil, invalidQuery("The values for parameter id in MetricDataQueries are not unique.")
		}
		if !queryID.MatchString(q.Id) {
			return nil, invalidQuery("The value %s for parameter MetricDataQueries.member.%d.Id is invalid. Must match %s", q.Id, i+1, queryID)
		}
		c.ids[q.Id] = i
		if err := c.understand(i, q); err != nil {
			return nil, err
		}
	}
	return c, c.checkReferences()
}

func invalidQuery(format string, args ...any) error {
	return aws.Errorf(400, "ValidationError", format, args...)
}

func (c *computation) understand(i int, q MetricDataQuery) error {
	if strings.Contains(q.Label, "${") {
		return invalidQuery("skylab does not simulate dynamic labels: %s", q.Label)
	}
	if (q.MetricStat == nil) == (q.Expression == "") {
		return invalidQuery("Exactly one of the parameters MetricDataQueries.member.%d.MetricStat and MetricDataQueries.member.%d.Expression must be specified.", i+1, i+1)
	}
	if q.MetricStat != nil {
		t, ok := parseStatistic(q.MetricStat.Stat)
		if !ok {
			return invalidQuery("The value %s for parameter MetricDataQueries.member.%d.MetricStat.Stat is invalid.", q.MetricStat.Stat, i+1)
		}
		c.stats[i] = t
		return nil
	}
	e, err := metricmath.Parse(q.Expression)
	if err != nil {
		return wrongExpression(q.Id, err)
	}
	c.expressions[i] = e
	return nil
}

func wrongExpression(id string, err error) error {
	return invalidQuery("Error in expression '%s': %v", id, err)
}

// checkReferences reports an expression that refers to nothing or to itself,
// however far around.
func (c *computation) checkReferences() error {
	const done = 2
	state := make([]int, len(c.queries))
	var visit func(i int) error
	visit = func(i int) error {
		if c.expressions[i] == nil || state[i] == done {
			return nil
		}
		state[i] = 1
		for _, id := range c.expressions[i].References() {
			j, ok := c.ids[id]
			switch {
			case !ok:
				return wrongExpression(c.queries[i].Id, fmt.Errorf("%s is not the id of a metric or expression", id))
			case state[j] == 1:
				return wrongExpression(c.queries[i].Id, fmt.Errorf("%s refers to itself", id))
			}
			if err := visit(j); err != nil {
				return err
			}
		}
		state[i] = done
		return nil
	}
	for i := range c.queries {
		if err := visit(i); err != nil {
			return err
		}
	}
	return nil
}

// period is a query's: an expression has that of the first metric it rests on.
func (c *computation) period(i int) int {
	p, ok := c.periods[i]
	if !ok {
		p = c.findPeriod(i)
		c.periods[i] = p
	}
	return p
}

func (c *computation) findPeriod(i int) int {
	q := c.queries[i]
	switch {
	case q.MetricStat != nil:
		return q.MetricStat.Period
	case q.Period > 0:
		return q.Period
	}
	for _, id := range c.expressions[i].References() {
		if p := c.period(c.ids[id]); p > 0 {
			return p
		}
	}
	for _, other := range c.queries { // METRICS()
		if other.MetricStat != nil {
			return other.MetricStat.Period
		}
	}
	return 0
}

// query computes the i-th query's series.
func (c *computation) query(i int) ([]metricmath.Series, error) {
	if c.expressions[i] == nil {
		return []metricmath.Series{c.metric(i, c.grids[i])}, nil
	}
	v, err := c.expressions[i].Eval(c.env(c.grids[i], c.period(i)))
	if err != nil {
		return nil, wrongExpression(c.queries[i].Id, err)
	}
	if v.Series == nil && !v.Array {
		return nil, wrongExpression(c.queries[i].Id, fmt.Errorf("the result is a single number, not a time series"))
	}
	return v.Series, nil
}

// env is what an expression on that grid refers to.
func (c *computation) env(g grid, period int) metricmath.Env {
	env := metricmath.Env{Slots: g.n, Period: period}
	for _, q := range c.queries {
		if q.MetricStat != nil {
			env.Metrics = append(env.Metrics, q.Id)
		}
	}
	env.Series = func(id string) (metricmath.Series, bool) {
		i, ok := c.ids[id]
		if !ok {
			return nil, false
		}
		return c.single(i, g, period)
	}
	return env
}

// single is the i-th query on that grid, if it is one series.
func (c *computation) single(i int, g grid, period int) (metricmath.Series, bool) {
	if s, ok := c.known[slots{i, g}]; ok {
		return s, s != nil
	}
	var out metricmath.Series
	if c.expressions[i] == nil {
		out = c.metric(i, g)
	} else if v, err := c.expressions[i].Eval(c.env(g, period)); err == nil && !v.Array && len(v.Series) == 1 {
		out = v.Series[0]
	}
	c.known[slots{i, g}] = out
	return out, out != nil
}

// metric is the i-th query's statistic in the slots of a grid.
func (c *computation) metric(i int, g grid) metricmath.Series {
	q, t := c.queries[i].MetricStat, c.stats[i]
	out := make(metricmath.Series, g.n)
	m := c.s.Find(q.Metric.Namespace, q.Metric.MetricName, q.Metric.Dimensions)
	for n := range out {
		from, to := g.slot(n)
		out[n] = math.NaN()
		if m == nil || q.Unit != "" && q.Unit != m.Unit {
			continue
		}
		if all := m.samples(from, min(to, c.s.k.Now()+1), t.extended()); all.Count > 0 {
			out[n] = t.of(&all)
		}
	}
	return out
}
