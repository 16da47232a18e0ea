package autoscaling_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/autoscaling"
	"skylab/engine/ec2"
)

const (
	launching   = "autoscaling:EC2_INSTANCE_LAUNCHING"
	terminating = "autoscaling:EC2_INSTANCE_TERMINATING"
)

func (w *world) hook(name, transition, more string) {
	w.Helper()
	w.do("autoscaling.PutLifecycleHook", `{"AutoScalingGroupName":"web","LifecycleHookName":%q,"LifecycleTransition":%q%s}`, name, transition, more)
}

func (w *world) complete(hook, result string) {
	w.Helper()
	w.do("autoscaling.CompleteLifecycleAction", `{"AutoScalingGroupName":"web","LifecycleHookName":%q,"InstanceId":%q,"LifecycleActionResult":%q}`, hook, w.first(), result)
}

// TestAllHooksOfATransitionAreWaitedFor, and one that is abandoned ends a launch.
func TestAllHooksOfATransitionAreWaitedFor(t *testing.T) {
	w := newWorld(t)
	w.group(0, 2, 0, "")
	w.hook("a", launching, "")
	w.hook("b", launching, "")
	w.hook("c", terminating, "")
	w.hook("d", terminating, "")
	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":1}`)
	w.pass(time.Minute)
	w.are("Pending:Wait 1")
	w.complete("b", "CONTINUE")
	w.are("Pending:Wait 1")
	w.refuse("ValidationError: No active Lifecycle Action found with instance ID "+w.first(), "autoscaling.CompleteLifecycleAction",
		`{"AutoScalingGroupName":"web","LifecycleHookName":"b","InstanceId":%q,"LifecycleActionResult":"CONTINUE"}`, w.first())
	w.complete("a", "CONTINUE")
	w.are("InService 1")

	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":0}`)
	w.pass(10 * time.Second)
	w.are("Terminating:Wait 1")
	w.complete("c", "ABANDON") // of a termination: the others are not waited for
	w.are("Terminating:Proceed 1")
	w.pass(2 * time.Minute)

	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":1}`)
	w.pass(time.Minute)
	lost := w.first()
	w.complete("a", "ABANDON") // of a launch: the instance goes, and another comes
	w.are("Terminating:Wait 1")
	if w.view().Activities[1].Status != "Cancelled" {
		t.Errorf("the launch is %s", w.view().Activities[1].Status)
	}
	w.complete("c", "CONTINUE")
	w.complete("d", "CONTINUE")
	w.pass(2 * time.Minute)
	w.are("Pending:Wait 1")
	for _, e := range w.Journal().Since(0) {
		if m, ok := e.Event.(autoscaling.MemberChanged); ok && m.Instance == lost && m.State == "InService" {
			t.Error("an abandoned instance was in service")
		}
	}
}

// TestHooksByToken: EventBridge tells the token, by which the action is completed.
func TestHooksByToken(t *testing.T) {
	w := newWorld(t)
	w.do("events.PutRule", `{"Name":"held","EventPattern":"{\"source\":[\"aws.autoscaling\"],\"detail-type\":[\"EC2 Instance-launch Lifecycle Action\"]}"}`)
	queue := at(w.do("sqs.CreateQueue", `{"QueueName":"held"}`), "QueueUrl").(string)
	arn := "arn:aws:sqs:us-east-1:123456789012:held"
	w.do("sqs.SetQueueAttributes", `{"QueueUrl":%q,"Attributes":{"Policy":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"%s\"}]}"}}`, queue, arn)
	w.do("events.PutTargets", `{"Rule":"held","Targets":[{"Id":"1","Arn":%q}]}`, arn)
	w.group(0, 1, 0, "")
	w.hook("a", launching, "")
	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":1}`)
	w.pass(time.Minute)
	body := at(w.do("sqs.ReceiveMessage", `{"QueueUrl":%q}`, queue), "Messages", 0, "Body").(string)
	_, rest, _ := strings.Cut(body, `"LifecycleActionToken":"`)
	token, _, _ := strings.Cut(rest, `"`)
	w.refuse("ValidationError: No active Lifecycle Action found with token 01234567-89ab-cdef-0123-456789abcdef", "autoscaling.CompleteLifecycleAction",
		`{"AutoScalingGroupName":"web","LifecycleHookName":"a","LifecycleActionToken":"01234567-89ab-cdef-0123-456789abcdef","LifecycleActionResult":"CONTINUE"}`)
	w.do("autoscaling.RecordLifecycleActionHeartbeat", `{"AutoScalingGroupName":"web","LifecycleHookName":"a","LifecycleActionToken":%q}`, token)
	w.do("autoscaling.CompleteLifecycleAction", `{"AutoScalingGroupName":"web","LifecycleHookName":"a","LifecycleActionToken":%q,"LifecycleActionResult":"CONTINUE"}`, token)
	w.are("InService 1")
}

