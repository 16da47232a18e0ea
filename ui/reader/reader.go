// Package reader is the screen on which a chapter is read: the text with its
// live blocks, the world beside it, and the console in that world.
//
// It holds one stage (a sim's world) per sim of the chapter, made when it is
// first needed. It does no I/O: what must be saved it hands to Cmds.
package reader

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/lessons"
	"skylab/quiz/progress"
	"skylab/ui/action"
	"skylab/ui/cloud"
	"skylab/ui/prompt"
	"skylab/ui/theme"
)

// Needs is what a reader is made from.
type Needs struct {
	Course *lessons.Course
	Record *progress.Store
	Worlds Worlds
	World  engine.Config
	// Files are the learner's own, for commands that name one; nil is none.
	Files console.Files
	Now   func() time.Time
	// Served is where the world on the screen is served to real clients, as
	// ":4566"; "" if it is not.
	Served string
}

// Worlds keeps what the learner made of each world, as a transcript. Unlike an
// answer it is replaced, not appended: only the newest counts.
type Worlds interface {
	// Load is the saved world of that name; false if there is none.
	Load(name string) ([]byte, bool)
	// Save replaces it; when it returns nil, it is on disk.
	Save(name string, data []byte) error
}

// pane is one of the three things that the screen shows.
type pane int

const (
	textPane pane = iota
	worldPane
	consolePane
	paneCount
)

// Screen is one chapter being read.
type Screen struct {
	n       Needs
	th      *theme.Theme
	chapter *lessons.Chapter
	flow    flow
	cards   map[int]*card // the live blocks, by index of their block
	active  int           // the block that enter acts on, or -1
	typing  bool          // the active card takes the keys
	pane    pane
	zoom    bool
	panel   *cloud.Panel
	prompt  *prompt.Pane
	stages  map[string]*stage
	stage   *stage // the world beside the text, or nil
	prose   proseCache
	saved   int // the block at the top that was last handed to the record
	redo    []undone
	guests  []guest // calls from outside that wait
	query   string  // what was searched for, marked in the text
	hits    []int   // the blocks in which it is
}

// New opens a chapter at a block, or where the learner left it if block < 0.
func New(n Needs, th *theme.Theme, ch *lessons.Chapter, block int) *Screen {
	s := &Screen{
		n: n, th: th, chapter: ch, active: -1,
		cards: map[int]*card{}, stages: map[string]*stage{}, saved: -1,
		panel: cloud.New(th), prompt: prompt.New(th),
	}
	for i, b := range ch.Blocks {
		if c := newCard(b); c != nil {
			s.cards[i] = c
		}
	}
	s.restore()
	if block >= 0 {
		s.flow.start(block)
	}
	return s
}

// Chapter is the chapter on the screen.
func (s *Screen) Chapter() *lessons.Chapter { return s.chapter }

// Theme changes the look.
func (s *Screen) Theme(th *theme.Theme) {
	s.th = th
	s.panel.SetTheme(th)
	s.prompt.Theme(th)
	s.prose.forget()
}

// Typing tells whether keys go into something that is typed into or chosen
// from, so that they are not commands.
func (s *Screen) Typing() bool { return s.typing || s.pane == consolePane }

// Services are those of which something has happened in the world on the
// screen, by the first word of their events, the busiest first.
func (s *Screen) Services() []string {
	if s.stage == nil || s.stage.err != nil {
		return nil
	}
	var out []string
	events := map[string]int{}
	j := s.stage.world().Journal()
	for _, e := range j.Since(j.First()) {
		service, _, _ := strings.Cut(e.Event.Kind(), ".")
		if events[service]++; events[service] == 1 {
			out = append(out, service)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(events[b], events[a]) })
	return out
}

// Moving tells whether the next frame will show something new.
func (s *Screen) Moving() bool { return s.stage != nil && s.stage.moving() || s.prompt.Busy() }

// Paste takes text from the clipboard.
func (s *Screen) Paste(text string) {
	switch {
	case s.typing && s.cards[s.active] != nil && s.cards[s.active].form != nil:
		s.cards[s.active].form.Paste(text)
	case s.pane == consolePane:
		s.prompt.Paste(text)
	}
}

// Late tells whether the last frame did not get as far as time did, and should
// be followed at once by another.
func (s *Screen) Late() bool { return s.stage != nil && s.stage.late && s.Moving() }

// Update handles what comes back from the outside: confirmations of saves.
func (s *Screen) Update(msg tea.Msg) (action.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answerSaved:
		return s.answerSaved(msg)
	case made:
		return s.questionMade(msg), nil
	case judged:
		return s.judged(msg)
	case placeSaved:
		if msg.err != nil {
			return action.Notice{Text: "The reading position could not be saved: " + msg.err.Error()}, nil
		}
	case worldSaved:
		if msg.err != nil {
			return action.Notice{Text: "The world could not be saved: " + msg.err.Error()}, nil
		}
	}
	return nil, nil
}

// Frame moves the world on to where it should be at the real time now.
func (s *Screen) Frame(now time.Time) (action.Action, tea.Cmd) {
	if s.stage == nil {
		return nil, nil
	}
	s.stage.frame(now, s.prompt.Busy())
	s.prompt.Frame()
	s.Attend()
	return nil, s.after()
}

// Leave is what must be saved before the chapter is left.
func (s *Screen) Leave() tea.Cmd {
	s.dismiss()
	return tea.Batch(s.placeNow(), s.unsaved())
}
