package cloud

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
)

// drawBill draws the lines of the bill, its total, and the buckets.
func (p *Panel) drawBill(c *cell.Canvas, r layout.Rect, s *state) {
	type row struct {
		left, mid, right string
		st               uv.Style
	}
	var rows []row
	for _, l := range s.bill.lines {
		rows = append(rows, row{l.what, l.how, l.exact, p.th.Text})
	}
	if len(s.bill.lines) == 0 {
		rows = append(rows, row{"Nothing to pay: no request yet.", "", "", p.th.Muted})
	} else {
		rows = append(rows, row{"Total " + s.bill.total, "", "exactly " + s.bill.exact, p.th.Cost})
	}
	for i, b := range s.buckets {
		name := "s3://" + b.name
		if i == 0 && r.H > len(rows)+len(s.buckets) {
			rows = append(rows, row{})
		}
		rows = append(rows, row{name, "", objects(b), p.th.Text})
	}
	p.money.Fit(len(rows), r.H)
	for y := range r.H {
		i := p.money.Offset + y
		if i >= len(rows) {
			break
		}
		line := rows[i]
		end := r.W - cell.Width(line.right)
		c.Text(r, end, y, line.right, line.st)
		x := c.Text(r, 0, y, cell.Truncate(line.left, end-1), line.st)
		if mid := cell.Width(line.mid); line.mid != "" && x+mid+4 <= end {
			c.Text(r, x+2, y, line.mid, p.th.Muted)
		}
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
