// Package prompt is the console pane: a command line in a world, what its
// commands printed, and the pictures they showed. The commands are the
// console's; this package types, scrolls and draws.
package prompt

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"skylab/engine/console"
	"skylab/ui/keys"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// Pane is one console.
type Pane struct {
	th      *theme.Theme
	session *console.Session
	input   widget.Input
	scroll  widget.Scroll
	blocks  []block
	run     *console.Run // the line under way, or nil
	queue   []string     // typed ahead while it runs
	ended   []*console.Run
	follow  bool
	width   int
}

// New is an empty console.
func New(th *theme.Theme) *Pane {
	p := &Pane{th: th, follow: true}
	p.input.Prompt = "$ "
	p.input.Placeholder = "aws help"
	p.input.Complete = p.complete
	return p
}

// Theme changes the look.
func (p *Pane) Theme(th *theme.Theme) {
	p.th = th
	p.relay()
}

// Attach makes s the session that lines go to. A session it already has keeps
// what was printed; another begins with the lines of its history, without what
// they printed.
func (p *Pane) Attach(s *console.Session) {
	if s == p.session {
		return
	}
	p.session, p.run, p.queue, p.blocks = s, nil, nil, nil
	for _, e := range s.History() {
		p.blocks = append(p.blocks, block{run: e.Run, brief: true})
	}
	p.follow = true
}

// Echo shows a line that was started elsewhere, by a lesson.
func (p *Pane) Echo(r *console.Run) {
	p.blocks = append(p.blocks, block{run: r})
	p.follow = true
}

// clear empties the pane, but for lines under way: what they go on to print is
// to be seen.
func (p *Pane) clear() {
	p.blocks = slices.DeleteFunc(p.blocks, func(b block) bool { return b.run.Done })
}

// Busy tells whether a line typed here is still under way.
func (p *Pane) Busy() bool { return p.run != nil }

// Submit starts a line as if it had been typed; while another is under way, it
// waits for its turn as in any shell.
func (p *Pane) Submit(line string) {
	line = strings.TrimSpace(line)
	if line == "" || p.session == nil {
		return
	}
	p.input.Remember(line)
	p.input.Reset()
	if p.run != nil {
		p.queue = append(p.queue, line)
		return
	}
	p.start(line)
}

func (p *Pane) start(line string) {
	p.run = p.session.Start(line)
	p.Echo(p.run)
	p.settle()
}

// Frame looks after the line under way when the world has advanced.
func (p *Pane) Frame() {
	if p.run != nil && p.session != nil {
		p.session.Poll(p.run)
		p.settle()
	}
}

func (p *Pane) settle() {
	if p.run == nil || !p.run.Done {
		return
	}
	if p.run.Clear {
		p.blocks = nil
	}
	p.ended = append(p.ended, p.run)
	p.run = nil
	if len(p.queue) > 0 {
		next := p.queue[0]
		p.queue = p.queue[1:]
		p.start(next)
	}
}

// Ended takes the lines that have ended since it was last asked.
func (p *Pane) Ended() []*console.Run {
	out := p.ended
	p.ended = nil
	return out
}

// Keys are the bindings of the pane.
func Keys() []keys.Binding {
	return []keys.Binding{
		{Keys: []string{"enter"}, Label: "run", Help: "Run the line.", Shown: true},
		{Keys: []string{"tab"}, Label: "complete", Help: "Complete commands, options, names of resources and files.", Shown: true},
		{Keys: []string{"up", "down"}, Label: "history", Help: "Earlier lines.", Shown: true},
		{Keys: []string{"pgup", "pgdown"}, Label: "scroll", Help: "Scroll what was printed."},
		{Keys: []string{"ctrl+c"}, Label: "interrupt", Help: "End the line that is running; with none running, leave skylab."},
		{Keys: []string{"ctrl+l"}, Label: "clear", Help: "Empty the pane."},
		{Keys: []string{"esc"}, Label: "back to the text", Help: "Leave the console; what you typed stays.", Shown: true},
	}
}

// Key handles a key press; it reports false for those that are not the
// pane's: esc with nothing open, and ctrl+c with nothing running.
func (p *Pane) Key(k tea.KeyPressMsg) bool {
	key := k.String()
	switch key {
	case "ctrl+c":
		if p.run == nil {
			return false
		}
		p.queue = nil
		p.session.Interrupt(p.run)
		p.settle()
		return true
	case "pgup", "pgdown":
		p.scroll.Key(key)
		p.follow = p.scroll.AtEnd()
		return true
	case "ctrl+l":
		p.clear()
		return true
	}
	if p.input.Key(k) {
		return true
	}
	if key == "enter" {
		p.Submit(p.input.Value())
		return true
	}
	return false
}

// Paste takes text from the clipboard; nothing runs before enter.
func (p *Pane) Paste(text string) { p.input.Insert(joined(text)) }

func (p *Pane) complete(text string, cursor int) widget.Completion {
	if p.session == nil {
		return widget.Completion{}
	}
	got := p.session.Complete(text, cursor)
	out := widget.Completion{From: cursor}
	for _, c := range got {
		word := c.Text
		if !c.More {
			word += " "
		}
		out.From = c.From
		out.Options = append(out.Options, widget.Option{Text: word, Help: c.Help})
	}
	return out
}
