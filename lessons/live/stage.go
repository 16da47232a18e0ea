package live

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/console"
)

// patience bounds the virtual time that one command of a script may take beside
// what it asked to wait; the longest a Lambda function may run is 15 minutes, with retries some more.
const patience = 24 * time.Hour

// Stage is a sim's world, set up, with the command line and the files that go
// with it.
type Stage struct {
	Sim     *Sim
	Session *console.Session
	Files   *Files
	Context *Context

	outside console.Files
	course  fs.FS
	config  engine.Config
	calls   int
	past    int
	begin   time.Duration
}

// ScriptError says which command of a script did not do what the author
// meant, and what it printed.
type ScriptError struct {
	Command Command
	Status  int
	Output  string
}

// Error begins with file and line.
func (e *ScriptError) Error() string {
	return fmt.Sprintf("%s: %s\n  exit status %d: %s", e.Command.Pos, e.Command.Text, e.Status, e.Output)
}

// NewStage builds the sim's world from its setup; the seed comes from the sim.
// The error is a *ScriptError: every command of a setup must succeed.
func NewStage(course fs.FS, sim *Sim, c engine.Config) (*Stage, error) {
	s := &Stage{Sim: sim, course: course, config: sim.config(c)}
	if err := s.Reset(); err != nil {
		return nil, err
	}
	return s, nil
}

// Reset makes the world anew, as it was when the learner arrived. What
// commands wrote into files is forgotten too.
func (s *Stage) Reset() error {
	s.Files = NewFiles(s.course, s.Sim.Dir)
	s.Session = console.New(engine.New(s.config), s.Files)
	s.Context = NewContext(s.Session)
	if err := s.RunStrictly(s.Sim.Prelude()); err != nil {
		return err
	}
	s.calls, s.past, s.begin = len(s.World().Calls()), len(s.World().Past().Calls()), s.World().Now().Since()
	s.Files.Outside = s.outside
	return nil
}

// Reach lets the learner's commands read files of their own disk beside those
// of the course. The setup never sees them.
func (s *Stage) Reach(outside console.Files) {
	s.outside = outside
	s.Files.Outside = outside
}

// output is what a failing command said.
func output(r *console.Run) string {
	text := strings.TrimSpace(string(r.Stderr))
	if text == "" {
		text = strings.TrimSpace(string(r.Stdout))
	}
	if r.Status == console.StatusInterrupted {
		text = strings.TrimSpace(fmt.Sprintf("%s\nstill running after %s of virtual time", text, patience))
	}
	return text
}

// World is the world that the stage holds now.
func (s *Stage) World() *engine.World { return s.Session.World() }

// SetupCalls is how many of the world's calls the setup made: what comes after
// is the learner's.
func (s *Stage) SetupCalls() int { return s.calls }

// SetupPast is how much of the world's past the setup made.
func (s *Stage) SetupPast() int { return s.past }

// Begin is the virtual time at which the setup was done.
func (s *Stage) Begin() time.Duration { return s.begin }

// Touched tells whether anything was changed since the setup.
func (s *Stage) Touched() bool {
	return len(s.World().Calls()) > s.calls || s.World().Now().Since() > s.begin
}

// Undo takes back the last call that the learner made, and reports whether
// there was one. The setup is never taken back.
func (s *Stage) Undo() bool {
	if len(s.World().Calls()) <= s.calls {
		return false
	}
	w, ok := s.World().Undo()
	if ok {
		s.Session.SetWorld(w)
	}
	return ok
}

// RunAll runs a script to its end, letting virtual time pass as it needs.
// Commands may fail, as they may for a learner; the error, a *ScriptError, is
// for the first that the console could not even read.
func (s *Stage) RunAll(script Script) error {
	var first error
	for _, c := range script {
		r := s.run(c)
		if first == nil && unreadable(r.Status) {
			first = &ScriptError{c, r.Status, output(r)}
		}
	}
	return first
}

// RunStrictly is RunAll for a script whose every command must succeed; it ends
// with the first that does not.
func (s *Stage) RunStrictly(script Script) error {
	for _, c := range script {
		if r := s.run(c); r.Status != 0 {
			return &ScriptError{c, r.Status, output(r)}
		}
	}
	return nil
}

// followEvery is how many steps a world may take before the context reads what
// happened: a step makes a few entries of the journal, which keeps thousands.
const followEvery = 1000

// run runs a command to its end.
func (s *Stage) run(c Command) *console.Run {
	play := s.Play(Script{c})
	s.Finish(play)
	return play.Run()
}

// Finish plays on to the end, or to a command that takes longer than anybody
// waits, which is interrupted.
func (s *Stage) Finish(play *Play) {
	steps := 0
	_ = s.Watch(play, func() error { // which never fails
		if steps++; steps%followEvery == 0 {
			s.Context.Follow()
		}
		return nil
	})
}

// Watch is Finish with a look at the world after each step; it ends with the
// first look's error.
func (s *Stage) Watch(play *Play, look func() error) error {
	next, limit := play.Next(), s.World().Now().Add(patience)
	for play.Step(limit) {
		if err := look(); err != nil {
			return err
		}
		if play.Next() != next { // each command has its own time
			next, limit = play.Next(), s.World().Now().Add(patience)
		}
	}
	return nil
}

// Pass lets virtual time pass in which nothing is typed.
func (s *Stage) Pass(d time.Duration) {
	for until := s.World().Now().Add(d); !s.World().Advance(until, followEvery); {
		s.Context.Follow()
	}
}

// unreadable tells whether a status means that the line made no sense.
func unreadable(status int) bool {
	return status == console.StatusParam || status == console.StatusNotFound || status == console.StatusUsage
}
