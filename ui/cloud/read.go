package cloud

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/billing"
)

// How much of the past the panel keeps at hand.
const (
	logLines = 300
	moments  = 300
)

// glideFrames is for how many frames a request is seen on its way.
const glideFrames = 6

// reader turns the world into what the panel draws, once for each state of
// the world.
type reader struct {
	world *engine.World
	seen  uint64 // entries of the journal read so far
	begun bool
	state state
	// metered is what the bill was read for, beside the journal: readings that
	// cost, and full hours that have passed.
	metered metered
	// pulses are what the journal told about each function.
	pulses map[string]*pulse
}

type metered struct {
	past  int
	hours time.Duration
}

// read is the present of the world. It costs little while the world stands
// still.
func (d *reader) read(w *engine.World) *state {
	if w == nil {
		*d = reader{}
		return &d.state
	}
	now := w.Now().Since()
	if w != d.world || now < d.state.now || w.Journal().Count() < d.seen {
		*d = reader{world: w}
	}
	s := &d.state
	if step := now - s.now; step > 0 && d.begun {
		s.glide = glideFrames * min(step, time.Minute)
	}
	news := !d.begun || w.Journal().Count() != d.seen
	s.now, d.begun = now, true
	if news {
		d.fold(w)
		d.logs(w)
		d.things(w)
		d.fleet(w)
		d.buckets(w)
		d.alarms(w)
	}
	if m := (metered{len(w.Past().Calls()), now.Truncate(time.Hour)}); news || m != d.metered {
		d.bill(w)
		d.metered = m
	}
	s.gauges = worldGauges{w}
	d.functions(w)
	return s
}

// fold reads the new entries of the journal into the story and the history.
func (d *reader) fold(w *engine.World) {
	j := w.Journal()
	for i := max(d.seen, j.First()); i < j.Count(); i++ {
		e := j.At(i)
		d.count(e)
		if kind, text := tell(e.Event); text != "" {
			d.happened(moment{at: e.At.Since(), kind: kind, text: text})
		}
	}
	d.seen = j.Count()
	if n := len(d.state.story); n > 2*moments {
		d.state.story = slices.Delete(d.state.story, 0, n-moments)
	}
}

// happened adds to the story. What goes wrong again and again is one moment.
func (d *reader) happened(m moment) {
	const near = 4 // moments
	s := &d.state
	for i := len(s.story) - 1; m.kind == bad && i >= max(len(s.story)-near, 0); i-- {
		if old := &s.story[i]; old.kind == bad && old.text == m.text {
			old.more++
			return
		}
	}
	s.story = append(s.story, m)
}

// logs takes the newest lines of all log groups, in order of time.
func (d *reader) logs(w *engine.World) {
	s := &d.state
	s.log = s.log[:0]
	groups := w.CloudWatch.Groups()
	for _, g := range groups {
		from := ""
		if len(groups) > 1 {
			from = strings.TrimPrefix(g, "/aws/lambda/")
		}
		for _, e := range w.CloudWatch.Events(g, 0, logLines) {
			s.log = append(s.log, line{e.At.Since(), from, strings.TrimRight(e.Message, "\n")})
		}
	}
	more := machineLog(w)
	s.log = append(s.log, more...)
	if len(groups) > 1 || len(more) > 0 {
		slices.SortStableFunc(s.log, func(a, b line) int { return cmp.Compare(a.at, b.at) })
	}
	if n := len(s.log); n > logLines {
		s.log = s.log[n-logLines:]
	}
}

func (d *reader) buckets(w *engine.World) {
	s := &d.state
	s.buckets = s.buckets[:0]
	for _, name := range w.S3.Buckets() {
		b := bucket{name: name}
		for _, o := range w.S3.Objects(name) {
			b.objects++
			b.bytes += o.Size
		}
		s.buckets = append(s.buckets, b)
	}
}

func (d *reader) bill(w *engine.World) {
	b := w.Billing.Bill()
	m := money{total: b.Total.String(), exact: billing.Dollars(b.Exact)}
	for _, l := range b.Lines {
		i := slices.IndexFunc(m.services, func(p part) bool { return p.name == l.Service })
		if i < 0 {
			i = len(m.services)
			m.services = append(m.services, part{name: l.Service, exact: billing.Dollars(b.Of(l.Service))})
		}
		s := &m.services[i]
		s.lines = append(s.lines, charge{l.Description, l.UsageType.Name(), l.Explanation, billing.Dollars(l.Amount)})
	}
	m.byHour = func() (out []float64) {
		for _, h := range w.Billing.ByHour(billing.RecentHours) {
			dollars, _ := h.Exact.Float64()
			out = append(out, dollars)
		}
		return out
	}
	d.state.bill = m
}
