package shell

import (
	"bytes"
	"fmt"

	"mvdan.cc/sh/v3/syntax"
)

// stmt runs a statement with its redirections.
func (s *Shell) stmt(st *syntax.Stmt, io streams, then func()) {
	if s.expired(io) {
		then()
		return
	}
	s.redirect(st.Redirs, io, func(io streams, finish func(), ok bool) {
		if !ok {
			s.Status = 1
			then()
			return
		}
		after := func() {
			finish()
			if st.Negated {
				s.Status, s.forgiven = map[bool]int{true: 1, false: 0}[s.Status == 0], true
			}
			then()
		}
		if st.Background {
			s.background(st.Cmd, io)
			s.Status = 0
			after()
			return
		}
		s.command(st.Cmd, io, after)
	})
}

// background begins a command that the script does not wait for.
func (s *Shell) background(c syntax.Command, io streams) {
	sub := s.sub()
	if call, is := c.(*syntax.CallExpr); is {
		sub.call(call, io, true, func() {})
		return
	}
	sub.command(c, io, func() {})
}

func (s *Shell) command(c syntax.Command, io streams, then func()) {
	switch c := c.(type) {
	case nil:
		then()
	case *syntax.CallExpr:
		s.call(c, io, false, then)
	case *syntax.BinaryCmd:
		s.binary(c, io, then)
	case *syntax.Block:
		s.all(c.Stmts, io, then)
	case *syntax.Subshell:
		sub := s.sub()
		sub.all(c.Stmts, io, func() { s.Status, s.forgiven = sub.Status, false; then() })
	case *syntax.IfClause:
		s.ifClause(c, io, then)
	case *syntax.WhileClause:
		s.while(c, io, then)
	case *syntax.ForClause:
		s.forClause(c, io, then)
	case *syntax.CaseClause:
		s.caseClause(c, io, then)
	case *syntax.DeclClause:
		s.declare(c, io, then)
	case *syntax.TestClause:
		s.test(c.X, io, func(yes bool) { s.Status = status(yes); then() })
	case *syntax.ArithmCmd:
		s.arithmetic(c.X, io, func(n int, ok bool) {
			if ok {
				s.Status = status(n != 0)
			}
			then()
		})
	case *syntax.FuncDecl:
		if c.Name == nil { // the parser reads "() body" so
			s.beyond(io, "a function without a name", then)
			return
		}
		s.functions[c.Name.Value], s.Status = c.Body, 0
		then()
	default:
		s.beyond(io, fmt.Sprintf("%T", c), then)
	}
}

func status(yes bool) int {
	if yes {
		return 0
	}
	return 1
}

// beyond says that a part of the language is not there.
func (s *Shell) beyond(io streams, what string, then func()) {
	fmt.Fprintf(io.err, "bash: skylab's shell does not run %s\n", what)
	s.Status = 2
	then()
}

// binary runs && and ||, and pipes.
func (s *Shell) binary(c *syntax.BinaryCmd, io streams, then func()) {
	switch c.Op {
	case syntax.AndStmt, syntax.OrStmt:
		s.tested++
		s.stmt(c.X, io, func() {
			s.tested--
			if s.exited || (s.Status == 0) != (c.Op == syntax.AndStmt) {
				s.forgiven = true // set -e looks at the last command of a list only
				then()
				return
			}
			s.stmt(c.Y, io, then)
		})
	case syntax.Pipe, syntax.PipeAll:
		var pipe bytes.Buffer
		left, right := s.sub(), s.sub()
		from := streams{io.in, &pipe, io.err}
		if c.Op == syntax.PipeAll {
			from.err = &pipe
		}
		left.stmt(c.X, from, func() {
			data := pipe.Bytes()
			right.stmt(c.Y, streams{&data, io.out, io.err}, func() { s.Status, s.forgiven = right.Status, false; then() })
		})
	default:
		s.beyond(io, c.Op.String(), then)
	}
}

// call runs assignments, and a function, a builtin or a command of the system.
func (s *Shell) call(c *syntax.CallExpr, io streams, background bool, then func()) {
	s.forgiven = false
	if len(c.Args) == 0 {
		s.Status = 0
		s.assign(c.Assigns, io, false, func() { then() })
		return
	}
	s.fields(c.Args, io, func(args []string, ok bool) {
		if !ok {
			then()
			return
		}
		if len(args) == 0 {
			s.Status = 0
			then()
			return
		}
		run := s
		if len(c.Assigns) > 0 { // X=1 command: for the command alone
			run = s.sub()
		}
		run.assign(c.Assigns, io, true, func() {
			run.invoke(args, io, background, func() {
				s.Status, s.exited = run.Status, s.exited || run.exited
				then()
			})
		})
	})
}

func (s *Shell) invoke(args []string, io streams, background bool, then func()) {
	if body := s.functions[args[0]]; body != nil {
		before := s.Args
		s.Args = append([]string{before[0]}, args[1:]...)
		s.stmt(body, io, func() { s.Args = before; then() })
		return
	}
	if b := builtins[args[0]]; b != nil {
		s.Status = b(s, args, io)
		then()
		return
	}
	c := &Command{Args: args, Shell: s, In: *io.in, Out: io.out, Err: io.err, Background: background}
	s.sys.Run(c, func(status int) { s.Status = status; then() })
}
