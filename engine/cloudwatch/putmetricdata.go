package cloudwatch

import (
	"math"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// PutMetricDataInput are samples of a namespace of one's own.
//
// fidelity: cloudwatch.metric-api
type PutMetricDataInput struct {
	Namespace  string        `aws:"required,min=1,max=255,pattern=[^:].*"`
	MetricData []MetricDatum `aws:"max=1000"`
}

// MetricDatum is one sample, a list of samples with their counts, or what a
// number of samples comes to.
type MetricDatum struct {
	MetricName        string      `aws:"required,min=1,max=255"`
	Dimensions        []Dimension `aws:"max=30"`
	Timestamp         time.Time
	Value             *float64
	StatisticValues   *StatisticSet
	Values            []float64 `aws:"max=150"`
	Counts            []float64 `aws:"max=150"`
	Unit              string    `aws:"enum=Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|Terabytes/Second|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second|Terabits/Second|Count/Second|None"`
	StorageResolution int       `aws:"min=1"`
}

// StatisticSet is what samples come to.
type StatisticSet struct {
	SampleCount *float64 `aws:"required"`
	Sum         *float64 `aws:"required"`
	Minimum     *float64 `aws:"required"`
	Maximum     *float64 `aws:"required"`
}

// PutMetricDataOutput is empty.
type PutMetricDataOutput struct{}

const (
	invalidValue       = "InvalidParameterValue"
	invalidCombination = "InvalidParameterCombination"
	missingParameter   = "MissingParameter"
)

// countLimit bounds how many samples one value may stand for, so that the
// counts of a minute cannot overflow.
//
// fidelity: cloudwatch.statistic-sets
const countLimit = 1_000_000

// putMetricData takes samples; the namespaces of AWS's services are theirs.
//
// fidelity: cloudwatch.own-namespaces
func (s *Service) putMetricData(_ *aws.Request, in *PutMetricDataInput) (*PutMetricDataOutput, error) {
	if strings.HasPrefix(in.Namespace, "AWS/") {
		return nil, aws.Errorf(400, invalidValue, "The value AWS/ for parameter Namespace is invalid.")
	}
	if len(in.MetricData) == 0 {
		return nil, aws.Errorf(400, missingParameter, "The parameter MetricData is required.")
	}
	for i := range in.MetricData {
		if err := in.MetricData[i].check(i+1, s.k.Now().Wall()); err != nil {
			return nil, err
		}
	}
	for i := range in.MetricData {
		if err := s.take(in.Namespace, &in.MetricData[i]); err != nil {
			return nil, err
		}
	}
	return &PutMetricDataOutput{}, nil
}

// take records a datum that was checked.
func (s *Service) take(namespace string, d *MetricDatum) error {
	at := s.k.Now()
	if !d.Timestamp.IsZero() {
		at = sim.FromWall(d.Timestamp)
	}
	unit := d.Unit
	if unit == "" {
		unit = "None"
	}
	m := s.own(namespace, d.MetricName, unit, d.Dimensions)
	if m == nil {
		return aws.Errorf(400, invalidValue, "skylab keeps at most %d metrics of one's own.", ownLimit)
	}
	switch {
	case d.Value != nil:
		m.Record(at, *d.Value)
	case d.StatisticValues != nil:
		set := d.StatisticValues
		m.RecordSet(at, Stats{uint64(math.Round(*set.SampleCount)), *set.Sum, *set.Minimum, *set.Maximum})
	}
	for i, v := range d.Values {
		n := uint64(1)
		if i < len(d.Counts) {
			n = uint64(math.Round(d.Counts[i]))
		}
		m.RecordSet(at, Stats{n, v * float64(n), v, v})
	}
	return nil
}
