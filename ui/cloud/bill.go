package cloud

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/engine/billing"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// drawBill draws the bill, service by service where there are several. The
// chosen section says everything, in several rows where it must, and below the
// total and what is left out; the others show what each service takes where
// there is no room for the lines.
func (p *Panel) drawBill(c *cell.Canvas, r layout.Rect, s *state, whole bool) {
	b := &s.bill
	if len(b.services) == 0 {
		p.empty(c, r, "Nothing to pay: no request yet.")
		return
	}
	var rows []func(y int)
	add := func(name, why, number string, st uv.Style) {
		rows = append(rows, func(y int) { p.pair(c, r, y, name, why, number, st) })
	}
	several := len(b.services) > 1
	short := several && !whole && b.lines() > r.H
	for _, part := range b.services {
		if several && (whole || short) {
			add(part.name, "", part.exact, p.th.Title)
		}
		if !short {
			p.charges(part.lines, r.W, whole, add)
		}
	}
	if whole {
		add("Total "+b.total, "", "exactly "+b.exact, p.th.Cost)
		if hours := b.byHour(); len(hours) > 1 {
			rows = append(rows, func(y int) { p.hourly(c, r, y, hours) })
		}
		for _, line := range widget.WrapText("Not on it: "+billing.LeftOut, p.th.Muted, r.W) {
			add(line.String(), "", "", p.th.Muted)
		}
	}
	p.money.Fit(len(rows), r.H)
	for y := range min(r.H, len(rows)-p.money.Offset) {
		rows[p.money.Offset+y](y)
	}
}

// hourly draws a row of what each of the newest hours has cost, and says it of the
// last that is over.
func (p *Panel) hourly(c *cell.Canvas, r layout.Rect, y int, hours []float64) {
	x := c.Text(r, 0, y, "By hour", p.th.Muted) + 2
	last := dollars(hours[len(hours)-2]) + " in the last full hour, at list prices"
	if r.W < 50 {
		last = dollars(hours[len(hours)-2]) + " an hour"
	}
	end := r.W - cell.Width(last)
	c.Text(r, end, y, last, p.th.Text)
	if room := end - x - 1; room > 0 && y < r.H {
		hours = hours[max(len(hours)-room, 0):]
		widget.Sparkline(c, layout.New(r.X+x, r.Y+y, len(hours), 1), p.th, hours, 0, p.th.Cost)
	}
}

// dollars writes an amount at an axis, to about three digits.
func dollars(v float64) string {
	decimals := 2
	for step := 0.1; v > 0 && v < step && decimals < 8; step /= 10 {
		decimals++
	}
	return "$" + strconv.FormatFloat(v, 'f', decimals, 64)
}

// billRows is how many of h rows the bill gets beside the other sections: a few
// lines, and more for whoever looks at it.
func (p *Panel) billRows(s *state, h int) int {
	n := max(min(s.bill.lines(), 4), 1)
	if p.current == bill {
		n = max(n, min(s.bill.lines()+len(s.bill.services)+2, h/4))
	}
	return n
}

// charges adds the lines of a service in w columns.
func (p *Panel) charges(lines []charge, w int, whole bool, add func(name, why, number string, st uv.Style)) {
	for _, l := range lines {
		name, need := l.what, cell.Width(l.how)+cell.Width(l.exact)+4
		if cell.Width(name)+need > w {
			name = l.usage
		}
		if !whole || cell.Width(name)+need <= w {
			add(name, l.how, l.exact, p.th.Text)
			continue
		}
		add(name, "", l.exact, p.th.Text)
		for _, part := range widget.WrapText(l.how, p.th.Muted, w-2) {
			add("  "+part.String(), "", "", p.th.Muted)
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
