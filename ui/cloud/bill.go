package cloud

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
)

// drawBill draws the lines of the bill, and its total if that is not above
// them already.
func (p *Panel) drawBill(c *cell.Canvas, r layout.Rect, s *state, total bool) {
	if len(s.bill.lines) == 0 {
		p.empty(c, r, "Nothing to pay: no request yet.")
		return
	}
	n := len(s.bill.lines)
	if total {
		n++
	}
	p.money.Fit(n, r.H)
	for y := range r.H {
		i := p.money.Offset + y
		switch {
		case i < len(s.bill.lines):
			l := s.bill.lines[i]
			p.pair(c, r, y, l.what, l.how, l.exact, p.th.Text)
		case i < n:
			p.pair(c, r, y, "Total "+s.bill.total, "", "exactly "+s.bill.exact, p.th.Cost)
		}
	}
}

// pair draws a name at the left and a number at the right; between them an
// explanation, if there is room.
func (p *Panel) pair(c *cell.Canvas, r layout.Rect, y int, name, why, number string, st uv.Style) {
	end := r.W - cell.Width(number)
	c.Text(r, end, y, number, st)
	x := c.Text(r, 0, y, cell.Truncate(name, end-1), st)
	if w := cell.Width(why); w > 0 && x+w+4 <= end {
		c.Text(r, x+2, y, why, p.th.Muted)
	}
}

// objects says how full a bucket is.
func objects(b bucket) string {
	text := count(b.objects) + " objects"
	if b.objects == 1 {
		text = "1 object"
	}
	if b.objects == 0 {
		return "empty"
	}
	return text + ", " + size(b.bytes)
}

// size is a number of bytes in decimal units.
func size(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1000_000:
		return strconv.FormatFloat(float64(n)/1000, 'f', 1, 64) + " kB"
	}
	return strconv.FormatFloat(float64(n)/1000_000, 'f', 1, 64) + " MB"
}
