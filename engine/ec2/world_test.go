package ec2_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

const (
	learner = "arn:aws:iam::123456789012:user/learner"
	linux   = "ami-0abcdef1234567890"
	linuxA  = "ami-0abcdef1234567891" // for arm64
)

// world is a kernel with the network, the bill and instances. Roles are allowed
// what is in a list.
type world struct {
	*sim.Kernel
	*ec2.Service
	net       *vpc.Service
	bill      *billing.Service
	ops       map[string]*aws.Operation
	principal string
	allowed   map[string]bool
	began     map[string]sim.Time // when an instance last began to run
}

func newWorld(t *testing.T) *world {
	k := sim.New(1)
	w := &world{Kernel: k, bill: billing.New(k), ops: map[string]*aws.Operation{}, principal: learner, began: map[string]sim.Time{}}
	api := ec2api.New()
	api.Authorizer = w
	w.net = vpc.New(k, api, w.bill)
	w.Service = ec2.New(k, ec2.Neighbours{API: api, Network: w.net, Billing: w.bill})
	k.Handle(w.bill.On)
	k.Handle(w.On)
	k.Handle(func(e sim.Entry) {
		if started, is := e.Event.(ec2.InstanceStarted); is {
			w.began[started.Instance] = e.At
		}
	})
	for _, op := range slices.Concat(w.Operations(), w.net.Operations()) {
		w.ops[op.Name] = &op
	}
	t.Cleanup(func() {
		for _, check := range []func() error{w.Service.Check, w.net.Check, w.bill.Check} {
			if err := check(); err != nil {
				t.Error(err)
			}
		}
	})
	return w
}

func (w *world) Allows(principal, action, resource string) bool {
	return principal == learner || w.allowed[action]
}

func (w *world) Denies(string, string, string) bool { return false }

// wait lets time pass.
func (w *world) wait(d time.Duration) { w.Advance(w.Now().Add(d), 1<<40) }

// do runs an operation whose input is JSON; the answer is its tree, or
// "Code: message".
func (w *world) do(op, in string, args ...any) (aws.Object, string) {
	input := w.ops[op].NewIn()
	if err := aws.Decode(fmt.Appendf(nil, "{"+in+"}", args...), input); err != nil {
		return nil, err.Error()
	}
	out, err := w.ops[op].Call(&aws.Request{ID: 1, Principal: w.principal}, input)
	if err != nil {
		return nil, err.Error()
	}
	tree, _ := aws.Tree(out).(aws.Object)
	return tree, ""
}

// must is do where a refusal ends the test.
func (w *world) must(t *testing.T, op, in string, args ...any) aws.Object {
	t.Helper()
	out, err := w.do(op, in, args...)
	if err != "" {
		t.Fatalf("%s: %s", op, err)
	}
	return out
}

// refused is the code and text of a refusal, "" for none.
func (w *world) refused(op, in string, args ...any) string {
	_, err := w.do(op, in, args...)
	return err
}

// run launches instances and gives their ids.
func (w *world) run(t *testing.T, kind string, n int, more string) []string {
	t.Helper()
	out := w.must(t, "RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":%d,"MaxCount":%d%s`, linux, kind, n, n, more)
	return texts(out, "Instances[].InstanceId")
}

// running is one instance that runs.
func (w *world) running(t *testing.T, kind, more string) string {
	t.Helper()
	id := w.run(t, kind, 1, more)[0]
	w.wait(20 * time.Second)
	return id
}

// see is what describe-instances has of an instance at a path.
func (w *world) see(t *testing.T, id, path string) string {
	t.Helper()
	return strings.Join(texts(w.must(t, "DescribeInstances", `"InstanceIds":[%q]`, id), "Reservations[].Instances[]."+path), " ")
}

// texts are the values at a path that may lead through lists.
func texts(v any, path string) []string {
	if path == "" {
		return []string{fmt.Sprint(v)}
	}
	name, rest, _ := strings.Cut(path, ".")
	member, flat := strings.CutSuffix(name, "[]")
	o, _ := v.(aws.Object)
	var out []string
	for _, f := range o {
		if f.Name != member {
			continue
		}
		if !flat {
			return texts(f.Value, rest)
		}
		list, _ := f.Value.([]any)
		for _, e := range list {
			out = append(out, texts(e, rest)...)
		}
	}
	return out
}

// used is the quantity of a usage type on the bill, in its unit.
func (w *world) used(usage billing.UsageType) float64 {
	total := 0.0
	for _, l := range w.bill.Bill().Lines {
		if l.UsageType == usage {
			total += l.Quantity.Float()
		}
	}
	return total
}

// costs is the exact amount of a usage type on the bill, in dollars.
func (w *world) costs(usage billing.UsageType) float64 {
	total := 0.0
	for _, l := range w.bill.Bill().Lines {
		if l.UsageType == usage {
			f, _ := l.Amount.Float64()
			total += f
		}
	}
	return total
}
