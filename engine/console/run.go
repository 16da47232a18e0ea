package console

import (
	"fmt"
	"time"

	"skylab/engine/sim"
)

// Run is one line while it is carried out. Stdout and Stderr grow as it goes.
type Run struct {
	Line           string
	Stdout, Stderr []byte
	// Status is the exit status, final when Done.
	Status int
	Done   bool
	// Pictures are PNG or JPEG files that the line showed or copied.
	Pictures []Picture
	// Clear and Exit tell what the line asks of the terminal.
	Clear, Exit bool

	blocked *proc         // the command that waits, if any
	asked   time.Duration // virtual time to wait that the line named
}

// Asked is the virtual time that the line's waits have named so far: who bounds
// what a line may take does not count it.
func (r *Run) Asked() time.Duration { return r.asked }

// Picture is an image for the terminal to draw.
type Picture struct {
	// Name is its path or s3:// address.
	Name string
	Data []byte
}

// maxHistory bounds the lines that a session remembers, with their outputs.
const maxHistory = 2000

// Start parses and issues a line. It never blocks: a Run that is not Done
// waits for virtual time, and Poll goes on with it. It panics on nothing; a
// line that makes no sense is a Run that is Done with a status.
func (s *Session) Start(line string) *Run {
	r := &Run{Line: line}
	s.runs = append(s.runs, r)
	if len(s.history) >= maxHistory {
		s.history = s.history[len(s.history)-maxHistory/2:]
	}
	at := len(s.history)
	s.history = append(s.history, Entry{Line: line, At: s.w.Now(), First: len(s.w.Calls()), Last: len(s.w.Calls()), Run: r})
	list, err := parse(line)
	if err != nil {
		fmt.Fprintf(stderr{r}, "skylab: %v\n", err)
		s.end(r, StatusUsage)
		return r
	}
	if len(list) == 0 {
		s.history = s.history[:at]
	}
	sh := &shell{s: s, run: r}
	sh.list(list, stdout{r}, stderr{r}, func(status int) { s.end(r, status) })
	s.Poll(r)
	return r
}

// end closes a run.
func (s *Session) end(r *Run, status int) {
	if r.Done {
		return
	}
	r.Done, r.Status, s.status, r.blocked = true, status, status, nil
	for i := range s.runs {
		if s.runs[i] == r {
			s.runs = append(s.runs[:i:i], s.runs[i+1:]...)
			break
		}
	}
	for i := len(s.history) - 1; i >= 0; i-- {
		if s.history[i].Run == r {
			s.history[i].Last = len(s.w.Calls())
			break
		}
	}
}

// Poll goes on with a run for which the world may have an answer by now. Call
// it after the world advanced.
func (s *Session) Poll(r *Run) {
	for p := r.blocked; p != nil && p.ready(); p = r.blocked {
		r.blocked = nil
		then := p.then
		p.then, p.reply = nil, nil
		then()
	}
}

// Interrupt ends a run as ctrl+c does. What its calls began goes on.
func (s *Session) Interrupt(r *Run) {
	if r.Done {
		return
	}
	if p := r.blocked; p != nil && p.interrupted != nil {
		p.interrupted()
	}
	s.end(r, StatusInterrupted)
}

// Next is the instant at which a waiting run wants to be polled; ok is false
// where it waits for an answer and any event may bring it.
func (r *Run) Next() (at sim.Time, ok bool) {
	if r.blocked == nil || r.blocked.reply != nil {
		return 0, false
	}
	return r.blocked.wake, true
}

// Advance is World.Advance with the session's waiting runs polled at the exact
// instants at which they can go on, so that a script gives the same bytes at
// any speed. It reports whether it reached the time.
func (s *Session) Advance(until sim.Time, fuel int64) bool {
	for {
		stop, exact := until, false
		for _, r := range s.runs {
			if at, ok := r.Next(); ok {
				stop = min(stop, max(at, s.w.Now()))
			} else {
				exact = true
			}
		}
		step := fuel
		if next, due := s.w.Next(); exact && due {
			stop, step = min(stop, next), 1
		}
		before := s.w.Spent()
		reached := s.w.Advance(stop, step)
		fuel -= max(s.w.Spent()-before, 1)
		polled := s.pollAll()
		if reached && stop == until && !polled {
			return true
		}
		if fuel <= 0 {
			return false
		}
	}
}

// pollAll polls every waiting run and reports whether any went on.
func (s *Session) pollAll() bool {
	went := false
	for _, r := range append([]*Run(nil), s.runs...) {
		if p := r.blocked; p != nil && p.ready() {
			went = true
			s.Poll(r)
		}
	}
	return went
}

// Exec starts a line and lets virtual time pass until it is done, at most for
// limit beside what it asked to wait; then it is interrupted and says so.
func (s *Session) Exec(line string, limit time.Duration) *Run {
	begun := s.w.Now()
	r := s.Start(line)
	for !r.Done {
		if !s.step(r, begun.Add(limit+r.asked)) {
			fmt.Fprintf(stderr{r}, "skylab: still running after %s of virtual time; interrupted\n", limit)
			s.Interrupt(r)
		}
	}
	return r
}

// step lets pass what virtual time the run waits for; it reports false where
// that lies beyond the deadline.
func (s *Session) step(r *Run, deadline sim.Time) bool {
	p := r.blocked
	if p == nil {
		return false // a command that neither ended nor waits is a mistake of this program
	}
	if p.reply != nil {
		if !s.w.Wait(p.reply, deadline) {
			return false
		}
	} else {
		if p.wake > deadline {
			s.w.AdvanceTo(deadline)
			return false
		}
		s.w.AdvanceTo(p.wake)
	}
	s.Poll(r)
	return true
}

// stdout and stderr write to a run's streams.
type stdout struct{ r *Run }

func (w stdout) Write(p []byte) (int, error) {
	w.r.Stdout = append(w.r.Stdout, p...)
	return len(p), nil
}

type stderr struct{ r *Run }

func (w stderr) Write(p []byte) (int, error) {
	w.r.Stderr = append(w.r.Stderr, p...)
	return len(p), nil
}
