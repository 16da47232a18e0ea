package cloudwatch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// told are the deliveries of a world's alarms.
type told []aws.Delivery

func (d *told) Accepts(aws.Delivery) *aws.Error { return nil }

func (d *told) Deliver(m aws.Delivery) *aws.Error {
	if strings.HasSuffix(m.Target, ":gone") {
		return aws.Errorf(404, "NotFound", "Topic does not exist")
	}
	*d = append(*d, m)
	return nil
}

// alarming is a world whose alarms are evaluated.
func alarming(t *testing.T) (*world, *told) {
	t.Helper()
	w, d := newWorld(), &told{}
	w.Handle(func(e sim.Entry) { w.On(e) })
	w.SetTarget(d)
	return w, d
}

const topicARN = "arn:aws:sns:us-east-1:123456789012:oncall"

func put(t *testing.T, w *world, more string) error {
	t.Helper()
	_, err := call[cloudwatch.PutMetricAlarmOutput](t, w, "PutMetricAlarm", `{"AlarmName":"a","Namespace":"N","MetricName":"m","Statistic":"Sum","Period":60,`+
		`"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"`+more+`}`)
	return err
}

// TestAlarmRings and stops, tells whom it is to tell, and no one twice.
func TestAlarmRings(t *testing.T) {
	w, d := alarming(t)
	m := w.Metric("N", "m", "Count", nil)
	gone := strings.Replace(topicARN, "oncall", "gone", 1)
	if err := put(t, w, fmt.Sprintf(`,"AlarmActions":[%q,%q],"OKActions":[%q]`, topicARN, gone, topicARN)); err != nil {
		t.Fatal(err)
	}
	var states []string
	for minute := range 12 {
		if minute >= 3 && minute < 6 {
			m.Record(w.Now(), 2)
		} else if minute < 8 {
			m.Record(w.Now(), 1)
		}
		for until := w.Now().Add(time.Minute); !w.Advance(until, 1<<20); {
		}
		a, ok := w.Alarm("a")
		if !ok {
			t.Fatal("the alarm is gone")
		}
		states = append(states, a.StateValue)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	// The last datapoints are in the evaluation range for two minutes more.
	if got := strings.Join(states, " "); got != "OK OK OK ALARM ALARM ALARM OK OK OK OK INSUFFICIENT_DATA INSUFFICIENT_DATA" {
		t.Errorf("states %s", got)
	}
	var topics []string
	for _, m := range *d {
		if m.Target == topicARN {
			topics = append(topics, m.Subject)
		}
	}
	if got := strings.Join(topics, ", "); got != `OK: "a" in US East (N. Virginia), ALARM: "a" in US East (N. Virginia), OK: "a" in US East (N. Virginia)` {
		t.Errorf("subjects %s", got)
	}
	if len(*d) != 3+4 { // and the bus, of all four changes
		t.Errorf("%d deliveries", len(*d))
	}
	out, err := call[cloudwatch.DescribeAlarmHistoryOutput](t, w, "DescribeAlarmHistory", `{"HistoryItemType":"Action"}`)
	if err != nil || len(out.AlarmHistoryItems) != 4 || !strings.HasPrefix(out.AlarmHistoryItems[1].HistorySummary, "Failed to execute action "+gone) {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestAlarmIsDeletedOrPutAnew: what was due for the former is not done.
func TestAlarmIsDeletedOrPutAnew(t *testing.T) {
	w, d := alarming(t)
	for _, more := range []string{"", `,"TreatMissingData":"breaching"`, `,"TreatMissingData":"notBreaching","ActionsEnabled":false`} {
		if err := put(t, w, more+fmt.Sprintf(`,"AlarmActions":[%q],"OKActions":[%q]`, topicARN, topicARN)); err != nil {
			t.Fatal(err)
		}
	}
	w.Advance(w.Now().Add(3*time.Minute), 1<<20)
	a, _ := w.Alarm("a")
	if a.StateValue != cloudwatch.StateOK || len(*d) != 1 || w.Pending() != 1 {
		t.Errorf("%s, %d deliveries, %d pending", a.StateValue, len(*d), w.Pending())
	}
	if _, err := call[cloudwatch.DeleteAlarmsOutput](t, w, "DeleteAlarms", `{"AlarmNames":["a","b"]}`); err != nil {
		t.Fatal(err)
	}
	w.Advance(w.Now().Add(3*time.Minute), 1<<20)
	if w.Pending() != 0 || len(w.Alarms()) != 0 {
		t.Error("a deleted alarm lives on")
	}
}

func TestAlarmRules(t *testing.T) {
	w, _ := alarming(t)
	for more, want := range map[string]string{
		`,"DatapointsToAlarm":2`:                                  "ValidationError: DatapointsToAlarm must be less",
		`,"Period":45`:                                            "ValidationError: Period must be",
		`,"Period":30`:                                            "does not simulate alarms of high resolution",
		`,"EvaluationPeriods":1441`:                               "more than a day|across more than a day",
		`,"Period":86400,"EvaluationPeriods":8`:                   "seven days",
		`,"Period":86400,"EvaluationPeriods":7`:                   "",
		`,"TreatMissingData":"maybe"`:                             "TreatMissingData",
		`,"ComparisonOperator":"GreaterThanUpperThreshold"`:       "anomaly detection",
		`,"ComparisonOperator":"Above"`:                           "ValidationError: 1 validation error detected: Value 'Above' at 'comparisonOperator'",
		`,"ExtendedStatistic":"p99"`:                              "InvalidParameterCombination",
		`,"Statistic":"","ExtendedStatistic":"p99"`:               "",
		`,"Statistic":"","ExtendedStatistic":"x99"`:               "InvalidParameterValue",
		`,"AlarmActions":["topic"]`:                               "Invalid ARN",
		`,"AlarmActions":["arn:aws:automate:us-east-1:ec2:stop"]`: "simulates only actions",
		`,"AlarmActions":["arn:aws:swf:us-east-1:1:action/x:y"]`:  "simulates only actions",
		`,"AlarmActions":["arn:aws:sns:eu-west-1:1:topic"]`:       "Invalid region eu-west-1",
		`,"Metrics":[{"Id":"m1","Expression":"1"}]`:               "InvalidParameterCombination",
	} {
		err := put(t, w, more)
		part := strings.Split(want, "|")
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), part[len(part)-1]) {
			t.Errorf("%s: %v, want %q", more, err, want)
		}
	}
}

func TestMetricDataErrors(t *testing.T) {
	w := newWorld()
	metric := `{"Id":"m1","MetricStat":{"Metric":{"Namespace":"N","MetricName":"m"},"Period":60,"Stat":"Sum"}}`
	for queries, want := range map[string]string{
		metric + `,{"Id":"e1","Expression":"m1 * 2"}`:                           "",
		metric + `,{"Id":"e1","Expression":"m1 +"}`:                             "Error in expression 'e1': unexpected end",
		metric + `,{"Id":"e1","Expression":"e2"},{"Id":"e2","Expression":"e1"}`: "refers to itself",
		metric + `,{"Id":"e1","Expression":"m2"}`:                               "m2 is not the id",
		metric + `,{"Id":"e1","Expression":"SUM(m1)"}`:                          "single number",
		metric + `,` + metric:                                                   "not unique",
		`{"Id":"M1","Expression":"METRICS()"}`:                                  "The value M1 for parameter",
		`{"Id":"e1","Expression":"METRICS()"}`:                                  "multiple of 60",
		`{"Id":"e1"}`:                                                           "Exactly one of",
		strings.Replace(metric, "Sum", "Most", 1):                               "The value Most for parameter",
		strings.Replace(metric, `"Id"`, `"Label":"${MAX}","Id"`, 1):             "dynamic labels",
		strings.Replace(metric, `"Period":60`, `"Period":61`, 1):                "multiple of 60",
	} {
		_, err := call[cloudwatch.GetMetricDataOutput](t, w, "GetMetricData",
			`{"StartTime":"2026-11-02T09:00:00Z","EndTime":"2026-11-02T10:00:00Z","MetricDataQueries":[`+queries+`]}`)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", queries, err, want)
		}
	}
}

