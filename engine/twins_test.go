package engine_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/autoscaling"
	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/elb"
	"skylab/engine/guest"
	"skylab/engine/vpc"
)

// TestEveryTwinOfFleetsChangesTheWorld runs one story in the world of AWS and in
// that of each misconception about fleets; what can be seen of them must differ.
func TestEveryTwinOfFleetsChangesTheWorld(t *testing.T) {
	truth := fleetStory(t, "")
	var ids []string
	for _, twin := range guest.Twins() {
		ids = append(ids, twin.ID)
	}
	for _, twin := range elb.Twins() {
		ids = append(ids, twin.ID)
	}
	for _, twin := range autoscaling.Twins() {
		ids = append(ids, twin.ID)
	}
	for _, id := range ids {
		if got := fleetStory(t, id); got == truth {
			t.Errorf("%s behaves as AWS does:\n%s", id, got)
		}
	}
}

// TestTwinsAreSaidAndHaveOneName: a world has one twin by its name alone.
func TestTwinsAreSaidAndHaveOneName(t *testing.T) {
	seen := map[string]bool{}
	for _, twin := range engine.Twins() {
		if twin.ID == "" || twin.Belief == "" || twin.Truth == "" || seen[twin.ID] {
			t.Errorf("%q does not say what it is, or is there twice", twin.ID)
		}
		seen[twin.ID] = true
		if !engine.HasTwin(twin.ID) {
			t.Errorf("%s is not found", twin.ID)
		}
	}
	for _, known := range []func(string) error{
		func(id string) error { _, err := guest.RulesFor(id); return err },
		func(id string) error { _, err := elb.RulesFor(id); return err },
		func(id string) error { _, err := autoscaling.RulesFor(id); return err },
	} {
		if known("nothing") == nil || known("") != nil {
			t.Error("an unknown twin is accepted, or AWS itself is not")
		}
	}
	if engine.HasTwin("nothing") || !engine.HasTwin("") {
		t.Error("an unknown twin is accepted, or AWS itself is not")
	}
}

// telling is a world whose story is written down.
type telling struct {
	*testing.T
	*engine.World
	key  string // of its instances
	seen strings.Builder
}

func (w *telling) do(op, in string, args ...any) aws.Object {
	w.Helper()
	out, err := call(w.World, op, fmt.Sprintf(in, args...))
	if err != nil {
		w.Fatalf("%s: %v", op, err)
	}
	return out
}

func (w *telling) pass(d time.Duration) { w.AdvanceTo(w.Now().Add(d)) }

// members are the instances of the group.
func (w *telling) members() (ids, zones []string) {
	for _, m := range member(w.do("autoscaling.DescribeAutoScalingInstances", `{}`), "AutoScalingInstances").([]any) {
		ids = append(ids, member(m, "InstanceId").(string))
		zones = append(zones, member(m, "AvailabilityZone").(string))
	}
	return ids, zones
}

// kill ends the server on an instance, which runs on.
func (w *telling) kill(id string) {
	m, _ := w.EC2.Machine(id)
	w.Do(engine.Call{Operation: "ssh.Run", In: &ec2.SSHInput{Host: m.Interface.Public.String(), User: "ec2-user", Command: "sudo pkill serve", Key: w.key, SourceIP: "203.0.113.10"}})
}

// see writes down how many instances are where and what the targets are.
func (w *telling) see(group string) {
	_, zones := w.members()
	fmt.Fprintln(&w.seen, w.Now(), zones)
	for _, d := range member(w.do("elbv2.DescribeTargetHealth", `{"TargetGroupArn":%q}`, group), "TargetHealthDescriptions").([]any) {
		fmt.Fprint(&w.seen, " ", member(member(d, "TargetHealth"), "State"))
	}
}

