// Package cell is the screens' paper: one reused canvas of cells into which
// everything is drawn, and the fast way from it to the string that Bubble Tea
// wants. It knows rectangles and styles, but no theme, no widget and no key.
package cell

import (
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"skylab/ui/layout"
)

// Canvas is a grid of cells. It is made once and reused for every frame:
// Clear, draw, Render. What is drawn outside it is cut off.
type Canvas struct {
	buf   uv.ScreenBuffer
	ascii bool
	// cursor is where the terminal's cursor shall stand, if shown.
	cursorX, cursorY int
	cursorOn         bool
	out              []byte
	pens             map[uv.Style]string
}

// New is an empty canvas of w columns and h rows.
func New(w, h int) *Canvas {
	c := &Canvas{pens: map[uv.Style]string{}}
	c.buf = uv.NewScreenBuffer(max(w, 0), max(h, 0))
	c.buf.Method = ansi.GraphemeWidth
	return c
}

// ASCII makes boxes and lines of plain ASCII characters from now on.
func (c *Canvas) ASCII(on bool) { c.ascii = on }

// Resize changes the size; the canvas is empty afterwards if it changed.
func (c *Canvas) Resize(w, h int) {
	w, h = max(w, 0), max(h, 0)
	if ow, oh := c.Size(); ow == w && oh == h {
		return
	}
	c.buf.RenderBuffer = uv.NewRenderBuffer(w, h)
}

// Size is the number of columns and rows.
func (c *Canvas) Size() (w, h int) { return c.buf.Width(), c.buf.Height() }

// Bounds is the whole canvas as a rectangle.
func (c *Canvas) Bounds() layout.Rect {
	w, h := c.Size()
	return layout.New(0, 0, w, h)
}

// Clear empties the canvas and hides the cursor.
func (c *Canvas) Clear() {
	c.cursorOn = false
	lines := c.buf.Lines
	if len(lines) == 0 {
		return
	}
	for x := range lines[0] {
		lines[0][x] = uv.EmptyCell
	}
	for y := 1; y < len(lines); y++ {
		copy(lines[y], lines[0])
	}
}

// At is the cell at x, y, or nil outside the canvas. It is for reading; draw
// with the other methods, which keep wide characters whole.
func (c *Canvas) At(x, y int) *uv.Cell { return c.buf.CellAt(x, y) }

// Cursor asks for the terminal's cursor at x, y of r; outside r it is hidden.
func (c *Canvas) Cursor(r layout.Rect, x, y int) {
	c.cursorX, c.cursorY = r.X+x, r.Y+y
	c.cursorOn = r.Contains(c.cursorX, c.cursorY) && c.Bounds().Contains(c.cursorX, c.cursorY)
}

// CursorAt is the cell of the canvas at which the cursor was asked for.
func (c *Canvas) CursorAt() (x, y int, shown bool) { return c.cursorX, c.cursorY, c.cursorOn }

// Styled draws text that carries ANSI styles and links into r, which it
// clears first. It is slow (it parses); use Text and Line where frames count.
func (c *Canvas) Styled(r layout.Rect, text string) {
	r = r.Intersect(c.Bounds())
	if r.Empty() {
		return
	}
	uv.NewStyledString(text).Draw(c.buf, uv.Rect(r.X, r.Y, r.W, r.H))
}
