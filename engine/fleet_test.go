package engine_test

import (
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/vpc"
)

// fleet is a world with instances that serve requests behind a load balancer,
// evenly over the zones; it gives the load balancer's name and the target
// group's ARN. The program is a script for the user data.
func fleet(tb testing.TB, seed uint64, size int, kind, program string) (w *engine.World, host, group string) {
	tb.Helper()
	w = engine.New(engine.Config{Seed: seed, Limits: ec2.Limits{ec2.Standard: 100_000}})
	do := func(op, in string, args ...any) aws.Object {
		tb.Helper()
		out, err := call(w, op, fmt.Sprintf(in, args...))
		if err != nil {
			tb.Fatalf("%s: %v", op, err)
		}
		return out
	}
	do("ec2.AuthorizeSecurityGroupIngress", `{"GroupName":"default","IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"0.0.0.0/0"}`)
	script := base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\n" + program + " &\n"))
	var targets string
	for n, z := range vpc.Zones {
		count := (size + len(vpc.Zones) - 1 - n) / len(vpc.Zones)
		out := do("ec2.RunInstances", `{"ImageId":"ami-0abcdef1234567890","InstanceType":%q,"MinCount":%d,"MaxCount":%[2]d,"UserData":%[3]q,"Placement":{"AvailabilityZone":%[4]q}}`, kind, count, script, z.Name)
		for _, i := range member(out, "Instances").([]any) {
			targets += fmt.Sprintf(`,{"Id":%q}`, member(i, "InstanceId"))
		}
	}
	w.AdvanceTo(w.Now().Add(time.Minute))
	var subnets string
	for _, z := range vpc.Zones {
		subnets += fmt.Sprintf(",%q", w.VPC.DefaultSubnet(z.Name).ID)
	}
	lb := member(do("elbv2.CreateLoadBalancer", `{"Name":"web","Subnets":[%s]}`, subnets[1:]), "LoadBalancers").([]any)[0]
	group = member(member(do("elbv2.CreateTargetGroup", `{"Name":"web","Protocol":"HTTP","Port":80,"VpcId":%q,"HealthCheckPath":"/health"}`, w.VPC.ID()), "TargetGroups").([]any)[0], "TargetGroupArn").(string)
	do("elbv2.CreateListener", `{"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]}`, member(lb, "LoadBalancerArn"), group)
	do("elbv2.RegisterTargets", `{"TargetGroupArn":%q,"Targets":[%s]}`, group, targets[1:])
	w.AdvanceTo(w.Now().Add(4 * time.Minute))
	return w, member(lb, "DNSName").(string), group
}

// load sends requests to a host for a while.
func load(tb testing.TB, w *engine.World, host, shape string, length time.Duration) {
	tb.Helper()
	if _, err := call(w, "traffic.Start", fmt.Sprintf(`{"Name":"load","Shape":%q,"URL":"http://%s/","DurationMs":%d}`, shape, host, length.Milliseconds())); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkThousandInstances is an hour of a thousand instances behind a load
// balancer, at 100 requests a second that each compute for 2 s on average.
func BenchmarkThousandInstances(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w, host, _ := fleet(b, 1, 1000, "t3.micro", "serve cpu=exp:2s workers=8 health=/health")
		load(b, w, host, "poisson:100/s", time.Hour)
		b.StartTimer()
		w.AdvanceTo(w.Now().Add(time.Hour))
		b.StopTimer()
		report := w.Traffic.Runs()[0].Report
		b.ReportMetric(float64(report.Answered), "requests")
		b.ReportMetric(float64(report.Failed), "failed")
		b.StartTimer()
	}
}

// call makes a call whose input is JSON; the answer is its tree.
func call(w *engine.World, op, in string) (aws.Object, error) {
	input := w.Operation(op).NewIn()
	if err := aws.Decode([]byte(in), input); err != nil {
		return nil, err
	}
	r := w.Do(engine.Call{Operation: op, In: input})
	if r.Err != nil {
		return nil, r.Err
	}
	tree, _ := aws.Tree(r.Out).(aws.Object)
	return tree, nil
}

// member is a member of an object of an answer.
func member(o any, name string) any {
	for _, f := range o.(aws.Object) {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// TestLosingAZone is the law of a fleet that loses a zone under load: what was
// in flight there is lost, requests go on being lost until the health checks
// have found the targets out, and none after that. Nothing is billed twice.
func TestLosingAZone(t *testing.T) {
	const zone = "us-east-1a"
	w, host, _ := fleet(t, 3, 6, "t3.micro", "serve cpu=exp:20ms wait=300ms workers=50 health=/health")
	load(t, w, host, "poisson:60/s", 10*time.Minute)
	w.AdvanceTo(w.Now().Add(3 * time.Minute))
	inFlight := w.ELB.InFlight(zone)
	if inFlight == 0 {
		t.Fatal("nothing is in flight in the zone: take another seed")
	}
	before := w.Traffic.Runs()[0].Failed
	if before != 0 {
		t.Fatalf("%d requests failed before anything was broken", before)
	}
	lostAt := w.Now()
	if _, err := call(w, "fault.Inject", `{"Kind":"zone","Target":"us-east-1a"}`); err != nil {
		t.Fatal(err)
	}
	// Two checks in a row fail, 30 s apart, the second after 5 s.
	const window = 2*30*time.Second + 5*time.Second
	// The clients of the lost node hear nothing, and wait as long as Linux does.
	w.AdvanceTo(w.Now().Add(25 * time.Minute))
	lost, sent := 0, 0
	for _, r := range w.Traffic.Runs()[0].Results {
		at := w.Traffic.Runs()[0].StartedAt.Add(r.Offset)
		if at.Before(lostAt.Wall().Add(window)) && at.After(lostAt.Wall()) {
			sent++
		}
		if r.Status == 200 {
			continue
		}
		lost++
		if at.After(lostAt.Wall().Add(window)) {
			t.Errorf("a request failed that was sent %s after the zone was lost", at.Sub(lostAt.Wall()))
		}
		if at.Before(lostAt.Wall()) {
			inFlight--
		}
	}
	if inFlight != 0 {
		t.Errorf("the requests in flight in the zone and those lost of them differ by %d", inFlight)
	}
	if share := float64(lost) / float64(sent); share < 0.2 || share > 0.5 {
		t.Errorf("%d of %d requests sent within the window are lost, want about a third", lost, sent)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}
