package cloud

import (
	"strconv"
	"time"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// drawMetrics draws the counters, a chart of the chosen metric and the alarms.
// In few rows the chosen section is the chart, and another the counters.
func (p *Panel) drawMetrics(c *cell.Canvas, r layout.Rect, s *state, chosen bool) {
	facts := s.totals.facts()
	switch _, _, some := p.chosenPlot(s); {
	case len(s.functions) == 0 && s.fleet.rows() > 0 && some:
		facts = s.fleet.facts(s.gauges)
	case s.totals.invocations == 0 && s.totals.throttles == 0 && s.history.used == 0 && len(s.alarms) == 0:
		p.empty(c, r, "No invocation yet, and no instance that ran for a minute: nothing to measure.")
		return
	}
	y := 0
	if rows := factRows(r.W, len(facts)); !chosen || r.H-rows > leastChart+3 {
		y = p.facts(c, r, facts)
		if r.H-y < leastChart {
			if y < r.H {
				p.past(c, r, y, &s.history)
			}
			return
		}
		y++ // a blank row
	}
	alarms := min(len(s.alarms), max((r.H-y-leastChart+1)/2, 0), 4)
	table := 0
	if left := r.H - y - alarms; left > chartRows+3 && len(s.functions) > 1 {
		table = min(left-chartRows, 2+len(s.functions))
	}
	high := r.H - y - alarms - table
	p.drawChart(c, layout.New(r.X, r.Y+y, r.W, high), s, chosen)
	p.drawAlarms(c, r, y+high, s, alarms)
	if table > 1 {
		_, rest := r.CutTop(r.H - table + 1)
		p.byFunction(c, rest, s)
	}
}

// chartRows is as high as a chart need be.
const chartRows = 14

// facts are the counters and the durations.
func (t *totals) facts() []fact {
	return []fact{
		{"Invocations", "Invocations", count(t.invocations), false}, {"Errors", "Errors", count(t.errors), t.errors > 0},
		{"Throttles", "Throttles", count(t.throttles), t.throttles > 0},
		{"Cold starts", "Cold starts", count(t.coldStarts), false}, {"Concurrent", "Concurrent", count(t.concurrent), false},
		{"At most", "At most", count(t.peak), false},
		{"Duration p50", "p50", widget.Ago(t.p50), false}, {"Duration p99", "p99", widget.Ago(t.p99), false},
	}
}

// fact is a name, long and short, and a number; alarm paints a number that
// should be zero.
type fact struct {
	name, short, value string
	alarm              bool
}

// facts sets facts in as many columns as fit, and returns the rows.
func (p *Panel) facts(c *cell.Canvas, r layout.Rect, fs []fact) int {
	const broad = 24
	per := factColumns(r.W)
	w := min((r.W+2)/per-2, broad)
	for i, f := range fs {
		x, y := i%per*((r.W+2)/per), i/per
		st := p.th.Strong
		if f.alarm {
			st = p.th.Bad
		}
		room := w - cell.Width(f.value) - 1
		name := f.name
		if cell.Width(name) > room {
			name = cell.Truncate(f.short, room)
		}
		c.Text(r, x, y, name, p.th.Muted)
		c.Text(r, x+w-cell.Width(f.value), y, f.value, st)
	}
	return factRows(r.W, len(fs))
}

// factColumns is how many facts stand side by side in w columns.
func factColumns(w int) int {
	const narrow = 17
	return min(max((w+2)/(narrow+2), 1), 3)
}

// factRows is how many rows n facts take.
func factRows(w, n int) int { return (n + factColumns(w) - 1) / factColumns(w) }

// past draws requests over the whole time of the world, and returns the rows.
func (p *Panel) past(c *cell.Canvas, r layout.Rect, y int, h *history) int {
	label := "Requests per " + span(h.width)
	if r.W < 50 {
		label = "Past"
	}
	x := cell.Width(label) + 2
	used := max(h.used, 1)
	high := min(max(r.H-y-5, 1), 3)
	if r.H-y <= 3 {
		high = r.H - y
	}
	c.Text(r, 0, y+high-1, label, p.th.Muted)
	chart := layout.New(r.X+x, r.Y+y, min(used, r.W-x), high)
	widget.Sparkline(c, chart, p.th, h.requests[:used], 0, p.th.Busy)
	return high
}

// byFunction is a table with a row for each function.
func (p *Panel) byFunction(c *cell.Canvas, r layout.Rect, s *state) {
	t := widget.Table{Selected: -1, Scroll: p.table, Columns: []widget.Column{
		{Title: "Function", Min: 10}, {Title: "Invocations", Right: true}, {Title: "Errors", Right: true},
		{Title: "Throttles", Right: true, Priority: 2}, {Title: "Cold starts", Right: true, Priority: 1},
		{Title: "p50", Min: 6, Right: true, Priority: 3}, {Title: "p99", Min: 6, Right: true, Priority: 3},
	}}
	for i := range s.functions {
		f := &s.functions[i]
		n := func(v int) widget.Cell { return widget.Cell{Text: count(v), Style: p.th.Text} }
		t.Rows = append(t.Rows, []widget.Cell{
			{Text: f.name, Style: p.th.Strong}, n(f.invocations), n(f.errors), n(f.throttles), n(f.coldStarts),
			{Text: widget.Ago(f.p50), Style: p.th.Text}, {Text: widget.Ago(f.p99), Style: p.th.Text},
		})
	}
	t.Draw(c, r, p.th, false)
	p.table = t.Scroll
}

// count is a number with commas between its thousands.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// span is a length of time in words: "0.5 s", "3 min", "1 min 30 s".
func span(d time.Duration) string {
	if d < time.Minute {
		return strconv.FormatFloat(d.Seconds(), 'g', 4, 64) + " s"
	}
	big, small := time.Minute, time.Second
	words := [2]string{" min", " s"}
	if d >= time.Hour {
		big, small, words = time.Hour, time.Minute, [2]string{" h", " min"}
	}
	text := strconv.Itoa(int(d/big)) + words[0]
	if rest := int(d % big / small); rest > 0 {
		text += " " + strconv.Itoa(rest) + words[1]
	}
	return text
}
