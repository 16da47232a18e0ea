package elb_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/vpc"
)

const a, b, c = "us-east-1a", "us-east-1b", "us-east-1c"

func TestRequestReachesATarget(t *testing.T) {
	w := newWorld(t)
	id, p := w.instance(t, a)
	build(t, w, id)
	r := w.send("/x?y=1", map[string]string{"X-Forwarded-For": "192.0.2.1", "accept": "*/*"})
	if !r.done || r.Status != 200 || string(r.Body) != "hello" {
		t.Fatalf("the answer is %+v", r)
	}
	want := map[string]string{"x-forwarded-for": "192.0.2.1, " + client.String(), "x-forwarded-proto": "http", "x-forwarded-port": "80", "accept": "*/*"}
	if fmt.Sprint(p.last.Headers) != fmt.Sprint(want) {
		t.Errorf("the target got the headers %v", p.last.Headers)
	}
	if p.last.URL != "http://"+w.dns+"/x?y=1" || !strings.HasPrefix(p.last.SourceIP, "172.31.") {
		t.Errorf("the target got %s from %s", p.last.URL, p.last.SourceIP)
	}
	w.must(t, "ModifyLoadBalancerAttributes", `"LoadBalancerArn":%q,"Attributes":[{"Key":"routing.http.xff_header_processing.mode","Value":"remove"}]`, w.balancer)
	w.get("/", map[string]string{"X-Forwarded-For": "192.0.2.1"})
	for name := range p.last.Headers {
		if strings.EqualFold(name, "x-forwarded-for") {
			t.Errorf("the header that was to be removed is %s", p.last.Headers[name])
		}
	}
}

// Why a request fails decides what the client sees, and when.
func TestGatewayErrors(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*testing.T, *world, string, *program)
		want    string
		after   time.Duration
		why     string
	}{
		"no targets": {func(t *testing.T, w *world, id string, _ *program) {
			w.must(t, "DeregisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, w.group, id)
			w.wait(10 * time.Minute)
		}, "503", 0, "the target group has no registered targets"},
		"refused": {func(t *testing.T, w *world, id string, _ *program) {
			w.machines[id].Interface.Listen(80, nil)
		}, "502", 0, "the target refused the connection"},
		"reset":     {func(_ *testing.T, _ *world, _ string, p *program) { p.fails = vpc.Reset }, "502", 0, "the target closed the connection before it responded"},
		"nonsense":  {func(_ *testing.T, _ *world, _ string, p *program) { p.status = 7 }, "502", 0, "the target's response is malformed"},
		"down":      {func(_ *testing.T, w *world, id string, _ *program) { w.machines[id].Interface.Down = true }, "504", 10 * time.Second, "no connection to the target came about"},
		"mute":      {func(_ *testing.T, _ *world, _ string, p *program) { p.mute = true }, "504", time.Minute, "the target did not respond before the idle timeout"},
		"slow":      {func(_ *testing.T, _ *world, _ string, p *program) { p.takes = 61 * time.Second }, "504", time.Minute, "the target did not respond before the idle timeout"},
		"vanishing": {func(_ *testing.T, _ *world, _ string, p *program) { p.fails, p.takes = vpc.Vanished, time.Second }, "504", time.Minute, "the target did not respond before the idle timeout"},
		"impatient": {func(t *testing.T, w *world, _ string, p *program) {
			p.mute = true
			w.must(t, "ModifyLoadBalancerAttributes", `"LoadBalancerArn":%q,"Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"5"}]`, w.balancer)
		}, "504", 5 * time.Second, "the target did not respond before the idle timeout"},
		"in time": {func(_ *testing.T, _ *world, _ string, p *program) { p.takes = 59 * time.Second }, "200", 59 * time.Second, ""},
	} {
		w := newWorld(t)
		id, p := w.instance(t, a)
		build(t, w, id)
		c.prepare(t, w, id, p)
		began := w.Now()
		if got := w.get("/", nil); got != c.want || w.Now().Sub(began) != c.after {
			t.Errorf("%s: %s after %s, want %s after %s", name, got, w.Now().Sub(began), c.want, c.after)
		}
		why := ""
		if len(w.failures) > 0 {
			why = w.failures[len(w.failures)-1].Why
		}
		if why != c.why {
			t.Errorf("%s: the journal says %q", name, why)
		}
	}
}

