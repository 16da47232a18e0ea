package cloud

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/engine/ec2"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// listed is how many instances a zone shows one by one; more are a wall of
// signs.
const listed = 8

// rows is how many rows the fleet takes.
func (f *fleet) rows() int {
	n := len(f.balancers) + len(f.groups) + len(f.jobs)
	switch {
	case f.tallest == 0:
	case f.tallest <= listed:
		n += 1 + f.tallest
	default:
		n += 1 + wallRows + 1
	}
	return n
}

// wallRows are those of signs in a zone with many instances.
const wallRows = 4

// drawFleet draws load balancers, and the zones as columns below them; it
// returns its rows.
func (p *Panel) drawFleet(c *cell.Canvas, r layout.Rect, y int, f *fleet) int {
	for i := range f.balancers {
		p.balancer(c, r, y+i, &f.balancers[i])
	}
	top := y + len(f.balancers)
	for i := range f.groups {
		p.group(c, r, top+i, &f.groups[i])
	}
	top += len(f.groups)
	for i := range f.jobs {
		p.job(c, r, top+i, &f.jobs[i])
	}
	top += len(f.jobs)
	if f.tallest > 0 {
		cols := layout.Cols(r, layout.Share(1), layout.Fixed(2), layout.Share(1), layout.Fixed(2), layout.Share(1))
		for i := range f.zones {
			p.zone(c, cols[2*i], top, &f.zones[i], f.tallest > listed)
		}
	}
	return f.rows()
}

// balancer draws a load balancer: what came, what is under way, and how its
// targets are.
func (p *Panel) balancer(c *cell.Canvas, r layout.Rect, y int, b *balancer) {
	g := &p.th.Glyphs
	x := c.Text(r, 0, y, cell.Truncate("ALB "+b.name, r.W/3), p.th.Strong) + 2
	if b.state != "active" {
		c.Text(r, x, y, b.state, p.th.Warm)
		return
	}
	words := r.W >= 60
	came, under := count(int(b.requests))+" requests", ", "+count(b.inFlight)+" in flight"
	if !words {
		came, under = count(int(b.requests))+" req", ", "+count(b.inFlight)
	}
	x += c.Text(r, x, y, came, p.th.Text)
	if b.inFlight > 0 {
		x += c.Text(r, x, y, under, p.th.Busy)
	}
	x += 1 + c.Text(r, x+1, y, g.Right, p.th.Muted) + 1
	for _, part := range []struct {
		n     int
		glyph string
		word  string
		st    uv.Style
	}{{b.healthy, g.Good, "healthy", p.th.Good}, {b.unhealthy, g.Bad, "unhealthy", p.th.Bad}, {b.others, g.Waiting, "other", p.th.Muted}} {
		if part.n > 0 {
			text := part.glyph + " " + count(part.n)
			if words {
				text += " " + part.word
			}
			x += c.Text(r, x, y, text, part.st) + 2
		}
	}
}

// group draws an Auto Scaling group: how many instances it has and is to have,
// and what it did last.
func (p *Panel) group(c *cell.Canvas, r layout.Rect, y int, g *scaled) {
	x := c.Text(r, 0, y, cell.Truncate("ASG "+g.name, r.W/3), p.th.Strong) + 2
	st := p.th.Good
	if g.inService != g.desired {
		st = p.th.Warm
	}
	x += c.Text(r, x, y, strconv.Itoa(g.inService)+" of "+strconv.Itoa(g.desired), st)
	x += c.Text(r, x, y, " ("+strconv.Itoa(g.least)+" to "+strconv.Itoa(g.most)+")", p.th.Muted)
	for _, part := range []struct {
		n    int
		word string
	}{{g.coming, "coming"}, {g.gone, "going"}} {
		if part.n > 0 {
			x += c.Text(r, x, y, ", "+strconv.Itoa(part.n)+" "+part.word, p.th.Cold)
		}
	}
	if room := r.W - x - 2; room > 12 {
		c.Text(r, x+2, y, cell.Truncate(g.doing, room), p.th.Muted)
	}
}

