package lambda

import (
	"strings"
	"testing"
	"time"
)

// outsideWorld is a world with the function "fn", which is run outside.
func outsideWorld(t *testing.T, more ...map[string]any) *world {
	t.Helper()
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async () => "inside";`, more...)
	w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn"})
	return w
}

// next is a process of that name that asks for a request.
func (w *world) next(name string) *reply {
	return w.do("runtime.Next", map[string]any{"FunctionName": "fn", "Runtime": name})
}

// taken is the request that a process has got.
func (r *reply) taken(t *testing.T) *RuntimeRequest {
	t.Helper()
	if !r.done || r.err != nil {
		t.Fatalf("the process has no request: done %v, %v", r.done, r.err)
	}
	return r.out.(*RuntimeRequest)
}

func (w *world) tell(operation string, q *RuntimeRequest, payload string) *reply {
	r := w.do("runtime."+operation, map[string]any{"FunctionName": "fn", "RequestId": q.RequestId, "Payload": []byte(payload)})
	w.advance(0)
	return r
}

// invoked is an invocation that is not waited for.
func (w *world) invoked(payload string) *reply {
	r := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(payload)})
	w.advance(0)
	return r
}

// answered is what an invocation was answered.
func (w *world) answered(t *testing.T, r *reply) *InvokeOutput {
	t.Helper()
	w.advance(time.Second) // its way back
	if !r.done || r.err != nil {
		t.Fatalf("the invocation has no answer: done %v, %v", r.done, r.err)
	}
	if err := w.Check(); err != nil {
		t.Fatal(err)
	}
	return r.out.(*InvokeOutput)
}

func TestAProcessOutsideServes(t *testing.T) {
	w := outsideWorld(t)
	p := w.next("p")
	w.advance(3 * time.Hour) // it waits for as long as it likes
	if p.done || w.Outside() {
		t.Fatalf("nothing was asked of it: done %v, outside %v", p.done, w.Outside())
	}
	r := w.invoked(`{"a":1}`)
	q := p.taken(t)
	if string(q.Payload) != `{"a":1}` || q.InvokedFunctionArn != "arn:aws:lambda:us-east-1:123456789012:function:fn" ||
		q.LeftMs != 3000 || !strings.HasPrefix(q.TraceId, "Root=1-") {
		t.Errorf("%+v", q)
	}
	if !w.Outside() {
		t.Error("a process has a request, and the world does not say so")
	}
	w.advance(1234567 * time.Microsecond)
	if a := w.tell("Respond", q, `{"ok":true}`); a.err != nil || a.out.(*RuntimeAnswerOutput).Status != "OK" {
		t.Errorf("%+v", a)
	}
	if out := w.answered(t, r); string(out.Payload) != `{"ok":true}` || out.FunctionError != "" {
		t.Errorf("%+v", out)
	}
	if w.Outside() {
		t.Error("nobody has a request, and the world does not say so")
	}
	report := "REPORT RequestId: " + q.RequestId + "\tDuration: 1234.57 ms\tBilled Duration: 1235 ms\tMemory Size: 128 MB\tMax Memory Used: 0 MB\t"
	want := []string{initStart, "START RequestId: UUID Version: $LATEST", "END RequestId: UUID", normal(report)}
	same(t, w.normalLines("fn"), want)
	if lines := w.lines("fn"); lines[3] != report {
		t.Errorf("got %q, want %q", lines[3], report)
	}
	if e := events[InvocationEnded](w)[0]; !e.Outside {
		t.Errorf("%+v does not say that it ran outside", e)
	}
}

// Init ends where the process that was waited for asks for its first request.
func TestARequestWaitsForItsProcess(t *testing.T) {
	w := outsideWorld(t)
	r := w.invoked(`{}`)
	w.advance(7 * time.Second)
	if !w.Outside() {
		t.Error("a request waits for a process, and the world does not say so")
	}
	p := w.next("p")
	w.advance(0)
	w.advance(time.Second)
	w.tell("Respond", p.taken(t), `1`)
	w.answered(t, r)
	if e := events[InvocationEnded](w)[0]; e.Init != 7*time.Second || e.Duration != time.Second || e.BilledMs != 8000 || !e.Cold {
		t.Errorf("%+v", e)
	}
}

func TestWithoutAProcessARequestTimesOut(t *testing.T) {
	w := outsideWorld(t)
	r := w.invoked(`{}`)
	w.advance(13 * time.Second) // ten of init, three of the function's timeout
	out := w.answered(t, r)
	if out.FunctionError != "Unhandled" || !strings.Contains(string(out.Payload), "Task timed out after 3.00 seconds") {
		t.Errorf("%+v %s", out, out.Payload)
	}
	if lines := w.lines("fn"); !containsLine(lines, "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout") ||
		!containsLine(lines, "INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout") {
		t.Errorf("%q", lines)
	}
}

// A process that is too late hears that nobody waits, and can go on.
func TestAProcessThatIsTooLate(t *testing.T) {
	w := outsideWorld(t)
	p := w.next("p")
	first := w.invoked(`{}`)
	q := p.taken(t)
	w.advance(3 * time.Second)
	if out := w.answered(t, first); !strings.Contains(string(out.Payload), "Sandbox.Timedout") {
		t.Errorf("%s", out.Payload)
	}
	if a := w.tell("Respond", q, `1`); a.err == nil || a.err.Code != "InvalidRequestID" || a.err.HTTPStatus != 400 {
		t.Errorf("a late answer gets %+v", a)
	}
	p = w.next("p")
	second := w.invoked(`{}`)
	w.tell("Respond", p.taken(t), `2`)
	if out := w.answered(t, second); string(out.Payload) != "2" {
		t.Errorf("%s", out.Payload)
	}
	if n := len(w.Environments("fn")); n != 1 {
		t.Errorf("one process has %d environments", n)
	}
}

func TestAnErrorFromOutside(t *testing.T) {
	w := outsideWorld(t)
	const body = `{"errorType":"KeyError","errorMessage":"'id'","stackTrace":[]}`
	p := w.next("p")
	r := w.invoked(`{}`)
	w.tell("Fail", p.taken(t), body)
	if out := w.answered(t, r); out.FunctionError != "Unhandled" || string(out.Payload) != body {
		t.Errorf("%+v %s", out, out.Payload)
	}
	if e := events[InvocationEnded](w)[0]; e.Status != failure || e.ErrorType != "KeyError" {
		t.Errorf("%+v", e)
	}
	// As an event it is tried twice more, by the same process.
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": Event})
	for range 3 {
		p = w.next("p")
		for range 200 {
			if p.done {
				break
			}
			w.advance(time.Second)
		}
		w.tell("Fail", p.taken(t), `no JSON`)
	}
	w.advance(time.Second)
	if e := events[EventDropped](w); len(e) != 1 || e[0].Reason != conditionExhausted || e[0].Attempts != 3 {
		t.Errorf("%+v", e)
	}
	if e := events[InvocationEnded](w); e[3].ErrorType != "Runtime.Unknown" {
		t.Errorf("%+v", e[3])
	}
}

func TestAProcessThatCannotStart(t *testing.T) {
	w := outsideWorld(t)
	const body = `{"errorType":"ImportError","errorMessage":"no module"}`
	w.must(t, "runtime.FailInit", map[string]any{"FunctionName": "fn", "Payload": []byte(body)}) // and nobody waits
	r := w.invoked(`{}`)
	w.advance(time.Second)
	w.must(t, "runtime.FailInit", map[string]any{"FunctionName": "fn", "Payload": []byte(body)})
	w.advance(time.Second)
	w.must(t, "runtime.FailInit", map[string]any{"FunctionName": "fn", "Payload": []byte(body)}) // started again, within the invocation
	if out := w.answered(t, r); string(out.Payload) != body || out.FunctionError != "Unhandled" {
		t.Errorf("%+v %s", out, out.Payload)
	}
	if lines := w.lines("fn"); !containsLine(lines, "INIT_REPORT Init Duration: 1000.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.Unknown") {
		t.Errorf("%q", lines)
	}
}

func TestAProcessThatLeaves(t *testing.T) {
	w := outsideWorld(t)
	leave := func(name string) *reply {
		return w.do("runtime.Leave", map[string]any{"FunctionName": "fn", "Runtime": name})
	}
	p := w.next("p")
	leave("p")
	if p.err == nil || len(w.Environments("fn")) != 0 || events[EnvironmentExpired](w)[0].Reason != "runtime" {
		t.Errorf("it waits, or its environment does: %+v", p.err)
	}
	p = w.next("p")
	r := w.invoked(`{}`)
	q := p.taken(t)
	leave("p")
	if out := w.answered(t, r); string(out.Payload) != `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: `+q.RequestId+` Error: Runtime exited without providing a reason"}` {
		t.Errorf("%s", out.Payload)
	}
	if a := leave("q"); a.err == nil {
		t.Error("one who never came has left")
	}
}

