package autoscaling_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// simple gives the group a simple policy, and steps one of steps.
func (w *world) simple(name string, change, cooldown int) {
	w.Helper()
	w.do("autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":"web","PolicyName":%q,"AdjustmentType":"ChangeInCapacity","ScalingAdjustment":%d,"Cooldown":%d}`, name, change, cooldown)
}

func (w *world) steps(name, more string) string {
	w.Helper()
	return at(w.do("autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":"web","PolicyName":%q,"PolicyType":"StepScaling"%s}`, name, more), "PolicyARN").(string)
}

func (w *world) execute(policy, more string, args ...any) {
	w.Helper()
	w.do("autoscaling.ExecutePolicy", `{"AutoScalingGroupName":"web","PolicyName":%q`+more+`}`, append([]any{policy}, args...)...)
}

// alarm makes an alarm of one minute on a metric, with a policy as its action.
func (w *world) alarm(name, metric, operator string, threshold float64, action string) {
	w.Helper()
	w.do("cloudwatch.PutMetricAlarm", `{"AlarmName":%q,"Namespace":"Test","MetricName":%q,"Statistic":"Average","Period":60,"EvaluationPeriods":1,"ComparisonOperator":%q,"Threshold":%v,"AlarmActions":[%q]}`, name, metric, operator, threshold, action)
}

