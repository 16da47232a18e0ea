package cloudwatch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
)

// used is what the meters of a usage type show, by resource: "hello 3".
func (w *world) used(u billing.UsageType) string {
	var out []string
	for _, r := range w.bill.Readings() {
		if r.Usage == u {
			out = append(out, fmt.Sprintf("%s %d", r.Resource, r.Quantity.N))
		}
	}
	return strings.Join(out, ", ")
}

// TestLogsAreMetered by who sends them, in bytes; what is kept is metered for
// as long as it is kept.
func TestLogsAreMetered(t *testing.T) {
	w := newWorld()
	if _, err := call[cloudwatch.CreateLogGroupOutput](t, w, "CreateLogGroup", `{"logGroupName":"shop"}`); err != nil {
		t.Fatal(err)
	}
	for _, stream := range []string{"a", "b"} {
		if _, err := call[cloudwatch.EmptyOutput](t, w, "CreateLogStream", `{"logGroupName":"shop","logStreamName":"`+stream+`"}`); err != nil {
			t.Fatal(err)
		}
	}
	put := func(stream, message string) {
		t.Helper()
		in := fmt.Sprintf(`{"logGroupName":"shop","logStreamName":%q,"logEvents":[{"timestamp":%d,"message":%q}]}`,
			stream, w.Now().Wall().UnixMilli(), message)
		if _, err := call[cloudwatch.PutLogEventsOutput](t, w, "PutLogEvents", in); err != nil {
			t.Fatal(err)
		}
	}
	put("a", strings.Repeat("x", 100))
	put("b", "größe") // 7 bytes
	w.Put("shop", "c", "START\n", "END\n")
	if got, want := w.used(billing.CustomLogs)+"; "+w.used(billing.VendedLogs), "shop 107; shop 10"; got != want {
		t.Errorf("taken in: %s, want %s", got, want)
	}
	for _, step := range []struct {
		what string
		op   string
		in   string
		want int64 // byte-hours, an hour later
	}{
		{"15 %, each event in whole bytes", "", "", 15 + 2 + 1 + 1},
		{"a stream less", "DeleteLogStream", `{"logGroupName":"shop","logStreamName":"a"}`, 19 + 4},
		{"a retention that is not over", "PutRetentionPolicy", `{"logGroupName":"shop","retentionInDays":1}`, 23 + 4},
		{"for ever again", "DeleteRetentionPolicy", `{"logGroupName":"shop"}`, 27 + 4},
		{"the group is gone", "DeleteLogGroup", `{"logGroupName":"shop"}`, 31},
	} {
		if step.op != "" {
			if _, err := call[cloudwatch.EmptyOutput](t, w, step.op, step.in); err != nil {
				t.Fatal(step.what, err)
			}
		}
		w.tick(time.Hour)
		if got := w.used(billing.LogsStored); got != fmt.Sprint("shop ", step.want) {
			t.Errorf("%s: %s byte-hours, want %d", step.what, got, step.want)
		}
		if err := w.bill.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestRetentionEndsTheBill: an event is stored for its retention's hours.
func TestRetentionEndsTheBill(t *testing.T) {
	w := newWorld()
	w.Put(group, "s", strings.Repeat("x", 1000))
	if _, err := call[cloudwatch.EmptyOutput](t, w, "PutRetentionPolicy", `{"logGroupName":"`+group+`","retentionInDays":3}`); err != nil {
		t.Fatal(err)
	}
	w.tick(10 * 24 * time.Hour)
	if got, want := w.used(billing.LogsStored), fmt.Sprint(group, " ", 150*72); got != want {
		t.Errorf("%s byte-hours, want %s", got, want)
	}
}

// TestOwnMetricsAreMetered for each hour in which they get a sample, wherever
// it comes from; those of AWS are free.
func TestOwnMetricsAreMetered(t *testing.T) {
	w := newWorld()
	w.Record("AWS/Lambda", "Errors", "Count", nil, 1, w.Now())
	sample := func(shop string) {
		t.Helper()
		if _, err := call[cloudwatch.PutMetricDataOutput](t, w, "PutMetricData",
			`{"Namespace":"Shop","MetricData":[{"MetricName":"Orders","Dimensions":[{"Name":"Shop","Value":"`+shop+`"}],"Value":1}]}`); err != nil {
			t.Fatal(err)
		}
	}
	w.Put(group, "s", "warm up")
	if _, err := call[cloudwatch.EmptyOutput](t, w, "PutMetricFilter", `{"logGroupName":"`+group+`","filterName":"f","filterPattern":"oops",`+
		`"metricTransformations":[{"metricName":"Oops","metricNamespace":"Shop","metricValue":"1"}]}`); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"nothing", func() {}, ""},
		{"two metrics in one hour", func() { sample("a"); sample("b"); sample("a") }, "Shop Orders 2"},
		{"one of them in the next", func() { sample("a") }, "Shop Orders 3"},
		{"a line that matches", func() { w.Put(group, "s", "oops", "oops") }, "Shop Oops 1, Shop Orders 3"},
		{"a line that does not", func() { w.Put(group, "s", "fine") }, "Shop Oops 1, Shop Orders 3"},
		{"a line that is a metric", func() {
			w.Put(group, "s", `{"_aws":{"CloudWatchMetrics":[{"Namespace":"Shop","Metrics":[{"Name":"Rows"}]}]},"Rows":7}`)
		}, "Shop Oops 1, Shop Orders 3, Shop Rows 1"},
	} {
		step.do()
		w.tick(time.Hour)
		if got := w.used(billing.CustomMetrics); got != step.want {
			t.Errorf("%s: %s metric-hours, want %s", step.what, got, step.want)
		}
	}
}

