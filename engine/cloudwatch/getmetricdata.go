package cloudwatch

import (
	"math"
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
	// ScanBy is the order of datapoints; by default the newest comes first.
	ScanBy string `aws:"enum=TimestampDescending|TimestampAscending"`
}

// GetMetricDataOutput are the results, in the order of their queries.
type GetMetricDataOutput struct {
	MetricDataResults []MetricDataResult `aws:"always"`
	Messages          []MessageData      `aws:"always"`
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
	return out, nil
}

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
