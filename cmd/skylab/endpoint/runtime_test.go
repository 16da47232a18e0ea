package endpoint_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/lambda"
	"skylab/engine/transcript"
)

// outside is a served world with the function hello, handed over to runtimes.
type outside struct {
	*served
	api string
}

func serveOutside(t testing.TB) *outside {
	t.Helper()
	s := serve(t, "")
	s.with(t, createRole())
	s.with(t, createFunction("hello"))
	return &outside{s, s.handOver(t).Address}
}

// handOver asks for the function until it can be had: it is not active at once.
func (s *served) handOver(t testing.TB) endpoint.Runtime {
	t.Helper()
	for range 500 {
		a, body := s.ask("POST", endpoint.RuntimePath+"?FunctionName=hello", "")
		if a.StatusCode == http.StatusConflict {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		var out endpoint.Runtime
		if err := json.Unmarshal([]byte(body), &out); err != nil || a.StatusCode != 200 {
			t.Fatalf("%d %s %v", a.StatusCode, body, err)
		}
		return out
	}
	t.Fatal("the function is never active")
	return endpoint.Runtime{}
}

// runtime is a process: a client of the Runtime API.
type runtime struct {
	t      testing.TB
	root   string
	client *http.Client
}

func (o *outside) runtime() *runtime {
	c := &http.Client{Transport: &http.Transport{}}
	o.t.Cleanup(c.CloseIdleConnections)
	return &runtime{o.t, "http://" + o.api + "/2018-06-01/runtime/", c}
}

// next takes a request: its id, its deadline and its event.
func (p *runtime) next() (head http.Header, event string) {
	a, err := p.client.Get(p.root + "invocation/next")
	if err != nil {
		p.t.Error(err)
		return http.Header{}, ""
	}
	defer a.Body.Close()
	body, _ := io.ReadAll(a.Body)
	if a.StatusCode != 200 {
		p.t.Errorf("next: %s %s", a.Status, body)
	}
	return a.Header, string(body)
}

// post sends to a path; fields are header fields, name and value in turn.
func (p *runtime) post(path, body string, fields ...string) (status int, answer string) {
	r, err := http.NewRequest("POST", p.root+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(fields); i += 2 {
		r.Header.Set(fields[i], fields[i+1])
	}
	a, err := p.client.Do(r)
	if err != nil {
		p.t.Error(err)
		return 0, ""
	}
	defer a.Body.Close()
	data, _ := io.ReadAll(a.Body)
	return a.StatusCode, string(data)
}

// serve serves one request: work makes the answer of the event.
func (p *runtime) serve(work func(event string) string) {
	head, event := p.next()
	id := head.Get("Lambda-Runtime-Aws-Request-Id")
	if status, body := p.post("invocation/"+id+"/response", work(event)); status != 202 || body != "{\"status\":\"OK\"}\n" {
		p.t.Errorf("response: %d %s", status, body)
	}
}

func (o *outside) invoke(payload string) (*http.Response, string) {
	return o.ask("POST", "/2015-03-31/functions/hello/invocations", payload, "Authorization: "+signed("lambda"))
}

func TestARuntimeOutsideServesAFunction(t *testing.T) {
	o := serveOutside(t)
	go o.runtime().serve(func(event string) string {
		time.Sleep(120 * time.Millisecond) // twelve seconds of a world that is a hundred times as fast
		return "answer to " + event
	})
	a, body := o.invoke(`{"n":1}`)
	if a.StatusCode != 200 || body != `answer to {"n":1}` {
		t.Errorf("%s %s", a.Status, body)
	}
	e := o.ended(t)
	if e.Duration < 120*time.Millisecond || e.Duration > 2*time.Second || !e.Outside {
		t.Errorf("a run of 120 ms is %v in the world: %+v", e.Duration, e)
	}
}

// ended is how the last invocation ended.
func (o *outside) ended(t testing.TB) (last lambda.InvocationEnded) {
	t.Helper()
	err := o.keeper.With(t.Context(), func(w *engine.World) {
		for _, e := range w.Journal().Since(w.Journal().First()) {
			if v, is := e.Event.(lambda.InvocationEnded); is {
				last = v
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return last
}

// A deadline is one of the process's own clock, whatever the world's shows.
func TestADeadlineIsOfTheRealClock(t *testing.T) {
	o := serveOutside(t)
	go func() {
		o.t.Helper()
		o.invoke(`{}`)
	}()
	p := o.runtime()
	head, _ := p.next()
	ms, err := strconv.ParseInt(head.Get("Lambda-Runtime-Deadline-Ms"), 10, 64)
	if left := time.Until(time.UnixMilli(ms)); err != nil || left <= 0 || left > 3*time.Second {
		t.Errorf("of three seconds %v are left, %v", left, err)
	}
	p.post("invocation/"+head.Get("Lambda-Runtime-Aws-Request-Id")+"/response", "1")
	if arn := head.Get("Lambda-Runtime-Invoked-Function-Arn"); arn != "arn:aws:lambda:us-east-1:123456789012:function:hello" {
		t.Error(arn)
	}
}

func TestARuntimesErrorIsTheCallers(t *testing.T) {
	o := serveOutside(t)
	const failure = `{"errorMessage":"no","errorType":"ValueError","stackTrace":[]}`
	p := o.runtime()
	go func() {
		head, _ := p.next()
		p.post("invocation/"+head.Get("Lambda-Runtime-Aws-Request-Id")+"/error", failure, "Lambda-Runtime-Function-Error-Type", "ValueError")
	}()
	a, body := o.invoke(`{}`)
	if a.StatusCode != 200 || a.Header.Get("X-Amz-Function-Error") != "Unhandled" || body != failure {
		t.Errorf("%s %v %s", a.Status, a.Header, body)
	}
}

func TestWhatRuntimesMayNot(t *testing.T) {
	o := serveOutside(t)
	p := o.runtime()
	for _, c := range []struct {
		path, body string
		status     int
		answer     string
	}{
		{"invocation/nobody/response", "1", 400, `{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}`},
		{"invocation/nobody/error", "{}", 400, `{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}`},
		{"invocation/next", "", 405, "Method Not Allowed"},
		{"invocation//response", "", 404, "404 page not found"},
		{"restore/next", "", 404, "404 page not found"},
		{"init/error", "{}", 202, `{"status":"OK"}`},
	} {
		if status, answer := p.post(c.path, c.body); status != c.status || strings.TrimSpace(answer) != c.answer {
			t.Errorf("%s: %d %s", c.path, status, answer)
		}
	}
	for field, status := range map[string]int{"Origin": 403, "Sec-Fetch-Site": 403} {
		if got, _ := p.post("init/error", "{}", field, "cross-site"); got != status {
			t.Errorf("a web page gets %d", got)
		}
	}
	r, _ := http.NewRequest("GET", p.root+"invocation/next", nil)
	r.Host = "evil.example"
	a, err := p.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	if a.StatusCode != 421 {
		t.Errorf("a name that points here gets %d", a.StatusCode)
	}
}

func TestAResponseBeyondTheLimit(t *testing.T) {
	o := serveOutside(t)
	p := o.runtime()
	done := make(chan struct{})
	go func() {
		defer close(done)
		head, _ := p.next()
		status, answer := p.post("invocation/"+head.Get("Lambda-Runtime-Aws-Request-Id")+"/response", strings.Repeat("x", lambda.MaxResponse+1))
		if status != 413 || !strings.Contains(answer, `"errorType":"RequestEntityTooLarge"`) {
			t.Errorf("%d %s", status, answer)
		}
	}()
	if _, body := o.invoke(`{}`); !strings.Contains(body, "Function.ResponseSizeTooLarge") {
		t.Errorf("%.200s", body)
	}
	<-done
}

// A runtime that streams its answer tells of an error behind it.
func TestAnErrorInTheMiddleOfAStream(t *testing.T) {
	o := serveOutside(t)
	p := o.runtime()
	done := make(chan struct{})
	go func() {
		defer close(done)
		head, _ := p.next()
		r, _ := http.NewRequest("POST", p.root+"invocation/"+head.Get("Lambda-Runtime-Aws-Request-Id")+"/response", io.MultiReader(strings.NewReader("half of it")))
		r.Trailer = http.Header{"Lambda-Runtime-Function-Error-Type": {"Broken"}, "Lambda-Runtime-Function-Error-Body": {"eyJlcnJvclR5cGUiOiJCcm9rZW4ifQ=="}}
		a, err := p.client.Do(r)
		if err != nil {
			t.Error(err)
			return
		}
		a.Body.Close()
	}()
	a, body := o.invoke(`{}`)
	if a.Header.Get("X-Amz-Function-Error") != "Unhandled" || body != `{"errorType":"Broken"}` {
		t.Errorf("%v %s", a.Header, body)
	}
	<-done
}

// A process that is stopped while it waits takes its environment with it.
func TestAProcessThatIsStopped(t *testing.T) {
	o := serveOutside(t)
	c, err := net.Dial("tcp", o.api)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: "+o.api+"\r\n\r\n")
	o.until(t, "the process waits", func(w *engine.World) bool { return len(w.Lambda.Environments("hello")) == 1 })
	c.Close()
	o.until(t, "the process is gone", func(w *engine.World) bool { return len(w.Lambda.Environments("hello")) == 0 })
}

func (o *outside) until(t testing.TB, what string, so func(*engine.World) bool) {
	t.Helper()
	for range 2000 {
		is := false
		if err := o.keeper.With(t.Context(), func(w *engine.World) { is = so(w) }); err != nil {
			t.Fatal(err)
		}
		if is {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("it is never so that %s", what)
}

func TestFunctionsAreHandedOverAndTakenBack(t *testing.T) {
	o := serveOutside(t)
	if again := o.handOver(t); again.Address != o.api {
		t.Errorf("the second address is %s, the first %s", again.Address, o.api)
	}
	path := endpoint.RuntimePath + "?FunctionName="
	for _, c := range []struct {
		method, name string
		status       int
		answer       string
		fields       []string
	}{
		{"POST", "none", 404, "Function not found: arn:aws:lambda:us-east-1:123456789012:function:none", nil},
		{"POST", "", 400, "", nil},
		{"POST", "a%20b", 400, "failed to satisfy constraint", nil},
		{"GET", "hello", 405, "POST hands a function over", nil},
		{"POST", "hello", 403, "web pages", []string{"Origin: https://evil.example"}},
		{"DELETE", "hello", 200, `{"FunctionName":"hello"}`, nil},
		{"DELETE", "hello", 403, "hello is not run by a runtime outside", nil},
	} {
		if a, body := o.ask(c.method, path+c.name, "", c.fields...); a.StatusCode != c.status || !strings.Contains(body, c.answer) {
			t.Errorf("%s %q: %d %s", c.method, c.name, a.StatusCode, body)
		}
	}
	if a, body := o.invoke(`{}`); a.StatusCode != 200 || body != `"hi"` {
		t.Errorf("inside again it answers %d %s", a.StatusCode, body)
	}
	if status, answer := o.runtime().post("init/error", "{}"); status != 403 || !strings.Contains(answer, "RuntimeNotAttached") {
		t.Errorf("a runtime of a function that was taken back gets %d %s", status, answer)
	}
}

// A session with runtimes and callers outside, several at once, is replayed
// from its calls without any of them, and ends in the same world.
func TestSessionsOfRuntimesReplay(t *testing.T) {
	o := serveOutside(t)
	var runtimes, callers sync.WaitGroup
	for range 3 {
		p := o.runtime()
		runtimes.Go(func() {
			for n := range 8 {
				p.serve(func(event string) string { return strings.Repeat("é", n) + event })
			}
		})
	}
	for n := range 24 {
		callers.Go(func() {
			if a, body := o.invoke(`{"n":` + strconv.Itoa(n) + `}`); a.StatusCode != 200 || !strings.HasSuffix(body, `{"n":`+strconv.Itoa(n)+`}`) {
				t.Errorf("%s %s", a.Status, body)
			}
		})
	}
	callers.Wait()
	runtimes.Wait()
	go func() { // one waits while the world is saved
		r, _ := http.NewRequestWithContext(t.Context(), "GET", "http://"+o.api+"/2018-06-01/runtime/invocation/next", nil)
		if a, err := http.DefaultClient.Do(r); err == nil {
			a.Body.Close()
		}
	}()
	o.until(t, "a process waits", func(w *engine.World) bool {
		calls := w.Calls()
		return calls[len(calls)-1].Operation == "runtime.Next"
	})
	err := o.keeper.With(t.Context(), func(w *engine.World) {
		data, err := transcript.Save(w)
		if err != nil {
			t.Error(err)
			return
		}
		back, err := transcript.Load(data, engine.Config{})
		if err != nil {
			t.Errorf("%v\n%s", err, data)
			return
		}
		if back.Hash() != w.Hash() || w.Fork().Hash() != w.Hash() {
			t.Errorf("the loaded world differs\n%s", data)
		}
		if n := bytes.Count(data, []byte("aws runtime respond ")); n != 24 {
			t.Errorf("%d responses are in the save", n)
		}
		if v := w.Lambda.Stats("hello"); v.Invocations != 24 || v.Errors != 0 {
			t.Errorf("%+v", v)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}
