// Package ui is the screen: App is the only Bubble Tea model. Screens below it
// are structs that take keys and draw cells; they return an action for what
// only the App can do. No screen knows another.
package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/lessons"
	"skylab/quiz/progress"
	"skylab/ui/cell"
	"skylab/ui/home"
	"skylab/ui/layout"
	"skylab/ui/overlay"
	"skylab/ui/reader"
	"skylab/ui/theme"
	"skylab/ui/visit"
)

// Needs is what the App is made from.
type Needs struct {
	Course *lessons.Course
	// Record is where answers are kept.
	Record *progress.Store
	// Worlds keeps the worlds that the learner has changed.
	Worlds reader.Worlds
	// Notices are told on the home screen: what went wrong on opening.
	Notices []string
	// Place is the folder of the record, as it is shown.
	Place string
	// Files are the learner's own, for commands that name one; nil is none.
	Files console.Files
	// World is the configuration of every world; the lessons set the seed.
	World engine.Config
	// Now is the real clock: for the pace of virtual time and the record.
	Now func() time.Time
	// Visits are calls from outside, for the world on the screen, which is served
	// at an address of which Served is the end, as ":4566"; nil if it is not.
	Visits *visit.Queue
	Served string
	// Hint is said over the footer at first, until a key is pressed.
	Hint string
	// Awake is told of every message, if it is not nil.
	Awake func()
	// Theme is the look. Where Look is set, the terminal is asked for its
	// background, and Look gives the theme for what it answers.
	Theme *theme.Theme
	Look  func(dark bool) *theme.Theme
}

// App is the program on the screen.
type App struct {
	n       Needs
	th      *theme.Theme
	canvas  *cell.Canvas
	width   int
	height  int
	home    *home.Screen
	reader  *reader.Screen    // nil on the home screen
	overlay *overlay.List     // nil if none is open
	damaged map[string]string // why chapters could not be opened, by id
	notice  string            // one line over the footer, until the next key
	frames  int               // generation of the frame ticks, 0 while none run
	ticking bool
	shown   tea.View  // what was last drawn
	drawn   time.Time // the last frame that was
	still   bool      // the next view is the last one
}

// New is an App at its first screen: the first chapter for a newcomer, the
// home screen for who has been here before.
func New(n Needs) *App {
	a := &App{n: n, th: n.Theme, canvas: cell.New(0, 0), home: home.New(n.Theme), damaged: map[string]string{}, notice: n.Hint}
	a.canvas.ASCII(n.Theme.IsASCII())
	a.refreshHome()
	if first, ok := a.newcomer(); ok {
		a.open(first, -1)
	}
	return a
}

// Init asks the terminal for its background, if that decides the theme.
func (a *App) Init() tea.Cmd {
	if a.n.Look != nil {
		return tea.RequestBackgroundColor
	}
	return nil
}

// frameMsg is one frame; those of an older generation are dropped.
type frameMsg struct{ generation int }

// frameTime is the time between frames: at most 30 a second.
const frameTime = time.Second / 30

// Update handles one message and starts the frames if something moves.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a.n.Awake != nil {
		a.n.Awake()
	}
	a.still = false
	cmd := a.handle(msg)
	if a.reader != nil {
		a.reader.Attend()
	}
	return a, tea.Batch(cmd, a.prepare(), a.tick())
}

// prepare has made what the chapter on the screen still needs.
func (a *App) prepare() tea.Cmd {
	if a.reader == nil || layout.ClassOf(a.width, a.height) == layout.TooSmall {
		return nil
	}
	_, body := layout.New(0, 0, a.width, a.height).CutBottom(1)
	return a.reader.Prepare(body)
}

func (a *App) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		a.canvas.Resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		if a.n.Look != nil {
			a.restyle(a.n.Look(msg.IsDark()))
		}
	case frameMsg:
		return a.frame(msg)
	case tea.KeyPressMsg:
		return a.key(msg)
	case tea.PasteMsg:
		a.paste(msg.Content)
	case visit.Knock:
		return a.receive()
	default:
		if a.reader != nil {
			return a.act(a.reader.Update(msg))
		}
	}
	return nil
}

// tick starts the chain of frames where something moves and none runs.
func (a *App) tick() tea.Cmd {
	if a.ticking || a.reader == nil || !a.reader.Moving() {
		return nil
	}
	a.ticking = true
	a.frames++
	return a.nextFrame()
}

// nextFrame follows at once where the world is late, as it is while a thousand
// programs start: keys are answered between frames, and frames are short.
func (a *App) nextFrame() tea.Cmd {
	generation := a.frames
	if a.reader.Late() {
		return func() tea.Msg { return frameMsg{generation} }
	}
	return tea.Tick(frameTime, func(time.Time) tea.Msg { return frameMsg{generation} })
}

// frame moves the world on, and asks for the next frame while it moves.
func (a *App) frame(msg frameMsg) tea.Cmd {
	if msg.generation != a.frames {
		return nil
	}
	a.ticking = false
	if a.reader == nil {
		return nil
	}
	now := a.n.Now()
	cmd := a.act(a.reader.Frame(now))
	// Frames that follow at once are more than anybody sees.
	a.still = a.reader != nil && a.reader.Late() && now.Sub(a.drawn) < frameTime
	if !a.still {
		a.drawn = now
	}
	return cmd
}

func (a *App) restyle(th *theme.Theme) {
	a.th = th
	a.home.Theme(th)
	if a.reader != nil {
		a.reader.Theme(th)
	}
}
