package elb_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/ec2"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/elb"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// world is a kernel with the network, the bill, metrics and load balancers, and
// instances that are there by saying so.
type world struct {
	*sim.Kernel
	*elb.Service
	net      *vpc.Service
	bill     *billing.Service
	metrics  *cloudwatch.Service
	ops      map[string]*aws.Operation
	machines map[string]ec2.Machine
	programs map[string]*program // by instance
	due      map[int]func()
	replies  map[uint64]*reply
	calls    uint64
	failures []elb.RequestFailed
	routed   []elb.RequestRouted
	changes  []elb.TargetHealthChanged

	dns, balancer, group, listener string
}

// reply is what a client got, and when.
type reply struct {
	*aws.HTTPResponse
	err  *aws.Error
	done bool
	at   sim.Time
}

// answerDue has happened when a program is done.
type answerDue struct{ N int }

func (answerDue) Kind() string { return "test.answerDue" }

func newWorld(t testing.TB) *world {
	k := sim.New(1)
	w := &world{Kernel: k, bill: billing.New(k), ops: map[string]*aws.Operation{}, machines: map[string]ec2.Machine{}, programs: map[string]*program{},
		due: map[int]func(){}, replies: map[uint64]*reply{}}
	w.net = vpc.New(k, ec2api.New(), w.bill)
	w.metrics = cloudwatch.New(k, w.bill)
	w.Service = elb.New(k, elb.Neighbours{Network: w.net, Machines: w, CloudWatch: w.metrics, Billing: w.bill, Rules: elb.AWSRules()})
	w.net.SetReplier(w)
	k.Handle(w.net.On)
	k.Handle(w.On)
	k.Handle(func(e sim.Entry) {
		switch event := e.Event.(type) {
		case answerDue:
			w.due[event.N]()
		case elb.RequestFailed:
			w.failures = append(w.failures, event)
		case elb.RequestRouted:
			w.routed = append(w.routed, event)
		case elb.TargetHealthChanged:
			w.changes = append(w.changes, event)
		}
	})
	for _, op := range slices.Concat(w.Operations(), w.net.Operations()) {
		w.ops[op.Name] = &op
	}
	t.Cleanup(func() {
		for _, check := range []func() error{w.Check, w.net.Check, w.bill.Check} {
			if err := check(); err != nil {
				t.Error(err)
			}
		}
	})
	return w
}

// Machine is an instance.
func (w *world) Machine(id string) (ec2.Machine, bool) {
	m, ok := w.machines[id]
	return m, ok
}

// Reply takes a client's answer.
func (w *world) Reply(id uint64, out any, err *aws.Error) {
	response, _ := out.(*aws.HTTPResponse)
	*w.replies[id] = reply{response, err, true, w.Now()}
}

func (w *world) wait(d time.Duration) { w.Advance(w.Now().Add(d), 1<<40) }

// do runs an operation whose input is JSON; the answer is its tree, or
// "Code: message".
func (w *world) do(op, in string, args ...any) (aws.Object, string) {
	input := w.ops[op].NewIn()
	if err := aws.Decode(fmt.Appendf(nil, "{"+in+"}", args...), input); err != nil {
		return nil, err.Error()
	}
	out, err := w.ops[op].Call(&aws.Request{ID: 1}, input)
	if err != nil {
		return nil, err.Error()
	}
	tree, _ := aws.Tree(out).(aws.Object)
	return tree, ""
}

func (w *world) must(t testing.TB, op, in string, args ...any) aws.Object {
	t.Helper()
	out, err := w.do(op, in, args...)
	if err != "" {
		t.Fatalf("%s: %s", op, err)
	}
	return out
}

func (w *world) refused(op, in string, args ...any) string {
	_, err := w.do(op, in, args...)
	return err
}

// texts are the values at a path that leads through lists ("Rules[].RuleArn").
func texts(v any, path string) (out []string) {
	if path == "" {
		return []string{fmt.Sprint(v)}
	}
	name, rest, _ := strings.Cut(path, ".")
	name, list := strings.CutSuffix(name, "[]")
	o, _ := v.(aws.Object)
	for _, f := range o {
		if f.Name != name {
			continue
		}
		if !list {
			return texts(f.Value, rest)
		}
		elements, _ := f.Value.([]any)
		for _, e := range elements {
			out = append(out, texts(e, rest)...)
		}
	}
	return out
}

// program listens on an instance, or on any interface.
type program struct {
	w       *world
	status  int
	takes   time.Duration
	mute    bool        // it never answers
	fails   vpc.Failure // it fails instead of answering
	served  int         // requests, without health checks
	checked int
	last    *aws.HTTPRequest
	open    []*vpc.Exchange
	headers map[string]string
}

