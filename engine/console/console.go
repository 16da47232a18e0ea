// Package console is the command line inside a world: `aws …` in the grammar,
// wording, layouts and exit statuses of the AWS CLI version 2, `curl` to
// function URLs, and the few commands with which a learner lets time pass and
// asks the world questions.
//
// Every `aws` command is derived from the one definition of its operation. The
// package holds no terminal and touches no disk: files come through Files, and
// a command that must wait for virtual time is a value that is polled.
//
// The CLI's own behaviour was read from its source and from outputs of its
// versions 2.34 to 2.37 (2026); where skylab differs, the comment says so.
package console

import (
	"skylab/engine"
	"skylab/engine/sim"
)

// Exit statuses of the AWS CLI version 2 ("AWS CLI return codes", AWS CLI User
// Guide, 2026).
const (
	StatusOK          = 0
	StatusS3          = 1   // a transfer of `aws s3` failed, or nothing was found
	StatusUsage       = 2   // a line or a command that is not aws's makes no sense, as a shell says it
	StatusInterrupted = 130 // ctrl+c
	StatusParam       = 252 // the command line was wrong; nothing was sent
	StatusService     = 254 // the service answered with an error
	StatusGeneral     = 255 // anything else
	StatusNotFound    = 127 // no such command, as a shell says it
)

// Session is one prompt: a world, the caller's files, variables and history.
// There is no current directory; paths are as typed.
type Session struct {
	w       *engine.World
	files   Files
	vars    map[string]string
	history []Entry
	runs    []*Run // those not yet done
	status  int    // of the last command, $?
}

// Entry is one line of the history.
type Entry struct {
	Line string
	At   sim.Time
	// Calls are the positions in World.Calls of the calls that the line made.
	First, Last int
	Run         *Run
}

// New is a prompt in the given world.
func New(w *engine.World, f Files) *Session {
	return &Session{w: w, files: f, vars: map[string]string{}}
}

// World is the world that the session's commands go to.
func (s *Session) World() *engine.World { return s.w }

// SetWorld moves the session to another world, after an undo or a load.
// Commands still running belong to the old one and are interrupted.
func (s *Session) SetWorld(w *engine.World) {
	for len(s.runs) > 0 {
		s.Interrupt(s.runs[0])
	}
	s.w = w
}

// History are the lines that were started, oldest first.
func (s *Session) History() []Entry { return s.history }

// Status is the exit status of the last line, the shell's $?.
func (s *Session) Status() int { return s.status }
