package uitest

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Frame is the time between two frames of the screens.
const Frame = time.Second / 30

// patience bounds how many messages one step may set off.
const patience = 10_000

// Player plays a model: it hands it messages, runs its commands and looks at
// what it shows. Time stands still between steps.
type Player struct {
	t       *testing.T
	model   tea.Model
	w, h    int
	pending []chan tea.Msg
	quit    bool
}

// Play makes the model with build, gives it a screen of w by h, and runs the
// script. All of it is in a bubble of testing/synctest: commands that do
// something are done before the next step, and ticks fire only as Frames and
// Wait let the bubble's clock run. What starts goroutines of its own (a
// database) must be opened before Play.
func Play(t *testing.T, w, h int, build func() tea.Model, script func(p *Player)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := &Player{t: t, model: build(), w: w, h: h}
		p.run(p.model.Init())
		p.model.View() // Bubble Tea asks before it knows the size
		p.Send(tea.WindowSizeMsg{Width: w, Height: h})
		script(p)
		// Let the last ticks fire: a bubble must not end with goroutines.
		for range 100 {
			if p.drain(); len(p.pending) == 0 {
				return
			}
			time.Sleep(time.Hour)
		}
		t.Error("a command never ends")
	})
}

// Press presses keys by name, as Keys reads them.
func (p *Player) Press(names ...string) {
	p.t.Helper()
	for _, m := range Keys(names...) {
		p.Send(m)
	}
}

// Send hands the model a message, and then what follows from it at once.
func (p *Player) Send(m tea.Msg) {
	p.t.Helper()
	if size, ok := m.(tea.WindowSizeMsg); ok {
		p.w, p.h = size.Width, size.Height
	}
	p.update(m)
	p.settle()
}

// Resize gives the model another screen.
func (p *Player) Resize(w, h int) {
	p.t.Helper()
	p.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Frames lets n frames' time pass.
func (p *Player) Frames(n int) {
	p.t.Helper()
	for range n {
		p.Wait(Frame)
	}
}

// Wait lets time pass, a frame at a time, so that ticks that beget ticks run.
func (p *Player) Wait(d time.Duration) {
	p.t.Helper()
	for ; d > 0; d -= Frame {
		time.Sleep(min(d, Frame)) // the bubble's clock, not the host's
		p.settle()
	}
}

// Quit tells whether the model has ended the program.
func (p *Player) Quit() bool { return p.quit }

// Busy tells whether a command is still out: a tick that will wake the
// program. An idle program has none.
func (p *Player) Busy() bool { return len(p.pending) > 0 }

// Model is the model as it is now.
func (p *Player) Model() tea.Model { return p.model }

// update is one turn of the loop: a message, the screen, the command.
func (p *Player) update(m tea.Msg) {
	p.t.Helper()
	if p.follow(m) {
		return
	}
	next, cmd := p.model.Update(m)
	p.model = next
	p.check()
	p.run(cmd)
}

// follow does what Bubble Tea does itself with the messages of commands that
// are made of commands, and with the end.
func (p *Player) follow(m tea.Msg) bool {
	switch m := m.(type) {
	case nil:
		return true
	case tea.QuitMsg:
		p.quit = true
		return true
	case tea.BatchMsg:
		for _, c := range m {
			p.run(c)
		}
		return true
	}
	v := reflect.ValueOf(m) // tea.Sequence's message has no exported name
	if v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			p.run(v.Index(i).Interface().(tea.Cmd))
			p.settle()
		}
		return true
	}
	return false
}

func (p *Player) run(c tea.Cmd) {
	if c == nil {
		return
	}
	done := make(chan tea.Msg, 1)
	p.pending = append(p.pending, done)
	go func() { done <- c() }()
}

// settle hands over what commands have answered, until all that are out wait
// for time to pass.
func (p *Player) settle() {
	p.t.Helper()
	for range patience {
		synctest.Wait()
		m, ok := p.answer()
		if !ok {
			return
		}
		p.update(m)
	}
	p.t.Fatal("the model's messages never end")
}

// answer takes the first answer there is.
func (p *Player) answer() (tea.Msg, bool) {
	for i, done := range p.pending {
		select {
		case m := <-done:
			p.pending = append(p.pending[:i:i], p.pending[i+1:]...)
			return m, true
		default:
		}
	}
	return nil, false
}

// drain throws away what is still answered after the script.
func (p *Player) drain() {
	synctest.Wait()
	for {
		if _, ok := p.answer(); !ok {
			return
		}
	}
}

// check holds what every screen must hold.
func (p *Player) check() {
	p.t.Helper()
	if err := Bounds(p.model.View().Content, p.w, p.h); err != nil {
		p.t.Errorf("%v\n%s", err, p.Screen())
	}
}

// Screen is what is shown, as plain text without blanks at the lines' ends.
func (p *Player) Screen() string { return Plain(p.model.View().Content, p.w, p.h) }

// Shows tells whether the text is on the screen.
func (p *Player) Shows(text string) bool { return strings.Contains(p.Screen(), text) }

// Must fails the test with the screen if one of the texts is not on it.
func (p *Player) Must(texts ...string) {
	p.t.Helper()
	for _, s := range texts {
		if !p.Shows(s) {
			p.t.Errorf("the screen does not show %q:\n%s", s, p.Screen())
		}
	}
}

// Golden compares the screen to testdata/NAME.golden.
func (p *Player) Golden(name string) {
	p.t.Helper()
	Golden(p.t, name, p.Screen())
}
