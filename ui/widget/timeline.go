package widget

import (
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Segment is a stretch of a lane.
type Segment struct {
	From, To time.Duration
	// Glyph fills the stretch; a stretch shorter than a column still gets one.
	Glyph string
	Style uv.Style
	// Label is written into the stretch if it has room.
	Label string
}

// Lane is one thing over time.
type Lane struct {
	Label    string
	Segments []Segment
}

// Timeline shows lanes over the time from From to To, with an axis below.
type Timeline struct {
	From, To time.Duration
	// Now is marked by a line down the lanes, if it is in sight.
	Now time.Duration
	// LabelWidth is the columns for the lanes' names; 0 finds the widest.
	LabelWidth int
}

// Draw draws as many lanes as fit above the axis.
func (t Timeline) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme, lanes []Lane) {
	if r.H < 2 || t.To <= t.From {
		return
	}
	labels := t.LabelWidth
	if labels == 0 {
		for _, l := range lanes {
			labels = max(labels, cell.Width(l.Label))
		}
	}
	labels = min(labels, r.W/3)
	names, chart := r.CutLeft(labels + 1)
	axis, chart := chart.CutBottom(1)
	for y, l := range lanes {
		if y >= chart.H {
			break
		}
		c.Text(names, 0, y, cell.Truncate(l.Label, labels), th.Text)
		for _, s := range l.Segments {
			t.segment(c, chart.Row(y), s)
		}
	}
	if x, ok := t.column(t.Now, chart.W); ok {
		c.VLine(chart, x, min(len(lanes), chart.H), chart.H-len(lanes), th.Border)
	}
	t.axis(c, axis, th)
}

// column is where an instant is drawn.
func (t Timeline) column(at time.Duration, w int) (x int, inSight bool) {
	if w <= 0 {
		return 0, false
	}
	x = int(int64(at-t.From) * int64(w) / int64(t.To-t.From))
	return x, at >= t.From && x < w
}

func (t Timeline) segment(c *cell.Canvas, row layout.Rect, s Segment) {
	if s.To < t.From || s.From > t.To {
		return
	}
	x0, _ := t.column(max(s.From, t.From), row.W)
	x1, _ := t.column(min(s.To, t.To), row.W)
	x0 = min(x0, row.W-1)
	x1 = max(x1, x0+1)
	for x := x0; x < x1; x++ {
		c.Text(row, x, 0, s.Glyph, s.Style)
	}
	if w := cell.Width(s.Label); w > 0 && w+2 <= x1-x0 {
		c.Text(row, x0+1, 0, s.Label, s.Style)
	}
}

// axis writes times below the chart, about one every 16 columns.
func (t Timeline) axis(c *cell.Canvas, r layout.Rect, th *theme.Theme) {
	step := tick(t.To-t.From, max(r.W/16, 1))
	free := 0
	for at := (t.From + step - 1) / step * step; at <= t.To; at += step {
		x, ok := t.column(at, r.W)
		label := Clock(at, step)
		if ok && x >= free && x+cell.Width(label) <= r.W {
			c.Text(r, x, 0, label, th.Muted)
			free = x + cell.Width(label) + 2
		}
	}
}

// ticks are the round steps of an axis.
var ticks = []time.Duration{
	time.Millisecond, 2 * time.Millisecond, 5 * time.Millisecond, 10 * time.Millisecond, 20 * time.Millisecond,
	50 * time.Millisecond, 100 * time.Millisecond, 200 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

func tick(span time.Duration, n int) time.Duration {
	for _, t := range ticks {
		if span/t <= time.Duration(n) {
			return t
		}
	}
	return span/time.Duration(n) + 1
}
