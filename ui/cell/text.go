package cell

import (
	"unicode"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"skylab/ui/layout"
)

// placeholder stands for what cannot be drawn: control characters and the
// bytes of broken text. It has the width 1 everywhere.
const placeholder = "?"

// Text draws s into r, x columns and y rows from r's corner, and returns the
// columns that s takes up, whether they were drawn or cut off. Nothing is
// drawn outside r: a negative x cuts the beginning (horizontal scrolling). A
// wide character that is half outside becomes a blank.
func (c *Canvas) Text(r layout.Rect, x, y int, s string, st uv.Style) int {
	return c.draw(r, x, y, s, st, uv.Link{})
}

// Width is the columns that s takes up on a canvas.
func Width(s string) int {
	n := 0
	for len(s) > 0 {
		_, w, size := Glyph(s)
		n += w
		s = s[size:]
	}
	return n
}

// draw is Text with a hyperlink.
func (c *Canvas) draw(r layout.Rect, x, y int, s string, st uv.Style, link uv.Link) int {
	from := x
	if y < 0 || y >= r.H {
		return Width(s)
	}
	clip := r.Intersect(c.Bounds())
	row := r.Y + y
	visible := row >= clip.Y && row < clip.Bottom()
	for len(s) > 0 {
		glyph, w, size := Glyph(s)
		s = s[size:]
		if w == 0 {
			continue
		}
		if c.ascii && glyph[0] >= utf8.RuneSelf {
			glyph = plain(glyph)
		}
		if at := r.X + x; visible && at+w > clip.X && at < clip.Right() {
			c.place(clip, at, row, glyph, w, st, link)
		}
		x += w
	}
	return x - from
}

// place puts one glyph, or blanks for the half of it that is inside.
func (c *Canvas) place(clip layout.Rect, x, y int, glyph string, w int, st uv.Style, link uv.Link) {
	if x >= clip.X && x+w <= clip.Right() {
		c.set(x, y, uv.Cell{Content: glyph, Width: w, Style: st, Link: link})
		return
	}
	for i := range w {
		if x+i >= clip.X && x+i < clip.Right() {
			c.set(x+i, y, uv.Cell{Content: " ", Width: 1, Style: st, Link: link})
		}
	}
}

// set writes one cell. Between narrow cells it is one assignment; where a
// wide one is involved, the library's slower way keeps its halves together.
func (c *Canvas) set(x, y int, v uv.Cell) {
	line := c.buf.Lines[y]
	if v.Width == 1 && line[x].Width == 1 {
		line[x] = v
		return
	}
	line.Set(x, &v)
}

// Glyph is the first glyph of s as it is drawn, its columns and its bytes.
func Glyph(s string) (glyph string, w, size int) {
	b := s[0]
	if b < ' ' || b == 0x7f {
		return control(b)
	}
	if b < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return s[:1], 1, 1
	}
	if r, n := utf8.DecodeRuneInString(s); r == utf8.RuneError && n <= 1 || unicode.IsControl(r) {
		return placeholder, 1, n
	}
	g, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if _, wc := ansi.FirstGraphemeCluster(g, ansi.WcWidth); wc != w {
		return agreed(g)
	}
	return g, w, len(g)
}

// agreed is for clusters that terminals measure differently (emoji with
// joiners, skin tones or variation selectors): their first character alone,
// which all terminals give the same width.
func agreed(g string) (string, int, int) {
	_, n := utf8.DecodeRuneInString(g)
	first := g[:n]
	_, w := ansi.FirstGraphemeCluster(first, ansi.GraphemeWidth)
	if _, wc := ansi.FirstGraphemeCluster(first, ansi.WcWidth); wc != w {
		return placeholder, 1, len(g)
	}
	return first, w, len(g)
}

// control is how a control character is drawn: a tab as one blank (content
// expands its tabs before it gets here), the rest as the placeholder.
func control(b byte) (string, int, int) {
	if b == '\t' {
		return " ", 1, 1
	}
	return placeholder, 1, 1
}

// plain is an ASCII stand-in for the typography of the screens' own words.
// What it does not know (names and data in other scripts) stays as it is.
func plain(glyph string) string {
	switch glyph {
	case "…":
		return "~"
	case "·", "–", "—", "−", "─":
		return "-"
	case "×", "✕":
		return "x"
	case "“", "”":
		return `"`
	case "‘", "’":
		return "'"
	case "→", "▸":
		return ">"
	case "←":
		return "<"
	case "↑":
		return "^"
	case "↓":
		return "v"
	case "•", "●":
		return "*"
	case "│", "▎":
		return "|"
	case "≤", "≥", "≈":
		return "~"
	case "\u00a0":
		return " "
	}
	return glyph
}