// Processes are environments: as many run at a time, and one that is alone
// serves what waits, one after the other.
func TestProcessesAreConcurrency(t *testing.T) {
	w := outsideWorld(t)
	p, q := w.next("p"), w.next("q")
	one, two, three := w.invoked(`1`), w.invoked(`2`), w.invoked(`3`)
	if n := w.Concurrency(); n != 3 {
		t.Errorf("%d requests run, want 3: one waits in its init", n)
	}
	a, b := p.taken(t), q.taken(t)
	w.advance(time.Second)
	w.tell("Respond", a, string(a.Payload))
	p = w.next("p")
	w.advance(0)
	c := p.taken(t)
	w.tell("Respond", b, string(b.Payload))
	w.tell("Respond", c, string(c.Payload))
	for want, r := range map[string]*reply{"1": one, "2": two, "3": three} {
		if out := w.answered(t, r); string(out.Payload) != want {
			t.Errorf("%s is answered %s", want, out.Payload)
		}
	}
}

func TestAProcessAsksOnceAtATime(t *testing.T) {
	w := outsideWorld(t)
	w.next("p")
	if r := w.next("p"); r.err == nil || r.err.Code != "InvalidStateTransition" {
		t.Errorf("a second question gets %+v", r)
	}
	w.invoked(`1`)
	for range 2 { // it has the request, and gets the same again
		if q := w.next("p").taken(t); string(q.Payload) != "1" {
			t.Errorf("it has %s", q.Payload)
		}
	}
}