func (p *program) Serve(x *vpc.Exchange) {
	if strings.HasPrefix(x.Request.Headers["user-agent"], "ELB-HealthChecker/") {
		p.checked++
	} else {
		p.served++
		p.last = x.Request
		p.open = append(p.open, x)
	}
	answer := vpc.Answer{Failure: p.fails}
	if p.fails == vpc.NoFailure {
		answer.Response = &aws.HTTPResponse{Status: p.status, Headers: p.headers, Body: []byte("hello")}
	}
	switch {
	case p.mute:
	case p.takes == 0:
		x.Answer(answer)
	default:
		n := len(p.w.due)
		p.w.due[n] = func() { x.Answer(answer) }
		p.w.After(p.takes, answerDue{n})
	}
}

// instance makes one that runs in a zone, with a program on port 80.
func (w *world) instance(t testing.TB, zone string) (string, *program) {
	t.Helper()
	id := fmt.Sprintf("i-%017x", len(w.machines)+1)
	nic, err := w.net.NewInterface(id, w.net.DefaultSubnet(zone), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	p := &program{w: w, status: 200}
	nic.Listen(80, p)
	w.machines[id] = ec2.Machine{ID: id, Zone: zone, State: ec2.Running, Interface: nic}
	w.programs[id] = p
	return id, p
}

// become changes an instance's state, as EC2 does.
func (w *world) become(id string, state ec2.State) {
	m := w.machines[id]
	m.State, m.Interface.Down = state, state != ec2.Running
	w.machines[id] = m
	switch state {
	case ec2.Running:
		w.Emit(ec2.InstanceStarted{Instance: id})
	case ec2.Stopped:
		w.Emit(ec2.InstanceStopped{Instance: id})
	case ec2.Terminated:
		w.Emit(ec2.InstanceTerminated{Instance: id})
	}
}

// build makes a load balancer in all zones with a target group behind port 80,
// with the instances as targets, and waits until it is active. The security
// group lets everybody in.
func build(t testing.TB, w *world, ids ...string) {
	t.Helper()
	w.must(t, "AuthorizeSecurityGroupIngress", `"GroupName":"default","IpProtocol":"tcp","FromPort":0,"ToPort":65535,"CidrIp":"0.0.0.0/0"`)
	out := w.must(t, "CreateLoadBalancer", `"Name":"web","Subnets":[%s]`, w.subnets("us-east-1a", "us-east-1b", "us-east-1c"))
	w.balancer, w.dns = texts(out, "LoadBalancers[].LoadBalancerArn")[0], texts(out, "LoadBalancers[].DNSName")[0]
	w.group = w.newGroup(t, "web")
	out = w.must(t, "CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, w.balancer, w.group)
	w.listener = texts(out, "Listeners[].ListenerArn")[0]
	w.register(t, ids...)
	w.wait(20 * time.Minute)
}

func (w *world) newGroup(t testing.TB, name string) string {
	t.Helper()
	return texts(w.must(t, "CreateTargetGroup", `"Name":%q,"Protocol":"HTTP","Port":80,"VpcId":%q`, name, w.net.ID()), "TargetGroups[].TargetGroupArn")[0]
}

func (w *world) subnets(zones ...string) string {
	var ids []string
	for _, z := range zones {
		ids = append(ids, `"`+w.net.DefaultSubnet(z).ID+`"`)
	}
	return strings.Join(ids, ",")
}

func (w *world) register(t testing.TB, ids ...string) {
	t.Helper()
	for _, id := range ids {
		w.must(t, "RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, w.group, id)
	}
}

func (w *world) attribute(t testing.TB, key, value string) {
	t.Helper()
	w.must(t, "ModifyTargetGroupAttributes", `"TargetGroupArn":%q,"Attributes":[{"Key":%q,"Value":%q}]`, w.group, key, value)
}

// health is "state reason" of a target.
func (w *world) health(t testing.TB, id string) string {
	t.Helper()
	out := w.must(t, "DescribeTargetHealth", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, w.group, id)
	return strings.Join(append(texts(out, "TargetHealthDescriptions[].TargetHealth.State"), texts(out, "TargetHealthDescriptions[].TargetHealth.Reason")...), " ")
}

// send sends a request as a client outside does.
func (w *world) send(path string, headers map[string]string) *reply {
	w.calls++
	id, r := w.calls, &reply{}
	w.replies[id] = r
	in := &aws.HTTPRequest{Method: "GET", URL: "http://" + w.dns + path, Headers: headers, SourceIP: "203.0.113.10"}
	call := &aws.Request{ID: id}
	out, err := w.Request(call, in)
	if !call.Deferred() {
		e, _ := err.(*aws.Error)
		*r = reply{out, e, true, w.Now()}
	}
	return r
}

// get sends a request and waits for the answer; it is the status, or the code
// of the failure.
func (w *world) get(path string, headers map[string]string) string {
	r := w.send(path, headers)
	for !r.done {
		next, _ := w.Next()
		w.Advance(next, 1)
	}
	if r.err != nil {
		return r.err.Code
	}
	return fmt.Sprint(r.Status)
}

var client = netip.MustParseAddr("203.0.113.10")
