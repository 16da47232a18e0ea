package cell

import (
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Render is the canvas as the string for tea.View: one line a row, styles as
// SGR sequences, blanks at the end of a row left out. Every line ends
// unstyled. It allocates the string and little else.
func (c *Canvas) Render() string {
	out := c.out[:0]
	for y, line := range c.buf.Lines {
		if y > 0 {
			out = append(out, '\n')
		}
		out = c.renderLine(out, line)
	}
	c.out = out
	return string(out)
}

func (c *Canvas) renderLine(out []byte, line uv.Line) []byte {
	pen, plain := uv.Style{}, true
	link := uv.Link{}
	for x := range line[:inked(line)] {
		cell := &line[x]
		if cell.Width == 0 {
			continue // the second half of a wide character
		}
		if cell.Link != link {
			out = appendLink(out, cell.Link)
			link = cell.Link
		}
		if !same(&cell.Style, &pen) {
			if !plain {
				out = append(out, ansi.ResetStyle...)
			}
			pen, plain = cell.Style, cell.Style.IsZero()
			if !plain {
				out = append(out, c.pen(pen)...)
			}
		}
		out = append(out, cell.Content...)
	}
	if link != (uv.Link{}) {
		out = appendLink(out, uv.Link{})
	}
	if !plain {
		out = append(out, ansi.ResetStyle...)
	}
	return out
}

// inked is the length of the line without the plain blanks at its end.
func inked(line uv.Line) int {
	n := len(line)
	for n > 0 {
		c := &line[n-1]
		if c.Width != 1 || c.Content != " " || !c.Style.IsZero() || c.Link != (uv.Link{}) {
			break
		}
		n--
	}
	return n
}

// same compares two styles. Themes reuse their colour values, and comparing
// these is cheaper than asking each for its RGBA.
func same(a, b *uv.Style) bool {
	return a.Attrs == b.Attrs && a.Underline == b.Underline && a.Fg == b.Fg && a.Bg == b.Bg && a.UnderlineColor == b.UnderlineColor
}

// pen is the SGR sequence of a style; a screen has a few dozen.
func (c *Canvas) pen(st uv.Style) string {
	if s, ok := c.pens[st]; ok {
		return s
	}
	if len(c.pens) > 4096 {
		clear(c.pens) // pictures bring thousands of colours
	}
	s := st.String()
	c.pens[st] = s
	return s
}

func appendLink(out []byte, l uv.Link) []byte {
	if l.URL == "" {
		return append(out, ansi.ResetHyperlink()...)
	}
	return append(out, ansi.SetHyperlink(l.URL, l.Params)...)
}