// fleetStory uses every rule of fleets and tells what an observer sees of it.
func fleetStory(t *testing.T, twin string) string {
	w := &telling{T: t, World: engine.New(engine.Config{Seed: 3, Twin: twin, Limits: ec2.Limits{ec2.Standard: 1000}})}
	w.do("ec2.AuthorizeSecurityGroupIngress", `{"GroupName":"default","IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"0.0.0.0/0"}`)
	script := base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\nserve cpu=exp:40ms workers=2 memory=200MB health=/health &\n"))
	w.key = member(w.do("ec2.CreateKeyPair", `{"KeyName":"mira"}`), "KeyMaterial").(string)
	w.do("ec2.AuthorizeSecurityGroupIngress", `{"GroupName":"default","IpProtocol":"tcp","FromPort":22,"ToPort":22,"CidrIp":"0.0.0.0/0"}`)
	w.do("ec2.CreateLaunchTemplate", `{"LaunchTemplateName":"page","LaunchTemplateData":{"ImageId":"ami-0abcdef1234567890","InstanceType":"m7i.large","KeyName":"mira","UserData":%q,"Monitoring":{"Enabled":true}}}`, script)
	var subnets string
	for _, z := range vpc.Zones {
		subnets += fmt.Sprintf(",%q", w.VPC.DefaultSubnet(z.Name).ID)
	}
	lb := member(w.do("elbv2.CreateLoadBalancer", `{"Name":"web","Subnets":[%s]}`, subnets[1:]), "LoadBalancers").([]any)[0]
	group := member(member(w.do("elbv2.CreateTargetGroup", `{"Name":"web","Protocol":"HTTP","Port":80,"VpcId":%q,"HealthCheckPath":"/health"}`, w.VPC.ID()), "TargetGroups").([]any)[0], "TargetGroupArn").(string)
	w.do("elbv2.CreateListener", `{"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]}`, member(lb, "LoadBalancerArn"), group)
	w.do("autoscaling.CreateAutoScalingGroup", `{"AutoScalingGroupName":"page","LaunchTemplate":{"LaunchTemplateName":"page"},"MinSize":2,"MaxSize":6,"VPCZoneIdentifier":%q,
		"TargetGroupARNs":[%q],"HealthCheckGracePeriod":300,"DefaultInstanceWarmup":60}`, w.VPC.DefaultSubnet("us-east-1a").ID, group)
	w.do("autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":"page","PolicyName":"half","PolicyType":"TargetTrackingScaling",
		"TargetTrackingConfiguration":{"TargetValue":50,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}}`)
	w.pass(time.Minute)
	w.see(group) // one health check, or five
	w.pass(2 * time.Minute)
	more := func(name, shape string) {
		w.do("traffic.Start", `{"Name":%q,"Shape":%q,"URL":"http://%s/","DurationMs":300000}`, name, shape, member(lb, "DNSName"))
	}
	// A request that a deregistration meets, in a rush.
	load(t, w.World, member(lb, "DNSName").(string), "poisson:85/s", 9*time.Minute)
	w.pass(2 * time.Minute)
	ids, _ := w.members()
	w.do("elbv2.DeregisterTargets", `{"TargetGroupArn":%q,"Targets":[{"Id":%q}]}`, group, ids[0])
	w.do("elbv2.RegisterTargets", `{"TargetGroupArn":%q,"Targets":[{"Id":%q}]}`, group, ids[0])
	w.pass(2 * time.Minute)
	more("more", "poisson:70/s")
	for range 30 { // it grows twice, and shrinks again
		w.pass(time.Minute)
		w.see(group)
	}
	// A server that dies while the instance goes on, and then all of them.
	w.pass(30 * time.Minute)
	more("dying", "poisson:10/s")
	ids, _ = w.members()
	for _, id := range ids {
		w.kill(id)
		w.pass(2 * time.Minute)
	}
	w.pass(8 * time.Minute)
	w.see(group)
	more("dead", "poisson:10/s")
	w.pass(6 * time.Minute)
	// An instance that is stopped when it is new.
	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"page","DesiredCapacity":6}`)
	w.pass(time.Minute)
	ids, _ = w.members()
	w.do("ec2.StopInstances", `{"InstanceIds":[%q]}`, ids[len(ids)-1])
	w.pass(time.Minute)
	w.see(group)
	for _, r := range w.Traffic.Runs() {
		fmt.Fprintf(&w.seen, "%s %+v\n", r.Name, member(w.do("traffic.Describe", `{"Name":%q}`, r.Name), "Runs"))
	}
	if err := w.Check(); err != nil {
		t.Errorf("%s: %v", twin, err)
	}
	return w.seen.String()
}
