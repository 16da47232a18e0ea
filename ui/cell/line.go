package cell

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/layout"
)

// Span is a piece of text in one style, perhaps a hyperlink.
type Span struct {
	Text  string
	Style uv.Style
	// Link is where the text leads, or "". A full address ("https://…") becomes
	// a hyperlink of the terminal; the screen itself must follow any other.
	Link string
}

// Line is one line of styled text.
type Line []Span

// Plain is a line in one style.
func Plain(text string, st uv.Style) Line { return Line{{Text: text, Style: st}} }

// Width is the columns of the whole line.
func (l Line) Width() int {
	n := 0
	for _, s := range l {
		n += Width(s.Text)
	}
	return n
}

// String is the line's text without its styles.
func (l Line) String() string {
	if len(l) == 1 {
		return l[0].Text
	}
	n := 0
	for _, s := range l {
		n += len(s.Text)
	}
	out := make([]byte, 0, n)
	for _, s := range l {
		out = append(out, s.Text...)
	}
	return string(out)
}

// Line draws the spans one after the other, as Text does each.
func (c *Canvas) Line(r layout.Rect, x, y int, l Line) int {
	from := x
	for _, s := range l {
		var link uv.Link
		if strings.Contains(s.Link, "://") {
			link.URL = s.Link
		}
		x += c.draw(r, x, y, s.Text, s.Style, link)
	}
	return x - from
}
