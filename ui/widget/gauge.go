package widget

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Gauge draws how full something is as a bar over the first row of r, to an
// eighth of a column. Any value above zero shows; only the whole fills it.
func Gauge(c *cell.Canvas, r layout.Rect, th *theme.Theme, value, whole float64, st uv.Style) {
	eighths := 0
	if whole > 0 && value > 0 {
		eighths = int(value / whole * float64(r.W) * 8)
		eighths = max(min(eighths, r.W*8), 1)
		if value < whole {
			eighths = min(eighths, r.W*8-1)
		}
	}
	for x := range r.W {
		switch part := eighths - x*8; {
		case part >= 8:
			c.Text(r, x, 0, th.Glyphs.Bar, st)
		case part > 0:
			c.Text(r, x, 0, th.Glyphs.Part[part-1], st)
		default:
			c.Text(r, x, 0, th.Glyphs.Track, th.Border)
		}
	}
}

// Meter is a thin gauge, for rows close to each other: a line of which a part
// is heavy. Any value above zero shows; only the whole fills it.
func Meter(c *cell.Canvas, r layout.Rect, th *theme.Theme, value, whole float64, st uv.Style) {
	done := 0
	if whole > 0 && value > 0 {
		done = max(min(int(value/whole*float64(r.W)+0.5), r.W), 1)
		if value < whole {
			done = max(min(done, r.W-1), 0)
		}
	}
	for x := range r.W {
		if x < done {
			c.Text(r, x, 0, th.Glyphs.Line, st)
		} else {
			c.Text(r, x, 0, th.Glyphs.Thread, th.Border)
		}
	}
}

// Bar is one row of a bar chart.
type Bar struct {
	Label string
	Value float64
	// Text is the value as it is printed, with its unit.
	Text  string
	Style uv.Style
}

// Bars draws labelled bars below each other, all to the scale of the longest;
// labels and values line up. Bars that find no row are left out.
func Bars(c *cell.Canvas, r layout.Rect, th *theme.Theme, bars []Bar) {
	labels, texts, longest := 0, 0, 0.0
	for _, b := range bars {
		labels = max(labels, cell.Width(b.Label))
		texts = max(texts, cell.Width(b.Text))
		longest = max(longest, b.Value)
	}
	labels = min(labels, r.W/2)
	for y, b := range bars {
		if y >= r.H {
			break
		}
		label, rest := r.Row(y).CutLeft(labels + 1)
		value, bar := rest.CutRight(texts + 1)
		c.Text(label, 0, 0, cell.Truncate(b.Label, labels), th.Text)
		c.Text(value, 1+texts-cell.Width(b.Text), 0, b.Text, th.Muted)
		if bar.W >= 3 {
			Gauge(c, bar, th, b.Value, longest, b.Style)
		}
	}
}
