package lambda

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/iam"
	"skylab/engine/s3"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
	"skylab/engine/sqs"
)

// world is the smallest account in which Lambda can live: real neighbours,
// and the part of engine.World that answers calls.
type world struct {
	*Service
	k       *sim.Kernel
	logs    *cloudwatch.Service
	bill    *billing.Service
	roles   *iam.Service
	s3      *s3.Service
	queues  *sqs.Service
	ops     map[string]*aws.Operation
	replies map[uint64]*reply
	calls   uint64
	fuel    int64
}

type reply struct {
	done  bool
	out   any
	err   *aws.Error
	token uint64
	at    sim.Time
}

const testRole = "arn:aws:iam::123456789012:role/runner"

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func newWorld(t testing.TB, seed uint64, rules Rules) *world {
	t.Helper()
	k := sim.New(seed)
	bill := billing.New(k)
	w := &world{k: k, logs: cloudwatch.New(k, bill), bill: bill, roles: iam.New(k), s3: s3.New(k, bill),
		ops: map[string]*aws.Operation{}, replies: map[uint64]*reply{}, fuel: 1 << 40}
	w.s3.SetAuthorizer(w.roles)
	w.queues = sqs.New(k, w.logs, w.bill, w)
	w.Service = New(k, Neighbours{Roles: w.roles, CloudWatch: w.logs, Billing: w.bill, Objects: w.s3, Queues: w.queues, Caller: w, Replier: w, Rules: rules})
	w.s3.SetTarget(w.Service)
	for _, ops := range [][]aws.Operation{w.Operations(), w.roles.Operations(), w.s3.Operations(), w.queues.Operations(), w.logs.Operations()} {
		for i := range ops {
			w.ops[ops[i].ID()] = &ops[i]
		}
	}
	request := aws.Op(aws.Operation{Service: "http", Name: "Request"}, w.Request)
	w.ops["http.Request"] = &request
	k.Handle(func(e sim.Entry) { w.s3.On(e); w.queues.On(e); w.On(e) })
	w.must(t, "iam.CreateRole", map[string]any{"RoleName": "runner", "AssumeRolePolicyDocument": trust})
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner",
		"PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"})
	return w
}

// do makes a call of the learner and returns its reply, perhaps not yet done.
func (w *world) do(id string, in any) *reply {
	return w.call(id, in, "arn:aws:iam::123456789012:user/learner", "console", 0)
}

func (w *world) call(id string, in any, principal, by string, token uint64) *reply {
	op := w.ops[id]
	if op == nil {
		panic("no operation " + id)
	}
	typed := op.NewIn()
	data, err := json.Marshal(in)
	if err == nil {
		err = aws.Decode(data, typed)
	}
	if err != nil {
		panic(id + ": " + err.Error())
	}
	w.calls++
	r := &reply{token: token}
	n := w.calls
	w.replies[n] = r
	req := &aws.Request{ID: n, RequestID: aws.UUID(w.k.Stream("requestid")), Principal: principal, By: by}
	out, err := op.Call(req, typed)
	if req.Deferred() && err == nil {
		return r
	}
	var e *aws.Error
	if err != nil && !errors.As(err, &e) {
		panic(err)
	}
	w.Reply(n, out, e)
	return r
}

// Reply is aws.Replier.
func (w *world) Reply(id uint64, out any, err *aws.Error) {
	r := w.replies[id]
	if r == nil || r.done {
		panic(fmt.Sprintf("call %d is answered twice, or was never made", id))
	}
	delete(w.replies, id)
	r.done, r.out, r.err, r.at = true, out, err, w.k.Now()
	if r.token == 0 {
		return
	}
	if err != nil {
		w.Answered(r.token, nil, nil, err)
		return
	}
	data, blobs, bad := aws.Blobs(out)
	if bad != nil {
		panic(bad)
	}
	w.Answered(r.token, data, blobs, nil)
}

