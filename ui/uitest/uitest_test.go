package uitest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// counter counts ticks while it is on and keeps what was typed.
type counter struct {
	w, h, ticks int
	on          bool
	typed       string
	saved       bool
}

type tickMsg struct{}

func tick() tea.Cmd { return tea.Tick(Frame, func(time.Time) tea.Msg { return tickMsg{} }) }

func (c counter) Init() tea.Cmd { return nil }

func (c counter) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	switch m := m.(type) {
	case tea.WindowSizeMsg:
		c.w, c.h = m.Width, m.Height
	case tea.PasteMsg:
		c.typed += "[" + m.Content + "]"
	case tickMsg:
		c.ticks++
		if c.on {
			return c, tick()
		}
	case savedMsg:
		c.saved = true
	case tea.KeyPressMsg:
		switch m.String() {
		case "space":
			c.on = !c.on
			return c, tea.Batch(tick(), nil)
		case "enter":
			return c, tea.Sequence(func() tea.Msg { return savedMsg{} }, tea.Quit)
		}
		c.typed += m.String() + " "
	}
	return c, nil
}

type savedMsg struct{}

func (c counter) View() tea.View {
	return tea.NewView(fmt.Sprintf("%d ticks, on %v\ntyped: %s\n%dx%d saved %v", c.ticks, c.on, c.typed, c.w, c.h, c.saved))
}

func TestPlayRunsCommandsAndFrames(t *testing.T) {
	Play(t, 40, 5, func() tea.Model { return counter{} }, func(p *Player) {
		p.Must("0 ticks", "40x5")
		p.Press("text:hi", "ctrl+a", "shift+tab", "paste:x y")
		p.Must("typed: h i ctrl+a shift+tab [x y]")
		if p.Busy() {
			t.Error("nothing is under way, yet the player is busy")
		}
		p.Press("space")
		p.Frames(3)
		p.Must("3 ticks, on true")
		p.Wait(30 * Frame)
		p.Must("33 ticks")
		p.Resize(50, 4)
		p.Must("50x4")
		p.Press("enter")
		p.Must("saved true")
		if !p.Quit() {
			t.Error("the program has not ended")
		}
	})
}

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		frame string
		ok    bool
	}{
		{"ab\ncd", true}, {"abc", false}, {"a\nb\nc", false}, {"\x1b[1mab\x1b[m", true}, {"日", true}, {"日x", false},
	} {
		if err := Bounds(c.frame, 2, 2); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.frame, err)
		}
	}
}

func TestKeysAreNamedAsBubbleTeaNamesThem(t *testing.T) {
	for _, name := range []string{"down", "enter", "esc", "ctrl+a", "shift+tab", "ctrl+left", "alt+b", "G", "?", "+", "space", "ctrl++", "é", "pgdown"} {
		if got := Key(name).String(); got != name {
			t.Errorf("Key(%q) says it is %q", name, got)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a key that does not exist was accepted")
		}
	}()
	Key("entre")
}

// frames shows random frames; the emulator must show the same in the end.
type frames struct {
	list []string
	i    int
}

func (f *frames) Init() tea.Cmd { return tick() }
func (f *frames) Update(m tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := m.(tickMsg); ok {
		if f.i++; f.i == len(f.list) {
			f.i--
			return f, tea.Quit
		}
		return f, tick()
	}
	return f, nil
}

func (f *frames) View() tea.View {
	v := tea.NewView(f.list[f.i])
	v.AltScreen, v.WindowTitle = true, "frames"
	return v
}

func random(r *rand.Rand, w, h int) string {
	words := []string{"a", "日本", "\x1b[31mred\x1b[m", "     ", "\x1b[1;44mbold\x1b[m", "──", "xyzzy"}
	lines := make([]string, h)
	for y := range lines {
		for n := 0; n < w-6; n += 5 {
			lines[y] += words[r.IntN(len(words))]
		}
	}
	return strings.Join(lines, "\n")
}

func TestScreenShowsWhatTheRealProgramDraws(t *testing.T) {
	const w, h = 60, 12
	r := rand.New(rand.NewPCG(1, 2))
	m := &frames{}
	for range 40 {
		m.list = append(m.list, random(r, w, h))
	}
	synctest.Test(t, func(t *testing.T) {
		s := NewScreen(w, h)
		p := tea.NewProgram(m, tea.WithInput(nil), tea.WithOutput(s), tea.WithWindowSize(w, h), tea.WithoutSignalHandler(),
			tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
		type look struct {
			shown, title string
			alternate    bool
		}
		looks := make(chan look, 1)
		go func() {
			time.Sleep(time.Duration(len(m.list)-1)*Frame + Frame/2)
			looks <- look{s.String(), s.Title(), s.Mode(1049)}
		}()
		if _, err := p.Run(); err != nil {
			t.Error(err)
		}
		saw := <-looks
		if want := Plain(m.list[len(m.list)-1], w, h); saw.shown != want {
			t.Errorf("shows\n%s\nwant\n%s", saw.shown, want)
		}
		if saw.title != "frames" || !saw.alternate {
			t.Errorf("while it ran: title %q, alternate screen %v", saw.title, saw.alternate)
		}
		if s.Mode(1049) || !s.Mode(25) {
			t.Errorf("left behind: alternate screen %v, cursor %v", s.Mode(1049), s.Mode(25))
		}
		if u := s.Unknown(); len(u) > 0 {
			t.Errorf("not understood: %v", u)
		}
	})
}
