package main

import (
	"errors"
	"fmt"
	"io"

	"skylab/engine/console"
)

// ask is run at a terminal: a prompt for each command. A command that fails
// ends nothing, and ctrl+c ends a command only.
func (t *talk) ask() (int, error) {
	p, err := newPrompt(t.h, t.session)
	if err != nil {
		return 0, err
	}
	for last := 0; ; {
		text, err := t.command(p)
		switch {
		case err == errLeave:
			return statusInterrupted, nil
		case err == io.EOF:
			return last, nil
		case err != nil:
			return 0, err
		case comment(text):
			continue
		}
		p.remember(text)
		r, err := t.carryOut(text)
		if err == nil {
			err = p.show(r)
		}
		if last = r.Status; err != nil || r.Exit {
			return last, err
		}
		if t.signals.leave {
			return statusInterrupted, nil
		}
	}
}

// errLeave is that the terminal hung up or the system asked to stop.
var errLeave = errors.New("asked to stop")

// command asks for a line, and for more while it is not complete.
func (t *talk) command(p *prompt) (string, error) {
	now := t.session.World().Now().Wall().Format("15:04:05")
	text, err := p.line(now+" $ ", t.signals)
	for err == nil && !comment(text) && console.Open(text) {
		var more string
		more, err = p.line("> ", t.signals)
		text += "\n" + more
	}
	if err == errCancelled {
		return "", nil
	}
	if err == io.EOF {
		fmt.Fprintln(t.h.out)
	}
	return text, err
}
