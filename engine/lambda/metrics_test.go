package lambda

import (
	"testing"
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/sandbox"
)

func TestMetrics(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	runs := 0
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn {
			if runs++; runs%3 == 0 {
				return sandbox.Turn{Settled: true, CPU: int64(100 * time.Millisecond), Err: &sandbox.Failure{Type: "Error", Logged: "{}"}}
			}
			return settled(`"ok"`, 100*time.Millisecond)
		}}, nil
	}
	w.create(t, "fn", "x")
	for range 6 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
		w.advance(10 * time.Second)
	}
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": Event})
	w.advance(10 * time.Second)
	w.account.Unreserved += AccountConcurrency
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	w.account.Unreserved -= AccountConcurrency
	total := func(name string) cloudwatch.Stats {
		return w.logs.Find(namespace, name, []cloudwatch.Dimension{{Name: "FunctionName", Value: "fn"}}).Total()
	}
	for name, want := range map[string]float64{"Invocations": 7, "Errors": 2, "Throttles": 1, "AsyncEventsReceived": 1, "AsyncEventsDropped": 0} {
		if got := total(name).Sum; got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if d := total("Duration"); d.Count != 7 || d.Min < 100 || d.Max > 115 {
		t.Errorf("Duration: %+v", d)
	}
	if c := total("ConcurrentExecutions"); c.Max != 1 {
		t.Errorf("ConcurrentExecutions: %+v", c)
	}
	if a := total("AsyncEventAge"); a.Count != 1 || a.Max <= 0 || a.Max > 1000 {
		t.Errorf("AsyncEventAge: %+v", a)
	}
	if s := w.Stats("fn"); s.P50 < 100*time.Millisecond || s.P99 > 115*time.Millisecond || s.Errors != 2 {
		t.Errorf("stats: %+v", s)
	}
}

func TestViews(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x", map[string]any{"Timeout": 10})
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(`{"a":1}`)})
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": Event})
	if q := w.Requests("fn"); len(q) != 2 || q[0].Environment == 0 || q[1].Environment != 0 || q[0].Bytes != 7 {
		t.Errorf("requests: %+v", q)
	}
	if v, _ := w.Function("fn"); v.Queued != 1 || v.Environments != 1 || v.Concurrent != 1 || v.Idle != 0 {
		t.Errorf("function: %+v", v)
	}
	states := map[string]bool{}
	for range 100 {
		for _, v := range w.Environments("fn") {
			states[v.State] = true
			if v.State == Busy && (v.Remaining <= 8*time.Second || v.Remaining > 10*time.Second) {
				t.Errorf("a busy one has %v left", v.Remaining)
			}
		}
		w.advance(20 * time.Millisecond)
	}
	if len(states) != 4 {
		t.Errorf("states seen: %v", states)
	}
	idle := w.Environments("fn")[0]
	w.advance(time.Minute)
	if later := w.Environments("fn")[0]; idle.Remaining-later.Remaining != time.Minute || later.RequestID != "" {
		t.Errorf("idle: %+v, a minute later %+v", idle, later)
	}
	if len(w.Requests("")) != 0 || w.Environments("nobody") != nil || w.Stats("nobody") != (Stats{}) {
		t.Error("what is over or does not exist shows")
	}
}