// TestHeartbeatsHaveAnEnd: after a hundred of them, or 48 hours, the default
// result is done, however often one asks for more.
func TestHeartbeatsHaveAnEnd(t *testing.T) {
	w := newWorld(t)
	w.group(0, 1, 0, "")
	w.hook("a", launching, `,"HeartbeatTimeout":30,"DefaultResult":"CONTINUE"`)
	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":1}`)
	w.pass(30 * time.Second)
	for w.states() == "Pending:Wait 1" {
		w.do("autoscaling.RecordLifecycleActionHeartbeat", `{"AutoScalingGroupName":"web","LifecycleHookName":"a","InstanceId":%q}`, w.first())
		w.pass(10 * time.Second)
	}
	var held, served time.Time
	for _, e := range w.Journal().Since(0) {
		if m, ok := e.Event.(autoscaling.MemberChanged); ok && m.State == "Pending:Wait" {
			held = e.At.Wall()
		} else if ok && m.State == "InService" {
			served = e.At.Wall()
		}
	}
	if got := served.Sub(held); got != 3000*time.Second {
		t.Errorf("it was held for %v, want 50 minutes", got)
	}
}

// TestDeletedHookAbandonsLaunches, and lets terminations go on.
func TestDeletedHookAbandonsLaunches(t *testing.T) {
	w := newWorld(t)
	w.group(0, 2, 1, "")
	w.pass(time.Minute)
	w.hook("in", launching, "")
	w.hook("out", terminating, "")
	old := w.first()
	w.do("autoscaling.SetInstanceHealth", `{"InstanceId":%q,"HealthStatus":"Unhealthy"}`, old)
	w.pass(time.Minute)
	w.are("Pending:Wait 1, Terminating:Wait 1")
	w.do("autoscaling.DeleteLifecycleHook", `{"AutoScalingGroupName":"web","LifecycleHookName":"in"}`)
	w.are("Terminating:Wait 2")
	w.do("autoscaling.DeleteLifecycleHook", `{"AutoScalingGroupName":"web","LifecycleHookName":"out"}`)
	w.are("Terminating:Proceed 2")
}

// TestHeldInstanceIsTerminated: it is held no longer.
func TestHeldInstanceIsTerminated(t *testing.T) {
	w := newWorld(t)
	w.group(0, 1, 0, "")
	w.hook("a", launching, "")
	w.do("autoscaling.SetDesiredCapacity", `{"AutoScalingGroupName":"web","DesiredCapacity":1}`)
	w.pass(time.Minute)
	gone := w.first()
	w.do("ec2.TerminateInstances", `{"InstanceIds":[%q]}`, gone)
	w.pass(3 * time.Hour) // the hook's heartbeat and more
	if m, ok := w.EC2.Machine(gone); ok && m.State != ec2.Terminated {
		t.Errorf("%s is %s", gone, m.State.Name)
	}
	if fmt.Sprint(w.view().Members[0].ID) == gone {
		t.Error("it is still of the group")
	}
}
