// Package guest is what runs inside a machine: a system with files, a shell,
// services and server processes, on the machine's vCPUs and memory and on
// virtual time. It knows neither EC2 nor containers; a Host is its machine.
//
// Programs are the learner's JavaScript in the sandbox, well-known servers
// (nginx, httpd, python3 -m http.server) and a modelled one (serve). Commands
// are those that set a server up and look at it, in the words of Amazon Linux
// 2023; others are not found, as a command that is not installed is not.
//
// Its invariants: what processes hold fits into the memory; a port is listened
// on by one process; a process that is gone answers nobody.
package guest

import (
	"errors"
	"math/rand/v2"
	"time"

	"skylab/engine/aws"
	"skylab/engine/guest/shell"
	"skylab/engine/machine"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// Host is the machine as its system sees it.
type Host interface {
	Now() sim.Time
	// Wake has Woke called with the token when the time has passed. It returns
	// what Unwake takes back.
	Wake(at sim.Time, token uint64) uint64
	Unwake(seq uint64)
	// Console writes a line to the machine's console.
	Console(line string)
	// Listen has a program answer on a port; nil is nobody.
	Listen(port int, l vpc.Listener)
	// Request sends a plain HTTP request out of the machine; done is told what
	// came back.
	Request(in *aws.HTTPRequest, done func(*aws.HTTPResponse, *aws.Error))
	// Metadata answers a request to 169.254.169.254; nil is that nobody does.
	Metadata(in *aws.HTTPRequest) *aws.HTTPResponse
	// Call makes a call of AWS for a program, in JSON with blobs beside it;
	// Answered is told the answer, with the token.
	Call(operation string, input []byte, blobs [][]byte, token uint64)
	// Power has the machine restart or turn off when its system has gone down.
	Power(restart bool)
	// Halted is told that the system has gone down, and the machine runs on.
	Halted()
	// Failed is told of a process that was killed for lack of memory, or ended
	// by itself with a status other than 0.
	Failed(process, why string, status int)
	// Random is the machine's randomness for modelled programs.
	Random() *rand.Rand
	// Program makes a VM for a package of JavaScript.
	Program(p *sandbox.Package, c sandbox.Config) (Program, error)
	// Spend counts fuel of the host's.
	Spend(n int64)
}

// Program is a running copy of a learner's code: a sandbox.VM.
type Program interface {
	Init(now int64) sandbox.Turn
	Resume(now int64, answers []sandbox.Answer) sandbox.Turn
	Close()
}

// Hardware is what the system has to run on.
type Hardware struct {
	Hostname     string // "ip-172-31-5-9"
	Address      string // "172.31.5.9": what the machine reaches itself by
	Architecture string // "x86_64" or "aarch64"
	Image        string // what /etc/os-release tells: "Amazon Linux 2023"
	VCPUs        float64
	Memory       int64 // bytes
	Rules        Rules
}

// osMemory is what the system holds before any service, in bytes: about what
// free reports on a fresh Amazon Linux 2023. An assumption.
const osMemory = 150 << 20

// System is a machine's running system, from its boot until it goes down.
type System struct {
	Hardware
	// CPU runs what processes compute.
	CPU *machine.CPU
	// Sent and Received are bytes of requests and responses since the boot.
	Sent, Received int64

	host      Host
	disk      *Disk
	booted    sim.Time
	down      bool
	processes []*process // by pid
	lastPID   int
	units     map[string]*unit
	memory    int64 // bytes of all processes
	ports     map[int]*process
	listeners map[int]vpc.Listener // of the same ports
	journal   []entry
	killed    int   // processes killed for lack of memory
	leaking   int64 // bytes a minute

	wakes    map[uint64]func() // by token
	lastWake uint64
	jobs     map[uint64]job // what the CPU computes, by its number there
	lastJob  uint64
	due      []uint64 // room for those that are done
	next     uint64   // the wake-up for the CPU, 0 is none
	nextAt   sim.Time
	calls    map[uint64]func([]byte, [][]byte, *aws.Error) // calls of AWS, by token
	lastCall uint64
	requests map[uint64]bool // plain requests sent out that have no answer
	lastSent uint64
	asleep   bool     // it hibernates
	slept    []missed // what has come meanwhile
}

// missed is something that came while the system hibernated, by its kind and
// number; goOn is how it goes on with it.
type missed struct {
	Kind   string
	Number uint64
	goOn   func()
}

// job is who waits for the CPU.
type job interface{ computed() }

// Boot is a system that begins to run from a disk. Its services start by Start.
func Boot(h Host, hw Hardware, d *Disk) *System {
	return &System{Hardware: hw, CPU: machine.NewCPU(hw.Rules.capacity(hw.VCPUs)), host: h, disk: d, booted: h.Now(), lastPID: 1000,
		units: map[string]*unit{}, ports: map[int]*process{}, listeners: map[int]vpc.Listener{}, wakes: map[uint64]func(){}, jobs: map[uint64]job{},
		calls: map[uint64]func([]byte, [][]byte, *aws.Error){}, requests: map[uint64]bool{}}
}

// cpuToken is the token of the wake-up for the CPU.
const cpuToken = 0

// after has f called when the time has passed, unless the system is down then.
func (s *System) after(d time.Duration, f func()) {
	s.lastWake++
	s.wakes[s.lastWake] = f
	s.host.Wake(s.host.Now().Add(d), s.lastWake)
}

// After has f called when the time has passed, unless the system is down then.
func (s *System) After(d time.Duration, f func()) { s.after(d, f) }

// Hibernate has the system stand still until Resume. What comes meanwhile waits.
func (s *System) Hibernate() {
	s.SetCapacity(0)
	s.asleep = true
}

// Resume has a system that hibernates go on, with what has come meanwhile. Its
// CPU has no capacity until it is given some.
func (s *System) Resume() {
	missed := s.slept
	s.asleep, s.slept = false, nil
	for _, m := range missed {
		s.arrives(m.Kind, m.Number, m.goOn)
	}
}

// arrives is when something comes from outside of the system: one that is down
// goes on with nothing, and one that hibernates later.
func (s *System) arrives(kind string, number uint64, goOn func()) {
	switch {
	case s.down:
	case s.asleep:
		s.slept = append(s.slept, missed{kind, number, goOn})
	default:
		goOn()
	}
}

// Woke is when a wake-up that the host was asked for is due.
func (s *System) Woke(token uint64) {
	s.arrives("wake", token, func() { s.woke(token) })
}

func (s *System) woke(token uint64) {
	if token == cpuToken {
		s.next = 0
		s.computed()
		return
	}
	if f := s.wakes[token]; f != nil {
		delete(s.wakes, token)
		f()
	}
}

// compute has the CPU do work for a job.
func (s *System) compute(work time.Duration, j job) uint64 {
	s.lastJob++
	s.jobs[s.lastJob] = j
	s.CPU.Start(s.host.Now(), s.lastJob, work)
	s.plan()
	return s.lastJob
}

// Burst has so many processes compute for that much CPU time each.
func (s *System) Burst(processes int, work time.Duration) {
	for range processes {
		s.compute(work, nil)
	}
}

// SetCapacity changes how many vCPUs' worth the machine gives its system.
func (s *System) SetCapacity(vcpus float64) {
	s.computed()
	s.CPU.SetCapacity(s.host.Now(), s.Rules.capacity(vcpus))
	s.plan()
}

// computed tells those whose work is done.
func (s *System) computed() {
	due := s.CPU.Finish(s.host.Now(), s.due[:0])
	s.due = nil // those whose work is done may come back to here
	for _, n := range due {
		j := s.jobs[n]
		delete(s.jobs, n)
		if j != nil {
			j.computed()
		}
	}
	s.due = due[:0]
	s.plan()
}

// plan has the host wake the system when the CPU is done with something.
func (s *System) plan() {
	at, _, any := s.CPU.Next()
	if s.next != 0 && any && at == s.nextAt {
		return
	}
	if s.next != 0 {
		s.host.Unwake(s.next)
		s.next = 0
	}
	if any && !s.down {
		s.next, s.nextAt = s.host.Wake(at, cpuToken), at
	}
}

// call makes a call of AWS; done is told the answer.
func (s *System) call(operation string, input []byte, blobs [][]byte, done func([]byte, [][]byte, *aws.Error)) {
	s.lastCall++
	token := s.lastCall
	s.calls[token] = done
	s.host.Call(operation, input, blobs, token)
}

// Answered is when a call that the host was asked for has its answer.
func (s *System) Answered(token uint64, output []byte, blobs [][]byte, err *aws.Error) {
	s.arrives("call", token, func() {
		done := s.calls[token]
		if delete(s.calls, token); done != nil {
			done(output, blobs, err)
		}
	})
}

// Shell is a shell of a user with the system's commands.
func (s *System) Shell(user string) *shell.Shell {
	home := "/home/" + user
	if user == "root" {
		home = "/root"
	}
	return shell.New(s, home, map[string]string{"HOME": home, "USER": user, "SHELL": "/bin/bash", "HOSTNAME": s.Hostname,
		"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"})
}

// Down ends the system: all processes are gone, and whoever waits for them is
// told so or, where the machine itself is gone, never hears of it.
func (s *System) Down(vanished bool) {
	if s.down {
		return
	}
	failure := vpc.Reset
	if vanished {
		failure = vpc.Vanished
	}
	for len(s.processes) > 0 {
		s.remove(s.processes[len(s.processes)-1], failure)
	}
	s.down = true
	s.plan()
}

// ReadFile, WriteFile and List are the disk for shells.

// ReadFile is a file's content.
func (s *System) ReadFile(name string) ([]byte, error) { return s.disk.read(name) }

// WriteFile makes a file or replaces it.
func (s *System) WriteFile(name string, data []byte) error {
	if s.down {
		return errDown
	}
	return s.disk.write(name, data, s.host.Now())
}

// errDown is what nobody sees: a script has come to the end of its system.
var errDown = errors.New("the system is down")

// AppendFile adds to the end of a file, and makes it if need be.
func (s *System) AppendFile(name string, data []byte) error {
	if s.down {
		return errDown
	}
	return s.disk.append(name, data, s.host.Now())
}

// List are the names in a folder.
func (s *System) List(folder string) []string { return s.disk.list(folder) }
