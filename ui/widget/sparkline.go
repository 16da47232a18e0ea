package widget

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Sparkline draws values as columns of r's height, the newest at the right,
// scaled to top (or to the largest value if top is 0). Values that do not fit
// at the left are left out. A value above zero is at least an eighth of a row
// high, so that something never looks like nothing.
func Sparkline(c *cell.Canvas, r layout.Rect, th *theme.Theme, values []float64, top float64, st uv.Style) {
	if r.Empty() {
		return
	}
	if len(values) > r.W {
		values = values[len(values)-r.W:]
	}
	if top <= 0 {
		for _, v := range values {
			top = max(top, v)
		}
	}
	for x := range r.W {
		i := x - (r.W - len(values))
		level := 0
		if i >= 0 && top > 0 && values[i] > 0 {
			level = max(min(int(values[i]/top*float64(r.H)*8+0.5), r.H*8), 1)
		}
		column(c, r, th, x, level, st)
	}
}

// column draws one value of `level` eighths from the bottom up.
func column(c *cell.Canvas, r layout.Rect, th *theme.Theme, x, level int, st uv.Style) {
	if level == 0 {
		c.Text(r, x, r.H-1, th.Glyphs.Ramp[0], th.Border)
		return
	}
	for y := r.H - 1; y >= 0 && level > 0; y-- {
		c.Text(r, x, y, th.Glyphs.Ramp[min(level, 8)-1], st)
		level -= 8
	}
}
