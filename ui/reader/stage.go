package reader

import (
	"fmt"
	"strconv"
	"time"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/engine/sandbox"
	"skylab/lessons/live"
	"skylab/ui/cell"
	"skylab/ui/pace"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// stage is a sim's world on the screen: at what pace it runs, and which
// script is being played in it.
type stage struct {
	id    string // of the sim or lab
	live  *live.Stage
	pace  *pace.Pace
	play  *live.Play    // under way, or nil
	free  bool          // the learner lets time pass
	held  bool          // the script under way is paused
	awake bool          // somebody outside has called a moment ago
	late  bool          // the last frame's fuel did not reach as far as time did
	ready int           // of the sandbox's library, see prepare
	then  func()        // once the script is done
	calls int           // of the world when it was last looked at
	guest time.Time     // when somebody outside has last called
	saved int           // how long its past was then
	past  []engine.Past // before each reset, for undo
	ahead *engine.World // the newest present, while one looks at the past, or nil
	err   error         // why the world could not be set up
}

func (s *stage) world() *engine.World { return s.live.World() }

// mark notes what the world has been told so far.
func (s *stage) mark() { s.calls, s.saved = len(s.world().Calls()), len(s.world().Past().Calls()) }

func (s *stage) session() *console.Session { return s.live.Session }

// moving tells whether time passes.
func (s *stage) moving() bool { return s.err == nil && (s.free || s.awake || s.play != nil && !s.held) }

// begin plays a script; begun is told each command.
func (s *stage) begin(script live.Script, begun func(live.Command, *console.Run), then func()) {
	s.present()
	s.play = s.live.Play(script)
	s.play.Begun = begun
	s.then, s.held = then, false
	s.pace.Pause() // so that the first frame takes no time
}

// frame lets the world go on to where it should be at the real time now. busy
// says that a command typed in the console waits.
func (s *stage) frame(now time.Time, busy bool) {
	s.late = false
	if s.err != nil {
		return
	}
	s.awake = s.awake && now.Sub(s.guest) < lively
	if !s.moving() && !busy {
		s.pace.Pause()
		return
	}
	if s.late = s.prepare(); s.late {
		return
	}
	s.pace.Play()
	s.pace.Real = s.world().Attached() // what a program outside takes is real time
	until := s.pace.Deadline(s.world().Now(), now)
	if s.play == nil || s.held {
		s.late = !s.session().Advance(until, pace.Fuel)
	} else {
		s.late = !s.play.Advance(until, pace.Fuel)
		s.settle()
	}
	s.live.Context.Follow() // before the journal forgets
}

// prepare does a frame's share of what the first program of the process needs,
// which all at once would hold up the keys; it reports whether more is to be
// done before the world goes on.
func (s *stage) prepare() bool {
	const share = 3
	for range share {
		if s.ready < 0 {
			return false
		}
		if s.ready++; !sandbox.Prepare(s.ready - 1) {
			s.ready = -1
		}
	}
	return s.ready >= 0
}

// settle ends a script that is done.
func (s *stage) settle() {
	if s.play == nil || !s.play.Done() {
		return
	}
	s.play = nil
	if then := s.then; then != nil {
		s.then = nil
		then()
	}
}

// step lets the next event happen, or the next thing that a script waits for;
// in the past it goes to the next instant at which something happened.
func (s *stage) step() bool {
	const horizon = 24 * time.Hour
	s.free = false
	if s.ahead != nil {
		s.forth()
		return true
	}
	limit := s.world().Now().Add(horizon)
	if s.play != nil {
		went := s.play.Step(limit)
		s.settle()
		return went
	}
	next, due := s.world().Next()
	if !due || next > limit {
		return false
	}
	s.session().Advance(next, 1)
	return true
}

// forth goes forward in a past that has been lived before.
func (s *stage) forth() {
	now, j := s.world().Now(), s.ahead.Journal()
	for i := j.First(); i < j.Count(); i++ {
		if at := j.At(i).At; at > now {
			s.session().SetWorld(s.ahead.At(at))
			return
		}
	}
	s.session().SetWorld(s.ahead)
	s.ahead = nil
}

// back goes to the instant before the present one at which something
// happened, by replay; the present is kept, and step returns to it.
func (s *stage) back() bool {
	if s.play != nil {
		return false
	}
	newest := s.world()
	if s.ahead != nil {
		newest = s.ahead
	}
	now, j := s.world().Now(), newest.Journal()
	for i := j.Count(); i > j.First(); i-- {
		at := j.At(i - 1).At
		if at >= now {
			continue
		}
		if at.Since() < s.live.Begin() {
			return false
		}
		s.free, s.ahead = false, newest
		s.session().SetWorld(newest.At(at))
		return true
	}
	return false
}

// toggle lets time pass, or stops it; a script under way pauses with it.
func (s *stage) toggle() {
	s.present()
	switch {
	case s.play != nil:
		s.held = !s.held
	case s.awake && !s.free:
		s.awake = false
	default:
		s.free = !s.free
	}
}

// present gives up the way back to the newest present: what is done now is
// the new history.
func (s *stage) present() { s.ahead = nil }

// status is the line over the world, of w columns: whether time passes, how
// fast, where the world is served if it is, and what is being played.
func (s *stage) status(th *theme.Theme, served string, w int) cell.Line {
	if s.err != nil {
		return cell.Plain(s.err.Error(), th.Bad)
	}
	line := cell.Line{{Text: th.Glyphs.Pause + " paused", Style: th.Muted}}
	switch {
	case s.moving():
		line = cell.Line{{Text: th.Glyphs.Play + " playing", Style: th.Good}}
	case s.ahead != nil:
		line = cell.Line{{Text: th.Glyphs.Left + " the past", Style: th.Warn}}
	}
	line = append(line,
		cell.Span{Text: "  " + speed(s.pace.Rate()), Style: th.Text},
		cell.Span{Text: "  " + widget.Clock(s.world().Now().Since(), time.Millisecond), Style: th.Text})
	if served != "" {
		line = append(line, cell.Span{Text: "  " + th.Glyphs.Served + served, Style: th.Info})
	}
	const gap, least = 2, 8
	if room := w - line.Width() - gap; s.live.Sim.Title != "" && room >= least {
		line = append(line, cell.Span{Text: "  " + cell.Truncate(s.live.Sim.Title, room), Style: th.Muted})
	}
	return line
}

// speed is virtual seconds per real second, in words.
func speed(v float64) string {
	switch {
	case v == 1:
		return "real time"
	case v < 1:
		return fmt.Sprintf("%s× slower", number(1/v))
	}
	return fmt.Sprintf("%s× faster", number(v))
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
