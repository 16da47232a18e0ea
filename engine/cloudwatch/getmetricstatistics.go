package cloudwatch

import (
	"encoding/hex"
	"time"

	"skylab/engine/aws"
)

// recently is RecentlyActive's PT3H.
const recently = 3 * time.Hour

// token64 makes a page's token of a name; its order is that of the names.
func token64(name string) string { return hex.EncodeToString([]byte(name)) }

// GetMetricStatisticsInput asks for statistics of one metric over time.
//
// fidelity: cloudwatch.metric-api
type GetMetricStatisticsInput struct {
	Namespace          string      `aws:"required,min=1,max=255,pattern=[^:].*"`
	MetricName         string      `aws:"required,min=1,max=255"`
	Dimensions         []Dimension `aws:"max=30"`
	StartTime          time.Time   `aws:"required"`
	EndTime            time.Time   `aws:"required"`
	Period             int         `aws:"required,min=1"`
	Statistics         []string    `aws:"min=1,max=5"`
	ExtendedStatistics []string    `aws:"min=1,max=10"`
	Unit               string      `aws:"enum=Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second|Count/Second|None"`
}

// GetMetricStatisticsOutput are the datapoints. AWS gives them in no order;
// here they are oldest first.
//
// fidelity: cloudwatch.datapoint-order
type GetMetricStatisticsOutput struct {
	Label      string
	Datapoints []Datapoint `aws:"always"`
}

// Datapoint is what the samples of one period come to.
type Datapoint struct {
	Timestamp          time.Time
	SampleCount        *float64
	Average            *float64
	Sum                *float64
	Minimum            *float64
	Maximum            *float64
	Unit               string
	ExtendedStatistics map[string]float64
}

// set gives the datapoint a statistic.
func (d *Datapoint) set(t statistic, v float64) {
	switch t.name {
	case "SampleCount":
		d.SampleCount = &v
	case "Average":
		d.Average = &v
	case "Sum":
		d.Sum = &v
	case "Minimum":
		d.Minimum = &v
	case "Maximum":
		d.Maximum = &v
	default:
		if d.ExtendedStatistics == nil {
			d.ExtendedStatistics = map[string]float64{}
		}
		d.ExtendedStatistics[t.name] = v
	}
}

func (s *Service) getMetricStatistics(_ *aws.Request, in *GetMetricStatisticsInput) (*GetMetricStatisticsOutput, error) {
	stats, err := in.statistics()
	if err != nil {
		return nil, err
	}
	g, err := in.grid()
	if err != nil {
		return nil, err
	}
	values := false
	for _, t := range stats {
		values = values || t.extended()
	}
	out := &GetMetricStatisticsOutput{Label: in.MetricName, Datapoints: []Datapoint{}}
	m := s.Find(in.Namespace, in.MetricName, in.Dimensions)
	if m == nil || in.Unit != "" && in.Unit != m.Unit {
		return out, nil
	}
	for i := range g.n {
		from, to := g.slot(i)
		if all := m.samples(from, min(to, s.k.Now()+1), values); all.Count > 0 {
			d := Datapoint{Timestamp: from.Wall(), Unit: m.Unit}
			for _, t := range stats {
				d.set(t, t.of(&all))
			}
			out.Datapoints = append(out.Datapoints, d)
		}
	}
	return out, nil
}

// statistics are those that are asked for.
func (in *GetMetricStatisticsInput) statistics() ([]statistic, error) {
	if len(in.Statistics)+len(in.ExtendedStatistics) == 0 {
		return nil, aws.Errorf(400, missingParameter, "Must specify either Statistics or ExtendedStatistics")
	}
	var out []statistic
	for i, name := range in.Statistics {
		t, ok := parseStatistic(name)
		if !ok || t.extended() {
			return nil, aws.Errorf(400, invalidValue, "The value %s for parameter Statistics.member.%d is invalid.", name, i+1)
		}
		out = append(out, t)
	}
	for i, name := range in.ExtendedStatistics {
		t, ok := parseStatistic(name)
		if !ok || !t.extended() {
			return nil, aws.Errorf(400, invalidValue, "The value %s for parameter ExtendedStatistics.member.%d is invalid.", name, i+1)
		}
		out = append(out, t)
	}
	return out, nil
}

// grid is the time that is asked for in periods.
func (in *GetMetricStatisticsInput) grid() (grid, error) {
	if !in.StartTime.Before(in.EndTime) {
		return grid{}, aws.Errorf(400, invalidCombination, "The parameter StartTime must be less than the parameter EndTime.")
	}
	if in.Period%60 != 0 || in.Period > maxPeriod {
		return grid{}, aws.Errorf(400, invalidValue, "The parameter Period must be a multiple of 60.")
	}
	if asked := int64(in.EndTime.Sub(in.StartTime)/time.Second) / int64(in.Period); asked > datapointLimit {
		return grid{}, aws.Errorf(400, invalidCombination, "You have requested up to %d datapoints, which exceeds the limit of %d. "+
			"You may reduce the datapoints requested by increasing Period, or decreasing the time range.", asked, datapointLimit)
	}
	return newGrid(instant(in.StartTime), instant(in.EndTime), in.Period), nil
}

// datapointLimit is how many datapoints one request may ask for.
//
// fidelity: cloudwatch.datapoint-limit
const datapointLimit = 1440

// maxPeriod is a year, beyond which nothing is kept.
const maxPeriod = 366 * 24 * 60 * 60