// TestAlarmsAreMetered from when they are made until they are deleted, once
// for each metric that they watch.
func TestAlarmsAreMetered(t *testing.T) {
	w := newWorld()
	metric := func(id string) string {
		return `{"Id":"` + id + `","ReturnData":false,"MetricStat":{"Metric":{"Namespace":"N","MetricName":"` + id + `"},"Period":60,"Stat":"Sum"}}`
	}
	const rest = `,"EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}`
	for _, step := range []struct{ op, in, want string }{
		{"PutMetricAlarm", `{"AlarmName":"one","Namespace":"N","MetricName":"m","Statistic":"Sum","Period":60` + rest, "one 1"},
		{"PutMetricAlarm", `{"AlarmName":"math","Metrics":[` + metric("m1") + "," + metric("m2") + `,{"Id":"e","Expression":"m1+m2"}]` + rest, "math 2, one 2"},
		{"PutMetricAlarm", `{"AlarmName":"one","Namespace":"N","MetricName":"other","Statistic":"Sum","Period":60` + rest, "math 4, one 3"},
		{"DeleteAlarms", `{"AlarmNames":["math","nobody"]}`, "math 4, one 4"},
	} {
		in := w.ops[step.op].NewIn()
		if err := aws.Decode([]byte(step.in), in); err != nil {
			t.Fatal(err)
		}
		if _, err := w.ops[step.op].Call(&aws.Request{ID: 1}, in); err != nil {
			t.Fatal(err)
		}
		w.tick(time.Hour)
		if got := w.used(billing.Alarms); got != step.want {
			t.Errorf("%s: %s alarm-hours, want %s", step.op, got, step.want)
		}
	}
}

// TestRequestsAreMetered: three operations by the request, GetMetricData by
// the metrics asked for; all others are free, and so is what is refused.
func TestRequestsAreMetered(t *testing.T) {
	query := func(id, name, stat string) string {
		return `{"Id":"` + id + `","MetricStat":{"Metric":{"Namespace":"N","MetricName":"` + name + `"},"Period":60,"Stat":"` + stat + `"}}`
	}
	data := func(queries ...string) string {
		return `{"StartTime":"2026-11-02T08:00:00Z","EndTime":"2026-11-02T09:00:00Z","MetricDataQueries":[` + strings.Join(queries, ",") + `]}`
	}
	const point = `"Namespace":"N","MetricName":"m","StartTime":"2026-11-02T08:00:00Z","EndTime":"2026-11-02T09:00:00Z","Period":60`
	for _, c := range []struct{ op, in, requests, metrics string }{
		{"ListMetrics", `{}`, "ListMetrics 1", ""},
		{"PutMetricData", `{"Namespace":"N","MetricData":[{"MetricName":"m","Value":1},{"MetricName":"n","Value":1}]}`, "PutMetricData 1", ""},
		{"PutMetricData", `{"Namespace":"AWS/N","MetricData":[{"MetricName":"m","Value":1}]}`, "", ""},
		{"GetMetricStatistics", `{` + point + `,"Statistics":["Sum","Average"]}`, "GetMetricStatistics 1", ""},
		{"GetMetricData", data(query("a", "m", "Sum"), query("b", "n", "Sum")), "", "GetMetricData 2"},
		{"GetMetricData", data(query("a", "m", "Sum"), `{"Id":"e","Expression":"a*2"}`), "", "GetMetricData 1"},
		{"GetMetricData", data(query("a", "m", "Sum"), query("b", "m", "Average"), query("c", "m", "Minimum"), query("d", "m", "Maximum"),
			query("e", "m", "p50")), "", "GetMetricData 1"},
		{"GetMetricData", data(query("a", "m", "Sum"), query("b", "m", "Average"), query("c", "m", "Minimum"), query("d", "m", "Maximum"),
			query("e", "m", "p50"), query("f", "m", "p99")), "", "GetMetricData 2"},
		{"GetMetricData", data(query("A", "m", "Sum")), "", ""},
		{"DescribeAlarms", `{}`, "", ""},
		{"DescribeLogGroups", `{}`, "", ""},
	} {
		w := newWorld()
		in := w.ops[c.op].NewIn()
		if err := aws.Decode([]byte(c.in), in); err != nil {
			t.Fatal(err)
		}
		// What is wrong with an input is not what this is about.
		_, _ = w.ops[c.op].Call(&aws.Request{ID: 1}, in)
		if got := w.used(billing.MetricRequests); got != c.requests {
			t.Errorf("%s %s: requests %q, want %q", c.op, c.in, got, c.requests)
		}
		if got := w.used(billing.MetricData); got != c.metrics {
			t.Errorf("%s %s: metrics %q, want %q", c.op, c.in, got, c.metrics)
		}
	}
}
