package cloudwatch

import (
	"math"
	"slices"
	"time"

	"skylab/engine/aws"
)

// check reports what is wrong with the n-th datum of a request. The rules are
// documented; most of the texts are assumptions.
//
// fidelity: cloudwatch.datum-rules
func (d *MetricDatum) check(n int, now time.Time) error {
	given := 0
	for _, is := range []bool{d.Value != nil, d.StatisticValues != nil, len(d.Values) > 0} {
		if is {
			given++
		}
	}
	switch {
	case given == 0:
		return aws.Errorf(400, missingParameter, "At least one of the parameters MetricData.member.%d.Value, MetricData.member.%d.Values and "+
			"MetricData.member.%d.StatisticValues must be specified.", n, n, n)
	case given > 1:
		return aws.Errorf(400, invalidCombination, "The parameters MetricData.member.%d.Value and MetricData.member.%d.Values are mutually exclusive and you have specified both.", n, n)
	case len(d.Counts) > 0 && len(d.Counts) != len(d.Values):
		return aws.Errorf(400, invalidValue, "The parameters MetricData.member.%d.Values and MetricData.member.%d.Counts must be of the same size.", n, n)
	case d.StorageResolution != 0 && d.StorageResolution != 60:
		return aws.Errorf(400, invalidValue, "skylab does not simulate metrics of high resolution, only StorageResolution=60.")
	case !d.Timestamp.IsZero() && (d.Timestamp.Before(now.Add(-14*24*time.Hour)) || d.Timestamp.After(now.Add(2*time.Hour))):
		return aws.Errorf(400, invalidValue, "The parameter MetricData.member.%d.Timestamp must specify a time within the past two weeks and the next two hours.", n)
	}
	return d.checkNumbers(n)
}

// checkNumbers reports a value that CloudWatch does not take: NaN, infinite or
// beyond ±2^360.
func (d *MetricDatum) checkNumbers(n int) error {
	values := slices.Clone(d.Values)
	if d.Value != nil {
		values = append(values, *d.Value)
	}
	counts := d.Counts
	if set := d.StatisticValues; set != nil {
		values = append(values, *set.Sum, *set.Minimum, *set.Maximum)
		counts = []float64{*set.SampleCount}
	}
	limit := math.Ldexp(1, 360)
	for _, v := range values {
		if !(v >= -limit && v <= limit) {
			return aws.Errorf(400, invalidValue, "The value %v for parameter MetricData.member.%d.Value is invalid.", v, n)
		}
	}
	for _, c := range counts {
		if !(c >= 0 && c <= countLimit) {
			return aws.Errorf(400, invalidValue, "skylab takes at most %d samples at once: the value %v for parameter MetricData.member.%d is invalid.", countLimit, c, n)
		}
	}
	return nil
}
