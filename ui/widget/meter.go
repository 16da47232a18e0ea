package widget

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

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
