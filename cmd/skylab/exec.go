package main

import (
	"fmt"
	"time"

	"skylab/engine/console"
	"skylab/engine/sim"
)

// limit bounds the virtual time that one command may take beside what it asked
// to wait, so that what waits for ever (logs tail --follow) ends in a script.
const limit = 24 * time.Hour

// slice is how many events pass between two looks at whether to stop.
const slice = 1 << 12

// carryOut is Session.Exec with a look now and then at whether to stop: the
// same steps, so the same bytes.
func carryOut(s *console.Session, line string, stop func() bool) *console.Run {
	begun := s.World().Now()
	r := s.Start(line)
	for !r.Done {
		switch {
		case stop():
			s.Interrupt(r)
		case !step(s, r, begun.Add(limit+r.Asked())):
			r.Stderr = fmt.Appendf(r.Stderr, "skylab: still running after %s of virtual time; interrupted\n", limit)
			s.Interrupt(r)
		}
	}
	return r
}

// step goes a little towards what the run waits for; it reports false where
// that will not come before the deadline.
func step(s *console.Session, r *console.Run, deadline sim.Time) bool {
	w := s.World()
	if wake, ok := r.Next(); ok {
		if reached := w.Advance(min(wake, deadline), slice); !reached {
			return true
		}
		s.Poll(r)
		return wake <= deadline
	}
	next, due := w.Next()
	if !due || next > deadline {
		return false
	}
	w.Advance(next, 1) // one event at a time: the answer may come with any
	s.Poll(r)
	return true
}
