package elb_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/ec2"
	"skylab/engine/vpc"
)

// until is how long it takes until a target's health is as wanted.
func (w *world) until(t *testing.T, id, want string, limit time.Duration) time.Duration {
	t.Helper()
	began := w.Now()
	for w.health(t, id) != want {
		if w.wait(time.Second); w.Now().Sub(began) > limit {
			t.Fatalf("after %s the target is %s, not %s", limit, w.health(t, id), want)
		}
	}
	return w.Now().Sub(began)
}

func TestChecksDecide(t *testing.T) {
	w, ids := fleet(t, a)
	id, p := ids[0], w.programs[ids[0]]
	p.status = 404
	if took := w.until(t, id, "unhealthy Target.ResponseCodeMismatch", time.Minute); took < 30*time.Second {
		t.Errorf("it became unhealthy after %s", took)
	}
	out := w.must(t, "DescribeTargetHealth", `"TargetGroupArn":%q`, w.group)
	if got := texts(out, "TargetHealthDescriptions[].TargetHealth.Description"); got[0] != "Health checks failed with these codes: [404]" {
		t.Errorf("the description is %s", got)
	}
	p.status = 200
	if took := w.until(t, id, "healthy", 5*time.Minute); took < 2*time.Minute {
		t.Errorf("it became healthy again after %s, which is not five checks", took)
	}
	for reason, fail := range map[string]func(){
		"Target.FailedHealthChecks": func() { p.fails = vpc.Reset },
		"Target.Timeout":            func() { p.fails, p.mute = vpc.NoFailure, true },
	} {
		p.fails, p.mute = vpc.NoFailure, false
		w.until(t, id, "healthy", 5*time.Minute)
		fail()
		w.until(t, id, "unhealthy "+reason, 70*time.Second)
	}
}

func TestNewTargetNeedsOneCheck(t *testing.T) {
	w, _ := fleet(t, a)
	id, p := w.instance(t, b)
	p.status = 500
	w.register(t, id)
	if got := w.health(t, id); got != "initial Elb.RegistrationInProgress" {
		t.Errorf("at first it is %s", got)
	}
	w.until(t, id, "initial Elb.InitialHealthChecking", 30*time.Second)
	p.status = 200
	if took := w.until(t, id, "healthy", 31*time.Second); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
}

// A check takes as long as the program does, and is judged when it answers.
func TestSlowChecks(t *testing.T) {
	w, ids := fleet(t, a)
	w.programs[ids[0]].takes = 4 * time.Second
	w.wait(5 * time.Minute)
	if got := w.health(t, ids[0]); got != "healthy" {
		t.Errorf("a target that answers in 4 s is %s", got)
	}
	w.must(t, "ModifyTargetGroup", `"TargetGroupArn":%q,"HealthCheckTimeoutSeconds":3,"HealthCheckIntervalSeconds":10`, w.group)
	w.until(t, ids[0], "unhealthy Target.Timeout", 70*time.Second)
}

