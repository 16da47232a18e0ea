package cell

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/layout"
)

// frame is the characters of a box: sides, then corners.
type frame struct{ h, v, tl, tr, bl, br string }

// A focused box has heavy lines, so that focus shows without colour.
var (
	light      = frame{"─", "│", "╭", "╮", "╰", "╯"}
	heavy      = frame{"━", "┃", "┏", "┓", "┗", "┛"}
	lightASCII = frame{"-", "|", "+", "+", "+", "+"}
	heavyASCII = frame{"=", "|", "+", "+", "+", "+"}
)

func (c *Canvas) frame(focused bool) frame {
	switch {
	case c.ascii && focused:
		return heavyASCII
	case c.ascii:
		return lightASCII
	case focused:
		return heavy
	}
	return light
}

// Box draws a border along the inside edge of r with the title in its top
// line, clears what is inside, and returns the inside. In a rectangle too
// small for a border nothing is drawn and the inside is r itself.
func (c *Canvas) Box(r layout.Rect, title string, st uv.Style, focused bool) layout.Rect {
	if r.W < 3 || r.H < 3 {
		return r
	}
	f := c.frame(focused)
	c.edge(r, 0, f.tl, f.h, f.tr, st)
	for y := 1; y < r.H-1; y++ {
		c.Text(r, 0, y, f.v, st)
		c.Text(r, r.W-1, y, f.v, st)
	}
	c.edge(r, r.H-1, f.bl, f.h, f.br, st)
	if title != "" && r.W >= 8 {
		st.Attrs |= uv.AttrBold
		c.Text(r, 2, 0, " "+Truncate(title, r.W-6)+" ", st)
	}
	inside := r.Inset(1, 1)
	c.Fill(inside, uv.Style{})
	return inside
}

func (c *Canvas) edge(r layout.Rect, y int, left, mid, right string, st uv.Style) {
	c.Text(r, 0, y, left, st)
	for x := 1; x < r.W-1; x++ {
		c.Text(r, x, y, mid, st)
	}
	c.Text(r, r.W-1, y, right, st)
}

// HLine draws a horizontal rule of n columns.
func (c *Canvas) HLine(r layout.Rect, x, y, n int, st uv.Style) {
	f := c.frame(false)
	for i := range n {
		c.Text(r, x+i, y, f.h, st)
	}
}

// VLine draws a vertical rule of n rows.
func (c *Canvas) VLine(r layout.Rect, x, y, n int, st uv.Style) {
	f := c.frame(false)
	for i := range n {
		c.Text(r, x, y+i, f.v, st)
	}
}

// Fill covers r with blanks in the style.
func (c *Canvas) Fill(r layout.Rect, st uv.Style) {
	r = r.Intersect(c.Bounds())
	blank := uv.Cell{Content: " ", Width: 1, Style: st}
	for y := r.Y; y < r.Bottom(); y++ {
		for x := r.X; x < r.Right(); x++ {
			c.set(x, y, blank)
		}
	}
}

// Restyle changes the style of the cells in r and leaves their text: what a
// selection bar does. Colours that st leaves open stay as they were.
func (c *Canvas) Restyle(r layout.Rect, st uv.Style) {
	r = r.Intersect(c.Bounds())
	for y := r.Y; y < r.Bottom(); y++ {
		line := c.buf.Lines[y]
		for x := r.X; x < r.Right(); x++ {
			if line[x].Width == 0 {
				continue // the second half of a wide character has no style
			}
			s := &line[x].Style
			if st.Fg != nil {
				s.Fg = st.Fg
			}
			if st.Bg != nil {
				s.Bg = st.Bg
			}
			s.Attrs |= st.Attrs
		}
	}
}
