package autoscaling_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/autoscaling"
	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
)

// world is an account with a launch template, "web".
type world struct {
	*engine.World
	testing.TB
}

func newWorld(t testing.TB) *world {
	w := &world{engine.New(engine.Config{Seed: 1}), t}
	w.do("ec2.CreateLaunchTemplate", `{"LaunchTemplateName":"web","LaunchTemplateData":{"ImageId":"ami-0abcdef1234567890","InstanceType":"t3.micro","Monitoring":{"Enabled":true}}}`)
	return w
}

// call makes a call whose input is JSON.
func (w *world) call(op, in string, args ...any) (aws.Object, *aws.Error) {
	w.Helper()
	input := w.Operation(op).NewIn()
	if err := aws.Decode([]byte(fmt.Sprintf(in, args...)), input); err != nil {
		w.Fatalf("%s: %v", op, err)
	}
	r := w.Do(engine.Call{Operation: op, In: input})
	if err := w.Check(); err != nil {
		w.Fatalf("after %s: %v", op, err)
	}
	tree, _ := aws.Tree(r.Out).(aws.Object)
	return tree, r.Err
}

// do makes a call that is to succeed.
func (w *world) do(op, in string, args ...any) aws.Object {
	w.Helper()
	out, err := w.call(op, in, args...)
	if err != nil {
		w.Fatalf("%s: %v", op, err)
	}
	return out
}

// refuse makes a call that is to fail, with a part of what it says.
func (w *world) refuse(want, op, in string, args ...any) {
	w.Helper()
	if _, err := w.call(op, in, args...); err == nil || !strings.Contains(err.Code+": "+err.Message, want) {
		w.Errorf("%s: %v, want %s", op, err, want)
	}
}

// pass lets time pass.
func (w *world) pass(d time.Duration) {
	w.Helper()
	w.AdvanceTo(w.Now().Add(d))
	if err := w.Check(); err != nil {
		w.Fatal(err)
	}
}

// group makes the group "web" of two zones, with what else is said of it.
func (w *world) group(min, max, desired int, more string) {
	w.Helper()
	w.do("autoscaling.CreateAutoScalingGroup", `{"AutoScalingGroupName":"web","LaunchTemplate":{"LaunchTemplateName":"web"},"AvailabilityZones":["us-east-1a","us-east-1b"],"MinSize":%d,"MaxSize":%d,"DesiredCapacity":%d%s}`, min, max, desired, more)
}

// view is the group "web".
func (w *world) view() autoscaling.GroupView {
	w.Helper()
	for _, g := range w.AutoScaling.Groups() {
		if g.Name == "web" {
			return g
		}
	}
	w.Fatal("there is no group web")
	return autoscaling.GroupView{}
}

// states are those of the group's instances, sorted, each with how many have it.
func (w *world) states() string {
	n := map[string]int{}
	for _, m := range w.view().Members {
		n[m.State]++
	}
	var out []string
	for s, count := range n {
		out = append(out, fmt.Sprint(s, " ", count))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// are fails the test unless the group's instances are in these states.
func (w *world) are(want string) {
	w.Helper()
	if got := w.states(); got != want {
		w.Errorf("at %v the instances are %q, want %q", w.Now(), got, want)
	}
}

// first is the id of the group's oldest instance.
func (w *world) first() string {
	w.Helper()
	return w.view().Members[0].ID
}

// measure records the minute that begins now of the metric that policies of
// tests follow.
func (w *world) measure(name string, value float64) {
	w.CloudWatch.Metric("Test", name, "None", []cloudwatch.Dimension{}).Record(w.Now(), value)
}

// track gives the group a target tracking policy of such a metric.
func (w *world) track(policy, metric string, target float64, more string) {
	w.Helper()
	w.do("autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":"web","PolicyName":%q,"PolicyType":"TargetTrackingScaling","TargetTrackingConfiguration":{"CustomizedMetricSpecification":{"MetricName":%q,"Namespace":"Test","Statistic":"Average"},"TargetValue":%v%s}}`, policy, metric, target, more)
}

// at is a member of a tree: names, and indexes of lists.
func at(tree any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case int:
			tree = tree.([]any)[step]
		case string:
			var found any
			for _, f := range tree.(aws.Object) {
				if f.Name == step {
					found = f.Value
				}
			}
			tree = found
		}
	}
	return tree
}
