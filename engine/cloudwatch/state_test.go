package cloudwatch_test

import (
	"encoding/json"
	"testing"
	"time"

	"skylab/engine/aws"
)

// TestStateTellsWorldsApart: whatever a later answer would show is in what
// worlds are compared by.
func TestStateTellsWorldsApart(t *testing.T) {
	do := func(w *world, op, in string) {
		input := w.ops[op].NewIn()
		if err := aws.Decode([]byte(in), input); err != nil {
			t.Fatal(op, err)
		}
		if _, err := w.ops[op].Call(&aws.Request{}, input); err != nil {
			t.Fatal(op, err)
		}
	}
	filter := func(value string) func(*world) {
		return func(w *world) {
			do(w, "CreateLogGroup", `{"logGroupName":"g"}`)
			do(w, "PutMetricFilter", `{"logGroupName":"g","filterName":"f","filterPattern":"ERROR","metricTransformations":[{"metricName":"m","metricNamespace":"N","metricValue":"`+value+`"}]}`)
		}
	}
	sample := func(data string) func(*world) {
		return func(w *world) { do(w, "PutMetricData", `{"Namespace":"N","MetricData":[{"MetricName":"m",`+data+`}]}`) }
	}
	gone := func(threshold string) func(*world) {
		return func(w *world) {
			do(w, "PutMetricAlarm", `{"AlarmName":"a","Namespace":"N","MetricName":"m","Statistic":"Sum","Period":60,"EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":`+threshold+`}`)
			do(w, "DeleteAlarms", `{"AlarmNames":["a"]}`)
		}
	}
	later := func(w *world) {
		w.tick(time.Second)
		do(w, "CreateLogGroup", `{"logGroupName":"g"}`)
	}
	sooner := func(w *world) {
		do(w, "CreateLogGroup", `{"logGroupName":"g"}`)
		w.tick(time.Second)
	}
	// A stream that was created stays without its events.
	stream := func(made bool) func(*world) {
		return func(w *world) {
			if sooner(w); made {
				do(w, "CreateLogStream", `{"logGroupName":"g","logStreamName":"s"}`)
			}
			w.Put("g", "s", "x")
		}
	}
	for what, pair := range map[string][2]func(*world){
		"a filter's value":        {filter("1"), filter("2")},
		"a set's extremes":        {sample(`"StatisticValues":{"SampleCount":2,"Sum":10,"Minimum":1,"Maximum":9}`), sample(`"StatisticValues":{"SampleCount":2,"Sum":10,"Minimum":4,"Maximum":6}`)},
		"a unit":                  {sample(`"Value":1,"Unit":"Seconds"`), sample(`"Value":1,"Unit":"Bytes"`)},
		"a deleted alarm's past":  {gone("1"), gone("2")},
		"when a group was made":   {sooner, later},
		"how a stream was made":   {stream(true), stream(false)},
		"how many events were":    {func(w *world) { w.Put("g", "s", "x", "y"); do(w, "DeleteLogGroup", `{"logGroupName":"g"}`) }, func(*world) {}},
		"that nothing is at odds": {nil, nil},
	} {
		states := [2]string{}
		for i, f := range pair {
			w := newWorld()
			if f != nil {
				f(w)
			}
			data, err := json.Marshal(w.State())
			if err != nil {
				t.Fatal(err)
			}
			states[i] = string(data)
		}
		if (states[0] == states[1]) != (pair[0] == nil) {
			t.Errorf("%s: %s\n%s", what, states[0], states[1])
		}
	}
}
