package cloudwatch

import (
	"cmp"
	"math"
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// GetMetricDataInput asks for several metrics and expressions over time.
//
// fidelity: cloudwatch.metric-api
type GetMetricDataInput struct {
	MetricDataQueries []MetricDataQuery `aws:"required,max=500"`
	StartTime         time.Time         `aws:"required"`
	EndTime           time.Time         `aws:"required"`
	// NextToken is that of the page before, MaxDatapoints how many datapoints a
	// page has at most, of all results together.
	NextToken string
	// ScanBy is the order of datapoints; by default the newest comes first.
	ScanBy        string `aws:"enum=TimestampDescending|TimestampAscending"`
	MaxDatapoints int    `aws:"min=1,max=100800"`
}

// GetMetricDataOutput are the results, in the order of their queries.
type GetMetricDataOutput struct {
	MetricDataResults []MetricDataResult `aws:"always"`
	NextToken         string
	Messages          []MessageData `aws:"always"`
}

// MetricDataResult is one time series.
type MetricDataResult struct {
	Id         string
	Label      string
	Timestamps []time.Time `aws:"always"`
	Values     []float64   `aws:"always"`
	StatusCode string
}

// MessageData is a note about a result; this world has none to give.
type MessageData struct{ Code, Value string }

func (s *Service) getMetricData(_ *aws.Request, in *GetMetricDataInput) (*GetMetricDataOutput, error) {
	if !in.StartTime.Before(in.EndTime) {
		return nil, aws.Errorf(400, "ValidationError", "The parameter StartTime must be less than the parameter EndTime.")
	}
	c, err := s.compute(in.MetricDataQueries)
	if err != nil {
		return nil, err
	}
	if err := c.lay(instant(in.StartTime), min(instant(in.EndTime), s.k.Now()+1)); err != nil {
		return nil, err
	}
	out := &GetMetricDataOutput{MetricDataResults: []MetricDataResult{}, Messages: []MessageData{}}
	for i, q := range in.MetricDataQueries {
		if q.ReturnData != nil && !*q.ReturnData {
			continue
		}
		results, err := c.query(i)
		if err != nil {
			return nil, err
		}
		for _, series := range results {
			r := MetricDataResult{Id: q.Id, Label: c.label(i), StatusCode: "Complete"}
			r.fill(series, c.grids[i], in.ScanBy == "TimestampAscending")
			out.MetricDataResults = append(out.MetricDataResults, r)
		}
	}
	if err := out.cut(in.NextToken, cmp.Or(in.MaxDatapoints, dataLimit)); err != nil {
		return nil, err
	}
	return out, nil
}

// cut leaves the page of the datapoints that a token asks for. A result whose
// datapoints go on is PartialData; one without any is on the first page.
//
// fidelity: cloudwatch.data-pages
func (out *GetMetricDataOutput) cut(token string, most int) error {
	from := 0
	if token != "" {
		n, err := strconv.ParseUint(token, 36, 31)
		if err != nil || n == 0 {
			return aws.Errorf(400, "InvalidNextToken", "The value '%s' for NextToken is invalid.", token)
		}
		from = int(n)
	}
	to, at := from+most, 0
	page := []MetricDataResult{}
	for _, r := range out.MetricDataResults {
		first, last := clamp(from-at, len(r.Values)), clamp(to-at, len(r.Values))
		if at += len(r.Values); last < len(r.Values) {
			r.StatusCode = "PartialData"
		}
		if none := first == last; none && (len(r.Values) > 0 || from > 0) {
			continue
		}
		r.Timestamps, r.Values = r.Timestamps[first:last], r.Values[first:last]
		page = append(page, r)
	}
	if at > to {
		out.NextToken = strconv.FormatInt(int64(to), 36)
	}
	out.MetricDataResults = page
	return nil
}

func clamp(n, most int) int { return max(0, min(n, most)) }

// fill lists the datapoints that there are.
func (r *MetricDataResult) fill(series []float64, g grid, ascending bool) {
	r.Timestamps, r.Values = []time.Time{}, []float64{}
	for n := range series {
		i := len(series) - 1 - n
		if ascending {
			i = n
		}
		if !math.IsNaN(series[i]) {
			from, _ := g.slot(i)
			r.Timestamps = append(r.Timestamps, from.Wall())
			r.Values = append(r.Values, series[i])
		}
	}
}

// dataLimit is how many slots all queries of a request may have.
//
// fidelity: cloudwatch.datapoint-limit
const dataLimit = 100_800

// lay gives each query its grid over [from, to).
func (c *computation) lay(from, to sim.Time) error {
	slots := 0
	for i := range c.queries {
		period := c.period(i)
		if period == 0 || period%60 != 0 || period > maxPeriod {
			return aws.Errorf(400, "ValidationError", "The parameter MetricDataQueries.member.%d.MetricStat.Period must be a multiple of 60.", i+1)
		}
		if to <= from {
			c.grids = append(c.grids, grid{from, sim.Time(period) * sim.Time(time.Second), 0})
			continue
		}
		g := newGrid(from, to, period)
		c.grids = append(c.grids, g)
		if slots += g.n; slots > dataLimit {
			return aws.Errorf(400, "ValidationError", "You have requested up to %d datapoints, which exceeds the limit of %d. "+
				"You may reduce the datapoints requested by increasing Period, or decreasing the time range.", slots, dataLimit)
		}
	}
	return nil
}
