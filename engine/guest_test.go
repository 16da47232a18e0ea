package engine_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/ec2"
)

// lab is a world with one instance of a key pair that anybody may reach.
type lab struct {
	*engine.World
	t       *testing.T
	id, key string
}

// newLab launches an instance with user data, and waits until it has booted.
func newLab(t *testing.T, script, more string) *lab {
	l := &lab{World: engine.New(engine.Config{Seed: 1}), t: t}
	l.key = member(l.must("ec2.CreateKeyPair", `{"KeyName":"k"}`), "KeyMaterial").(string)
	l.must("ec2.AuthorizeSecurityGroupIngress", `{"GroupName":"default","IpProtocol":"-1","CidrIp":"0.0.0.0/0"}`)
	l.id = l.launch(script, more)
	l.wait(time.Minute)
	return l
}

func (l *lab) launch(script, more string) string {
	l.t.Helper()
	out := l.must("ec2.RunInstances", `{"ImageId":"ami-0abcdef1234567890","InstanceType":"m5.large","MinCount":1,"MaxCount":1,"KeyName":"k","UserData":%q%s}`,
		base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\n"+script)), more)
	return member(member(out, "Instances").([]any)[0], "InstanceId").(string)
}

// must makes a call that is not refused.
func (l *lab) must(op, in string, args ...any) aws.Object {
	l.t.Helper()
	out, err := call(l.World, op, fmt.Sprintf(in, args...))
	if err != nil {
		l.t.Fatalf("%s: %v", op, err)
	}
	return out
}

func (l *lab) wait(d time.Duration) {
	l.AdvanceTo(l.Now().Add(d))
	if err := l.Check(); err != nil {
		l.t.Error(err)
	}
}

// machine is the instance as its neighbours see it.
func (l *lab) machine(id string) ec2.Machine {
	l.t.Helper()
	m, ok := l.EC2.Machine(id)
	if !ok {
		l.t.Fatalf("%s is no machine", id)
	}
	return m
}

// ssh begins a command on an instance, with its private key.
func (l *lab) ssh(id, command string) *engine.Reply {
	l.t.Helper()
	host := l.machine(id).Interface.Public.String()
	return l.Do(engine.Call{Operation: "ssh.Run", In: &ec2.SSHInput{Host: host, User: "ec2-user", Command: command, Key: l.key, SourceIP: "203.0.113.10"}})
}

// printed is what came of a command: its output, an error's code, or "nothing".
func printed(r *engine.Reply) string {
	switch {
	case !r.Done:
		return "nothing"
	case r.Err != nil:
		return r.Err.Code
	}
	out := r.Out.(*ec2.SSHOutput)
	return out.Stdout + out.Stderr
}

// TestStoppedBeforeItsSystemRuns holds that an instance whose system does not
// run is shut down where it was to hibernate.
func TestStoppedBeforeItsSystemRuns(t *testing.T) {
	l := newLab(t, "", `,"HibernationOptions":{"Configured":true},"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"Encrypted":true}}]`)
	stop := func() {
		t.Helper()
		l.must("ec2.StopInstances", `{"InstanceIds":[%q],"Hibernate":true}`, l.id)
		l.wait(5 * time.Minute)
		if m := l.machine(l.id); m.State != ec2.Stopped {
			t.Fatalf("it is %s", m.State.Name)
		}
	}
	l.must("ec2.RebootInstances", `{"InstanceIds":[%q]}`, l.id)
	stop()
	l.must("ec2.StartInstances", `{"InstanceIds":[%q]}`, l.id)
	l.wait(5 * time.Minute)
	up := l.ssh(l.id, "nohup sleep 3600; echo slept")
	stop() // it hibernates
	l.must("ec2.StartInstances", `{"InstanceIds":[%q]}`, l.id)
	if l.wait(50 * time.Minute); printed(up) != "nothing" && printed(up) != "slept\n" {
		t.Errorf("%s", printed(up))
	}
	if l.wait(20 * time.Minute); printed(up) != "slept\n" {
		t.Errorf("a program that slept while the instance hibernated: %s", printed(up))
	}
	l.must("fault.Inject", `{"Kind":"host","Target":%q}`, l.id)
	stop()
}

// TestScriptThatBringsItsSystemDown holds that nothing of a script goes on when
// it has rebooted the machine it runs on, and that it is not run again.
func TestScriptThatBringsItsSystemDown(t *testing.T) {
	l := newLab(t, "reboot & cd /nowhere; echo lost > /lost; serve &\n", "")
	l.wait(time.Minute)
	if got := printed(l.ssh(l.id, "ls /lost; curl -s localhost || echo none")); got != "none\nls: cannot access '/lost': No such file or directory\n" {
		t.Errorf("%q", got)
	}
	r := l.ssh(l.id, "shutdown -h now & cd /nowhere")
	if l.wait(5 * time.Minute); !strings.HasSuffix(printed(r), "closed by remote host.\n") || l.machine(l.id).State != ec2.Stopped {
		t.Errorf("%s, %s", printed(r), l.machine(l.id).State.Name)
	}
}

// TestHaltedSystem holds that who is logged in to a system that halts is told
// so, and that nobody is heard by it afterwards.
func TestHaltedSystem(t *testing.T) {
	l := newLab(t, "", "")
	r := l.ssh(l.id, "sudo halt")
	if got := printed(r); !strings.HasSuffix(got, "closed by remote host.\n") {
		t.Errorf("%s", got)
	}
	r = l.ssh(l.id, "uptime")
	if l.wait(5 * time.Minute); printed(r) != aws.ConnectionTimedOut {
		t.Errorf("%s", printed(r))
	}
	l.must("ec2.RebootInstances", `{"InstanceIds":[%q]}`, l.id)
	l.wait(time.Minute)
	if got := printed(l.ssh(l.id, "whoami; sudo whoami; sudo bash -c 'id -u'; id -u")); got != "ec2-user\nroot\n0\n1000\n" {
		t.Errorf("%s", got)
	}
}

// TestAnswersOfOthersGone holds that an instance that has stopped hears nothing
// more of those that it asked.
func TestAnswersOfOthersGone(t *testing.T) {
	l := newLab(t, "serve wait=10m &\n", "")
	asking := l.launch("", "")
	l.wait(time.Minute)
	address := l.machine(l.id).Interface.Private.String()
	r := l.ssh(asking, "curl http://"+address+"/")
	l.must("ec2.StopInstances", `{"InstanceIds":[%q]}`, asking)
	if !strings.HasSuffix(printed(r), "closed by remote host.\n") {
		t.Errorf("%s", printed(r))
	}
	l.must("fault.Inject", `{"Kind":"host","Target":%q}`, l.id)
	l.wait(30 * time.Minute)
}

// TestTimeToConnect holds that curl's --connect-timeout is for the connection
// alone: a slow answer is waited for.
func TestTimeToConnect(t *testing.T) {
	l := newLab(t, "serve wait=10s &\n", "")
	r := l.ssh(l.id, "curl -s --connect-timeout 2 localhost; curl --connect-timeout 2 http://172.31.255.250/")
	l.wait(10500 * time.Millisecond)
	if printed(r) != "nothing" {
		t.Errorf("%q before its time", printed(r))
	}
	if l.wait(2 * time.Second); printed(r) != "ok\ncurl: (28) Connection timed out after 2000 milliseconds\n" {
		t.Errorf("%q", printed(r))
	}
}

// TestOwnAddress holds that no group keeps an instance from itself.
func TestOwnAddress(t *testing.T) {
	l := newLab(t, "serve &\n", "")
	group := member(l.must("ec2.CreateSecurityGroup", `{"GroupName":"shut","Description":"ssh alone"}`), "GroupId").(string)
	l.must("ec2.AuthorizeSecurityGroupIngress", `{"GroupId":%q,"IpProtocol":"tcp","FromPort":22,"ToPort":22,"CidrIp":"0.0.0.0/0"}`, group)
	l.must("ec2.ModifyInstanceAttribute", `{"InstanceId":%q,"Groups":[%q]}`, l.id, group)
	address := l.machine(l.id).Interface.Private.String()
	if got := printed(l.ssh(l.id, "curl -s http://"+address+"/; curl -s http://$HOSTNAME.ec2.internal/")); got != "ok\nok\n" {
		t.Errorf("%q", got)
	}
}

// TestFaultsAndStarts holds that an instance leaves a failed host by a start,
// that a lost zone that comes back does not mend a host, and that a full disk is
// mended also while the instance is stopped.
func TestFaultsAndStarts(t *testing.T) {
	l := newLab(t, "", "")
	restart := func() {
		t.Helper()
		l.must("ec2.StopInstances", `{"InstanceIds":[%q]}`, l.id)
		l.wait(5 * time.Minute)
		l.must("ec2.StartInstances", `{"InstanceIds":[%q]}`, l.id)
		l.wait(5 * time.Minute)
	}
	broken := func() int {
		return len(member(l.must("fault.Describe", `{}`), "Faults").([]any))
	}
	l.must("fault.Inject", `{"Kind":"host","Target":%q}`, l.id)
	l.must("fault.Inject", `{"Kind":"zone","Target":%q}`, l.machine(l.id).Zone)
	l.wait(5 * time.Minute)
	l.must("fault.Clear", `{"Target":%q}`, l.machine(l.id).Zone)
	if l.wait(5 * time.Minute); l.machine(l.id).Checks != "impaired" || broken() != 1 {
		t.Errorf("its host has failed: %s, %d faults", l.machine(l.id).Checks, broken())
	}
	restart()
	if got := printed(l.ssh(l.id, "whoami")); got != "ec2-user\n" || l.machine(l.id).Checks != "ok" || broken() != 0 {
		t.Errorf("on another host: %s, %s, %d faults", got, l.machine(l.id).Checks, broken())
	}
	l.must("fault.Inject", `{"Kind":"disk","Target":%q}`, l.id)
	if got := printed(l.ssh(l.id, "echo x > /f")); got != "bash: /f: No space left on device\n" {
		t.Errorf("on a full disk: %q", got)
	}
	l.must("ec2.StopInstances", `{"InstanceIds":[%q]}`, l.id)
	l.wait(5 * time.Minute)
	l.must("fault.Clear", `{}`)
	l.must("ec2.StartInstances", `{"InstanceIds":[%q]}`, l.id)
	l.wait(5 * time.Minute)
	if got := printed(l.ssh(l.id, "echo x > /f; cat /f")); got != "x\n" {
		t.Errorf("on a disk that is mended: %q", got)
	}
}

// TestHashTellsSystemsApart holds that two worlds that will behave differently
// have different hashes, though they look alike now.
func TestHashTellsSystemsApart(t *testing.T) {
	hash := func(script, command string) string {
		l := newLab(t, script, "")
		if command != "" {
			l.ssh(l.id, command)
		}
		return l.Hash()
	}
	const token = "curl -sX PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: %d' > /dev/null"
	for _, c := range [][2]string{
		{"sleep 60; rm /a", "sleep 60; rm /b"},
		{fmt.Sprintf(token, 100), fmt.Sprintf(token, 200)},
	} {
		if hash("", c[0]) == hash("", c[1]) {
			t.Errorf("%q and %q have the same hash", c[0], c[1])
		}
	}
}