// zone draws a column.
func (p *Panel) zone(c *cell.Canvas, r layout.Rect, y int, z *zone, many bool) {
	name, st := z.name, p.th.Muted
	if cell.Width(name)+6 > r.W {
		name = z.short()
	}
	if z.lost {
		name, st = name+" lost", p.th.Bad
	}
	x := c.Text(r, 0, y, name, st)
	c.HLine(r, x+1, y, r.W-x-1, p.th.Border)
	if many {
		p.wall(c, r, y+1, z)
		return
	}
	for i := range z.machines {
		p.machine(c, r, y+1+i, &z.machines[i])
	}
}

// sign is an instance as one cell.
func (p *Panel) sign(m *machine) (string, uv.Style) {
	g := &p.th.Glyphs
	switch {
	case m.state == ec2.Running && m.impaired:
		return g.Bad, p.th.Bad
	case m.state == ec2.Running && m.target == "unhealthy":
		return g.Warn, p.th.Bad
	case m.state == ec2.Running:
		return g.Busy, p.th.Busy
	case m.state == ec2.Pending:
		return g.Starting, p.th.Cold
	case m.state == ec2.Terminated:
		return g.Expired, p.th.Muted
	}
	return g.Idle, p.th.Idle
}

// machine draws an instance: its state, its name and type, and how busy it is.
func (p *Panel) machine(c *cell.Canvas, r layout.Rect, y int, m *machine) {
	glyph, st := p.sign(m)
	c.Text(r, 0, y, glyph, st)
	tail := m.state.Name
	switch {
	case m.state == ec2.Running && m.impaired:
		tail = "impaired"
	case m.state == ec2.Running:
		tail = strconv.Itoa(int(100*m.load.CPU+0.5)) + "%"
		if m.load.Burstable && r.W >= 24 {
			tail += " " + strconv.Itoa(int(m.load.Credits)) + "c"
		}
	}
	if cell.Width(tail) > r.W/2 {
		tail = "" // the sign says it
	}
	end := r.W - cell.Width(tail)
	c.Text(r, end, y, tail, st)
	label := m.name
	if m.spot {
		label += " spot"
	}
	if room := end - 3; cell.Width(label)+1+cell.Width(m.kind) <= room {
		label += " " + m.kind
	}
	x := 2 + c.Text(r, 2, y, cell.Truncate(label, end-3), p.th.Text)
	if w := end - x - 2; m.state == ec2.Running && w >= 5 && y >= 0 && y < r.H {
		widget.Meter(c, layout.New(r.X+x+1, r.Y+y, min(w, 12), 1), p.th, m.load.CPU, 1, st)
	}
}

// wall draws many instances as signs, and how many are in which state.
func (p *Panel) wall(c *cell.Canvas, r layout.Rect, y int, z *zone) {
	for i := range z.machines {
		if i >= wallRows*r.W {
			break
		}
		glyph, st := p.sign(&z.machines[i])
		c.Text(r, i%r.W, y+i/r.W, glyph, st)
	}
	counts := map[string]int{}
	busy := 0.0
	for i := range z.machines {
		counts[z.machines[i].state.Name]++
		busy += z.machines[i].load.CPU
	}
	text := ""
	for _, s := range []ec2.State{ec2.Running, ec2.Pending, ec2.Stopping, ec2.Stopped, ec2.ShuttingDown, ec2.Terminated} {
		if n := counts[s.Name]; n > 0 {
			if text != "" {
				text += ", "
			}
			text += count(n) + " " + s.Name
		}
	}
	if n := counts["running"]; n > 0 {
		text += ", CPU " + strconv.Itoa(int(100*busy/float64(n)+0.5)) + "%"
	}
	c.Text(r, 0, y+wallRows, cell.Truncate(text, r.W), p.th.Text)
}
