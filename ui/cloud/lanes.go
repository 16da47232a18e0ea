package cloud

import (
	"strconv"
	"strings"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/engine/lambda"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// track is the columns between the callers and an environment in w columns.
func track(w int) int {
	switch {
	case w >= 56:
		return 8
	case w >= 40:
		return 5
	}
	return 0
}

// drawOverview draws a lane for each function and a row for everything else.
func (p *Panel) drawOverview(c *cell.Canvas, r layout.Rect, s *state) {
	if len(s.functions)+rest(s) == 0 {
		hint := p.Hint
		if hint == "" {
			hint = "Make one in the console with aws lambda create-function."
		}
		p.empty(c, r, "No function yet. "+hint)
		return
	}
	total, inFull := plan(s, r.H)
	p.lanes.Fit(total, r.H)
	view := r
	if p.lanes.Scrolls() {
		var bar layout.Rect
		bar, view = r.CutRight(1)
		view, _ = view.CutLeft(view.W - 1)
		p.lanes.Draw(c, bar, p.th)
	}
	y := -p.lanes.Offset
	if rows := s.fleet.rows(); rows > 0 {
		p.drawFleet(c, view, y, &s.fleet)
		y += rows
		if len(s.functions) > 0 {
			y++
		}
	}
	for i := range s.functions {
		if i < inFull {
			y += p.lane(c, view, y, &s.functions[i])
		} else {
			y += p.dense(c, view, y, &s.functions[i])
		}
	}
	for i := range s.things {
		p.thing(c, view, y, &s.things[i])
		y++
	}
	for _, b := range s.buckets {
		p.pair(c, view, y, "s3://"+b.name, "", objects(b), p.th.Text)
		y++
	}
}

// plan decides how many of the lanes are drawn in full in h rows: as many as
// fit, from the first. It returns the rows that the overview then takes.
func plan(s *state, h int) (rows, inFull int) {
	rows = rest(s)
	for i := range s.functions {
		rows += denseHeight(&s.functions[i])
	}
	for i := range s.functions {
		f := &s.functions[i]
		more := laneHeight(f) - denseHeight(f)
		if i == len(s.functions)-1 && rest(s) == 0 {
			more-- // no blank row below the last lane
		}
		if rows+more > h {
			break
		}
		rows += more
		inFull++
	}
	return rows, inFull
}

// rest is the number of rows below the lanes.
func rest(s *state) int {
	n := len(s.things) + len(s.buckets) + s.fleet.rows()
	if s.fleet.rows() > 0 && len(s.functions) > 0 {
		n++ // a blank row between the two
	}
	return n
}

// thing draws a queue, a topic or an API: its name, where its messages go, and
// how it stands.
func (p *Panel) thing(c *cell.Canvas, r layout.Rect, y int, t *thing) {
	st := p.th.Text
	if t.bad {
		st = p.th.Bad
	}
	feeds := ""
	if t.feeds != "" {
		feeds = p.th.Glyphs.Right + " " + t.feeds
	}
	p.pair(c, r, y, t.name, feeds, t.state, st)
}

func laneHeight(f *function) int { return 2 + max(len(f.slots), 1) + extraRows(f) }

func denseHeight(f *function) int { return 2 + extraRows(f) }

func extraRows(f *function) int {
	n := len(f.unready)
	if f.outside {
		n++
	}
	if f.waiting > 0 {
		n++
	}
	if f.refused > 0 {
		n++
	}
	return n
}

// lane draws a function with a row for each environment, and returns its
// rows, the blank one below included.
func (p *Panel) lane(c *cell.Canvas, r layout.Rect, y int, f *function) int {
	p.name(c, r, y, f)
	row := y + 1
	for i := range f.slots {
		p.slot(c, r, row, f, &f.slots[i])
		row++
	}
	if len(f.slots) == 0 {
		c.Text(r, 2, row, cell.Truncate(p.noSlot(f), r.W-2), p.th.Muted)
		row++
	}
	p.extras(c, r, row, f)
	return laneHeight(f)
}

// noSlot says why a function has no environment.
func (p *Panel) noSlot(f *function) string {
	switch {
	case !f.ready:
		return outlook(f.state)
	case f.outside:
		return "No runtime outside asks for requests"
	}
	return "No environment: next request is cold"
}

// outlook is a state in which nothing can be invoked, and how it ends.
func outlook(state string) string {
	if state == lambda.Inactive {
		return state + ": a call fails and wakes it"
	}
	return state + ": it can be invoked when it is Active"
}

// name draws a function's name, its settings and what it has done.
func (p *Panel) name(c *cell.Canvas, r layout.Rect, y int, f *function) {
	done := count(f.invocations) + " invocations"
	if f.invocations == 1 {
		done = "1 invocation"
	}
	if r.W < 50 {
		done = strings.Replace(done, "invocation", "call", 1)
	}
	refused := ""
	if f.throttles > 0 {
		done += ", "
		refused = count(f.throttles) + " throttled"
	}
	if cell.Width(f.name+done+refused)+2 > r.W {
		done, refused = strings.TrimSuffix(done, ", "), "" // the name tells more
	}
	end := r.W - cell.Width(done) - cell.Width(refused)
	x := c.Text(r, 0, y, cell.Truncate(f.name, end-2), p.th.Strong)
	settings := f.runtime + " " + p.th.Glyphs.Sep + " " + strconv.Itoa(f.memory) + " MB " + p.th.Glyphs.Sep + " timeout " + span(f.timeout)
	if room := end - x - 4; room >= cell.Width(settings) {
		c.Text(r, x+2, y, settings, p.th.Muted)
	}
	end += c.Text(r, end, y, done, p.th.Muted)
	c.Text(r, end, y, refused, p.th.Throttled)
}

// look is how a phase is told: by a sign, a word and a style.
func (p *Panel) look(ph phase) (glyph, word string, st uv.Style) {
	g := &p.th.Glyphs
	switch ph {
	case preparing:
		return g.Init, "preparing", p.th.Cold
	case starting:
		return g.Starting, "init", p.th.Cold
	case busy:
		return g.Busy, "busy", p.th.Busy
	}
	return g.Idle, "idle, warm", p.th.Idle
}

// slot draws one environment: the way into it, its state, for how long, and
// how far it is.
func (p *Panel) slot(c *cell.Canvas, r layout.Rect, y int, f *function, e *slot) {
	glyph, word, st := p.look(e.phase)
	x := 2
	if n := track(r.W); n > 0 {
		p.way(c, layout.New(r.X+x, r.Y, n, r.H), y, e)
		x += n + 1
	}
	c.Text(r, x, y, glyph, st)
	if e.outside && e.phase == busy {
		word = "outside"
	}
	c.Text(r, x+2, y, word, st)
	x += 13
	age := widget.Ago(e.since)
	c.Text(r, x+7-cell.Width(age), y, age, p.th.Text)
	x += 9
	tail := p.tail(e, r.W-x)
	if e.phase != idle && r.W-x-cell.Width(tail) < 8 {
		tail = "" // how far it is tells more than its name
	}
	c.Text(r, r.W-cell.Width(tail), y, tail, p.th.Muted)
	w := r.W - x
	if tail != "" {
		w -= cell.Width(tail) + 2
	}
	if w < 4 || y < 0 || y >= r.H {
		return
	}
	bar := layout.New(r.X+x, r.Y+y, min(w, 20), 1)
	switch e.phase {
	case busy:
		widget.Meter(c, bar, p.th, float64(e.since), float64(f.timeout), st)
	case preparing, starting:
		for i := range min(int(e.since/(50*time.Millisecond))+1, bar.W) {
			c.Text(bar, i, 0, p.th.Glyphs.Line, st)
		}
	}
}

// tail is what is said at the end of an environment's row, in w columns.
func (p *Panel) tail(e *slot, w int) string {
	text := ""
	switch {
	case e.phase == idle:
		text = "served " + count(e.served)
		if long := text + ", expires in " + widget.Ago(e.left); e.left > 0 && cell.Width(long) <= w {
			return long
		}
		if long := text + ", " + widget.Ago(e.left) + " left"; e.left > 0 && cell.Width(long) <= w {
			return long
		}
	case e.request != "":
		text = "request " + e.request
	}
	if cell.Width(text) > w {
		return ""
	}
	return text
}

// way draws the stretch r from the callers to an environment, and on it the
// request that has just come or the answer that has just gone.
func (p *Panel) way(c *cell.Canvas, r layout.Rect, y int, e *slot) {
	g := &p.th.Glyphs
	at, seen := p.step(e.since, r.W)
	if e.phase == idle {
		if seen && e.served > 0 {
			c.Text(r, r.W-1-at, y, g.Done, p.th.Good)
		}
		return
	}
	for i := range r.W - 1 {
		c.Text(r, i, y, g.Sep, p.th.Border)
	}
	c.Text(r, r.W-1, y, g.Play, p.th.Border)
	if seen {
		_, _, st := p.look(e.phase)
		c.Text(r, at, y, g.Request, st)
	}
}

// step is how far something that began a while ago has come on its way of w
// columns; nothing is seen on its way where motion is not wanted.
func (p *Panel) step(ago time.Duration, w int) (column int, seen bool) {
	glide := p.reader.state.glide
	if p.th.Still || ago >= glide || glide <= 0 {
		return 0, false
	}
	return int(ago * time.Duration(w) / glide), true
}

// dense draws a function in two rows: its name, and a sign an environment.
func (p *Panel) dense(c *cell.Canvas, r layout.Rect, y int, f *function) int {
	p.name(c, r, y, f)
	var counts [idle + 1]int
	for i := range f.slots {
		counts[f.slots[i].phase]++
	}
	if len(f.slots) == 0 {
		c.Text(r, 2, y+1, cell.Truncate(p.noSlot(f), r.W-2), p.th.Muted)
	}
	line := p.phases(counts[:], max((r.W-40)/3, 1), true)
	if line.Width() > r.W-2 {
		line = p.phases(counts[:], 1, false)
	}
	c.Line(r, 2, y+1, line)
	p.extras(c, r, y+2, f)
	return denseHeight(f)
}

// phases says how many environments do what: with at most so many signs for
// each, and in words or without.
func (p *Panel) phases(counts []int, signs int, words bool) cell.Line {
	var line cell.Line
	for _, ph := range [...]phase{busy, starting, preparing, idle} {
		n := counts[ph]
		if n == 0 {
			continue
		}
		glyph, word, st := p.look(ph)
		text := strings.Repeat(glyph, min(n, signs)) + " " + count(n)
		if words {
			text += " " + word
		}
		if len(line) > 0 {
			text = "  " + text
		}
		line = append(line, cell.Span{Text: text, Style: st})
	}
	return line
}

// extras draws what is below the environments: versions that cannot be
// invoked, the event queue and the refusals.
func (p *Panel) extras(c *cell.Canvas, r layout.Rect, y int, f *function) {
	g := &p.th.Glyphs
	if f.outside {
		c.Text(r, 2, y, g.Sep, p.th.Muted)
		c.Text(r, 4, y, cell.Truncate("Runs outside: times are wall time", r.W-4), p.th.Muted)
		y++
	}
	for _, v := range f.unready {
		c.Text(r, 2, y, g.Expired, p.th.Muted)
		c.Text(r, 4, y, cell.Truncate("Version "+v.Version+" is "+v.State+" ("+v.Reason+")", r.W-4), p.th.Muted)
		y++
	}
	if f.waiting > 0 {
		text := count(f.waiting) + " events queued"
		if f.waiting == 1 {
			text = "1 event queued"
		}
		if f.retry >= 0 {
			text += ", next try in " + widget.Ago(f.retry)
		}
		c.Text(r, 2, y, g.Waiting, p.th.Warm)
		c.Text(r, 4, y, cell.Truncate(text, r.W-4), p.th.Warm)
		y++
	}
	if f.refused > 0 {
		c.Text(r, 2, y, g.Throttled, p.th.Throttled)
		c.Text(r, 4, y, cell.Truncate(count(f.refused)+" throttled just now", r.W-4), p.th.Throttled)
	}
}
