package widget

import (
	"strconv"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Scroll is a window of Height lines on a text of Total lines.
type Scroll struct {
	// Offset is the first line in the window.
	Offset, Total, Height int
	// Follow keeps the window at the end while the text grows; scrolling up
	// ends it, reaching the end begins it again. It is for logs.
	Follow bool
	// tail remembers that this window follows, when it does not just now.
	tail bool
}

// Fit tells the window how long the text and how high the window is now, and
// keeps the offset inside.
func (s *Scroll) Fit(total, height int) {
	s.Total, s.Height = max(total, 0), max(height, 0)
	if s.Follow {
		s.Offset, s.tail = s.last(), true
	}
	s.Offset = min(max(s.Offset, 0), s.last())
}

// last is the offset at which the window ends with the text.
func (s *Scroll) last() int { return max(s.Total-s.Height, 0) }

// Move scrolls by n lines, down if positive.
func (s *Scroll) Move(n int) { s.To(s.Offset + n) }

// To scrolls so that the line is the first in the window, as far as possible.
func (s *Scroll) To(line int) {
	s.Offset = min(max(line, 0), s.last())
	s.Follow = s.tail && s.AtEnd()
}

// Show scrolls just enough to have the line in the window.
func (s *Scroll) Show(line int) {
	switch {
	case line < s.Offset:
		s.To(line)
	case line >= s.Offset+s.Height:
		s.To(line - s.Height + 1)
	}
}

// AtEnd tells whether the last line is in the window.
func (s *Scroll) AtEnd() bool { return s.Offset >= s.last() }

// Scrolls tells whether the text is longer than the window.
func (s *Scroll) Scrolls() bool { return s.Total > s.Height }

// Key scrolls by the keys that mean it everywhere, and tells whether it was
// one of them. At least one line of a page stays in sight.
func (s *Scroll) Key(key string) bool {
	page := max(s.Height-1, 1)
	switch key {
	case "up", "k":
		s.Move(-1)
	case "down", "j":
		s.Move(1)
	case "pgup":
		s.Move(-page)
	case "pgdown":
		s.Move(page)
	case "home", "g":
		s.To(0)
	case "end", "G":
		s.To(s.Total)
	default:
		return false
	}
	return true
}

// Percent is how much of the text is above the window's end, 0 to 100.
func (s *Scroll) Percent() int {
	if s.Total == 0 || s.AtEnd() {
		return 100
	}
	return (s.Offset + s.Height) * 100 / s.Total
}

// Position is where the window is, in words: "12-30 of 80", or "" if all of
// the text is in sight.
func (s *Scroll) Position() string {
	if !s.Scrolls() {
		return ""
	}
	return strconv.Itoa(s.Offset+1) + "-" + strconv.Itoa(min(s.Offset+s.Height, s.Total)) + " of " + strconv.Itoa(s.Total)
}

// Draw draws a scroll bar in the first column of r; nothing if all of the
// text is in sight.
func (s *Scroll) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme) {
	if !s.Scrolls() || r.Empty() {
		return
	}
	size := max(r.H*s.Height/s.Total, 1)
	top := 0
	if s.last() > 0 {
		top = (r.H - size) * s.Offset / s.last()
	}
	for y := range r.H {
		if y >= top && y < top+size {
			c.Text(r, 0, y, th.Glyphs.Thumb, th.Accent)
		} else {
			c.Text(r, 0, y, th.Glyphs.Groove, th.Border)
		}
	}
}
