package console

import (
	"fmt"
	"io"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// proc is one command of a line while it runs. It waits for at most one thing
// at a time: a reply, or an instant.
type proc struct {
	s        *Session
	run      *Run
	args     []string // args[0] is the command's name
	out, err io.Writer
	done     func(status int)

	reply       *engine.Reply
	wake        sim.Time
	then        func()
	interrupted func()
	ended       bool
}

// start finds the command by its name and runs it.
func (p *proc) start() {
	f, ok := lookup(p.args[0])
	if !ok {
		p.notFound()
		return
	}
	f(p)
}

// exit ends the command; only the first exit counts.
func (p *proc) exit(status int) {
	if p.ended {
		return
	}
	p.ended = true
	p.done(status)
}

// fail ends the command with a message of skylab's own.
func (p *proc) fail(status int, format string, args ...any) {
	fmt.Fprintf(p.err, format+"\n", args...)
	p.exit(status)
}

func (p *proc) printf(format string, args ...any) { fmt.Fprintf(p.out, format, args...) }

// ready tells whether what the command waits for is there. An instant is there
// when all that is due by then has happened, so that a world advanced in
// slices goes on exactly where a whole one does.
func (p *proc) ready() bool {
	if p.reply != nil {
		return p.reply.Done
	}
	next, due := p.s.w.Next()
	return p.s.w.Now() >= p.wake && !(due && next <= p.s.w.Now())
}

// call makes a call and goes on when it is answered.
func (p *proc) call(op *aws.Operation, in any, then func(out any, err *aws.Error)) {
	r := p.s.w.Do(engine.Call{Operation: op.ID(), In: in, By: "console"})
	p.reply = r
	p.then = func() { then(r.Out, r.Err) }
	p.run.blocked = p
}

// until goes on at an instant of virtual time.
func (p *proc) until(t sim.Time, then func()) {
	p.reply, p.wake, p.then = nil, t, then
	p.run.blocked = p
}
