// Package cloud shows a world's Lambda service as it lives: requests on their
// way into execution environments, the event queue, the log, the metrics, the
// bill and what has happened, all in virtual time. It reads the world through
// its queries and never changes it; it knows no rule of AWS.
package cloud

import (
	"math"

	"skylab/engine"
	"skylab/engine/cloudwatch"
	"skylab/ui/cell"
	"skylab/ui/keys"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// section is a part of the panel: a tab where it is small.
type section int

const (
	overview section = iota
	logs
	metrics
	bill
	story
	sections
)

var titles = [sections]string{"Overview", "Log", "Metrics", "Bill", "Story"}

// Panel is the live view of one world. It keeps where the viewer is looking,
// and a reading of the world that is renewed when the world has moved.
type Panel struct {
	// Hint is a sentence about the next key for a world without functions;
	// the screen around the panel knows which keys there are.
	Hint string

	th      *theme.Theme
	current section
	detail  section // the last that was chosen beside the overview
	chosen  bool    // by the viewer
	log     widget.Scroll
	tale    widget.Scroll
	money   widget.Scroll
	table   widget.Scroll
	lanes   widget.Scroll
	// scope and plot are the places of what the chart shows.
	scope, plot int
	reader      reader
}

// New is a panel that looks at the overview and follows log and story.
func New(th *theme.Theme) *Panel {
	p := &Panel{th: th, detail: logs}
	p.log.Follow, p.tale.Follow = true, true
	return p
}

// SetTheme changes the look.
func (p *Panel) SetTheme(th *theme.Theme) { p.th = th }

// fullWidth and fullHeight are the least inside of a panel that shows all
// sections at once.
const (
	fullWidth  = 58
	fullHeight = 28
	wideWidth  = 100
	// splitHeight is enough for the overview and one more section.
	splitHeight = 16
)

// Draw draws the panel with its border into r. A nil world is one that has
// not been made yet.
func (p *Panel) Draw(c *cell.Canvas, r layout.Rect, w *engine.World, focused bool) {
	p.draw(c, r, p.reader.read(w), focused)
}

func (p *Panel) draw(c *cell.Canvas, r layout.Rect, s *state, focused bool) {
	in := widget.Pane(c, r, p.th, s.title(), widget.Clock(s.now, clockStep), focused)
	if in.W > 44 {
		in = in.Inset(1, 0)
	}
	if !p.chosen && len(s.functions) == 0 && s.fleet.rows() > 0 {
		p.detail = story // what instances write as they boot says little
	}
	switch {
	case in.W >= wideWidth && in.H >= fullHeight/2:
		p.wide(c, in, s, focused)
	case in.W >= fullWidth-2 && in.H >= fullHeight:
		p.full(c, in, s, focused)
	case in.H >= splitHeight:
		p.split(c, in, s, focused)
	default:
		p.tabs(c, in, s)
	}
}

// title names the service that the world is about.
func (s *state) title() string {
	switch machines := s.fleet.rows() > 0; {
	case machines && len(s.functions) > 0:
		return "AWS account"
	case machines:
		return "Amazon EC2"
	}
	return "AWS Lambda"
}

// split shows the overview above one of the other sections.
func (p *Panel) split(c *cell.Canvas, r layout.Rect, s *state, focused bool) {
	need, _ := plan(s, r.H*3/5)
	above, below := r.CutTop(2 + max(min(need, r.H*3/5), r.H/4))
	lanes, _ := above.CutTop(above.H - 1)
	p.titled(c, lanes, s, overview, focused)
	names, body := below.CutTop(1)
	st := p.th.Title
	if p.current == overview {
		st = p.th.Muted
	}
	x := 0
	for sec := logs; sec < sections; sec++ {
		if sec == p.detail {
			x += c.Text(names, x, 0, "["+titles[sec]+"]", st)
		} else {
			x += c.Text(names, x, 0, " "+titles[sec]+" ", p.th.Muted)
		}
		x++
	}
	p.section(c, body, s, p.detail, p.current != overview)
}

// tabs shows one section.
func (p *Panel) tabs(c *cell.Canvas, r layout.Rect, s *state) {
	top, body := r.CutTop(1)
	widget.Tabs(c, top, p.th, titles[:], int(p.current))
	if body.H > 8 {
		_, body = body.CutTop(1)
	}
	p.section(c, body, s, p.current, true)
}

// full shows everything below each other: the overview gets what it needs,
// the log and the story what is left.
func (p *Panel) full(c *cell.Canvas, r layout.Rect, s *state, focused bool) {
	const others = 2 + 6 + 5 + 4 + 4 // the least of all that is not a lane
	room := r.H - others
	if p.current == metrics {
		room -= chartRows / 2
	}
	need, _ := plan(s, max(room, 2))
	charts, lines := layout.Fixed(6), layout.Share(3).AtLeast(5)
	if p.current == metrics { // what the viewer looks at gets the room
		charts, lines = layout.Share(9).AtLeast(6), layout.Fixed(5)
	}
	rows := layout.Rows(r,
		layout.Fixed(2+max(min(need, room), 2)), charts, lines,
		layout.Fixed(2+p.billRows(s, r.H)), layout.Share(2).AtLeast(4))
	for i, sec := range []section{overview, metrics, logs, bill, story} {
		_, body := rows[i].CutBottom(1)
		if sec == story {
			body = rows[i]
		}
		p.titled(c, body, s, sec, focused)
	}
}

// wide shows everything in two columns.
func (p *Panel) wide(c *cell.Canvas, r layout.Rect, s *state, focused bool) {
	cols := layout.Cols(r, layout.Share(1), layout.Fixed(3), layout.Share(1))
	left := layout.Rows(cols[0], layout.Share(1), layout.Fixed(max(r.H*2/5, 7)), layout.Fixed(1), layout.Fixed(1+p.billRows(s, r.H)))
	right := layout.Rows(cols[2], layout.Share(3), layout.Fixed(1), layout.Share(2))
	p.titled(c, left[0], s, overview, focused)
	p.titled(c, left[1], s, metrics, focused)
	p.titled(c, left[3], s, bill, focused)
	p.titled(c, right[0], s, logs, focused)
	p.titled(c, right[2], s, story, focused)
}

// titled draws a section under its name and a rule.
func (p *Panel) titled(c *cell.Canvas, r layout.Rect, s *state, sec section, focused bool) {
	top, body := r.CutTop(1)
	if body.Empty() {
		return
	}
	chosen := focused && sec == p.current
	x := 0
	if chosen {
		x = c.Text(top, 0, 0, p.th.Glyphs.Selected+" ", p.th.Focus)
		x += c.Text(top, x, 0, titles[sec], p.th.Focus)
	} else {
		x = c.Text(top, 0, 0, titles[sec], p.th.Title)
	}
	note := p.note(s, sec)
	end := top.W
	if note != "" && x+cell.Width(note)+4 <= top.W {
		end -= cell.Width(note)
		c.Text(top, end, 0, note, p.th.Muted)
		end--
	}
	c.HLine(top, x+1, 0, end-x-1, p.th.Border)
	p.section(c, body, s, sec, chosen)
}

// note is what stands at the right of a section's name.
func (p *Panel) note(s *state, sec section) string {
	switch sec {
	case logs:
		return p.log.Position()
	case story:
		return p.tale.Position()
	case metrics:
		ringing := 0
		for _, a := range s.alarms {
			if a.state == cloudwatch.StateAlarm {
				ringing++
			}
		}
		if ringing > 0 {
			return p.th.Glyphs.Bad + " " + counted(ringing, "alarm") + " in ALARM"
		}
	case bill:
		if len(s.bill.services) > 0 {
			return s.bill.total + ", exactly " + s.bill.exact
		}
	}
	return ""
}

// section draws what is below a section's name. chosen gives it the keys and
// shows long lines whole.
func (p *Panel) section(c *cell.Canvas, r layout.Rect, s *state, sec section, chosen bool) {
	if r.Empty() {
		return
	}
	switch sec {
	case overview:
		p.drawOverview(c, r, s)
	case logs:
		p.drawLog(c, r, s, chosen)
	case metrics:
		p.drawMetrics(c, r, s, chosen)
	case bill:
		p.drawBill(c, r, s, chosen)
	case story:
		p.drawStory(c, r, s, chosen)
	}
}

// empty draws a sentence in the middle of nothing.
func (p *Panel) empty(c *cell.Canvas, r layout.Rect, text string) {
	for y, l := range widget.WrapText(text, p.th.Muted, r.W) {
		c.Line(r, 0, y, l)
	}
}

// Update answers a key and tells whether it meant anything here.
func (p *Panel) Update(key string) (handled bool) {
	switch key {
	case "right", "l":
		p.choose((p.current + 1) % sections)
		return true
	case "left", "h":
		p.choose((p.current + sections - 1) % sections)
		return true
	}
	if p.current == metrics {
		return p.turn(key)
	}
	return p.scroll().Key(key)
}

// turn chooses another metric, or another function.
func (p *Panel) turn(key string) bool {
	switch key {
	case "up", "k":
		p.plot = max(p.plot-1, 0)
	case "down", "j":
		p.plot++ // the next drawing knows how many there are
	case "pgup":
		p.scope = max(p.scope-1, 0)
	case "pgdown":
		p.scope++
	case "g", "home":
		p.plot = 0
	case "G", "end":
		p.plot = math.MaxInt
	default:
		return false
	}
	return true
}

func (p *Panel) choose(sec section) {
	p.current = sec
	if sec != overview {
		p.detail, p.chosen = sec, true
	}
}

// scroll is the window of the chosen section.
func (p *Panel) scroll() *widget.Scroll {
	switch p.current {
	case logs:
		return &p.log
	case story:
		return &p.tale
	case bill:
		return &p.money
	}
	return &p.lanes
}

// Keys are what the panel's keys do.
func (p *Panel) Keys() []keys.Binding {
	move, page, ends := "scroll", "page", "newest"
	if p.current == metrics {
		move, page, ends = "metric", "function", "first, last"
	}
	return []keys.Binding{
		{Keys: []string{"right", "l", "left", "h"}, Label: "section", Help: "Next or previous part: overview, log, metrics, bill, story.", Shown: true},
		{Keys: []string{"up", "k", "down", "j"}, Label: move, Help: "Scroll the chosen part; at its end it follows what is new. In Metrics: another metric.", Shown: true},
		{Keys: []string{"pgdown", "pgup"}, Label: page, Help: "Scroll by a page. In Metrics: another function, or what else has metrics."},
		{Keys: []string{"G", "end", "g", "home"}, Label: ends, Help: "To the newest line and follow it; g goes to the oldest. In Metrics: the last and the first metric."},
	}
}
