package cloud

import (
	"math"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/engine/cloudwatch"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// leastChart is the fewest rows of a chart with its name.
const leastChart = 5

// chosenPlot is the scope and the plot that the viewer looks at.
func (p *Panel) chosenPlot(s *state) (scope string, of plot, ok bool) {
	if s.gauges == nil {
		return "", plot{}, false
	}
	scopes := s.gauges.scopes()
	if len(scopes) == 0 {
		return "", plot{}, false
	}
	p.scope = min(max(p.scope, 0), len(scopes)-1)
	scope = scopes[p.scope]
	plots := s.gauges.plots(scope)
	if len(plots) == 0 {
		return "", plot{}, false
	}
	p.plot = min(max(p.plot, 0), len(plots)-1)
	return scope, plots[p.plot], true
}

// drawChart draws the chosen plot under its name.
func (p *Panel) drawChart(c *cell.Canvas, r layout.Rect, s *state, chosen bool) {
	scope, of, ok := p.chosenPlot(s)
	if !ok {
		return
	}
	ch := widget.Chart{Format: of.format, Style: p.th.Busy, BehindStyle: p.th.Muted}
	for _, m := range of.limits {
		ch.Limits = append(ch.Limits, widget.Limit{Value: m.value, Name: m.words(), Style: p.alarmStyle(m.state, p.th.Warn)})
	}
	width, values, behind := of.read(min(max(r.W-8, 1), cloudwatch.OverviewColumns))
	ch.Values, ch.Behind = values, behind
	ch.From, ch.To = "0:00", "now "+widget.Clock(s.now, clockStep)
	title, body := r.CutTop(1)
	notes := []string{scope, of.note + " per " + span(width)}
	for _, m := range of.limits {
		if !ch.Reaches(m.value) {
			notes = append(notes, m.words())
		}
	}
	p.chartTitle(c, title, of.name, notes, greatest(append(values, behind...), of.format), chosen)
	ch.Draw(c, body, p.th)
}

// chartTitle names the plot, and says of it what there is room for.
func (p *Panel) chartTitle(c *cell.Canvas, r layout.Rect, name string, notes []string, high string, chosen bool) {
	st := p.th.Title
	x := 0
	if chosen {
		st = p.th.Focus
		x = c.Text(r, 0, 0, p.th.Glyphs.Up+p.th.Glyphs.Down+" ", p.th.Key)
	}
	x += c.Text(r, x, 0, name, st)
	for _, more := range notes {
		if text := "  " + more; x+cell.Width(text)+1 <= r.W {
			x += c.Text(r, x, 0, text, p.th.Muted)
		}
	}
	if w := cell.Width(high); high != "" && x+w+2 <= r.W {
		c.Text(r, r.W-w, 0, high, p.th.Muted)
	}
}

// greatest is the greatest value in words.
func greatest(values []float64, format func(float64) string) string {
	high := math.NaN()
	for _, v := range values {
		if !(v <= high) && !math.IsNaN(v) {
			high = v
		}
	}
	if math.IsNaN(high) {
		return "no data"
	}
	return "at most " + format(high)
}

// words is a mark's name, with the state of an alarm.
func (m mark) words() string {
	if m.state == "" {
		return m.name
	}
	return m.name + ": " + stateWord(m.state)
}

// stateWord is an alarm's state as it is shown.
func stateWord(state string) string {
	if state == cloudwatch.StateInsufficient {
		return "no data"
	}
	return state
}

func (p *Panel) alarmStyle(state string, other uv.Style) uv.Style {
	switch state {
	case cloudwatch.StateAlarm:
		return p.th.Bad
	case cloudwatch.StateOK:
		return p.th.Good
	case cloudwatch.StateInsufficient:
		return p.th.Muted
	}
	return other
}

// drawAlarms lists the alarms, those that ring first, and returns the rows.
func (p *Panel) drawAlarms(c *cell.Canvas, r layout.Rect, y int, s *state, rows int) int {
	g := &p.th.Glyphs
	for i, a := range s.alarms[:min(rows, len(s.alarms))] {
		glyph := map[string]string{cloudwatch.StateAlarm: g.Bad, cloudwatch.StateOK: g.Good}[a.state]
		if glyph == "" {
			glyph = g.New
		}
		st := p.alarmStyle(a.state, p.th.Text)
		word := cell.Pad(stateWord(a.state), 7)
		text := a.name
		if i == rows-1 && rows < len(s.alarms) {
			text += ", and " + strconv.Itoa(len(s.alarms)-rows) + " more"
		}
		x := c.Text(r, 0, y+i, glyph+" "+word+" ", st)
		x += c.Text(r, x, y+i, cell.Truncate(text, r.W-x), p.th.Text)
		if w := cell.Width(a.rule); x+w+2 <= r.W {
			c.Text(r, x+2, y+i, a.rule, p.th.Muted)
		}
	}
	return min(rows, len(s.alarms))
}
