package widget

import (
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Completion is what could stand at the cursor.
type Completion struct {
	// From is the byte offset from which the text up to the cursor would be
	// replaced.
	From int
	// Options are in the order in which they are offered.
	Options []Option
}

// Option is one possible completion.
type Option struct {
	// Text replaces what was typed; Help is a few words beside it.
	Text, Help string
}

// popup is the open list of options.
type popup struct {
	options  []Option
	selected int
	from     int
	scroll   Scroll
}

// Open tells whether the list of completions is open; esc closes it first.
func (in *Input) Open() bool { return len(in.popup.options) > 0 }

// popupKey answers tab, and the keys of the open list.
func (in *Input) popupKey(key string) bool {
	switch {
	case key == "tab" && !in.Open():
		return in.complete()
	case !in.Open():
		return false
	}
	p := &in.popup
	n := len(p.options)
	switch key {
	case "tab", "down", "ctrl+n":
		p.selected = (p.selected + 1) % n
	case "shift+tab", "up", "ctrl+p":
		p.selected = (p.selected + n - 1) % n
	case "enter":
		in.accept(p.options[p.selected].Text)
	case "esc":
		in.popup = popup{}
	default:
		return false // typing goes on and closes the list
	}
	return true
}

// complete inserts the only option or what all begin with, and opens the list
// if a choice is left.
func (in *Input) complete() bool {
	if in.Complete == nil {
		return false
	}
	text, at := in.Value(), in.CursorAt()
	got := in.Complete(text, at)
	if got.From < 0 || got.From > at || len(got.Options) == 0 {
		return true
	}
	common := got.Options[0].Text
	for _, o := range got.Options[1:] {
		common = prefix(common, o.Text)
	}
	typed := text[got.From:at]
	if len(got.Options) == 1 || len(common) > len(typed) && common[:len(typed)] == typed {
		in.popup.from = got.From
		in.accept(common)
	}
	if len(got.Options) > 1 {
		in.popup = popup{options: got.Options, from: got.From}
	}
	return true
}

func (in *Input) accept(text string) { in.replace(in.popup.from, text) }

// prefix is what a and b begin with, whole characters only.
func prefix(a, b string) string {
	n := 0
	for i, r := range a {
		end := i + len(string(r))
		if end > len(b) || a[i:end] != b[i:end] {
			break
		}
		n = end
	}
	return a[:n]
}

// DrawPopup draws the open list of completions near the input line, which is
// at `line`, inside `within`: above it if there is more room than below.
func (in *Input) DrawPopup(c *cell.Canvas, line, within layout.Rect, th *theme.Theme) {
	p := &in.popup
	above, below := line.Y-within.Y, within.Bottom()-line.Bottom()
	h := min(len(p.options)+2, max(above, below), 10)
	if !in.Open() || h < 3 {
		return
	}
	texts, helps := 0, 0
	for _, o := range p.options {
		texts, helps = max(texts, cell.Width(o.Text)), max(helps, cell.Width(o.Help))
	}
	w := min(texts+helps+7, within.W)
	x := line.X + cell.Width(in.Prompt) + cell.Width(in.Value()[:min(p.from, len(in.Value()))]) - in.left - 2
	x = max(min(x, within.Right()-w), within.X)
	y := line.Bottom()
	if above > below {
		y = line.Y - h
	}
	body := c.Box(layout.New(x, y, w, h), "", th.Border, false)
	p.scroll.Fit(len(p.options), body.H)
	p.scroll.Show(p.selected)
	for y := range body.H {
		i := p.scroll.Offset + y
		o := p.options[i]
		c.Text(body, 1, y, o.Text, th.Text)
		c.Text(body, texts+3, y, cell.Truncate(o.Help, body.W-texts-4), th.Hint)
		if i == p.selected {
			c.Restyle(body.Row(y), th.Selection)
		}
	}
}
