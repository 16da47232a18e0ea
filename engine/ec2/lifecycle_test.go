package ec2_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// in brings a new instance into a state.
func (w *world) in(t *testing.T, state string) string {
	t.Helper()
	id := w.run(t, "t3.micro", 1, "")[0]
	steps := map[string][]string{"pending": nil, "running": {""}, "stopping": {"", "StopInstances"}, "stopped": {"", "StopInstances", ""},
		"shutting-down": {"", "TerminateInstances"}, "terminated": {"", "TerminateInstances", ""}}[state]
	for _, step := range steps {
		if step == "" {
			w.wait(5 * time.Minute)
			continue
		}
		w.must(t, step, `"InstanceIds":[%q]`, id)
	}
	if got := w.see(t, id, "State.Name"); got != state {
		t.Fatalf("it is %s, not %s", got, state)
	}
	return id
}

// Each call in each state: the state after it and the one before it as the
// answer tells them, or the code of the refusal (facts 1).
func TestStatesAndCalls(t *testing.T) {
	for state, calls := range map[string]map[string]string{
		"pending":       {"StartInstances": "0 0", "StopInstances": "IncorrectInstanceState", "RebootInstances": "IncorrectInstanceState", "TerminateInstances": "32 0"},
		"running":       {"StartInstances": "16 16", "StopInstances": "64 16", "RebootInstances": "", "TerminateInstances": "32 16"},
		"stopping":      {"StartInstances": "IncorrectInstanceState", "StopInstances": "64 64", "RebootInstances": "IncorrectInstanceState", "TerminateInstances": "32 64"},
		"stopped":       {"StartInstances": "0 80", "StopInstances": "80 80", "RebootInstances": "IncorrectInstanceState", "TerminateInstances": "48 80"},
		"shutting-down": {"StartInstances": "IncorrectInstanceState", "StopInstances": "IncorrectInstanceState", "RebootInstances": "IncorrectInstanceState", "TerminateInstances": "32 32"},
		"terminated":    {"StartInstances": "IncorrectInstanceState", "StopInstances": "IncorrectInstanceState", "RebootInstances": "", "TerminateInstances": "48 48"},
	} {
		for op, want := range calls {
			w := newWorld(t)
			id := w.in(t, state)
			out, got := w.do(op, `"InstanceIds":[%q]`, id)
			got, _, _ = strings.Cut(got, ":")
			if got == "" {
				list := strings.Replace(op, "Instances", "ingInstances[]", 1)
				list = strings.NewReplacer("Stoping", "Stopping", "Terminateing", "Terminating").Replace(list)
				got = strings.Join(append(texts(out, list+".CurrentState.Code"), texts(out, list+".PreviousState.Code")...), " ")
			}
			if got != want {
				t.Errorf("%s of a %s instance: %q, want %q", op, state, got, want)
			}
			w.wait(5 * time.Minute) // to an end that the invariants allow
		}
	}
}

func TestLaunchTakesItsTime(t *testing.T) {
	w := newWorld(t)
	id := w.run(t, "t3.micro", 1, "")[0]
	w.wait(16300 * time.Millisecond)
	if got := w.see(t, id, "State.Name"); got != "pending" {
		t.Errorf("after 16.3 s it is %s", got)
	}
	w.wait(400 * time.Millisecond)
	if got := w.see(t, id, "State.Name"); got != "running" {
		t.Errorf("after 16.7 s it is %s", got)
	}
	status := func() string {
		return strings.Join(texts(w.must(t, "DescribeInstanceStatus", ""), "InstanceStatuses[].InstanceStatus.Status"), " ")
	}
	if got := status(); got != "initializing" {
		t.Errorf("the checks of a fresh instance are %s", got)
	}
	w.wait(10 * time.Minute)
	if got := status(); got != "ok" {
		t.Errorf("after ten minutes the checks are %s", got)
	}
}

func TestWhatStopAndStartKeep(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "t3.micro", "")
	private, public, volume := w.see(t, id, "PrivateIpAddress"), w.see(t, id, "PublicIpAddress"), w.see(t, id, "BlockDeviceMappings[].Ebs.VolumeId")
	w.must(t, "RebootInstances", `"InstanceIds":[%q]`, id)
	if got := w.see(t, id, "PublicIpAddress"); got != public || w.see(t, id, "State.Name") != "running" {
		t.Errorf("a reboot changes the public address from %s to %s", public, got)
	}
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	if got := w.see(t, id, "PublicIpAddress"); got != "" {
		t.Errorf("a stopped instance has the public address %s", got)
	}
	if got := w.see(t, id, "StateReason.Code"); got != "Client.UserInitiatedShutdown" {
		t.Errorf("it is stopped for %s", got)
	}
	w.must(t, "StartInstances", `"InstanceIds":[%q]`, id)
	w.wait(20 * time.Second)
	if got := w.see(t, id, "PublicIpAddress"); got == public || got == "" {
		t.Errorf("the public address was %s and is %s", public, got)
	}
	if w.see(t, id, "PrivateIpAddress") != private || w.see(t, id, "BlockDeviceMappings[].Ebs.VolumeId") != volume {
		t.Error("the private address or the volume has changed")
	}
}

