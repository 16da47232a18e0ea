package lambda

import (
	"time"

	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// phase is what an environment's program is being run for.
type phase uint8

const (
	noPhase     phase = iota
	initPhase         // before the first request, with a limit of its own
	reinitPhase       // within an invocation, after a failure: counts against its timeout
	invokePhase
)

// execution is the state of an environment's run.
type execution struct {
	phase    phase
	begun    sim.Time // of the phase; of the invocation from its reinit on
	booted   sim.Time // of the reinit or init
	deadline sim.Time
	alarm    uint64 // Seq of the DeadlineReached in the queue, or 0
	life     int    // counts programs: a timer of an earlier one is void
	turn     int    // counts turns
	ending   bool   // the phase's end is in the queue
	running  *sandbox.Turn
	origin   sim.Time         // at which the turn under way began to use its CPU time
	timers   map[int64]uint64 // those set, by id: Seq of the TimerFired
	answers  []sandbox.Answer // arrived while it ran or was frozen
	outcome  outcome
}

// step is the resolution of the durations that REPORT prints.
const step = 10 * time.Microsecond

// What running code costs the host, in fuel: about a microsecond each, as an
// event costs one (BenchmarkThousandTriggers, and a loop of x++). Whoever
// advances a world by little fuel at a time, as a screen does, is not held up
// by a thousand starts at one instant.
const (
	startFuel = 300
	turnFuel  = 20
	pollFuel  = 300
	endFuel   = 60
)

// run takes in a turn of the program that begins now, after the given lead:
// the turn's effects on the world happen when its CPU time has passed.
//
// fidelity: lambda.cpu-time
func (s *Service) run(v *environment, turn sandbox.Turn, lead time.Duration) {
	s.kernel.Spend(turnFuel + turn.Polls*pollFuel)
	now := s.kernel.Now()
	v.turn++
	v.running, v.origin = &turn, now.Add(lead)
	v.peak = max(v.peak, turn.PeakMemory)
	length := lead + time.Duration(turn.CPU)
	length = (length + step - 1) / step * step
	until := now.Add(length)
	s.print(v, turn.Output, now.Add(lead), min(until, v.deadline))
	if turn.Exit == sandbox.ExitAbandoned {
		s.kernel.Emit(ProgramAbandoned{v.f.Name, v.number()})
	}
	endless := turn.Exit == sandbox.ExitTimeout || turn.Exit == sandbox.ExitAbandoned
	switch {
	case endless || until > v.deadline:
		s.watch(v)
	case turn.Exit != "":
		s.endPhase(v, until, v.crash(turn))
	case turn.Settled && turn.Err != nil:
		s.endPhase(v, until, v.failure(turn))
	case turn.Settled:
		s.endPhase(v, until, v.success(turn))
	default:
		s.kernel.At(until, TurnEnded{v.f.Name, v.Number, v.turn})
	}
}

// watch sees to it that the deadline is noticed.
func (s *Service) watch(v *environment) {
	if v.alarm == 0 {
		v.alarm = s.kernel.At(v.deadline, DeadlineReached{v.f.Name, v.Number})
	}
}

// endPhase schedules the end of the phase.
func (s *Service) endPhase(v *environment, at sim.Time, o outcome) {
	v.ending, v.outcome = true, o
	if v.alarm != 0 {
		s.kernel.Cancel(v.alarm)
		v.alarm = 0
	}
	if v.phase == invokePhase {
		s.kernel.At(at, s.report(v, at))
		return
	}
	which := "init"
	if v.phase == reinitPhase {
		which = "invoke"
	}
	request := ""
	if v.inv != nil {
		request = v.inv.ID
	}
	s.kernel.At(at, InitEnded{v.f.Name, v.Number, request, at.Sub(v.booted), which, o.Status, o.Reported})
}

// deadlineReached ends what has used up its time.
//
// fidelity: lambda.timeout
func (s *Service) deadlineReached(e DeadlineReached, seq uint64) {
	v := s.environments[e.Environment]
	if v == nil || v.alarm != seq {
		return
	}
	v.alarm = 0
	v.running = nil // what the turn under way wanted of the world never happens
	s.endPhase(v, s.kernel.Now(), v.timeout())
}

// turnEnded lets the world see what the turn wanted, and goes on with what
// has been answered meanwhile.
func (s *Service) turnEnded(e TurnEnded) {
	v := s.environments[e.Environment]
	if v == nil || v.running == nil || v.turn != e.Turn || v.ending {
		return
	}
	s.issue(v)
	if len(v.answers) > 0 {
		s.resume(v)
		return
	}
	s.watch(v)
}

// waiting tells whether the program would go on with an answer now.
func (v *environment) waiting() bool {
	return v.phase != noPhase && v.running == nil && !v.ending
}

// deliver hands an answer or a fired timer to the program, now or when it
// next waits: a frozen environment hears of it at its next invocation.
func (s *Service) deliver(v *environment, a sandbox.Answer) {
	v.answers = append(v.answers, a)
	if v.waiting() {
		s.resume(v)
	}
}

func (s *Service) resume(v *environment) {
	answers := v.answers
	v.answers = nil
	s.run(v, v.program.Resume(s.kernel.Now().Wall().UnixNano(), answers), 0)
}
