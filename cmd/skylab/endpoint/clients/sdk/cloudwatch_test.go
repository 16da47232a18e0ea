package sdk

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

func TestCloudWatch(t *testing.T) {
	w := serve(t, "cloudwatch")
	c := cloudwatch.NewFromConfig(w.config())
	w.metrics(c)
	w.alarms(c)
	w.metricRefusals(c)
	do(w, c.DeleteAlarms, &cloudwatch.DeleteAlarmsInput{AlarmNames: []string{"b", "c"}})
	w.complete(map[string]string{
		"CompositeAlarmExistsWaiter": "the world has no composite alarms",
		"LogAlarmExistsWaiter":       "the world has no log alarms",
	})
}

func (w *world) metrics(c *cloudwatch.Client) {
	w.pass(time.Hour)
	start := w.now().Truncate(time.Minute)
	shop := []types.Dimension{{Name: str("Shop"), Value: str("größe <&>")}}
	for _, name := range []string{"Orders", "Returns", "Visits"} {
		in := &cloudwatch.PutMetricDataInput{Namespace: str("Shop")}
		for i := range 4 {
			in.MetricData = append(in.MetricData, types.MetricDatum{MetricName: &name, Value: aws.Float64(float64(i) + 0.5), Unit: types.StandardUnitCount, Dimensions: shop,
				Timestamp: aws.Time(start.Add(-time.Duration(i) * time.Minute))})
		}
		do(w, c.PutMetricData, in)
	}
	do(w, c.PutMetricData, &cloudwatch.PutMetricDataInput{Namespace: str("Shop"), MetricData: []types.MetricDatum{{MetricName: str("Orders"), Dimensions: shop,
		StatisticValues: &types.StatisticSet{Sum: aws.Float64(9), SampleCount: aws.Float64(3), Minimum: aws.Float64(1), Maximum: aws.Float64(6)}, Timestamp: &start}}})
	w.pass(time.Minute)
	from, to := aws.Time(start.Add(-time.Hour)), aws.Time(start.Add(time.Hour))
	got := do(w, c.GetMetricStatistics, &cloudwatch.GetMetricStatisticsInput{Namespace: str("Shop"), MetricName: str("Visits"), Dimensions: shop, StartTime: from, EndTime: to,
		Period: aws.Int32(60), Statistics: []types.Statistic{types.StatisticSum, types.StatisticAverage}, ExtendedStatistics: []string{"p90"}})
	if len(got.Datapoints) != 4 {
		w.Errorf("%d points", len(got.Datapoints))
	}
	w.metricData(c, &cloudwatch.GetMetricDataInput{StartTime: from, EndTime: to, ScanBy: types.ScanByTimestampAscending, MetricDataQueries: []types.MetricDataQuery{
		{Id: str("visits"), MetricStat: &types.MetricStat{Metric: &types.Metric{Namespace: str("Shop"), MetricName: str("Visits"), Dimensions: shop}, Period: aws.Int32(60), Stat: str("Sum")}},
		{Id: str("twice"), Expression: str("visits * 2"), Label: str("both")}}})
	w.manyMetrics(c)
}

func (w *world) metricData(c *cloudwatch.Client, in *cloudwatch.GetMetricDataInput) {
	var got []string
	for _, r := range do(w, c.GetMetricData, in).MetricDataResults {
		got = append(got, fmt.Sprint(*r.Id, r.Values))
	}
	if want := []string{"visits[3.5 2.5 1.5 0.5]", "twice[7 5 3 1]"}; !slices.Equal(got, want) {
		w.Errorf("metric data %q, not %q", got, want)
	}
	few := *in
	few.MaxDatapoints = aws.Int32(3) // of eight: the second page has the end of one result and the beginning of the other
	pages(w, cloudwatch.NewGetMetricDataPaginator(c, &few), func(o *cloudwatch.GetMetricDataOutput) (out []string) {
		for _, r := range o.MetricDataResults {
			for _, v := range r.Values {
				out = append(out, fmt.Sprint(*r.Id, v))
			}
		}
		return out
	}, "visits3.5", "visits2.5", "visits1.5", "visits0.5", "twice7", "twice5", "twice3", "twice1")
}

// manyMetrics are more than a page of 500.
func (w *world) manyMetrics(c *cloudwatch.Client) {
	in := &cloudwatch.PutMetricDataInput{Namespace: str("Many")}
	var names []string
	for i := range 600 {
		names = append(names, fmt.Sprintf("m%03d", i))
		in.MetricData = append(in.MetricData, types.MetricDatum{MetricName: &names[i], Value: aws.Float64(1)})
	}
	do(w, c.PutMetricData, in)
	w.pass(time.Minute)
	pages(w, cloudwatch.NewListMetricsPaginator(c, &cloudwatch.ListMetricsInput{Namespace: str("Many")}), func(o *cloudwatch.ListMetricsOutput) (out []string) {
		for _, m := range o.Metrics {
			out = append(out, *m.MetricName)
		}
		return out
	}, names...)
}

