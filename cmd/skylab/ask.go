package main

import (
	"fmt"
	"io"
)

// ask is run at a terminal: it asks for each command.
func (t *talk) ask() (int, error) {
	l := readLines(t.h.stdin)
	for last := 0; ; {
		fmt.Fprintf(t.h.out, "%s $ ", t.session.World().Now().Wall().Format("15:04:05"))
		select {
		case <-t.signals.c:
			fmt.Fprintln(t.h.out)
			return statusInterrupted, nil
		case in := <-l.c:
			switch {
			case in.err == io.EOF:
				fmt.Fprintln(t.h.out)
				return last, nil
			case in.err != nil:
				return 0, fmt.Errorf("standard input: %w", in.err)
			case comment(in.text):
				continue
			}
			r, err := t.carryOut(in.text)
			last = r.Status
			if err != nil || r.Exit {
				return last, err
			}
		}
	}
}