// A new idle timeout is that of requests under way, too.
func TestIdleTimeoutChangesUnderWay(t *testing.T) {
	w, ids := fleet(t, a)
	w.programs[ids[0]].mute = true
	began := w.Now()
	first := w.send("/", nil)
	set := func(seconds int) {
		w.must(t, "ModifyLoadBalancerAttributes", `"LoadBalancerArn":%q,"Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"%d"}]`, w.balancer, seconds)
	}
	w.wait(2 * time.Second)
	set(5)
	w.wait(time.Minute)
	if !first.done || first.Status != 504 || first.at.Sub(began) != 5*time.Second {
		t.Errorf("%+v after %s", first, first.at.Sub(began))
	}
	began = w.Now()
	second := w.send("/", nil)
	w.wait(2 * time.Second)
	set(20)
	w.wait(time.Minute)
	if !second.done || second.at.Sub(began) != 20*time.Second {
		t.Errorf("%+v after %s", second, second.at.Sub(began))
	}
}

func TestClientsThatNobodyAnswers(t *testing.T) {
	w := newWorld(t)
	id, _ := w.instance(t, a)
	build(t, w, id)
	began := w.Now()
	if got := w.get(":81/", nil); got != "ConnectionRefused" {
		t.Errorf("a port without a listener: %s", got)
	}
	w.must(t, "RevokeSecurityGroupIngress", `"GroupName":"default","IpProtocol":"tcp","FromPort":0,"ToPort":65535,"CidrIp":"0.0.0.0/0"`)
	if got := w.get("/", nil); got != "ConnectionTimedOut" || w.Now().Sub(began) != 127*time.Second {
		t.Errorf("a client that the security group keeps out: %s after %s", got, w.Now().Sub(began))
	}
	w.must(t, "DeleteLoadBalancer", `"LoadBalancerArn":%q`, w.balancer)
	if got := w.get("/", nil); got != "CouldNotResolveHost" {
		t.Errorf("a load balancer that is gone: %s", got)
	}
}

func TestNameDoesNotResolveBeforeItIsActive(t *testing.T) {
	w := newWorld(t)
	out := w.must(t, "CreateLoadBalancer", `"Name":"web","Subnets":[%s]`, w.subnets(a, b))
	w.dns = texts(out, "LoadBalancers[].DNSName")[0]
	if got := w.get("/", nil); got != "CouldNotResolveHost" {
		t.Errorf("while it is provisioned: %s", got)
	}
}

// An answer to a client that is gone reaches nobody, and counts as a 460.
func TestClientThatGoes(t *testing.T) {
	w := newWorld(t)
	id, p := w.instance(t, a)
	build(t, w, id)
	p.takes = time.Second
	i := w.net.InterfaceAt(w.node(a))
	x := w.net.Send(vpc.End{Outside: client}, i.Public, 80, request(), func(vpc.Answer) { t.Error("a client that went got an answer") })
	x.Abandon()
	w.wait(2 * time.Second)
	if len(w.failures) != 1 || w.failures[0].Status != 460 {
		t.Errorf("failures: %+v", w.failures)
	}
}

func TestDeletedLoadBalancerHangsUp(t *testing.T) {
	w := newWorld(t)
	id, p := w.instance(t, a)
	build(t, w, id)
	p.mute = true
	r := w.send("/", nil)
	w.must(t, "DeleteLoadBalancer", `"LoadBalancerArn":%q`, w.balancer)
	if !r.done || r.err == nil || r.err.Code != "ConnectionReset" {
		t.Errorf("the client of a deleted load balancer got %+v", r)
	}
	if got := w.health(t, id); got != "unused Target.NotInUse" {
		t.Errorf("its target is %s", got)
	}
}

