package lambda

import (
	"slices"
	"testing"
	"time"
)

func TestWarmStartReusesTheEnvironment(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(10 * time.Millisecond)
	w.create(t, "fn", "x")
	for range 3 {
		w.invokeNow(t, "fn", "{}")
	}
	ended := events[InvocationEnded](w)
	if !ended[0].Cold || ended[0].Init == 0 || ended[1].Cold || ended[1].Init != 0 || ended[2].Cold {
		t.Errorf("cold and init: %+v", ended)
	}
	if v := w.Environments("fn"); len(v) != 1 || v[0].Invocations != 3 || v[0].State != Idle {
		t.Errorf("environments: %+v", v)
	}
}

func TestEachEnvironmentServesOneRequest(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x")
	for range 5 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	}
	w.advance(600 * time.Millisecond)
	views := w.Environments("fn")
	var requests []string
	for _, v := range views {
		if v.State != Busy {
			t.Errorf("environment %d is %s while its request runs", v.ID, v.State)
		}
		requests = append(requests, v.RequestID)
	}
	slices.Sort(requests)
	if len(slices.Compact(requests)) != 5 {
		t.Errorf("5 requests are in %v", requests)
	}
	if s := w.Stats("fn"); s.Concurrent != 5 || s.MaxConcurrent != 5 || s.ColdStarts != 5 {
		t.Errorf("stats: %+v", s)
	}
	w.advance(time.Minute)
	if n := w.Concurrency(); n != 0 {
		t.Errorf("concurrency is %d at rest", n)
	}
}

func TestNewestIdleEnvironmentFirst(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x")
	for range 3 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	}
	w.advance(time.Minute)
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	started := events[InvocationStarted](w)
	if last := started[len(started)-1]; last.Environment != 3 {
		t.Errorf("the fourth request went to environment %d of 3", last.Environment)
	}
}

func TestIdleLifetimeIsFromTheLastUse(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(10 * time.Millisecond)
	w.create(t, "fn", "x")
	for range 5 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
		w.advance(9*time.Minute + 59*time.Second)
	}
	if n := len(events[EnvironmentStarted](w)); n != 1 {
		t.Fatalf("%d environments for uses every 9:59", n)
	}
	w.advance(20 * time.Second)
	gone := events[EnvironmentExpired](w)
	if len(gone) != 1 || gone[0].Reason != "idle" || gone[0].Invocations != 5 {
		t.Errorf("expired: %+v", gone)
	}
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	if n := len(events[EnvironmentStarted](w)); n != 2 {
		t.Error("a use after the lifetime did not start an environment")
	}
}

func TestEnvironmentsAreRecycledUnderLoad(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(10 * time.Millisecond)
	w.create(t, "fn", "x")
	for range 3*60 + 10 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
		w.advance(time.Minute)
	}
	gone := events[EnvironmentExpired](w)
	if len(gone) != 1 || gone[0].Reason != "age" || gone[0].Age < 2*time.Hour || gone[0].Age > 2*time.Hour+time.Minute {
		t.Errorf("expired in three hours of use: %+v", gone)
	}
}

func TestEveryEnvironmentHasItsLogStream(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Second)
	w.create(t, "fn", "x")
	for range 2 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	}
	w.advance(time.Minute)
	v := w.Environments("fn")
	const form = "2026/11/02/[$LATEST]"
	if v[0].Stream == v[1].Stream || v[0].Stream[:len(form)] != form || len(v[0].Stream) != len(form)+32 {
		t.Errorf("streams %s and %s", v[0].Stream, v[1].Stream)
	}
}

func TestLifecycleRefusesWhatCannotHappen(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an idle environment ended an invocation")
		}
	}()
	(&environment{State: Idle}).move("InvocationEnded", 0)
}

func TestBiggerPackagesStartLater(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Millisecond)
	w.create(t, "small", "x")
	w.create(t, "big", "x", map[string]any{"Code": map[string]any{"ZipFile": append(zipped("index.mjs", "x", "data", incompressible(2<<20)), nil...)}})
	w.invokeNow(t, "small", "{}")
	w.invokeNow(t, "big", "{}")
	e := events[EnvironmentStarted](w)
	if e[1].Preparation-e[0].Preparation < 100*time.Millisecond {
		t.Errorf("2 MB more of package take %v instead of %v", e[1].Preparation, e[0].Preparation)
	}
}

// incompressible is n bytes that a zip cannot make smaller.
func incompressible(n int) string {
	b := make([]byte, n)
	x := uint64(88172645463325252)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = byte(x)
	}
	return string(b)
}
