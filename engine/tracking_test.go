package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine"
)

// tracking is a world with a group that keeps the metric own/Load at 50, with
// instances that are warm at once where warmup is 0; its alarms are there.
func tracking(t *testing.T, desired, warmup int) (*engine.World, func(op, in string, args ...any)) {
	t.Helper()
	w := engine.New(engine.Config{Seed: 3})
	do := func(op, in string, args ...any) {
		t.Helper()
		if _, err := call(w, op, fmt.Sprintf(in, args...)); err != nil {
			t.Fatalf("%s: %v", op, err)
		}
	}
	do("ec2.CreateLaunchTemplate", `{"LaunchTemplateName":"web","LaunchTemplateData":{"ImageId":"ami-0abcdef1234567890","InstanceType":"t3.micro"}}`)
	do("autoscaling.CreateAutoScalingGroup", `{"AutoScalingGroupName":"web","MinSize":1,"MaxSize":20,"DesiredCapacity":%d,"LaunchTemplate":{"LaunchTemplateName":"web"},"AvailabilityZones":["us-east-1a"],"DefaultInstanceWarmup":%d}`, desired, warmup)
	do("autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":"web","PolicyName":"half","PolicyType":"TargetTrackingScaling","TargetTrackingConfiguration":{"TargetValue":50,"CustomizedMetricSpecification":{"Namespace":"own","MetricName":"Load","Statistic":"Average"}}}`)
	w.AdvanceTo(w.Now().Add(5 * time.Minute))
	return w, do
}

// capacities runs a world on minute by minute, with the metric's value of each,
// and tells the desired capacity at the end of each minute.
func capacities(w *engine.World, do func(op, in string, args ...any), values []float64, slice time.Duration) string {
	var out []string
	for _, v := range values {
		end := w.Now().Add(time.Minute)
		w.AdvanceTo(w.Now().Add(10 * time.Second))
		if v >= 0 {
			do("cloudwatch.PutMetricData", `{"Namespace":"own","MetricData":[{"MetricName":"Load","Value":%g}]}`, v)
		}
		for w.Now() < end {
			w.AdvanceTo(min(end, w.Now().Add(slice)))
		}
		out = append(out, fmt.Sprint(w.AutoScaling.Groups()[0].Desired))
	}
	return strings.Join(out, " ")
}

func minutes(n int, value float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = value
	}
	return out
}

// TestTargetTrackingByTheMinute: the documented formula and the alarms' rules. -1
// is a minute without data.
func TestTargetTrackingByTheMinute(t *testing.T) {
	for _, c := range []struct {
		what    string
		desired int
		values  []float64
		want    string
	}{
		{"three minutes above: 4 × 80 / 50 is 6.4", 4, []float64{50, 80, 80, 80, 50, 50}, "4 4 4 7 7 7"},
		{"two minutes above are not enough", 4, []float64{80, 80, 50, 80, 80, 50}, "4 4 4 4 4 4"},
		{"the target itself is not above it", 4, minutes(6, 50), "4 4 4 4 4 4"},
		{"a little above adds one", 4, []float64{51, 51, 51, 50}, "4 4 5 5"},
		{"the most", 4, []float64{900, 900, 900, 900}, "4 4 20 20"},
		{"fifteen minutes below seven tenths: 8 × 20 / 50 is 3.2", 8, append(minutes(15, 20), 50), "8 8 8 8 8 8 8 8 8 8 8 8 8 8 4 4"},
		{"fourteen are not enough", 8, append(minutes(14, 20), 50, 50), "8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8"},
		{"36 is below the target, and not below 35", 8, minutes(17, 36), "8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8"},
		{"the least", 8, minutes(16, 0), "8 8 8 8 8 8 8 8 8 8 8 8 8 8 1 1"},
		{"what is known is answered once, though the alarm rings on", 4, []float64{80, 80, -1, -1, -1, -1}, "4 4 7 7 7 7"},
	} {
		w, do := tracking(t, c.desired, 0)
		if got := capacities(w, do, c.values, time.Minute); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.what, got, c.want)
		}
	}
}

// TestTargetTrackingWaitsForWarmUp: instances that are warming up are there
// already for what adds, and keep the group from shrinking.
func TestTargetTrackingWaitsForWarmUp(t *testing.T) {
	w, do := tracking(t, 4, 600)
	// The four that were there at first are warm after ten minutes.
	w.AdvanceTo(w.Now().Add(10 * time.Minute))
	got := capacities(w, do, append(minutes(8, 80), minutes(15, 10)...), time.Minute)
	// 4 × 80 / 50 again and again is 7, and not 7 × 80 / 50; the first minute in
	// which none warms up is thirteen after they were wanted.
	if want := "4 4 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 2"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestTimelineIsTheSameInSlices: however finely a world is run, it scales at the
// same instants.
func TestTimelineIsTheSameInSlices(t *testing.T) {
	values := append(append(minutes(4, 40), minutes(9, 95)...), minutes(25, 12)...)
	var first string
	for _, slice := range []time.Duration{time.Minute, 33 * time.Millisecond, 1700 * time.Millisecond} {
		w, do := tracking(t, 3, 120)
		capacities(w, do, values, slice)
		var changes []string
		for _, e := range w.Journal().Since(0) {
			if kind := e.Event.Kind(); kind == "autoscaling.CapacityChanged" || kind == "autoscaling.MemberChanged" {
				changes = append(changes, fmt.Sprint(e.At.Since(), e.Event))
			}
		}
		got := strings.Join(changes, "\n")
		if first == "" {
			first = got
		}
		if got != first || len(changes) < 20 {
			t.Errorf("in slices of %v:\n%s\nand whole:\n%s", slice, got, first)
		}
	}
}
