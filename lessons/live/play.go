package live

import (
	"skylab/engine/console"
	"skylab/engine/sim"
)

// Play is a script being played in a session's world, command by command, at
// whatever pace the world is advanced. Each command begins at the very instant
// at which the one before is done, so a script gives the same world at any
// speed.
type Play struct {
	session *console.Session
	script  Script
	next    int
	run     *console.Run
	// Begun is told each command as it begins; it may be nil.
	Begun func(Command, *console.Run)
}

// Play begins to play a script on the stage.
func (s *Stage) Play(script Script) *Play { return NewPlay(s.Session, script) }

// NewPlay begins to play a script in a session.
func NewPlay(s *console.Session, script Script) *Play { return &Play{session: s, script: script} }

// Done tells whether the last command is done.
func (p *Play) Done() bool { return p.next == len(p.script) && (p.run == nil || p.run.Done) }

// Run is the command now under way or last done, nil before the first.
func (p *Play) Run() *console.Run { return p.run }

// Next is the index in the script of the command that comes next; those
// before it have begun.
func (p *Play) Next() int { return p.next }

// Stop interrupts the command under way and plays no more.
func (p *Play) Stop() {
	if p.run != nil {
		p.session.Interrupt(p.run)
	}
	p.next = len(p.script)
}

// begin starts commands until one has to wait for virtual time.
func (p *Play) begin() {
	for p.next < len(p.script) && (p.run == nil || p.run.Done) {
		c := p.script[p.next]
		p.next++
		p.run = p.session.Start(c.Text)
		if p.Begun != nil {
			p.Begun(c, p.run)
		}
	}
}

// Advance lets the world go on to until, beginning commands on the way, or
// until the fuel is used up; it reports whether it got there.
func (p *Play) Advance(until sim.Time, fuel int64) bool {
	for {
		p.begin()
		if p.Done() {
			return p.session.Advance(until, max(fuel, 1))
		}
		stop, single := p.stop(until)
		before := p.session.World().Spent()
		step := fuel
		if single {
			step = 1
		}
		reached := p.session.Advance(stop, max(step, 1))
		fuel -= max(p.session.World().Spent()-before, 1)
		if p.run.Done {
			continue // the next command begins before more time passes
		}
		if reached && stop == until {
			return true
		}
		if fuel <= 0 {
			return false
		}
	}
}

// stop is how far the world may go before the command under way could be done;
// single says that any event up to there may end it.
func (p *Play) stop(until sim.Time) (at sim.Time, single bool) {
	w := p.session.World()
	if at, ok := p.run.Next(); ok {
		return min(until, max(at, w.Now())), false
	}
	if next, due := w.Next(); due && next <= until {
		return next, true
	}
	return until, false
}

// Step lets one event happen, or the time pass for which a command waits, but
// not beyond limit, not counted what the command asked to wait; it reports
// whether anything can still happen by then.
func (p *Play) Step(limit sim.Time) bool {
	p.begin()
	if p.Done() {
		return false
	}
	w := p.session.World()
	stop, event := limit.Add(p.run.Asked()), false
	if next, due := w.Next(); due && next <= stop {
		stop, event = next, true
	}
	if at, ok := p.run.Next(); ok && max(at, w.Now()) < stop {
		stop, event = max(at, w.Now()), true
	}
	p.session.Advance(stop, 1)
	if !event && !p.run.Done {
		p.Stop()
		return false
	}
	return true
}
