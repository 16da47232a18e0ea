package widget

import (
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// List is a choice of one item among n, each a line.
type List struct {
	// Selected is the index of the chosen item.
	Selected int
	scroll   Scroll
	n        int
}

// Key moves the selection by the keys that mean it everywhere, and tells
// whether it was one of them.
func (l *List) Key(key string) bool {
	page := max(l.scroll.Height-1, 1)
	switch key {
	case "up", "k":
		l.Select(l.Selected - 1)
	case "down", "j":
		l.Select(l.Selected + 1)
	case "pgup":
		l.Select(l.Selected - page)
	case "pgdown":
		l.Select(l.Selected + page)
	case "home", "g":
		l.Select(0)
	case "end", "G":
		l.Select(l.n - 1)
	default:
		return false
	}
	return true
}

// Select chooses item i, or the nearest there is.
func (l *List) Select(i int) {
	l.Selected = max(min(i, l.n-1), 0)
}

// Resize says how many items there are before the first Draw; Draw does so
// too.
func (l *List) Resize(n int) {
	l.n = max(n, 0)
	l.Select(l.Selected)
}

// Draw draws the items that fit, the selected one always among them, marked
// by a sign and, if the list has the focus, by a bar. item gives an item's
// line.
func (l *List) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme, n int, focused bool, item func(i int) cell.Line) {
	l.Resize(n)
	l.scroll.Fit(n, r.H)
	l.scroll.Show(l.Selected)
	if l.scroll.Scrolls() && r.W > 4 {
		var bar layout.Rect
		bar, r = r.CutRight(1)
		l.scroll.Draw(c, bar, th)
	}
	for y := 0; y < r.H && l.scroll.Offset+y < n; y++ {
		i := l.scroll.Offset + y
		if i == l.Selected {
			c.Text(r, 0, y, th.Glyphs.Selected, th.Accent)
		}
		c.Line(r, 2, y, item(i))
		if i == l.Selected && focused {
			c.Restyle(r.Row(y), th.Selection)
		}
	}
}

// At is the item drawn at row y of the list's rectangle, for clicks.
func (l *List) At(y int) (i int, ok bool) {
	i = l.scroll.Offset + y
	return i, y >= 0 && y < l.scroll.Height && i < l.n
}
