package cloudwatch_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
)

// act makes a call that answers with nothing.
func act(t *testing.T, w *world, op, in string) {
	t.Helper()
	input := w.ops[op].NewIn()
	if err := aws.Decode([]byte(in), input); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ops[op].Call(&aws.Request{ID: 1}, input); err != nil {
		t.Fatal(err)
	}
}

// What happens to alarms between two pages of their history is in neither, and
// moves nothing; from the oldest on, it comes at the end.
func TestAlarmHistoryPages(t *testing.T) {
	for _, c := range []struct {
		order string
		want  string
	}{
		{"TimestampDescending", `[Alarm "c" created Alarm "b" created Alarm "a" created]`},
		{"TimestampAscending", `[Alarm "a" created Alarm "b" created Alarm "c" created Alarm "late" created]`},
	} {
		w := newWorld()
		put := func(name string) {
			act(t, w, "PutMetricAlarm", `{"AlarmName":"`+name+`","Namespace":"N","MetricName":"M","Period":60,"EvaluationPeriods":1,
				"Threshold":1,"ComparisonOperator":"GreaterThanThreshold","Statistic":"Sum"}`)
			w.tick(time.Second)
		}
		for _, name := range []string{"a", "b", "c"} {
			put(name)
		}
		var got []string
		token := ""
		for n := 1; n == 1 || token != ""; n++ {
			page, err := call[cloudwatch.DescribeAlarmHistoryOutput](t, w, "DescribeAlarmHistory", `{"MaxRecords":2,"ScanBy":"`+c.order+`","NextToken":"`+token+`"}`)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range page.AlarmHistoryItems {
				got = append(got, item.HistorySummary)
			}
			token = page.NextToken
			if n == 1 {
				put("late")
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s lists %q", c.order, got)
		}
	}
}

// Metric filters are listed over all groups, each once, also where the name of a
// group begins with that of another.
func TestMetricFilterPages(t *testing.T) {
	w := newWorld()
	var want []string
	for _, group := range []string{"a", "a.b", "b"} {
		act(t, w, "CreateLogGroup", `{"logGroupName":"`+group+`"}`)
		for _, filter := range []string{"x", "y"} {
			act(t, w, "PutMetricFilter", `{"logGroupName":"`+group+`","filterName":"`+filter+`","filterPattern":"",
				"metricTransformations":[{"metricName":"M","metricNamespace":"N","metricValue":"1"}]}`)
			want = append(want, group+" "+filter)
		}
	}
	for limit := 1; limit <= 7; limit++ {
		var got []string
		token := ""
		for n := 1; n == 1 || token != ""; n++ {
			page, err := call[cloudwatch.DescribeMetricFiltersOutput](t, w, "DescribeMetricFilters", fmt.Sprintf(`{"limit":%d,"nextToken":%q}`, limit, token))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range page.MetricFilters {
				got = append(got, f.LogGroupName+" "+f.FilterName)
			}
			token = page.NextToken
		}
		if !slices.Equal(got, want) {
			t.Errorf("by %d: %q", limit, got)
		}
	}
}
