package guest

import (
	"fmt"
	"slices"
	"strings"

	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// process is a program that runs.
type process struct {
	pid     int
	command string // as ps shows it
	unit    *unit  // nil if a shell began it
	group   *unit  // whose commands began it, or nil
	server  server
	memory  int64 // bytes
	ports   []int
	started sim.Time
	ended   func(status int) // told when it is over, or nil
	begun   bool             // it has been loaded
	gone    bool
}

// server is what a process does.
type server interface {
	// begin is when the process has been loaded.
	begin(p *process)
	// end is when one that has begun is gone: who waits for it is told of the
	// failure.
	end(f vpc.Failure)
	// state is all that decides how it goes on.
	state() any
}

// spawn begins a process.
func (s *System) spawn(command string, u *unit, what server, memory int64, ended func(int)) *process {
	s.lastPID++
	p := &process{pid: s.lastPID, command: command, unit: u, server: what, started: s.host.Now(), ended: ended}
	s.processes = append(s.processes, p)
	if u != nil {
		u.process = p
	}
	if s.grow(p, memory) { // else there was no room to load it
		p.begun = true
		what.begin(p)
	}
	return p
}

// listen opens a port for a process, or tells why that is not possible.
func (s *System) listen(p *process, port int, l vpc.Listener) bool {
	if s.ports[port] != nil {
		return false
	}
	s.ports[port], p.ports = p, append(p.ports, port)
	s.listeners[port] = l
	s.host.Listen(port, l)
	return true
}

// unlisten closes a port of a process.
func (s *System) unlisten(p *process, port int) {
	if s.ports[port] != p {
		return
	}
	delete(s.ports, port)
	delete(s.listeners, port)
	p.ports = slices.DeleteFunc(p.ports, func(n int) bool { return n == port })
	s.host.Listen(port, nil)
}

// grow has a process hold more memory, or less. If that is more than there is,
// the kernel kills the process that holds most; grow tells whether p still
// runs.
//
// fidelity: guest.out-of-memory
func (s *System) grow(p *process, bytes int64) bool {
	p.memory += bytes
	s.memory += bytes
	for s.memory > s.available() && len(s.processes) > 0 {
		worst := slices.MaxFunc(s.processes, func(a, b *process) int {
			if a.memory != b.memory {
				return int(min(1, max(-1, a.memory-b.memory)))
			}
			return a.pid - b.pid
		})
		s.killed++
		name, _, _ := strings.Cut(worst.command, " ")
		s.host.Console(fmt.Sprintf("Out of memory: Killed process %d (%s) total-vm:%dkB, anon-rss:%dkB", worst.pid, base(name), worst.memory>>10, worst.memory>>10))
		s.over(worst, 137, "OOM")
	}
	return !p.gone
}

// available is how many bytes processes can have.
func (s *System) available() int64 { return s.Memory - osMemory }

// over is the end of a process with a status: it closes its ports, and its unit
// sees to what follows. why is "" for one that ends by itself.
func (s *System) over(p *process, status int, why string) {
	if p.gone {
		return
	}
	s.remove(p, vpc.Reset)
	if status != 0 {
		s.host.Failed(p.command, why, status)
	}
	if p.unit != nil && p.unit.process == p {
		p.unit.process = nil
		s.unitEnded(p.unit, status, why)
	}
	if p.ended != nil {
		p.ended(status)
	}
}

// remove takes a process from the system.
func (s *System) remove(p *process, f vpc.Failure) {
	p.gone = true
	for len(p.ports) > 0 {
		s.unlisten(p, p.ports[0])
	}
	s.memory -= p.memory
	s.processes = slices.DeleteFunc(s.processes, func(o *process) bool { return o == p })
	if p.begun {
		p.server.end(f)
	}
}

// base is the last part of a path.
func base(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// Process is a process as screens see it.
type Process struct {
	PID     int
	Command string
	Memory  int64 // bytes
	Ports   []int
	Started sim.Time
}

// Processes are those that run, oldest first.
func (s *System) Processes() []Process {
	out := make([]Process, len(s.processes))
	for n, p := range s.processes {
		out[n] = Process{p.pid, p.command, p.memory, slices.Clone(p.ports), p.started}
	}
	return out
}

// Used is how much memory is held, by the system itself and its processes, in
// bytes.
func (s *System) Used() int64 { return osMemory + s.memory }
