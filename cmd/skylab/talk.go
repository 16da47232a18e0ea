package main

import (
	"fmt"
	"io"
	"strings"

	"skylab/engine/console"
)

// talk is one conversation with the account: commands in, what they print out.
type talk struct {
	h       host
	session *console.Session
	stop    bool // at the first command that fails
	signals *signals
}

// run carries out the commands of standard input and returns the exit status.
func (t *talk) run() (int, error) {
	if terminal(t.h.stdin) && terminal(t.h.stdout) && t.h.getenv("TERM") != "dumb" {
		return t.ask()
	}
	l := readLines(t.h.stdin)
	for last := 0; ; {
		select {
		case sig := <-t.signals.c:
			t.signals.note(sig)
			return statusInterrupted, nil
		case in := <-l.c:
			switch {
			case in.err == io.EOF:
				return last, nil
			case in.err != nil:
				return 0, fmt.Errorf("standard input: %w", in.err)
			case comment(in.text):
				continue
			}
			r, err := t.carryOut(in.text)
			last = r.Status
			if t.stop && last != 0 && !r.Exit && err == nil {
				fmt.Fprintf(t.h.stderr, "skylab: stopped at line %d: %s\n", in.first, summary(in.text))
			}
			if err != nil || r.Exit || t.signals.stopped || t.stop && last != 0 {
				return last, err
			}
		}
	}
}

// carryOut runs one command and prints what it prints.
func (t *talk) carryOut(line string) (*console.Run, error) {
	r := carryOut(t.session, line, t.signals.came)
	if _, err := t.h.out.Write(r.Stdout); err != nil {
		return r, err
	}
	_, err := t.h.stderr.Write(r.Stderr)
	return r, err
}

// summary is the beginning of a command, for a message of one line.
func summary(text string) string {
	first, _, more := strings.Cut(text, "\n")
	if r := []rune(first); len(r) > 60 {
		first, more = string(r[:60]), true
	}
	if more {
		first += " …"
	}
	return first
}
