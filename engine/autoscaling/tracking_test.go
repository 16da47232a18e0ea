package autoscaling_test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"testing"
	"time"

	"skylab/engine/autoscaling"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// TestTargetTrackingByTheMinute is the documented arithmetic and its alarms:
// above the target for three minutes, below seven tenths of it for fifteen, and
// capacity × metric ÷ target of those that have warmed up, rounded up.
func TestTargetTrackingByTheMinute(t *testing.T) {
	w := newWorld(t)
	w.group(1, 20, 4, `,"DefaultInstanceWarmup":60`)
	w.pass(5 * time.Minute)
	w.track("cpu", "cpu", 50, "")
	for n, row := range []struct {
		minutes      int
		value        float64 // -1 is a minute without data
		during, then int     // the desired capacity before the last of the minutes, and after it
		why          string
	}{
		{2, 60, 4, 4, "two datapoints are not three"},
		{1, 50, 4, 4, "at the target, which is not above it"},
		{3, 60, 4, 5, "4 × 60 / 50 = 4.8"},
		{1, 60, 5, 5, "the fifth warms up, and is not counted: still 4.8"},
		{1, 60, 5, 6, "the fifth has warmed up, and the alarm still rings: 5 × 60 / 50"},
		{3, 40, 6, 6, "between the thresholds"},
		{3, 100, 6, 12, "6 × 100 / 50"},
		{1, 130, 12, 16, "6 are warm, 15.6 are wanted, and those on their way are of them"},
		{1, 60, 16, 16, "12 are warm: 14.4"},
		{14, 20, 16, 16, "fourteen datapoints are not fifteen"},
		{1, 20, 16, 7, "16 × 20 / 50 = 6.4; what is taken away is rounded down"},
		{1, 40, 7, 7, "above seven tenths of the target"},
		{14, 20, 7, 7, "fourteen again"},
		{1, 36, 7, 7, "one above 35 begins them anew"},
		{15, 20, 7, 3, "7 × 20 / 50 = 2.8"},
		{3, 45, 3, 3, ""},
		{20, -1, 3, 3, "without data nothing is done"},
		{3, 1000, 3, 20, "60 are wanted, 20 are the most"},
		{1, 40, 20, 20, ""},
		{15, 0, 20, 1, "none are wanted, 1 is the least"},
	} {
		for i := range row.minutes {
			if row.value >= 0 {
				w.measure("cpu", row.value)
			}
			w.pass(time.Minute)
			want := row.during
			if i == row.minutes-1 {
				want = row.then
			}
			if got := w.view().Desired; got != want {
				t.Fatalf("row %d, minute %d of %v: %d are wanted, not %d: %s", n, i, row.value, got, want, row.why)
			}
		}
	}
}

// TestScaleInWaitsForWarmUp: while instances warm up the group does not shrink,
// whoever has brought them.
func TestScaleInWaitsForWarmUp(t *testing.T) {
	w := newWorld(t)
	w.group(1, 20, 4, `,"DefaultInstanceWarmup":300`)
	w.pass(10 * time.Minute)
	w.track("cpu", "cpu", 50, "")
	var got []int
	for minute := range 19 {
		if minute == 13 {
			w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":6}`)
		}
		w.measure("cpu", 20)
		w.pass(time.Minute)
		got = append(got, w.view().Desired)
	}
	// They serve after less than a minute, and have warmed up five minutes later.
	if want := "[4 4 4 4 4 4 4 4 4 4 4 4 4 6 6 6 6 6 3]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// TestScaleInNeedsAllPolicies: those that may shrink the group are all to be
// ready, and the one that wants most decides; growing needs one.
func TestScaleInNeedsAllPolicies(t *testing.T) {
	for _, c := range []struct {
		name, more      string
		cpu, queue      float64
		minutes, wanted int
	}{
		{"one grows", "", 40, 80, 3, 16},
		{"both grow", "", 60, 80, 3, 16},
		{"both shrink", "", 20, 30, 15, 6},
		{"one is not ready", "", 20, 40, 20, 10},
		{"the other never shrinks", `,"DisableScaleIn":true`, 20, 40, 15, 4},
		{"the other has no data", "", 20, -1, 20, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.group(1, 30, 10, `,"DefaultInstanceWarmup":0`)
			w.pass(5 * time.Minute)
			w.track("a", "cpu", 50, "")
			w.track("b", "queue", 50, c.more)
			for range c.minutes {
				w.measure("cpu", c.cpu)
				if c.queue >= 0 {
					w.measure("queue", c.queue)
				}
				w.pass(time.Minute)
			}
			if got := w.view().Desired; got != c.wanted {
				t.Errorf("%d are wanted, not %d", got, c.wanted)
			}
		})
	}
}

