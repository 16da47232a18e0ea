package s3_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/iam"
	"skylab/engine/s3"
	"skylab/engine/sim"
)

const (
	learner = "arn:aws:iam::123456789012:user/learner"
	role    = "arn:aws:sts::123456789012:assumed-role/thumbnail/make"
	hello   = "arn:aws:lambda:us-east-1:123456789012:function:hello"
	queue   = "arn:aws:sqs:us-east-1:123456789012:mail"
	topic   = "arn:aws:sns:us-east-1:123456789012:orders"
)

// IAM is who decides in a real world.
var _ s3.Authorizer = (*iam.Service)(nil)

// world is a kernel with the service, a target that records and an
// authorizer that allows roles what is in a list.
type world struct {
	*sim.Kernel
	*s3.Service
	bill      *billing.Service
	ops       map[string]*aws.Operation
	principal string
	allowed   map[string]bool // "s3:GetObject arn:…" for roles
	denied    map[string]bool
	refuse    string // why the target may not be invoked
	delivered []string
}

func newWorld() *world {
	k := sim.New(1)
	bill := billing.New(k)
	w := &world{Kernel: k, Service: s3.New(k, bill), bill: bill, ops: map[string]*aws.Operation{}, principal: learner,
		allowed: map[string]bool{}, denied: map[string]bool{}}
	k.Handle(w.On)
	w.SetTarget(w)
	w.SetAuthorizer(w)
	ops := w.Operations()
	for i := range ops {
		w.ops[ops[i].Name] = &ops[i]
	}
	return w
}

func (w *world) Accepts(aws.Delivery) *aws.Error {
	if w.refuse != "" {
		return aws.Errorf(403, "AccessDeniedException", "%s", w.refuse)
	}
	return nil
}

func (w *world) Deliver(d aws.Delivery) *aws.Error {
	w.delivered = append(w.delivered, d.Target+" "+d.Source+" "+string(d.Body))
	return nil
}

func (w *world) Allows(principal, action, resource string) bool {
	return principal == learner || w.allowed[action+" "+resource]
}

func (w *world) Denies(_, action, resource string) bool { return w.denied[action+" "+resource] }

func (w *world) PrincipalID(principal string) string {
	if principal == learner {
		return "AIDAEXAMPLE"
	}
	return "AROAEXAMPLE:make"
}

// do runs an operation.
func (w *world) do(op string, in any) (any, error) {
	return w.ops[op].Call(&aws.Request{ID: 1, Principal: w.principal}, in)
}

// call runs an operation with its input as JSON; the answer is the output's
// Tree as JSON, or "Code: message".
func (w *world) call(op, in string) string {
	input := w.ops[op].NewIn()
	if err := aws.Decode([]byte(in), input); err != nil {
		return err.Error()
	}
	out, err := w.do(op, input)
	if err != nil {
		return err.Error()
	}
	data, err := json.Marshal(aws.Tree(out))
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// bucket makes a bucket with these keys, each holding its own name.
func (w *world) bucket(t testing.TB, name string, keys ...string) {
	t.Helper()
	if got := w.call("CreateBucket", `{"Bucket":"`+name+`"}`); got != `{"Location":"/`+name+`"}` {
		t.Fatal(got)
	}
	for _, key := range keys {
		w.put(t, name, key)
	}
}

func (w *world) put(t testing.TB, bucket, key string) {
	t.Helper()
	if _, err := w.do("PutObject", &s3.PutObjectInput{Bucket: bucket, Key: key, Body: []byte(key)}); err != nil {
		t.Fatal(err)
	}
}

// tick lets time pass.
func (w *world) tick(d time.Duration) {
	for until := w.Now().Add(d); !w.Advance(until, 1<<20); {
	}
}

func hasPrefix(t *testing.T, what, got, want string) {
	t.Helper()
	if !strings.HasPrefix(got, want) {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}
