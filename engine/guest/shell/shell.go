// Package shell runs shell scripts on virtual time: a command may take a while,
// and the script goes on when it is done.
//
// The language is bash's as mvdan.cc/sh parses and expands it; what commands do
// is the System's. A script is run in continuation-passing style: each step is
// given what comes after it. So a script that waits is a value like any other,
// without a goroutine, and is dropped with the world that it is part of.
//
// Not there: jobs (wait does not) and traps, arrays, process substitution, and
// pipes between commands that run at the same time: the left side ends before
// the right one begins.
package shell

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// System is the machine on which a script runs.
type System interface {
	// Run runs a command; done is told its exit status, now or later.
	Run(c *Command, done func(status int))
	// ReadFile and WriteFile are for redirections; paths are absolute.
	ReadFile(path string) ([]byte, error)
	WriteFile(path string, data []byte) error
	// AppendFile adds to the end of a file, and makes it if need be.
	AppendFile(path string, data []byte) error
	// List are the names in a folder, sorted, for patterns; nil if there is none.
	List(folder string) []string
}

// Command is a command with what it sees.
type Command struct {
	Args  []string // the first is the command's name
	Shell *Shell   // its folder and variables
	In    []byte
	Out   io.Writer
	Err   io.Writer
	// Background tells that the script does not wait for it: it ends with &.
	Background bool
}

// Printf writes to the command's output.
func (c *Command) Printf(format string, args ...any) { fmt.Fprintf(c.Out, format, args...) }

// Fail writes to the command's errors, behind its name, and is the status 1.
func (c *Command) Fail(format string, args ...any) int {
	fmt.Fprintf(c.Err, c.Args[0]+": "+format+"\n", args...)
	return 1
}

// MaxSteps is how many commands a script may run in all: an endless loop ends
// there, with an error.
const MaxSteps = 10_000

// Shell is a running script, or what is left of one.
type Shell struct {
	// Dir is the working folder, absolute.
	Dir string
	// Env are the variables; those of Exported are passed on.
	Env      map[string]string
	Exported map[string]bool
	// Args are $0, $1, …
	Args []string
	// Status is $?.
	Status int

	sys       System
	functions map[string]*syntax.Stmt
	steps     *int // shared with subshells
	exited    bool // exit was run: nothing more happens
	strict    bool // set -e
	unset     bool // set -u
	tested    int  // depth of conditions, in which set -e does not count
	breaking  int  // loops still to be left
	skipping  bool // the loop's body is left by continue
	forgiven  bool // the newest status is none that ends a script with set -e
}

// New is a shell in a folder with variables, all exported.
func New(sys System, dir string, env map[string]string) *Shell {
	s := &Shell{Dir: dir, Env: map[string]string{}, Exported: map[string]bool{}, Args: []string{"bash"}, sys: sys,
		functions: map[string]*syntax.Stmt{}, steps: new(int)}
	for k, v := range env {
		s.Env[k], s.Exported[k] = v, true
	}
	return s
}

// sub is a shell that begins as a copy: what it changes stays in it.
func (s *Shell) sub() *Shell {
	c := *s
	c.Env, c.Exported, c.functions = maps.Clone(s.Env), maps.Clone(s.Exported), maps.Clone(s.functions)
	c.breaking, c.skipping = 0, false
	return &c
}

// As is a shell in the same folder whose user is another.
func (s *Shell) As(user string) *Shell {
	c := s.sub()
	c.Env["USER"], c.Exported["USER"] = user, true
	return c
}

// streams are where a statement reads and writes.
type streams struct {
	in       *[]byte // what is left of it: read takes a line
	out, err io.Writer
}

// Run runs a script; done is told its exit status, now or later. A script that
// cannot be read ends with bash's status 2 at once.
func (s *Shell) Run(script []byte, in []byte, out, err io.Writer, done func(status int)) {
	f, bad := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(bytes.NewReader(script), "")
	if bad != nil {
		fmt.Fprintf(err, "bash: %s\n", strings.TrimPrefix(bad.Error(), ":"))
		done(2)
		return
	}
	s.all(f.Stmts, streams{&in, out, err}, func() { done(s.Status) })
}

// Exit ends the script with a status.
func (s *Shell) Exit(status int) { s.Status, s.exited = status, true }

// Expired ends a script that has run too many commands.
func (s *Shell) expired(io streams) bool {
	if *s.steps++; *s.steps <= MaxSteps {
		return false
	}
	fmt.Fprintf(io.err, "bash: the script has run %d commands, which is all that skylab runs of one\n", MaxSteps)
	s.Exit(1)
	return true
}

// all runs statements one after the other.
func (s *Shell) all(list []*syntax.Stmt, io streams, then func()) {
	if len(list) == 0 || s.stopped() {
		then()
		return
	}
	s.stmt(list[0], io, func() {
		if s.strict && s.Status != 0 && s.tested == 0 && !s.forgiven {
			s.exited = true
		}
		s.all(list[1:], io, then)
	})
}

// stopped tells whether nothing more of this list is run.
func (s *Shell) stopped() bool { return s.exited || s.breaking > 0 || s.skipping }