func TestWhatTerminateKeeps(t *testing.T) {
	w := newWorld(t)
	id := w.run(t, "t3.micro", 1, `,"BlockDeviceMappings":[{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":1}},{"DeviceName":"/dev/sdg","Ebs":{"VolumeSize":2,"DeleteOnTermination":false}}]`)[0]
	w.wait(20 * time.Second)
	w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	if got := fmt.Sprint(texts(w.must(t, "DescribeVolumes", ""), "Volumes[].Size")); got != "[2]" {
		t.Errorf("volumes of these sizes are left: %s", got)
	}
	if got := w.see(t, id, "PrivateIpAddress"); got != "" {
		t.Errorf("a terminated instance has the address %s", got)
	}
	w.wait(time.Hour)
	if got := w.refused("DescribeInstances", `"InstanceIds":[%q]`, id); got != "InvalidInstanceID.NotFound: The instance ID '"+id+"' does not exist" {
		t.Errorf("after an hour it is still seen: %s", got)
	}
}

// Protected instances keep all of their zone alive; other zones go (BC).
func TestProtectionIsByZone(t *testing.T) {
	w := newWorld(t)
	zone := func(z string) string { return `,"Placement":{"AvailabilityZone":"` + z + `"}` }
	guarded := w.running(t, "t3.micro", zone("us-east-1a")+`,"DisableApiTermination":true`)
	beside, other := w.running(t, "t3.micro", zone("us-east-1a")), w.running(t, "t3.micro", zone("us-east-1b"))
	want := "OperationNotPermitted: The instance '" + guarded + "' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
	if got := w.refused("TerminateInstances", `"InstanceIds":[%q,%q,%q]`, beside, guarded, other); got != want {
		t.Errorf("got %s", got)
	}
	if got := w.see(t, beside, "State.Name") + " " + w.see(t, other, "State.Name"); got != "running shutting-down" {
		t.Errorf("the one beside it is, and that of another zone: %s", got)
	}
	w.must(t, "ModifyInstanceAttribute", `"InstanceId":%q,"DisableApiTermination":{"Value":false}`, guarded)
	w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, guarded)
}

func TestOneUnknownIDAndNoneIsTerminated(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "t3.micro", "")
	const none = "i-00000000000000001"
	if got := w.refused("TerminateInstances", `"InstanceIds":[%q,%q,"i-00000000000000002"]`, id, none); got != "InvalidInstanceID.NotFound: The instance IDs 'i-00000000000000001, i-00000000000000002' do not exist" {
		t.Errorf("got %s", got)
	}
	if got := w.see(t, id, "State.Name"); got != "running" {
		t.Errorf("it is %s", got)
	}
}

func TestClientToken(t *testing.T) {
	w := newWorld(t)
	first := w.run(t, "t3.micro", 2, `,"ClientToken":"t"`)
	again := w.run(t, "t3.micro", 2, `,"ClientToken":"t"`)
	if fmt.Sprint(first) != fmt.Sprint(again) {
		t.Errorf("the same token gives %s and then %s", first, again)
	}
	if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":"t3.nano","MinCount":2,"MaxCount":2,"ClientToken":"t"`, linux); !strings.HasPrefix(got, "IdempotentParameterMismatch: ") {
		t.Errorf("other parameters with the same token: %s", got)
	}
}

func TestHibernationTakesLongerWithMemory(t *testing.T) {
	w := newWorld(t)
	const encrypted = `,"HibernationOptions":{"Configured":true},"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true}}]`
	id := w.running(t, "m5.4xlarge", encrypted) // 64 GiB: 320 s more
	w.must(t, "StopInstances", `"InstanceIds":[%q],"Hibernate":true`, id)
	before := w.used("BoxUsage:m5.4xlarge")
	w.wait(300 * time.Second)
	if got := w.see(t, id, "State.Name") + " " + w.see(t, id, "StateReason.Code"); got != "stopping Client.UserInitiatedHibernate" {
		t.Errorf("after 300 s it is %s", got)
	}
	if got := w.used("BoxUsage:m5.4xlarge") - before; got < 299.0/3600-1.0/60 {
		t.Errorf("while it hibernated %f hours were billed", got)
	}
	plain := w.running(t, "m5.large", "")
	if got := w.refused("StopInstances", `"InstanceIds":[%q],"Hibernate":true`, plain); !strings.HasPrefix(got, "UnsupportedHibernationConfiguration: ") {
		t.Errorf("an instance that was not launched for it: %s", got)
	}
	w.wait(5 * time.Minute)
	if got := w.see(t, id, "State.Name"); got != "stopped" {
		t.Errorf("in the end it is %s", got)
	}
}

func TestStoppedWithoutRootDoesNotStart(t *testing.T) {
	w := newWorld(t)
	id := w.in(t, "stopped")
	w.must(t, "DetachVolume", `"VolumeId":%q`, w.see(t, id, "BlockDeviceMappings[].Ebs.VolumeId"))
	want := "InvalidParameterValue: Invalid value '" + id + "' for instanceId. Instance does not have a volume attached at root (/dev/xvda)"
	if got := w.refused("StartInstances", `"InstanceIds":[%q]`, id); got != want {
		t.Errorf("got %s", got)
	}
}