func (w *world) alarms(c *cloudwatch.Client) {
	for _, name := range []string{"a", "b", "c"} {
		do(w, c.PutMetricAlarm, &cloudwatch.PutMetricAlarmInput{AlarmName: &name, Namespace: str("Shop"), MetricName: str("Visits"), Period: aws.Int32(60), EvaluationPeriods: aws.Int32(2),
			DatapointsToAlarm: aws.Int32(1), Threshold: aws.Float64(1.5), ComparisonOperator: types.ComparisonOperatorGreaterThanThreshold, Statistic: types.StatisticSum,
			AlarmDescription: str("größe"), TreatMissingData: str("notBreaching"), Dimensions: []types.Dimension{{Name: str("Shop"), Value: str("größe <&>")}},
			AlarmActions: []string{"arn:aws:sns:us-east-1:123456789012:oncall"}})
	}
	await(w, cloudwatch.NewAlarmExistsWaiter(c), &cloudwatch.DescribeAlarmsInput{AlarmNames: []string{"a"}})
	pages(w, cloudwatch.NewDescribeAlarmsPaginator(c, &cloudwatch.DescribeAlarmsInput{MaxRecords: aws.Int32(2)}), func(o *cloudwatch.DescribeAlarmsOutput) (out []string) {
		for _, a := range o.MetricAlarms {
			out = append(out, *a.AlarmName)
		}
		return out
	}, "a", "b", "c")
	do(w, c.DescribeAlarmsForMetric, &cloudwatch.DescribeAlarmsForMetricInput{Namespace: str("Shop"), MetricName: str("Visits"),
		Dimensions: []types.Dimension{{Name: str("Shop"), Value: str("größe <&>")}}})
	do(w, c.DisableAlarmActions, &cloudwatch.DisableAlarmActionsInput{AlarmNames: []string{"a"}})
	do(w, c.EnableAlarmActions, &cloudwatch.EnableAlarmActionsInput{AlarmNames: []string{"a"}})
	for _, state := range []types.StateValue{types.StateValueAlarm, types.StateValueOk} {
		do(w, c.SetAlarmState, &cloudwatch.SetAlarmStateInput{AlarmName: str("a"), StateValue: state, StateReason: str("a drill <&>"), StateReasonData: str(`{"who":"me"}`)})
	}
	w.pass(2 * time.Minute)
	var all []string
	for _, item := range do(w, c.DescribeAlarmHistory, &cloudwatch.DescribeAlarmHistoryInput{AlarmName: str("a")}).AlarmHistoryItems {
		all = append(all, *item.HistorySummary)
	}
	pages(w, cloudwatch.NewDescribeAlarmHistoryPaginator(c, &cloudwatch.DescribeAlarmHistoryInput{AlarmName: str("a"), MaxRecords: aws.Int32(2)}),
		func(o *cloudwatch.DescribeAlarmHistoryOutput) (out []string) {
			for _, item := range o.AlarmHistoryItems {
				out = append(out, *item.HistorySummary)
			}
			return out
		}, all...)
}

func (w *world) metricRefusals(c *cloudwatch.Client) {
	now := aws.Time(w.now())
	refuse(w, "ResourceNotFound", c.SetAlarmState, &cloudwatch.SetAlarmStateInput{AlarmName: str("none"), StateValue: types.StateValueOk, StateReason: str("x")})
	refuse(w, "InvalidNextToken", c.DescribeAlarmHistory, &cloudwatch.DescribeAlarmHistoryInput{NextToken: str("?")})
	refuse(w, "ValidationError", c.SetAlarmState, &cloudwatch.SetAlarmStateInput{AlarmName: str("a"), StateValue: "RED", StateReason: str("x")})
	refuse(w, "ValidationError", c.PutMetricAlarm, &cloudwatch.PutMetricAlarmInput{AlarmName: str("x"), EvaluationPeriods: aws.Int32(1), Threshold: aws.Float64(1),
		ComparisonOperator: types.ComparisonOperatorGreaterThanThreshold})
	refuse(w, "InvalidParameterValue", c.PutMetricData, &cloudwatch.PutMetricDataInput{Namespace: str("AWS/Shop"), MetricData: []types.MetricDatum{{MetricName: str("x"), Value: aws.Float64(1)}}})
	refuse(w, "InvalidParameterCombination", c.GetMetricStatistics, &cloudwatch.GetMetricStatisticsInput{Namespace: str("Shop"), MetricName: str("x"),
		StartTime: aws.Time(now.Add(-1e4 * time.Hour)), EndTime: now, Period: aws.Int32(60), Statistics: []types.Statistic{types.StatisticSum}})
}