func TestFailsOpen(t *testing.T) {
	w, ids := fleet(t, a, b)
	w.programs[ids[0]].status = 500
	w.until(t, ids[0], "unhealthy Target.ResponseCodeMismatch", 65*time.Second)
	for range 10 {
		if got := w.get("/", nil); got != "200" {
			t.Fatalf("with one healthy target: %s", got)
		}
	}
	w.attribute(t, "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "60")
	if first, second := w.get("/", nil), w.get("/", nil); first == second {
		t.Error("with fewer healthy targets than the group asks for, only healthy ones get requests")
	}
	w.programs[ids[1]].status = 503
	w.until(t, ids[1], "unhealthy Target.ResponseCodeMismatch", 65*time.Second)
	if first, second := w.get("/", nil), w.get("/", nil); first+second != "500503" && first+second != "503500" {
		t.Errorf("with no healthy target: %s and %s", first, second)
	}
}

func TestStateOfInstances(t *testing.T) {
	w, ids := fleet(t, a, b)
	w.become(ids[0], ec2.Stopped)
	if got := w.health(t, ids[0]); got != "unused Target.InvalidState" {
		t.Errorf("a stopped instance is %s", got)
	}
	if got := w.get("/", nil) + w.get("/", nil); got != "200200" {
		t.Errorf("requests beside a stopped instance: %s", got)
	}
	want := "InvalidTarget: The following targets are not in a running state and cannot be registered: '" + ids[0] + "'"
	if got := w.refused("RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q,"Port":81},{"Id":%q,"Port":81}]`, w.group, ids[1], ids[0]); got != want {
		t.Errorf("got %s", got)
	}
	w.become(ids[0], ec2.Running)
	if got := w.health(t, ids[0]); got != "initial Elb.RegistrationInProgress" {
		t.Errorf("an instance that runs again is %s", got)
	}
	w.until(t, ids[0], "healthy", 31*time.Second)
	w.become(ids[0], ec2.Terminated)
	if got := w.health(t, ids[0]); got != "unused Target.InvalidState" {
		t.Errorf("a terminated instance is %s", got)
	}
	delete(w.machines, ids[0])
	w.Emit(ec2.InstanceForgotten{Instance: ids[0]})
	if got := w.health(t, ids[0]); got != "unused Target.NotRegistered" {
		t.Errorf("an instance that is forgotten is %s", got)
	}
}

func TestUnusedTargets(t *testing.T) {
	w, ids := fleet(t, a)
	in := func(id, want string) {
		t.Helper()
		out := w.must(t, "DescribeTargetHealth", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, w.group, id)
		if got := strings.Join(texts(out, "TargetHealthDescriptions[].TargetHealth.Description"), ""); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	w.must(t, "SetSubnets", `"LoadBalancerArn":%q,"Subnets":[%s]`, w.balancer, w.subnets(b, c))
	in(ids[0], "Target is in an Availability Zone that is not enabled for the load balancer")
	if got := w.get("/", nil); got != "503" {
		t.Errorf("without targets in its zones: %s", got)
	}
	w.must(t, "SetSubnets", `"LoadBalancerArn":%q,"Subnets":[%s]`, w.balancer, w.subnets(a, b, c))
	w.until(t, ids[0], "healthy", 31*time.Second)
	w.must(t, "DeleteListener", `"ListenerArn":%q`, w.listener)
	in(ids[0], "Target group is not configured to receive traffic from the load balancer")
	checked := w.programs[ids[0]].checked
	w.wait(5 * time.Minute)
	if w.programs[ids[0]].checked != checked {
		t.Error("a target that is not used is checked")
	}
}

func TestDeregistration(t *testing.T) {
	w, ids := fleet(t, a, b)
	p := w.programs[ids[0]]
	p.takes, w.programs[ids[1]].takes = 5*time.Second, 5*time.Second
	r1, r2 := w.send("/", nil), w.send("/", nil)
	w.must(t, "DeregisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q},{"Id":"i-00000000000000099"}]`, w.group, ids[0])
	if got := w.health(t, ids[0]); got != "draining Target.DeregistrationInProgress" {
		t.Errorf("it is %s", got)
	}
	served := p.served
	for range 6 {
		w.send("/", nil)
	}
	w.wait(6 * time.Second)
	if r1.HTTPResponse == nil || r2.HTTPResponse == nil || r1.Status+r2.Status != 400 {
		t.Errorf("requests in flight ended as %+v and %+v", r1, r2)
	}
	if p.served != served {
		t.Error("a target that drains got a new request")
	}
	w.wait(290 * time.Second)
	if got := w.health(t, ids[0]); got != "draining Target.DeregistrationInProgress" {
		t.Errorf("after 296 s it is %s", got)
	}
	w.wait(5 * time.Second)
	if got := w.health(t, ids[0]); got != "unused Target.NotRegistered" {
		t.Errorf("after 301 s it is %s", got)
	}
}

func TestRegisteredAgainWhileDraining(t *testing.T) {
	w, ids := fleet(t, a)
	w.must(t, "DeregisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, w.group, ids[0])
	if got := w.get("/", nil); got != "503" {
		t.Errorf("while the only target drains: %s", got)
	}
	w.register(t, ids[0])
	w.until(t, ids[0], "healthy", 31*time.Second)
	w.wait(10 * time.Minute)
	if got := w.health(t, ids[0]); got != "healthy" {
		t.Errorf("long after the first deregistration it is %s", got)
	}
}

// A target that goes while it has requests leaves no trace in what is counted.
func TestRemovedWithRequestsInFlight(t *testing.T) {
	w, ids := fleet(t, a, b)
	w.attribute(t, "deregistration_delay.timeout_seconds", "0")
	w.attribute(t, "load_balancing.algorithm.type", "least_outstanding_requests")
	w.programs[ids[0]].takes = 5 * time.Second
	w.programs[ids[1]].takes = 5 * time.Second
	r := w.send("/", nil)
	w.must(t, "DeregisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q},{"Id":%q}]`, w.group, ids[0], ids[1])
	w.register(t, ids...)
	w.wait(10 * time.Second)
	if !r.done || r.Status != 200 {
		t.Errorf("the request in flight ended as %+v", r)
	}
	w.wait(time.Minute)
	for range 4 {
		w.send("/", nil)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	w.wait(10 * time.Second)
}

func TestSamePortsAndOthers(t *testing.T) {
	w, ids := fleet(t, a)
	other := &program{w: w, status: 201}
	w.machines[ids[0]].Interface.Listen(8080, other)
	w.must(t, "RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q,"Port":8080},{"Id":%q}]`, w.group, ids[0], ids[0])
	out := w.must(t, "DescribeTargetHealth", `"TargetGroupArn":%q`, w.group)
	if got := fmt.Sprint(texts(out, "TargetHealthDescriptions[].Target.Port"), texts(out, "TargetHealthDescriptions[].HealthCheckPort")); got != "[80 8080] [80 8080]" {
		t.Errorf("targets and their checks are on %s", got)
	}
	w.must(t, "ModifyTargetGroup", `"TargetGroupArn":%q,"HealthCheckPort":"80"`, w.group)
	w.wait(2 * time.Minute)
	if other.checked != 0 && other.served == 0 {
		w.get("/", nil)
	}
	if got := w.get("/", nil) + w.get("/", nil); got != "200201" && got != "201200" {
		t.Errorf("requests go to %s", got)
	}
}

func TestAddressesAsTargets(t *testing.T) {
	w, _ := fleet(t, a)
	nic, err := w.net.NewInterface("task", w.net.DefaultSubnet(b), nil, "")
	if err != nil {
		t.Fatal(err)
	}
	nic.Listen(80, &program{w: w, status: 202})
	group := texts(w.must(t, "CreateTargetGroup", `"Name":"ip","Protocol":"HTTP","Port":80,"VpcId":%q,"TargetType":"ip"`, w.net.ID()), "TargetGroups[].TargetGroupArn")[0]
	w.must(t, "ModifyListener", `"ListenerArn":%q,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, w.listener, group)
	w.must(t, "RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, group, nic.Private)
	w.wait(time.Minute)
	out := w.must(t, "DescribeTargetHealth", `"TargetGroupArn":%q`, group)
	if got := texts(out, "TargetHealthDescriptions[].Target.AvailabilityZone"); len(got) != 1 || got[0] != b {
		t.Errorf("its zone is %s", got)
	}
	if got := w.get("/", nil); got != "202" {
		t.Errorf("got %s", got)
	}
}

// For Auto Scaling.
func TestTargetsForOthers(t *testing.T) {
	w, _ := fleet(t, a)
	id, _ := w.instance(t, b)
	if state, reason := w.HealthOf(w.group, id); state != "unused" || reason != "Target.NotRegistered" {
		t.Errorf("before: %s %s", state, reason)
	}
	if err := w.RegisterInstance(w.group, id); err != nil {
		t.Fatal(err)
	}
	w.until(t, id, "healthy", 31*time.Second)
	if state, reason := w.HealthOf(w.group, id); state != "healthy" || reason != "" {
		t.Errorf("registered: %s %s", state, reason)
	}
	if err := w.DeregisterInstance(w.group, id); err != nil {
		t.Fatal(err)
	}
	if state, _ := w.HealthOf(w.group, id); state != "draining" {
		t.Errorf("deregistered: %s", state)
	}
	if err := w.RegisterInstance(w.group, "i-00000000000000099"); err == nil || err.Code != "InvalidTarget" {
		t.Errorf("an instance that is not there: %v", err)
	}
}