// Call is Caller.
func (w *world) Call(principal, operation string, input []byte, blobs [][]byte, token uint64) {
	op := w.ops[operation]
	if op == nil {
		w.Answered(token, nil, nil, aws.Errorf(400, "UnknownOperationException", "no %s", operation))
		return
	}
	in := op.NewIn()
	if err := aws.DecodeBlobs(input, blobs, in); err != nil {
		w.Answered(token, nil, nil, aws.Errorf(400, "SerializationException", "%v", err))
		return
	}
	w.call(operation, in, principal, "sdk", token)
}

func (w *world) must(t testing.TB, id string, in any) any {
	t.Helper()
	r := w.do(id, in)
	for i := 0; !r.done && i < 100; i++ {
		w.advance(10 * time.Second)
	}
	if r.err != nil || !r.done {
		t.Fatalf("%s: done %v, %v", id, r.done, r.err)
	}
	return r.out
}

func (w *world) advance(d time.Duration) {
	until := w.k.Now().Add(d)
	for !w.k.Advance(until, w.fuel) {
	}
}

// zipped packs files, in the order of the arguments: name, text, name, text.
func zipped(files ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err != nil {
			panic(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// fields overlays maps of an input.
func fields(base map[string]any, more ...map[string]any) map[string]any {
	for _, m := range more {
		for k, v := range m {
			base[k] = v
		}
	}
	return base
}

// create makes an active function from a handler's source.
func (w *world) create(t testing.TB, name, source string, more ...map[string]any) {
	t.Helper()
	w.must(t, "lambda.CreateFunction", fields(map[string]any{"FunctionName": name, "Role": testRole, "Runtime": "nodejs24.x",
		"Handler": "index.handler", "Code": map[string]any{"ZipFile": zipped("index.mjs", source)}}, more...))
	for range 100 {
		if v, _ := w.Function(name); v.State == Active {
			return
		}
		w.advance(100 * time.Millisecond)
	}
	t.Fatal(name, "did not become active")
}

// invoke invokes synchronously and waits for the answer.
func (w *world) invokeNow(t testing.TB, name, payload string) *InvokeOutput {
	t.Helper()
	return w.must(t, "lambda.Invoke", map[string]any{"FunctionName": name, "Payload": []byte(payload), "LogType": "Tail"}).(*InvokeOutput)
}

// lines is the function's log so far.
func (w *world) lines(name string) []string {
	var out []string
	for _, e := range w.logs.Events("/aws/lambda/"+name, 0, 1<<20) {
		out = append(out, e.Message)
	}
	return out
}

// events are the journal's entries of type T.
func events[T sim.Event](w *world) []T {
	var out []T
	for _, e := range w.k.Journal().Since(0) {
		if v, ok := e.Event.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// fake is a program of a few fixed turns, for tests that are not about code.
type fake struct {
	init   sandbox.Turn
	invoke func(event []byte) sandbox.Turn
}

func (m *fake) Init(int64) sandbox.Turn                                  { return m.init }
func (m *fake) Invoke(_ int64, e []byte, _ sandbox.Context) sandbox.Turn { return m.invoke(e) }
func (m *fake) Resume(int64, []sandbox.Answer) sandbox.Turn              { return settled("null", 0) }
func (m *fake) Close()                                                   {}

// settled is a turn that ends with a result after some CPU time.
func settled(result string, cpu time.Duration) sandbox.Turn {
	return sandbox.Turn{Settled: true, Result: []byte(result), CPU: int64(cpu), PeakMemory: 70 << 20}
}

// sleep is a program that holds its environment for a fixed time.
func (w *world) sleep(d time.Duration) {
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", time.Millisecond), invoke: func([]byte) sandbox.Turn { return settled(`"ok"`, d) }}, nil
	}
}

func containsLine(lines []string, part string) bool {
	for _, l := range lines {
		if strings.Contains(l, part) {
			return true
		}
	}
	return false
}

// dims are the dimensions of a function's metrics.
func (w *world) dims(name string) []cloudwatch.Dimension {
	return []cloudwatch.Dimension{{Name: "FunctionName", Value: name}}
}