// The loss of a zone costs what was in flight there, and what is sent there
// until the health checks see it.
func TestLossOfAZone(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for _, zone := range []string{a, b, c} {
		id, p := w.instance(t, zone)
		p.takes = 100 * time.Millisecond
		ids = append(ids, id)
	}
	build(t, w, ids...)
	var replies []*reply
	send := func(n int) {
		for range n {
			replies = append(replies, w.send("/", nil))
			w.wait(10 * time.Millisecond)
		}
	}
	send(300)
	lost := map[int]bool{}
	for i, r := range replies {
		lost[i] = !r.done
	}
	fall := w.Now()
	w.machines[ids[0]].Interface.Down = true
	w.net.InterfaceAt(w.node(a)).Down = true
	for _, x := range w.programs[ids[0]].open {
		x.Answer(vpc.Answer{Failure: vpc.Vanished})
	}
	before := len(w.routed)
	send(9000)               // 90 s
	w.wait(20 * time.Minute) // clients of the lost node wait as long as Linux does
	failed, last := 0, fall
	for i, r := range replies {
		switch {
		case !r.done:
			t.Fatalf("request %d has no answer", i)
		case r.err != nil || r.Status != 200:
			failed++
			if i < 300 && !lost[i] {
				t.Errorf("request %d, which was answered before, failed", i)
			}
		}
	}
	for n, e := range w.routed[before:] {
		if e.Target == ids[0] {
			last = fall.Add(time.Duration(n) * 10 * time.Millisecond)
		}
		if e.Zone == a {
			t.Fatal("a request went through the lost node")
		}
	}
	// Two checks at 30 s from each other, the second given up after 5 s.
	if window := last.Sub(fall); window > 65*time.Second || window < 30*time.Second {
		t.Errorf("targets of the lost zone got requests for %s", window)
	}
	if failed < 1000 || failed > 2200 {
		t.Errorf("%d requests failed", failed)
	}
	if got := w.health(t, ids[0]); got != "unhealthy Target.Timeout" {
		t.Errorf("the target of the lost zone is %s", got)
	}
}

func TestAllNodesDown(t *testing.T) {
	w := newWorld(t)
	id, _ := w.instance(t, a)
	build(t, w, id)
	for _, zone := range []string{a, b, c} {
		w.net.InterfaceAt(w.node(zone)).Down = true
	}
	if got := w.get("/", nil); got != "ConnectionTimedOut" {
		t.Errorf("without a node: %s", got)
	}
}

func TestInternalLoadBalancer(t *testing.T) {
	w := newWorld(t)
	id, p := w.instance(t, a)
	build(t, w, id)
	out := w.must(t, "CreateLoadBalancer", `"Name":"inside","Scheme":"internal","Subnets":[%s]`, w.subnets(a, b))
	group := w.newGroup(t, "inside")
	w.must(t, "CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, texts(out, "LoadBalancers[].LoadBalancerArn")[0], group)
	w.must(t, "RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, group, id)
	w.wait(20 * time.Minute)
	if w.dns = texts(out, "LoadBalancers[].DNSName")[0]; !strings.HasPrefix(w.dns, "internal-inside-") {
		t.Errorf("its name is %s", w.dns)
	}
	if got := w.get("/", nil); got != "ConnectionTimedOut" {
		t.Errorf("from outside: %s", got)
	}
	answered := false
	for _, v := range w.LoadBalancers() {
		if v.Name == "inside" {
			w.net.Send(vpc.End{Interface: w.machines[id].Interface}, addr(v.Nodes[0].PrivateIP), 80, request(), func(x vpc.Answer) { answered = x.Response != nil && x.Response.Status == 200 })
		}
	}
	if !answered || p.served != 1 {
		t.Error("from inside it does not answer")
	}
}