// TestCooldownBeginsWithTheLastInstance: a hook that holds it holds the cooldown
// back, too.
func TestCooldownBeginsWithTheLastInstance(t *testing.T) {
	w := newWorld(t)
	w.group(0, 10, 1, "")
	w.pass(time.Minute)
	w.hook("a", launching, "")
	w.simple("more", 1, 60)
	honor := `,"HonorCooldown":true`
	w.execute("more", honor)
	w.pass(10 * time.Minute)
	w.are("InService 1, Pending:Wait 1")
	busy := "ScalingActivityInProgress: Scaling activity is in progress for AutoScalingGroup web and the cooldown period has not elapsed"
	w.refuse(busy, "autoscaling.ExecutePolicy", `{"AutoScalingGroupName":"web","PolicyName":"more"%s}`, honor)
	w.refuse(busy, "autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":3%s}`, honor)
	w.do("autoscaling.CompleteLifecycleAction", `{"AutoScalingGroupName":"web","LifecycleHookName":"a","InstanceId":%q,"LifecycleActionResult":"CONTINUE"}`, w.view().Members[1].ID)
	w.pass(59 * time.Second)
	w.refuse(busy, "autoscaling.ExecutePolicy", `{"AutoScalingGroupName":"web","PolicyName":"more"%s}`, honor)
	w.pass(time.Second)
	w.execute("more", honor)
	w.execute("more", "") // without honor it does not wait
	if got := w.view().Desired; got != 4 {
		t.Errorf("%d are wanted, not 4", got)
	}
}

// TestSuspendedAlarmsLeaveExecutePolicy: what a user asks for is no alarm.
func TestSuspendedAlarmsLeaveExecutePolicy(t *testing.T) {
	w := newWorld(t)
	w.group(0, 10, 1, "")
	w.pass(5 * time.Minute)
	arn := w.steps("more", `,"AdjustmentType":"ChangeInCapacity","StepAdjustments":[{"MetricIntervalLowerBound":0,"ScalingAdjustment":1}],"EstimatedInstanceWarmup":0`)
	w.alarm("high", "x", "GreaterThanThreshold", 10, arn)
	w.do("autoscaling.SuspendProcesses", `{"AutoScalingGroupName":"web","ScalingProcesses":["AlarmNotification"]}`)
	var got []int
	for minute := range 6 {
		switch minute {
		case 2:
			w.execute("more", `,"MetricValue":12,"BreachThreshold":10`)
		case 4: // the alarm still rings, and is heard again
			w.do("autoscaling.ResumeProcesses", `{"AutoScalingGroupName":"web"}`)
		}
		w.measure("x", 20)
		w.pass(time.Minute)
		got = append(got, w.view().Desired)
	}
	if fmt.Sprint(got) != "[1 1 2 2 3 4]" {
		t.Errorf("%v", got)
	}
}

// TestEachAlarmOfAPolicyRepeats: also one that began to ring while the policy
// waited to look at another.
func TestEachAlarmOfAPolicyRepeats(t *testing.T) {
	w := newWorld(t)
	w.group(0, 20, 10, "")
	w.pass(5 * time.Minute)
	arn := w.steps("both", `,"AdjustmentType":"ChangeInCapacity","EstimatedInstanceWarmup":0,"StepAdjustments":[{"MetricIntervalLowerBound":0,"ScalingAdjustment":3},{"MetricIntervalUpperBound":0,"ScalingAdjustment":-1}]`)
	w.alarm("high", "x", "GreaterThanThreshold", 80, arn)
	w.alarm("low", "x", "LessThanThreshold", 20, arn)
	var got []int
	for _, v := range []float64{90, 10, 10, 10, 10, 10} {
		w.measure("x", v)
		w.pass(time.Minute)
		got = append(got, w.view().Desired)
	}
	if fmt.Sprint(got) != "[13 12 11 10 9 8]" {
		t.Errorf("%v", got)
	}
}

// TestAlarmThatNoLongerHasThePolicy: it rings on, and nothing is done.
func TestAlarmThatNoLongerHasThePolicy(t *testing.T) {
	for name, change := range map[string]func(w *world){
		"another action": func(w *world) {
			w.alarm("high", "x", "GreaterThanThreshold", 80, w.steps("other", `,"AdjustmentType":"ExactCapacity","StepAdjustments":[{"MetricIntervalUpperBound":0,"ScalingAdjustment":0}]`))
			w.do("cloudwatch.SetAlarmState", `{"AlarmName":"high","StateValue":"ALARM","StateReason":"test"}`)
		},
		"no actions": func(w *world) { w.do("cloudwatch.DisableAlarmActions", `{"AlarmNames":["high"]}`) },
		"another group of the same name": func(w *world) {
			w.do("autoscaling.DeleteAutoScalingGroup", `{"AutoScalingGroupName":"web","ForceDelete":true}`)
			w.pass(40 * time.Second)
			w.group(0, 20, 2, "")
			w.steps("more", `,"AdjustmentType":"ChangeInCapacity","EstimatedInstanceWarmup":0,"StepAdjustments":[{"MetricIntervalLowerBound":0,"ScalingAdjustment":1}]`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.group(0, 20, 1, "")
			w.pass(5 * time.Minute)
			w.alarm("high", "x", "GreaterThanThreshold", 80, w.steps("more", `,"AdjustmentType":"ChangeInCapacity","EstimatedInstanceWarmup":0,"StepAdjustments":[{"MetricIntervalLowerBound":0,"ScalingAdjustment":1}]`))
			for range 2 {
				w.measure("x", 90)
				w.pass(time.Minute)
			}
			if got := w.view().Desired; got != 2+1 {
				t.Fatalf("%d are wanted, not 3", got)
			}
			change(w)
			before := w.view().Desired
			for range 3 {
				w.measure("x", 90)
				w.pass(time.Minute)
			}
			if got := w.view().Desired; got != before {
				t.Errorf("%d are wanted, not %d", got, before)
			}
		})
	}
}

// TestStepScalingAgreesWithTheGuide: the guide's example of instances that warm
// up: 10 % of 10 at 60, nothing more at 62, and at 70 all in all 30 % of 10.
func TestStepScalingAgreesWithTheGuide(t *testing.T) {
	w := newWorld(t)
	w.group(1, 20, 10, "")
	w.pass(10 * time.Minute)
	w.steps("out", `,"AdjustmentType":"PercentChangeInCapacity","EstimatedInstanceWarmup":120,"StepAdjustments":[{"MetricIntervalLowerBound":0,"MetricIntervalUpperBound":10,"ScalingAdjustment":0},{"MetricIntervalLowerBound":10,"MetricIntervalUpperBound":20,"ScalingAdjustment":10},{"MetricIntervalLowerBound":20,"ScalingAdjustment":30}]`)
	w.steps("in", `,"AdjustmentType":"ChangeInCapacity","EstimatedInstanceWarmup":120,"StepAdjustments":[{"MetricIntervalUpperBound":0,"ScalingAdjustment":-2}]`)
	for _, c := range []struct {
		policy string
		value  int
		want   int
	}{{"out", 60, 11}, {"out", 62, 11}, {"in", 40, 11}, {"out", 70, 13}, {"out", 55, 13}} {
		w.execute(c.policy, `,"MetricValue":%d,"BreachThreshold":50`, c.value)
		if got := w.view().Desired; got != c.want {
			t.Errorf("at %d: %d, want %d", c.value, got, c.want)
		}
		w.pass(10 * time.Second)
	}
	// Once all have warmed up it shrinks, by two at once and not by two each time
	// while these are on their way out.
	w.pass(3 * time.Minute)
	w.hook("out", terminating, "")
	for range 3 {
		w.execute("in", `,"MetricValue":40,"BreachThreshold":50`)
		w.pass(30 * time.Second)
	}
	w.are("InService 11, Terminating:Wait 2")
}

// TestPolicyThatIsNoLongerTracking has no alarms.
func TestPolicyThatIsNoLongerTracking(t *testing.T) {
	w := newWorld(t)
	w.group(0, 5, 0, "")
	w.track("p", "cpu", 50, "")
	if got := len(w.CloudWatch.Alarms()); got != 2 {
		t.Fatalf("%d alarms", got)
	}
	w.track("p", "cpu", 60, `,"DisableScaleIn":true`)
	if got := len(w.CloudWatch.Alarms()); got != 1 {
		t.Errorf("%d alarms of a policy that does not shrink", got)
	}
	w.simple("p", 1, 60)
	if got := len(w.CloudWatch.Alarms()); got != 0 {
		t.Errorf("%d alarms of a simple policy", got)
	}
}

// TestPolicyThatCannotHaveAlarms is not there: their names would be too long.
func TestPolicyThatCannotHaveAlarms(t *testing.T) {
	w := newWorld(t)
	name := strings.Repeat("g", 250)
	w.do("autoscaling.CreateAutoScalingGroup", `{"AutoScalingGroupName":%q,"LaunchTemplate":{"LaunchTemplateName":"web"},"AvailabilityZones":["us-east-1a"],"MinSize":0,"MaxSize":1}`, name)
	w.refuse("ValidationError", "autoscaling.PutScalingPolicy", `{"AutoScalingGroupName":%q,"PolicyName":"p","PolicyType":"TargetTrackingScaling","TargetTrackingConfiguration":{"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"},"TargetValue":50}}`, name)
	if got := w.AutoScaling.Groups()[0].Policies; len(got) != 0 {
		t.Errorf("%+v", got)
	}
}
