package events_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/events"
	"skylab/engine/sim"
)

const (
	fn    = "arn:aws:lambda:us-east-1:123456789012:function:f"
	queue = "arn:aws:sqs:us-east-1:123456789012:q"
	dead  = "arn:aws:sqs:us-east-1:123456789012:dead"
)

// world is EventBridge with targets that take everything, or refuse.
type world struct {
	t       *testing.T
	k       *sim.Kernel
	s       *events.Service
	metrics *cloudwatch.Service
	bill    *billing.Service
	ops     map[string]aws.Operation
	// refuse is what a target answers, by ARN; n of them where times is set.
	refuse map[string]*aws.Error
	times  int
	got    []delivered
	tried  int
}

type delivered struct {
	at time.Duration
	aws.Delivery
}

func newWorld(t *testing.T) *world {
	k := sim.New(1)
	bill := billing.New(k)
	w := &world{t: t, k: k, metrics: cloudwatch.New(k, bill), bill: bill, refuse: map[string]*aws.Error{}, ops: map[string]aws.Operation{}}
	w.s = events.New(k, w.metrics, w.bill)
	w.s.SetTarget(w)
	k.Handle(w.s.On)
	for _, op := range w.s.Operations() {
		w.ops[op.Name] = op
	}
	return w
}

func (w *world) Accepts(aws.Delivery) *aws.Error { return nil }

func (w *world) Deliver(d aws.Delivery) *aws.Error {
	w.tried++
	if err := w.refuse[d.Target]; err != nil && w.times != 0 {
		w.times--
		return err
	}
	w.got = append(w.got, delivered{w.k.Now().Since(), d})
	return nil
}

// call makes a call; "" is a success.
func (w *world) call(name, input string) (any, string) {
	w.t.Helper()
	op := w.ops[name]
	in := op.NewIn()
	if err := aws.Decode([]byte(input), in); err != nil {
		w.t.Fatalf("%s %s: %v", name, input, err)
	}
	out, err := op.Call(&aws.Request{Principal: "me"}, in)
	if err != nil {
		var e *aws.Error
		if !errors.As(err, &e) {
			w.t.Fatalf("%s: %v", name, err)
		}
		return nil, e.Error()
	}
	return out, ""
}

func (w *world) do(name, input string) any {
	w.t.Helper()
	out, err := w.call(name, input)
	if err != "" {
		w.t.Fatalf("%s %s: %s", name, input, err)
	}
	return out
}

// pass lets time pass and checks the invariants.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	until := w.k.Now().Add(d)
	for !w.k.Advance(until, 1000) {
		w.check()
	}
	w.check()
}

func (w *world) check() {
	w.t.Helper()
	if err := w.s.Check(); err != nil {
		w.t.Fatal(err)
	}
}

// metric is the sum of a rule's metric.
func (w *world) metric(name, rule string) float64 {
	m := w.metrics.Find("AWS/Events", name, []cloudwatch.Dimension{{Name: "RuleName", Value: rule}})
	if m == nil {
		return 0
	}
	return m.Total().Sum
}

// fired are the minutes at which schedules were due, by the events' time.
func (w *world) fired() string {
	var out []string
	for _, d := range w.got {
		body := string(d.Body)
		i := strings.Index(body, `"time":"`)
		out = append(out, body[i+len(`"time":"2026-11-`):i+len(`"time":"2026-11-02T09:00:00`)])
	}
	return strings.Join(out, " ")
}

func entry(source, detail string) string {
	return fmt.Sprintf(`{"Entries":[{"Source":%q,"DetailType":"t","Detail":%q}]}`, source, detail)
}
