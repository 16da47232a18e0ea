package cloud

import (
	"strconv"

	"skylab/engine/ec2"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// job draws a tightly coupled job: how far it is, and which part of a step it
// waits for its neighbours.
func (p *Panel) job(c *cell.Canvas, r layout.Rect, y int, j *ec2.JobView) {
	const meter = 12
	x := c.Text(r, 0, y, cell.Truncate("JOB "+j.Name, r.W/3), p.th.Strong) + 2
	st := p.th.Busy
	switch j.State {
	case "COMPLETED":
		st = p.th.Good
	case "FAILED":
		st = p.th.Bad
	}
	done := float64(j.Done) / float64(j.Steps)
	if y >= 0 && y < r.H && r.W >= 50 {
		widget.Meter(c, layout.New(r.X+x, r.Y+y, meter, 1), p.th, done, 1, st)
		x += meter + 1
	}
	x += c.Text(r, x, y, strconv.Itoa(int(100*done))+"%", st)
	waiting := strconv.Itoa(int(100*j.ExchangeSeconds/j.StepSeconds + 0.5))
	for _, part := range []string{strconv.Itoa(j.Instances) + " " + where[j.Placement], waiting + "% waiting", strconv.Itoa(int(j.Seconds)) + " s"} {
		if text := ", " + part; x+cell.Width(text) <= r.W {
			x += c.Text(r, x, y, text, p.th.Muted)
		}
	}
}

// where is how instances of a job stand to each other.
var where = map[string]string{"cluster": "in a cluster group", "none": "in a zone", "spread": "in a spread group", "zones": "in several zones"}
