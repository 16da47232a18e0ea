package sns_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/iam"
	"skylab/engine/sim"
	"skylab/engine/sns"
)

const (
	learner = "arn:aws:iam::123456789012:user/learner"
	role    = "arn:aws:sts::123456789012:assumed-role/runner/hello"
	orders  = "arn:aws:sns:us-east-1:123456789012:orders"
	hello   = "arn:aws:lambda:us-east-1:123456789012:function:hello"
	queue   = "arn:aws:sqs:us-east-1:123456789012:mail"
	letters = "arn:aws:sqs:us-east-1:123456789012:letters"
)

// IAM is who decides in a real world.
var (
	_ aws.Authorizer = (*iam.Service)(nil)
	_ aws.Deliverer  = (*sns.Service)(nil)
)

// world is a kernel with the service, a target that records and refuses as it
// is told, and an authorizer that allows roles what is in a list.
type world struct {
	testing.TB
	*sim.Kernel
	*sns.Service
	metrics   *cloudwatch.Service
	bill      *billing.Service
	ops       map[string]*aws.Operation
	principal string
	allowed   map[string]bool // "sns:Publish arn:…" for roles
	denied    map[string]bool
	refuse    map[string]*aws.Error // by target
	delivered []aws.Delivery
	times     []sim.Time
}

// newWorld has the topic orders.
func newWorld(t testing.TB) *world {
	k := sim.New(1)
	bill := billing.New(k)
	cw := cloudwatch.New(k, bill)
	w := &world{TB: t, Kernel: k, metrics: cw, bill: bill, Service: sns.New(k, cw, bill), ops: map[string]*aws.Operation{}, principal: learner,
		allowed: map[string]bool{}, denied: map[string]bool{}, refuse: map[string]*aws.Error{}}
	k.Handle(w.On)
	w.SetTarget(target{w})
	w.SetAuthorizer(w)
	ops := w.Operations()
	for i := range ops {
		w.ops[ops[i].Name] = &ops[i]
	}
	w.must("CreateTopic", `{"Name":"orders"}`)
	return w
}

type target struct{ *world }

func (w target) Accepts(d aws.Delivery) *aws.Error { return w.refuse[d.Target] }

func (w target) Deliver(d aws.Delivery) *aws.Error {
	w.times = append(w.times, w.Now())
	if err := w.refuse[d.Target]; err != nil {
		return err
	}
	w.delivered = append(w.delivered, d)
	return nil
}

func (w *world) Allows(principal, action, resource string) bool {
	return principal == learner || w.allowed[action+" "+resource]
}

func (w *world) Denies(_, action, resource string) bool { return w.denied[action+" "+resource] }

// call runs an operation with its input as JSON; the answer is the output's
// Tree as JSON, or "Code: message".
func (w *world) call(op, in string) string {
	w.Helper()
	input := w.ops[op].NewIn()
	if err := aws.Decode([]byte(in), input); err != nil {
		w.Fatalf("%s %s: %v", op, in, err)
	}
	var out any
	var err error
	w.Root(called{}, func(uint64) { out, err = w.ops[op].Call(&aws.Request{ID: 1, Principal: w.principal}, input) })
	if err != nil {
		return err.Error()
	}
	data, err := json.Marshal(aws.Tree(out))
	if err != nil {
		w.Fatal(err)
	}
	return string(data)
}

type called struct{}

func (called) Kind() string { return "test.Called" }

// must is call for what may not fail.
func (w *world) must(op, in string) string {
	w.Helper()
	got := w.call(op, in)
	if !strings.HasPrefix(got, "{") && got != "null" {
		w.Fatalf("%s %s: %s", op, in, got)
	}
	return got
}

// subscribe subscribes an endpoint to orders and returns the ARN.
func (w *world) subscribe(protocol, endpoint, attributes string) string {
	w.Helper()
	var out struct{ SubscriptionArn string }
	answer := w.must("Subscribe", fmt.Sprintf(`{"TopicArn":%q,"Protocol":%q,"Endpoint":%q,"Attributes":{%s}}`, orders, protocol, endpoint, attributes))
	if err := json.Unmarshal([]byte(answer), &out); err != nil {
		w.Fatal(err)
	}
	return out.SubscriptionArn
}

// publish publishes to orders; more are further members of the input.
func (w *world) publish(message, more string) string {
	w.Helper()
	return w.call("Publish", fmt.Sprintf(`{"TopicArn":%q,"Message":%s%s}`, orders, quoted(message), more))
}

func quoted(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// tick lets time pass and checks the invariants.
func (w *world) tick(d time.Duration) {
	w.Helper()
	for until := w.Now().Add(d); !w.Advance(until, 1<<20); {
	}
	if err := w.Check(); err != nil {
		w.Fatal(err)
	}
}

// bodies are those delivered since the last time it was asked.
func (w *world) bodies() string {
	var list []string
	for _, d := range w.delivered {
		list = append(list, string(d.Body))
	}
	w.delivered = nil
	return strings.Join(list, " ")
}

// count is the sum of a metric of orders.
func (w *world) count(metric string) float64 {
	return w.metrics.Find("AWS/SNS", metric, []cloudwatch.Dimension{{Name: "TopicName", Value: "orders"}}).Total().Sum
}

func equal(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
	}
}