// TestWarmingInstancesAreNotInTheGroupsMetrics, and detached ones are no longer.
func TestWarmingInstancesAreNotInTheGroupsMetrics(t *testing.T) {
	w := newWorld(t)
	w.group(0, 4, 2, `,"DefaultInstanceWarmup":120`)
	w.pass(5 * time.Minute)
	samples := func() string {
		out := w.do("cloudwatch.GetMetricStatistics", `{"Namespace":"AWS/EC2","MetricName":"CPUUtilization","Dimensions":[{"Name":"AutoScalingGroupName","Value":"web"}],"StartTime":%q,"EndTime":%q,"Period":60,"Statistics":["SampleCount"]}`,
			w.Now().Add(-time.Minute).Wall().Format(time.RFC3339), w.Now().Wall().Format(time.RFC3339))
		return fmt.Sprint(at(out, "Datapoints", 0, "SampleCount"))
	}
	if got := samples(); got != "2" {
		t.Fatalf("%s samples of 2 instances", got)
	}
	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":3}`)
	w.pass(2 * time.Minute)
	w.are("InService 3")
	if got := samples(); got != "2" {
		t.Errorf("%s samples while the third instance warms up", got)
	}
	w.pass(2 * time.Minute)
	if got := samples(); got != "3" {
		t.Errorf("%s samples of 3 instances", got)
	}
	w.do("autoscaling.DetachInstances", `{"AutoScalingGroupName":"web","InstanceIds":[%q],"ShouldDecrementDesiredCapacity":true}`, w.first())
	w.pass(2 * time.Minute)
	if got := samples(); got != "2" {
		t.Errorf("%s samples after one was detached", got)
	}
}

// TestStepLoadHasOneTimeline: a load that comes and goes scales a fleet in the
// same way in steps of a frame, of a minute and in one.
func TestStepLoadHasOneTimeline(t *testing.T) {
	timeline := func(slice time.Duration) (out []string) {
		w := newWorld(t)
		to := func(minute int) {
			for end := sim.Time(0).Add(time.Duration(minute) * time.Minute); w.Now() < end; {
				w.AdvanceTo(min(end, w.Now().Add(slice)))
			}
		}
		script := base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\nserve cpu=exp:500ms workers=16 health=/health &\n"))
		w.do("ec2.AuthorizeSecurityGroupIngress", `{"GroupName":"default","IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"0.0.0.0/0"}`)
		w.do("ec2.CreateLaunchTemplateVersion", `{"LaunchTemplateName":"web","LaunchTemplateData":{"ImageId":"ami-0abcdef1234567890","InstanceType":"m5.large","UserData":%q,"Monitoring":{"Enabled":true}}}`, script)
		subnets := fmt.Sprintf("%q,%q", w.VPC.DefaultSubnet(vpc.Zones[0].Name).ID, w.VPC.DefaultSubnet(vpc.Zones[1].Name).ID)
		lb := at(w.do("elbv2.CreateLoadBalancer", `{"Name":"web","Subnets":[%s]}`, subnets), "LoadBalancers", 0)
		targets := at(w.do("elbv2.CreateTargetGroup", `{"Name":"web","Protocol":"HTTP","Port":80,"VpcId":%q,"HealthCheckPath":"/health"}`, w.VPC.ID()), "TargetGroups", 0, "TargetGroupArn").(string)
		w.do("elbv2.CreateListener", `{"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]}`, at(lb, "LoadBalancerArn"), targets)
		w.do("autoscaling.CreateAutoScalingGroup", `{"AutoScalingGroupName":"web","LaunchTemplate":{"LaunchTemplateName":"web","Version":"2"},"AvailabilityZones":["us-east-1a","us-east-1b"],"MinSize":2,"MaxSize":8,"TargetGroupARNs":[%q],"DefaultInstanceWarmup":60}`, targets)
		w.do("autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":"web","PolicyName":"cpu","PolicyType":"TargetTrackingScaling","TargetTrackingConfiguration":{"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"},"TargetValue":40}}`)
		to(6)
		w.do("traffic.Start", `{"Name":"load","Shape":"poisson:6/s","URL":"http://%s/","DurationMs":900000}`, at(lb, "DNSName"))
		to(15)
		w.do("traffic.Start", `{"Name":"more","Shape":"poisson:6/s","URL":"http://%s/","DurationMs":300000}`, at(lb, "DNSName"))
		to(50)
		for _, e := range w.Journal().Since(0) {
			switch event := e.Event.(type) {
			case autoscaling.CapacityChanged, autoscaling.MemberChanged:
				out = append(out, fmt.Sprint(e.At, event))
			}
		}
		return out
	}
	one := timeline(time.Hour)
	if len(one) < 20 { // of what it is at first there are 6
		t.Fatalf("the load changes nothing: %q", one)
	}
	for _, slice := range []time.Duration{time.Minute, 7 * time.Second, 333 * time.Millisecond} {
		if got := timeline(slice); !slices.Equal(got, one) {
			t.Errorf("in steps of %v:\n%q\nand in one:\n%q", slice, got, one)
		}
	}
}
