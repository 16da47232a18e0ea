package lambda

import (
	"testing"
	"time"

	"skylab/engine/lambda/scaling"
)

func TestAccountConcurrency(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(2 * time.Second)
	w.create(t, "a", "x")
	w.create(t, "b", "x")
	for range 600 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "a"})
	}
	for range 400 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "b"})
	}
	r := w.do("lambda.Invoke", map[string]any{"FunctionName": "b"})
	if r.err == nil || r.err.Code != "TooManyRequestsException" || r.err.Status() != 429 || r.err.Message != "Rate Exceeded." ||
		r.err.Fields[1].Value != string(scaling.ConcurrentLimit) {
		t.Fatalf("request 1,001: %+v", r.err)
	}
	if s := w.Stats("b"); s.Throttles != 1 || s.Invocations != 0 || s.Errors != 0 {
		t.Errorf("a throttle counts as %+v", s)
	}
	w.advance(time.Minute)
	if r := w.do("lambda.Invoke", map[string]any{"FunctionName": "b"}); r.err != nil {
		t.Errorf("after the rush: %v", r.err)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

func TestRequestsPerSecondAreLimited(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	take := func() (n int) {
		for w.account.Rate.Take(w.k.Now()) {
			n++
		}
		return n
	}
	if n := take(); n != 10_000 {
		t.Errorf("%d requests at once, want ten for each of 1,000", n)
	}
	w.advance(100 * time.Millisecond)
	if n := take(); n != 1000 {
		t.Errorf("%d requests 100 ms later, want 1,000", n)
	}
	w.create(t, "fn", "x")
	take()
	r := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	if r.err == nil || r.err.Fields[1].Value != string(scaling.RateLimit) {
		t.Errorf("beyond the rate: %v", r.err)
	}
	if out := w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event"}); out.(*InvokeOutput).StatusCode != 202 {
		t.Error("the rate limit is for synchronous requests")
	}
}

func TestThrottledEventsAreRetried(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(2900 * time.Millisecond)
	w.create(t, "fn", "x")
	for range 1000 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	}
	event := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event"})
	if out := event.out.(*InvokeOutput); out.StatusCode != 202 || out.ExecutedVersion != "" {
		t.Errorf("event: %+v", out)
	}
	w.advance(time.Minute)
	retried := events[EventRetried](w)
	if len(retried) != 3 || retried[0].Delay != time.Second || retried[1].Delay != 2*time.Second || retried[0].Reason != "throttle" {
		t.Errorf("retried: %+v", retried)
	}
	if s := w.Stats("fn"); s.Invocations != 1001 || s.Throttles != 3 || len(w.invocations) != 0 {
		t.Errorf("%+v, %d requests left", s, len(w.invocations))
	}
}

func TestBackOff(t *testing.T) {
	for n, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 9: 256 * time.Second, 10: 5 * time.Minute, 99: 5 * time.Minute} {
		if got := backOff(n); got != want {
			t.Errorf("throttled %d times: waits %v, want %v", n, got, want)
		}
	}
}
