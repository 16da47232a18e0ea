package reader

import (
	"fmt"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// places are the rectangles of the panes; an empty one is not shown.
type places struct {
	title, tabs, text, world, console layout.Rect
}

// arrange divides r: text, world and console beside each other when there is
// room, text above world or console in between, one at a time below.
func (s *Screen) arrange(r layout.Rect) places {
	var p places
	p.title, r = r.CutTop(1)
	class := layout.ClassOf(r.W, r.H+1)
	switch {
	case s.zoom || class < layout.Two || class == layout.Two && r.H < minSplit:
		p.tabs, r = r.CutTop(1)
		p.one(s.pane, r)
	case class == layout.Wide:
		left, right := r.CutLeft(min(layout.Measure+textMargin, r.W*3/5))
		p.text = left
		share := 0.3
		if s.pane == consolePane {
			share = 0.5
		}
		rows := layout.Rows(right, layout.Share(1-share), layout.Share(share))
		p.world, p.console = rows[0], rows[1]
	default:
		text := 0.58
		switch {
		case s.typing:
			text = 0.75 // a question is read as a whole
		case s.pane != textPane:
			text = 0.4
		}
		rows := layout.Rows(r, layout.Share(text), layout.Share(1-text))
		p.text = rows[0]
		if s.pane == consolePane {
			p.console = rows[1]
		} else {
			p.world = rows[1]
		}
	}
	return p
}

// minSplit is the height below which a screen is not divided: both halves
// would be too low to be read. textMargin is the gutter and the scroll bar.
const (
	minSplit   = 18
	textMargin = 5
)

func (p *places) one(which pane, r layout.Rect) {
	switch which {
	case worldPane:
		p.world = r
	case consolePane:
		p.console = r
	default:
		p.text = r
	}
}

// Draw draws the screen into r.
func (s *Screen) Draw(c *cell.Canvas, r layout.Rect) {
	p := s.arrange(r)
	if !p.tabs.Empty() {
		widget.Tabs(c, p.tabs, s.th, []string{"Text", "World", "Console"}, int(s.pane))
	}
	s.drawText(c, p.text)
	s.drawWorld(c, p.world)
	s.drawConsole(c, p.console)
	s.drawTitle(c, p.title) // last: it tells how the text was laid out
}

func (s *Screen) drawTitle(c *cell.Canvas, r layout.Rect) {
	th := s.th
	right := s.progressText()
	name := s.chapter.Title
	if s.flow.offset == 0 {
		name = s.n.Course.Title // the chapter's own title is in sight
	}
	x := 1 + c.Text(r, 1, 0, cell.Truncate(name, r.W-cell.Width(right)-4), th.Title)
	if section := s.section(); section != "" && section != s.chapter.Title {
		room := r.W - x - cell.Width(right) - 5
		if room > 8 {
			c.Text(r, x, 0, "  "+cell.Truncate(section, room), th.Muted)
		}
	}
	c.Text(r, r.W-cell.Width(right)-1, 0, right, th.Muted)
}

// progressText is how many questions of the chapter are answered, and how far
// down the text one is.
func (s *Screen) progressText() string {
	answered, all := 0, 0
	for _, card := range s.cards {
		if card.asks() {
			all++
			if s.done(card) {
				answered++
			}
		}
	}
	percent := 100
	if s.flow.total > s.flow.height {
		percent = 100 * (s.flow.offset + s.flow.height) / s.flow.total
	}
	if all == 0 {
		return fmt.Sprintf("%d%%", percent)
	}
	return fmt.Sprintf("%d/%d answered  %d%%", answered, all, percent)
}

// textWidth is the width that text is set to in r: no wider than is good to
// read.
func textWidth(r layout.Rect) int { return max(min(r.W-textMargin, layout.Measure), 20) }

func (s *Screen) drawText(c *cell.Canvas, r layout.Rect) {
	if r.Empty() {
		return
	}
	width := textWidth(r)
	s.layOut(width, r.H)
	margin := 2
	for y := range r.H {
		line, block, ok := s.flow.line(y)
		if !ok {
			break
		}
		if block == s.active && !s.flow.last(y) {
			st := s.th.Border
			if s.pane == textPane {
				st = s.th.Focus
			}
			c.Text(r, 0, y, s.th.Glyphs.Quote, st)
		}
		c.Line(r, margin, y, line)
		s.markHits(c, layout.New(r.X+margin, r.Y+y, r.W-margin, 1), line)
	}
	bar := widget.Scroll{Offset: s.flow.offset, Total: s.flow.total, Height: r.H}
	bar.Draw(c, layout.New(min(r.X+width+textMargin-2, r.Right()-1), r.Y, 1, r.H), s.th)
}

func (s *Screen) drawWorld(c *cell.Canvas, r layout.Rect) {
	if r.Empty() {
		return
	}
	if s.stage == nil || s.stage.err != nil {
		why, st := "There is no world here yet. Read on to the first live block.", s.th.Muted
		if s.stage != nil {
			why, st = "This world could not be set up: "+s.stage.err.Error(), s.th.Bad
		}
		inner := widget.Pane(c, r, s.th, "World", "", s.pane == worldPane)
		for y, l := range widget.WrapText(why, st, inner.W-2) {
			c.Line(inner, 1, y, l)
		}
		return
	}
	if r.H >= 8 {
		var top layout.Rect
		top, r = r.CutTop(1)
		top = top.Inset(1, 0)
		c.Line(top, 0, 0, s.stage.status(s.th, s.n.Served, top.W))
	}
	s.panel.Draw(c, r, s.stage.world(), s.pane == worldPane)
}

func (s *Screen) drawConsole(c *cell.Canvas, r layout.Rect) {
	if r.Empty() {
		return
	}
	inner := widget.Pane(c, r, s.th, "Console", "", s.pane == consolePane)
	s.prompt.Draw(c, inner.Inset(1, 0), s.pane == consolePane)
}