func TestAttachAndDetach(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async () => "inside";`, map[string]any{"Environment": map[string]any{"Variables": map[string]any{"STAGE": "test"}}})
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.invokeNow(t, "fn", `{}`)
	f := w.must(t, "runtime.Attach", map[string]any{"FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:fn"}).(*RuntimeFunction)
	if f.FunctionName != "fn" || f.Variables["STAGE"] != "test" || f.Variables["_HANDLER"] != "index.handler" || f.Variables["PATH"] != "" {
		t.Errorf("%+v", f)
	}
	if again := w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn"}).(*RuntimeFunction); again.Variables["AWS_LAMBDA_LOG_STREAM_NAME"] != f.Variables["AWS_LAMBDA_LOG_STREAM_NAME"] {
		t.Error("attaching twice makes another log stream")
	}
	if n := len(w.Environments("fn")); n != 0 {
		t.Errorf("%d environments are inside", n)
	}
	if out := w.invokeNow(t, "fn:1", `{}`); string(out.Payload) != `"inside"` {
		t.Errorf("a published version answers %s", out.Payload)
	}
	earlier := w.next("p")
	w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn", "Fresh": true})
	if earlier.err == nil {
		t.Error("a process of an earlier session waits")
	}
	p, q := w.next("p"), w.next("q")
	r := w.invoked(`{}`)
	w.must(t, "runtime.Detach", map[string]any{"FunctionName": "fn"})
	w.tell("Respond", q.taken(t), `"outside"`)
	if out := w.answered(t, r); string(out.Payload) != `"outside"` {
		t.Errorf("what was under way ends with %s", out.Payload)
	}
	if p.err == nil || p.err.Code != "RuntimeNotAttached" {
		t.Errorf("a process that waits gets %+v", p)
	}
	if out := w.invokeNow(t, "fn", `{}`); string(out.Payload) != `"inside"` {
		t.Errorf("after detaching it answers %s", out.Payload)
	}
	if r := w.do("runtime.Attach", map[string]any{"FunctionName": "fn:1"}); r.err == nil {
		t.Error("a published version can be attached")
	}
	for _, in := range []map[string]any{{"FunctionName": "none"}, {"FunctionName": "fn"}} {
		if r := w.do("runtime.Detach", in); r.err == nil {
			t.Errorf("%v can be detached", in)
		}
	}
}

func TestAResponseThatIsTooLong(t *testing.T) {
	w := outsideWorld(t)
	p := w.next("p")
	r := w.invoked(`{}`)
	q := p.taken(t)
	a := w.do("runtime.Respond", map[string]any{"FunctionName": "fn", "RequestId": q.RequestId, "Size": MaxResponse + 1})
	if a.err == nil || a.err.Code != "RequestEntityTooLarge" || a.err.Message != "Exceeded maximum allowed payload size (6291556 bytes)." {
		t.Errorf("%+v", a)
	}
	if out := w.answered(t, r); !strings.Contains(string(out.Payload), "Function.ResponseSizeTooLarge") {
		t.Errorf("%s", out.Payload)
	}
}

// A process of a later session may have the name of one that has a request.
func TestNamesOfProcessesAreOfASession(t *testing.T) {
	w := outsideWorld(t)
	w.next("p")
	w.invoked(`{}`)
	w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn", "Fresh": true})
	p := w.next("p")
	w.invoked(`{"a":1}`)
	if q := p.taken(t); string(q.Payload) != `{"a":1}` {
		t.Errorf("it has %s", q.Payload)
	}
}

// What a process will do is not known, but that it waits is part of the world.
func TestAWaitingProcessIsState(t *testing.T) {
	seen := map[string]bool{}
	for _, processes := range [][]string{{}, {"p"}, {"q"}, {"p", "q"}} {
		w := outsideWorld(t)
		for _, name := range processes {
			w.next(name)
		}
		seen[w.hash(t)] = true
	}
	if len(seen) != 4 {
		t.Errorf("four worlds have %d hashes", len(seen))
	}
}
