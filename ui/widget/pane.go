package widget

import (
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Pane draws a border with a title and returns what is inside; note is a few
// words at the right of the title's line (a position, a count), left out if
// there is no room for it.
func Pane(c *cell.Canvas, r layout.Rect, th *theme.Theme, title, note string, focused bool) layout.Rect {
	in := c.Box(r, title, th.Frame(focused), focused)
	w := cell.Width(note)
	if note != "" && r.W >= cell.Width(title)+w+10 && r.H >= 3 {
		c.Text(r, r.W-w-4, 0, " "+note+" ", th.Muted)
	}
	return in
}

// Tabs draws the names beside each other in the first row of r, the current
// one marked, and returns the columns where each begins (from r's corner; -1
// if it is not in sight), for clicks. If they do not fit, the current one
// stays in sight.
func Tabs(c *cell.Canvas, r layout.Rect, th *theme.Theme, names []string, current int) []int {
	starts, x, gap := make([]int, len(names)), 0, 1
	for _, n := range names {
		x += cell.Width(n) + 3
	}
	if x-1 > r.W {
		gap = 0
	}
	x = 0
	for i, n := range names {
		starts[i] = x
		x += cell.Width(n) + 2 + gap
	}
	shift := 0
	if current < len(names) && x-gap > r.W {
		end := starts[current] + cell.Width(names[current]) + 2
		shift = max(0, min(end-r.W, starts[current]))
	}
	for i, n := range names {
		starts[i] -= shift
		st := th.Muted
		if i == current {
			st = th.Selection
		}
		c.Text(r, starts[i], 0, " "+n+" ", st)
		if starts[i] < 0 || starts[i] >= r.W {
			starts[i] = -1
		}
	}
	return starts
}
