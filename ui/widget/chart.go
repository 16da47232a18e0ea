package widget

import (
	"math"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Chart is values over time as columns between two axes. What it says it says
// without colour: lines are named, and a second series has another sign.
type Chart struct {
	// Values are the columns, oldest first; NaN is no data, which is not zero.
	Values []float64
	// Behind is a second series of the same length, never below the first
	// where both have data, drawn as what rises behind it; nil is none.
	Behind []float64
	// Limits are horizontal lines.
	Limits []Limit
	// Format writes a value at the axis.
	Format func(float64) string
	// From and To are what stands below the first and the last column.
	From, To string
	// Style and BehindStyle paint the columns.
	Style, BehindStyle uv.Style
}

// Limit is a horizontal line with a name.
type Limit struct {
	Value float64
	Name  string
	Style uv.Style
}

// far is how much higher than the data a limit may be for the scale to reach
// it.
const far = 3

// Draw draws the chart; below four rows the time axis is left out.
func (ch *Chart) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme) {
	top := ch.top()
	rows := r.H
	if rows >= 4 {
		rows -= 2
	}
	axis := ch.axis(top, rows)
	if r.Empty() || axis+2 > r.W {
		return
	}
	plot := layout.New(r.X+axis+1, r.Y, r.W-axis-1, rows)
	if rows < r.H {
		ch.time(c, layout.New(plot.X-1, plot.Bottom(), plot.W+1, 2), th)
	}
	ch.labels(c, layout.New(r.X, r.Y, axis+1, plot.H), top, th)
	ch.lines(c, plot, top, th)
	ch.columns(c, plot, top, th)
	ch.names(c, plot, top)
}

// columns draws the values, each as wide as there is room for all, up to
// three cells; what does not fit at the left is left out.
func (ch *Chart) columns(c *cell.Canvas, r layout.Rect, top float64, th *theme.Theme) {
	wide := ch.wide(r.W)
	skip := max(len(ch.Values)-r.W, 0)
	for i := range min(len(ch.Values), r.W) {
		for x := i * wide; x < (i+1)*wide; x++ {
			if ch.Behind != nil {
				ch.behind(c, r, x, ch.Behind[skip+i], top, th)
			}
			if v := ch.Values[skip+i]; !math.IsNaN(v) {
				column(c, r, th, x, level(v, top, r.H), ch.Style)
			}
		}
	}
}

func (ch *Chart) wide(w int) int { return min(max(w/max(len(ch.Values), 1), 1), 3) }

// top is the value at the upper edge: a round number at or above all data and
// the limits that are near.
func (ch *Chart) top() float64 {
	high := 0.0
	for _, list := range [][]float64{ch.Values, ch.Behind} {
		for _, v := range list {
			if v > high { // NaN is not
				high = v
			}
		}
	}
	for _, l := range ch.Limits {
		if l.Value > high && (l.Value <= far*high || high == 0 && l.Value <= far) {
			high = l.Value
		}
	}
	return round(high)
}

// round is the least of 1, 2, 3, 4, 5, 6, 8 times a power of ten that is not
// below v.
func round(v float64) float64 {
	if v <= 0 {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range [...]float64{1, 2, 3, 4, 5, 6, 8, 10} {
		if n*unit >= v*(1-1e-9) {
			return n * unit
		}
	}
	return 10 * unit
}

// level is the height of a value in eighths of a row; what is above zero is
// at least one high.
func level(v, top float64, rows int) int {
	if v <= 0 {
		return 0
	}
	return max(min(int(v/top*float64(rows)*8+0.5), rows*8), 1)
}

// axis is the width of the labels beside so many rows.
func (ch *Chart) axis(top float64, rows int) int {
	w := max(cell.Width(ch.Format(top)), cell.Width(ch.Format(0)))
	if halved(rows) {
		w = max(w, cell.Width(ch.Format(top/2)))
	}
	return w
}

// halved tells whether the middle has a label: the middle row's middle is half
// of the top only where rows are odd.
func halved(rows int) bool { return rows >= 5 && rows%2 == 1 }

// labels draws the scale: its top, its bottom and, where there is room, its
// middle.
func (ch *Chart) labels(c *cell.Canvas, r layout.Rect, top float64, th *theme.Theme) {
	put := func(y int, v float64) {
		s := ch.Format(v)
		c.Text(r, r.W-1-cell.Width(s), y, s, th.Muted)
	}
	for y := range r.H {
		c.Text(r, r.W-1, y, th.Glyphs.Groove, th.Border)
	}
	put(0, top)
	if r.H >= 3 {
		put(r.H-1, 0)
	}
	if halved(r.H) {
		put(r.H/2, top/2)
	}
}

// time draws the time axis.
func (ch *Chart) time(c *cell.Canvas, r layout.Rect, th *theme.Theme) {
	for x := range r.W {
		c.Text(r, x, 0, th.Glyphs.Thread, th.Border)
	}
	used := min(len(ch.Values)*ch.wide(r.W-1), r.W-1)
	c.Text(r, 1, 1, ch.From, th.Muted)
	// "now" stands below the newest column, or as near as it fits.
	x := min(max(1+used-cell.Width(ch.To), cell.Width(ch.From)+3), r.W-cell.Width(ch.To))
	if x > cell.Width(ch.From)+1 {
		c.Text(r, x, 1, ch.To, th.Muted)
	}
}

// row is where a limit's line is drawn, -1 where the scale does not reach it.
func row(l Limit, top float64, rows int) int {
	if l.Value > top || l.Value < 0 {
		return -1
	}
	return min(max(rows-1-int(l.Value/top*float64(rows)), 0), rows-1)
}

// lines draws the limits, behind the columns.
func (ch *Chart) lines(c *cell.Canvas, r layout.Rect, top float64, th *theme.Theme) {
	for _, l := range ch.Limits {
		if y := row(l, top, r.H); y >= 0 {
			for x := range r.W {
				c.Text(r, x, y, th.Glyphs.Thread, l.Style)
			}
		}
	}
}

// names writes what the limits are called at the right end of their lines.
func (ch *Chart) names(c *cell.Canvas, r layout.Rect, top float64) {
	last := -1
	for _, l := range ch.Limits {
		y := row(l, top, r.H)
		if y < 0 || y == last {
			continue // its neighbour's name stands there
		}
		text := cell.Truncate(" "+l.Name, r.W)
		c.Text(r, r.W-cell.Width(text), y, text, l.Style)
		last = y
	}
}

// Reaches tells whether the scale reaches a value. A limit that is far above
// the data would leave nothing of them to see; its line is left out.
func (ch *Chart) Reaches(value float64) bool { return value <= ch.top() }

// behind draws what rises behind a column: whole cells of a light sign.
func (ch *Chart) behind(c *cell.Canvas, r layout.Rect, x int, v, top float64, th *theme.Theme) {
	if math.IsNaN(v) {
		return
	}
	for y := range (level(v, top, r.H) + 7) / 8 {
		c.Text(r, x, r.H-1-y, th.Glyphs.Track, ch.BehindStyle)
	}
}