// TestManyExpressions: a chain in which each refers twice to the one before it
// is computed once a link, not 2^200 times.
func TestManyExpressions(t *testing.T) {
	w := newWorld()
	w.Metric("N", "m", "Count", nil).Record(0, 1)
	w.Advance(sim.Time(time.Minute), 1)
	queries := []string{`{"Id":"e0","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"N","MetricName":"m"},"Period":60,"Stat":"Sum"}}`}
	for i := range 200 {
		queries = append(queries, fmt.Sprintf(`{"Id":"e%d","ReturnData":%v,"Expression":"(e%d + e%d) / 2"}`, i+1, i == 199, i, i))
	}
	out, err := call[cloudwatch.GetMetricDataOutput](t, w, "GetMetricData",
		`{"StartTime":"2026-11-02T09:00:00Z","EndTime":"2026-11-02T10:00:00Z","MetricDataQueries":[`+strings.Join(queries, ",")+`]}`)
	if err != nil || len(out.MetricDataResults) != 1 || fmt.Sprint(out.MetricDataResults[0].Values) != "[1]" {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestOwnMetricsAreBounded: a dimension of a thousand values and more takes no
// more memory than a thousand.
func TestOwnMetricsAreBounded(t *testing.T) {
	w := newWorld()
	for i := range 1200 {
		w.Put(group, "s", fmt.Sprintf(`{"_aws":{"CloudWatchMetrics":[{"Namespace":"Shop","Dimensions":[["id"]],"Metrics":[{"Name":"n"}]}]},"id":"%d","n":[1,2]}`, i))
	}
	if got := len(w.Metrics()); got != 1000 {
		t.Errorf("%d metrics", got)
	}
	_, err := call[cloudwatch.PutMetricDataOutput](t, w, "PutMetricData", `{"Namespace":"Shop","MetricData":[{"MetricName":"x","Value":0}]}`)
	if err == nil || !strings.Contains(err.Error(), "at most 1000 metrics") {
		t.Error(err)
	}
}

// BenchmarkEvaluation is one minute of one alarm on a percentile.
func BenchmarkEvaluation(b *testing.B) {
	w := newWorld()
	w.Handle(func(e sim.Entry) { w.On(e) })
	in := w.ops["PutMetricAlarm"].NewIn()
	if err := aws.Decode([]byte(`{"AlarmName":"a","Namespace":"N","MetricName":"m","ExtendedStatistic":"p99","Period":60,"EvaluationPeriods":3,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}`), in); err != nil {
		b.Fatal(err)
	}
	if _, err := w.ops["PutMetricAlarm"].Call(&aws.Request{}, in); err != nil {
		b.Fatal(err)
	}
	m := w.Metric("N", "m", "None", nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Record(w.Now(), 2)
		w.Advance(w.Now().Add(time.Minute), 1<<20)
	}
}
