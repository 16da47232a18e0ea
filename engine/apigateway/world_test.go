package apigateway_test

import (
	"encoding/json"
	"testing"
	"time"

	"skylab/engine/apigateway"
	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

const function = "arn:aws:lambda:us-east-1:123456789012:function:shop"

// world is a kernel with the service and a function that answers after took.
type world struct {
	*sim.Kernel
	*apigateway.Service
	cloudWatch *cloudwatch.Service
	bill       *billing.Service
	ops        map[string]*aws.Operation
	next       uint64
	replies    map[uint64]*aws.HTTPResponse
	runs       []aws.Delivery
	ran        aws.Ran
	took       time.Duration
	pending    map[uint64]func(aws.Ran)
}

// ended is the end of a run of the world's function.
type ended struct{ Run uint64 }

func (ended) Kind() string { return "test.Ended" }

func newWorld() *world {
	k := sim.New(1)
	bill := billing.New(k)
	w := &world{Kernel: k, cloudWatch: cloudwatch.New(k, bill), bill: bill, ops: map[string]*aws.Operation{},
		replies: map[uint64]*aws.HTTPResponse{}, pending: map[uint64]func(aws.Ran){}, ran: aws.Ran{Payload: []byte(`{"ok":true}`)}, took: 20 * time.Millisecond}
	w.Service = apigateway.New(k, w.cloudWatch, w.bill, w)
	w.SetRunner(w)
	k.Handle(w.On)
	k.Handle(func(e sim.Entry) {
		if done, is := e.Event.(ended); is {
			w.pending[done.Run](w.ran)
		}
	})
	ops := w.Operations()
	for i := range ops {
		w.ops[ops[i].Name] = &ops[i]
	}
	return w
}

// Run is the function.
func (w *world) Run(d aws.Delivery, done func(aws.Ran)) {
	w.runs = append(w.runs, d)
	if w.ran.Err != nil {
		done(w.ran)
		return
	}
	w.next++
	w.pending[w.next] = done
	w.After(w.took, ended{w.next})
}

// Reply takes the service's answers.
func (w *world) Reply(id uint64, out any, _ *aws.Error) {
	if w.replies[id] != nil {
		panic("answered twice")
	}
	w.replies[id], _ = out.(*aws.HTTPResponse)
}

// try calls an operation with members in JSON.
func (w *world) try(t *testing.T, name, members string) (any, error) {
	t.Helper()
	op := w.ops[name]
	if op == nil {
		t.Fatalf("no operation %s", name)
	}
	in := op.NewIn()
	if err := aws.Decode([]byte(members), in); err != nil {
		t.Fatal(err)
	}
	return op.Call(&aws.Request{Principal: "learner"}, in)
}

// do is try that must succeed; it returns the answer's members.
func (w *world) do(t *testing.T, name, members string) map[string]any {
	t.Helper()
	out, err := w.try(t, name, members)
	if err != nil {
		t.Fatalf("%s %s: %v", name, members, err)
	}
	data, err := json.Marshal(aws.Tree(out))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]any{}
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// shop is a quickly created API: its id, the integration's, and its URL.
func (w *world) shop(t *testing.T) (id, integration, url string) {
	t.Helper()
	made := w.do(t, "CreateApi", `{"Name":"shop","ProtocolType":"HTTP","Target":"`+function+`"}`)
	id = made["ApiId"].(string)
	items := w.do(t, "GetIntegrations", `{"ApiId":"`+id+`"}`)["Items"].([]any)
	return id, items[0].(map[string]any)["IntegrationId"].(string), made["ApiEndpoint"].(string)
}

// send sends a request and waits for nothing.
func (w *world) send(t *testing.T, in aws.HTTPRequest) uint64 {
	t.Helper()
	w.next++
	r := &aws.Request{ID: w.next}
	in.SourceIP = "203.0.113.10"
	out, err := w.Request(r, &in)
	if out != nil || err != nil || !r.Deferred() {
		t.Fatalf("%s %s is answered at once: %v %v", in.Method, in.URL, out, err)
	}
	return r.ID
}

// get sends a request and waits a minute for the answer.
func (w *world) get(t *testing.T, method, url string, headers ...string) *aws.HTTPResponse {
	t.Helper()
	in := aws.HTTPRequest{Method: method, URL: url, Headers: map[string]string{}}
	for i := 0; i < len(headers); i += 2 {
		in.Headers[headers[i]] = headers[i+1]
	}
	id := w.send(t, in)
	w.Advance(w.Now().Add(time.Minute), 1<<20)
	if w.replies[id] == nil {
		t.Fatalf("%s %s is not answered", method, url)
	}
	if err := w.Check(); err != nil {
		t.Fatal(err)
	}
	return w.replies[id]
}
