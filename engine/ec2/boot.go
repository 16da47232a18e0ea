package ec2

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/guest"
	"skylab/engine/vpc"
)

// maxConsole is how much of the console AWS keeps, in bytes (EC2 user guide,
// instance console output).
const maxConsole = 64 << 10

// boot begins the operating system: it can be reached a little later.
//
// fidelity: ec2.console-output
func (s *Service) boot(i *instance, after time.Duration) {
	i.boots++
	if i.boots == 1 {
		i.console = nil
	}
	i.nic.Down = true
	s.k.After(after, SystemBooted{i.id, i.boots})
}

// booted is when the system can be reached: its services start and, the first
// time, the user data runs.
//
// fidelity: ec2.user-data
func (s *Service) booted(e SystemBooted) {
	i := s.instances[e.Instance]
	if i == nil || i.boots != e.Boot || i.state != Running || i.failed {
		return
	}
	i.nic.Down = false
	host := strings.TrimSuffix(vpc.PrivateDNS(i.nic.Private), ".ec2.internal")
	s.say(i, "[    0.000000] Linux version 6.12 (%s) #1 SMP", i.image.architecture)
	s.say(i, "[    0.000000] Memory: %dK available, %d CPUs", i.kind.MemoryMiB*1024, i.kind.VCPUs)
	s.say(i, "cloud-init[1]: Cloud-init running 'init', hostname %s", host)
	i.system = guest.Boot(&computer{s, i, i.boots}, guest.Hardware{Hostname: host, Address: i.nic.Private.String(), Architecture: kernelName[i.image.architecture],
		Image: "Amazon Linux 2023", VCPUs: float64(i.kind.VCPUs), Memory: int64(i.kind.MemoryMiB) << 20, Rules: s.guestRules}, i.disk)
	i.worked = 0
	s.throttle(i)
	s.leak(i)
	i.system.Start()
	s.initialize(i)
	s.say(i, "%s login:", host)
}

// kernelName is an architecture as uname shows it.
var kernelName = map[string]string{"x86_64": "x86_64", "arm64": "aarch64"}

// initialize is what cloud-init does at the first boot: it runs the user data.
func (s *Service) initialize(i *instance) {
	if i.disk.Initialized && !s.rules.UserDataEachBoot {
		return
	}
	i.disk.Initialized = true
	script := i.userData
	if len(script) == 0 {
		return
	}
	s.say(i, "cloud-init[1]: Cloud-init running 'modules:final': user data of %d bytes", len(script))
	if bytes.HasPrefix(script, []byte("#cloud-config")) {
		var err error
		if script, err = cloudConfig(script); err != nil {
			s.say(i, "cloud-init[1]: Failed loading yaml blob: %v", err)
			return
		}
	}
	if !bytes.HasPrefix(script, []byte("#!")) {
		first, _, _ := strings.Cut(string(script), "\n")
		s.say(i, "cloud-init[1]: Unhandled non-multipart (text/x-not-multipart) userdata: '%.60s...'", first)
		return
	}
	out := &cloudLog{s: s, i: i, system: i.system}
	i.system.Shell("root").Run(script, nil, out, out, func(status int) {
		if i.system != out.system {
			return // it has brought its system down
		}
		if status != 0 {
			s.say(i, "cloud-init[1]: Failed to run module scripts-user (scripts in /var/lib/cloud/instance/scripts): exit code %d", status)
		}
		s.say(i, "cloud-init[1]: Cloud-init finished. Up %.2f seconds", s.k.Now().Sub(i.running).Seconds())
		s.k.Emit(UserDataRan{i.id, status})
	})
}

// cloudLog is where the user data's output goes: the console, and a file.
type cloudLog struct {
	s      *Service
	i      *instance
	system *guest.System
	part   string
}

func (l *cloudLog) Write(data []byte) (int, error) {
	if l.i.system != l.system {
		return len(data), nil // nobody is left to write
	}
	l.system.Append("/var/log/cloud-init-output.log", string(data))
	l.part += string(data)
	for {
		line, rest, whole := strings.Cut(l.part, "\n")
		if !whole {
			return len(data), nil
		}
		l.s.say(l.i, "cloud-init[1]: %s", strings.TrimRight(line, "\r"))
		l.part = rest
	}
}

// say writes a line to the instance's console.
func (s *Service) say(i *instance, format string, args ...any) {
	if len(i.console) > 2*maxConsoleLines {
		i.console = append([]ConsoleLine(nil), i.console[maxConsoleLines:]...)
	}
	i.console = append(i.console, ConsoleLine{s.k.Now().Since(), fmt.Sprintf(format, args...)})
}

// Console are the newest n lines of an instance's console.
func (s *Service) Console(id string, n int) []ConsoleLine {
	i := s.instances[id]
	if i == nil {
		return nil
	}
	return i.console[max(len(i.console)-n, 0):]
}

// maxConsoleLines bounds the lines that are remembered; AWS shows maxConsole
// bytes of them.
const maxConsoleLines = 2000

// GetConsoleOutputInput follows AWS's model.
type GetConsoleOutputInput struct {
	InstanceId string `aws:"required"`
	Latest     bool
	DryRun     bool
}

// GetConsoleOutputOutput is what the console shows, in base64.
type GetConsoleOutputOutput struct {
	InstanceId string
	Timestamp  time.Time
	Output     string
}

// getConsoleOutput is the newest of the console. The AWS CLI decodes it.
func (s *Service) getConsoleOutput(_ *aws.Request, in *GetConsoleOutputInput) (*GetConsoleOutputOutput, error) {
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, l := range i.console {
		b.WriteString(l.Text + "\r\n")
	}
	text := b.String()
	if len(text) > maxConsole {
		text = text[len(text)-maxConsole:]
	}
	return &GetConsoleOutputOutput{i.id, ec2api.Time(s.k.Now()), base64.StdEncoding.EncodeToString([]byte(text))}, nil
}

// halt ends the instance's system: its programs are told, or the machine is
// gone with them.
func (s *Service) halt(i *instance, vanished bool) {
	if i.nic != nil {
		i.nic.Down = true
	}
	if i.system == nil {
		return
	}
	s.countCredits(i)
	i.spent += i.system.CPU.Busy(s.k.Now())
	i.sent, i.received = i.sent+i.system.Sent, i.received+i.system.Received
	i.system.Down(vanished)
	s.hangUp(i)
	i.system, i.worked = nil, 0
}

// reboot begins the system of a running instance anew.
func (s *Service) reboot(i *instance) {
	s.halt(i, false)
	s.k.Emit(InstanceRebooted{i.id})
	s.boot(i, rebooting.Sample(s.k.Stream("ec2.rebooting")))
}

// resume is when an instance that has hibernated goes on where it was.
func (s *Service) resume(i *instance) {
	i.nic.Down = false
	s.throttle(i)
	i.system.Resume()
}
