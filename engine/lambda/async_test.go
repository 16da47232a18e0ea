package lambda

import (
	"testing"
	"time"

	"skylab/engine/sandbox"
)

// failing is a program whose handler throws on its first n runs.
func (w *world) failing(n int) {
	runs := 0
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn {
			if runs++; runs > n {
				return settled(`"ok"`, 0)
			}
			return sandbox.Turn{Settled: true, Err: &sandbox.Failure{Type: "Error", Message: "no luck", Logged: "{}"}, PeakMemory: 70 << 20}
		}}, nil
	}
}

func TestEventsAreRetriedTwice(t *testing.T) {
	for _, c := range []struct{ failures, runs, dropped int }{{0, 1, 0}, {1, 2, 0}, {2, 3, 0}, {3, 3, 1}} {
		w := newWorld(t, 1, AWSRules())
		w.failing(c.failures)
		w.create(t, "fn", "x")
		r := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event", "Payload": []byte(`{"n":1}`)})
		if out := r.out.(*InvokeOutput); !r.done || out.StatusCode != 202 || out.Payload != nil {
			t.Errorf("the caller gets %+v", out)
		}
		w.advance(10 * time.Minute)
		ended := events[InvocationEnded](w)
		if len(ended) != c.runs || len(w.invocations) != 0 {
			t.Fatalf("%d failures: %d runs, %d requests left", c.failures, len(ended), len(w.invocations))
		}
		for i, e := range ended {
			if e.Request != ended[0].Request || e.Attempt != i+1 {
				t.Errorf("run %d is attempt %d of %s", i+1, e.Attempt, e.Request)
			}
		}
		for i, e := range events[EventRetried](w) {
			if want := []time.Duration{time.Minute, 2 * time.Minute}[i]; e.Delay != want || e.Reason != "error" {
				t.Errorf("retry %d: %+v", i+1, e)
			}
		}
		dropped := events[EventDropped](w)
		if len(dropped) != c.dropped || c.dropped > 0 && (dropped[0].Reason != "RetriesExhausted" || dropped[0].Attempts != 3) {
			t.Errorf("%d failures: dropped %+v", c.failures, dropped)
		}
		if s := w.Stats("fn"); s.EventsReceived != 1 || s.EventsDropped != c.dropped || s.Invocations != c.runs {
			t.Errorf("stats: %+v", s)
		}
	}
}

func TestEventsAgeOut(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Hour)
	w.create(t, "fn", "x", map[string]any{"Timeout": 900})
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event"})
	w.account.Unreserved += AccountConcurrency // somebody else takes the whole pool
	w.advance(7 * time.Hour)
	dropped := events[EventDropped](w)
	if len(dropped) != 1 || dropped[0].Reason != "EventAgeExceeded" || dropped[0].Attempts != 0 {
		t.Fatalf("dropped: %+v", dropped)
	}
	if len(w.invocations) != 0 {
		t.Error("a dropped event is still known")
	}
}

func TestSyncFailuresAreNotRetried(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.failing(1)
	w.create(t, "fn", "x")
	out := w.invokeNow(t, "fn", "{}")
	if out.StatusCode != 200 || out.FunctionError != "Unhandled" || string(out.Payload) != `{"errorType":"Error","errorMessage":"no luck","trace":[]}` {
		t.Errorf("got %d %s %s", out.StatusCode, out.FunctionError, out.Payload)
	}
	w.advance(time.Hour)
	if n := w.Stats("fn").Invocations; n != 1 {
		t.Errorf("%d runs", n)
	}
}

func TestPayloads(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(0)
	w.create(t, "fn", "x")
	invoke := func(mode string, payload []byte) map[string]any {
		return map[string]any{"FunctionName": "fn", "InvocationType": mode, "Payload": payload}
	}
	quoted := func(n int) []byte {
		b := make([]byte, n)
		for i := range b {
			b[i] = 'x'
		}
		b[0], b[n-1] = '"', '"'
		return b
	}
	w.fails(t, "lambda.Invoke", invoke(RequestResponse, quoted(maxSyncPayload+1)), 413, "RequestTooLargeException",
		"6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)")
	w.fails(t, "lambda.Invoke", invoke(Event, quoted(maxAsyncPayload+1)), 413, "RequestTooLargeException",
		"1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)")
	w.fails(t, "lambda.Invoke", invoke(RequestResponse, []byte("value")), 400, "InvalidRequestContentException",
		"Could not parse request body into json: Unrecognized token 'value': was expecting ('true', 'false' or 'null')")
	w.fails(t, "lambda.Invoke", invoke(RequestResponse, []byte(`{"a":`)), 400, "InvalidRequestContentException", "Could not parse request body into json: Unexpected end-of-input")
	if out := w.must(t, "lambda.Invoke", invoke(DryRun, nil)).(*InvokeOutput); out.StatusCode != 204 || w.Stats("fn").ColdStarts != 0 {
		t.Errorf("a dry run: %+v", out)
	}
	if out := w.must(t, "lambda.Invoke", invoke(RequestResponse, quoted(maxSyncPayload))).(*InvokeOutput); out.StatusCode != 200 {
		t.Errorf("the largest payload: %+v", out)
	}
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn {
			return sandbox.Turn{Settled: true, Result: quoted(MaxResponse + 1)}
		}}, nil
	}
	w.create(t, "big", "y")
	out := w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "big"}).(*InvokeOutput)
	const want = `{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}`
	if out.FunctionError != "Unhandled" || string(out.Payload) != want {
		t.Errorf("a result that is too large: %s", out.Payload)
	}
}
