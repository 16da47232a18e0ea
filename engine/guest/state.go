package guest

import (
	"fmt"
	"time"

	"skylab/engine/machine"
	"skylab/engine/sim"
)

// SystemState is all that decides how a system goes on, as values for hashing.
type SystemState struct {
	Hardware       Hardware
	CPU            machine.CPUState
	Sent, Received int64
	Booted         sim.Time
	Down           bool
	LastPID        int
	Memory         int64
	Killed         int
	Leaking        int64
	Processes      []ProcessState
	Units          []UnitState
	Journal        []entry
	Wakes, Calls   []uint64
	LastWake       uint64
	LastJob, Next  uint64
	NextAt         sim.Time
	Requests       []uint64
	LastSent       uint64
	Asleep         bool
	Slept          []missed
}

// ProcessState is a process as a value.
type ProcessState struct {
	PID     int
	Command string
	Memory  int64
	Ports   []int
	Started sim.Time
	Group   string
	Server  any
}

// UnitState is a service as a value.
type UnitState struct {
	Name, State string
	Since       sim.Time
	Status, PID int
	Starts      []sim.Time
	File, Dir   string
	Exec, Env   []string
	Restart     string
	Pause       time.Duration
	Script      bool
	Turn        uint64
}

// State is the system as a value. Scripts under way show by the wake-ups they
// wait for.
func (s *System) State() SystemState {
	out := SystemState{s.Hardware, s.CPU.State(), s.Sent, s.Received, s.booted, s.down, s.lastPID, s.memory, s.killed, s.leaking, nil, nil, s.journal,
		inOrderKeys(s.wakes), inOrderKeys(s.calls), s.lastWake, s.lastJob, s.next, s.nextAt,
		inOrderKeys(s.requests), s.lastSent, s.asleep, s.slept}
	for _, p := range s.processes {
		group := ""
		if p.group != nil {
			group = p.group.name
		}
		out.Processes = append(out.Processes, ProcessState{p.pid, p.command, p.memory, p.ports, p.started, group, p.server.state()})
	}
	for _, u := range inOrder(s.units) {
		pid := 0
		if u.process != nil {
			pid = u.process.pid
		}
		var env []string
		for _, k := range inOrderKeys(u.env) {
			env = append(env, k, u.env[k])
		}
		out.Units = append(out.Units, UnitState{u.name, u.state, u.since, u.status, pid, u.starts, u.file, u.dir, u.exec, env, u.restart, u.pause, u.script, u.turn})
	}
	return out
}

// Check reports memory that does not add up or does not fit, a port of a process
// that is gone, and work that nobody waits for.
func (s *System) Check() error {
	var held int64
	for _, p := range s.processes {
		held += p.memory
		if p.gone {
			return fmt.Errorf("guest: process %d is gone, and listed", p.pid)
		}
	}
	if held != s.memory || s.memory > s.available() && len(s.processes) > 0 {
		return fmt.Errorf("guest: processes hold %d bytes, %d are counted, and there are %d", held, s.memory, s.available())
	}
	for _, port := range inOrderKeys(s.ports) {
		if s.ports[port].gone {
			return fmt.Errorf("guest: port %d belongs to a process that is gone", port)
		}
	}
	if len(s.jobs) != s.CPU.Jobs() {
		return fmt.Errorf("guest: the CPU has %d jobs, and %d wait for it", s.CPU.Jobs(), len(s.jobs))
	}
	if err := s.CPU.Check(); err != nil {
		return err
	}
	return s.disk.Check()
}
