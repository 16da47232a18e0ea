package cloud

import (
	"strings"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// drawLog draws the newest log lines. The chosen section wraps long lines, so
// that nothing is out of reach; otherwise each line is one row.
func (p *Panel) drawLog(c *cell.Canvas, r layout.Rect, s *state, whole bool) {
	if len(s.log) == 0 {
		text := "No log line yet. The first invocation writes some."
		if len(s.functions) == 0 {
			text = "No log line yet. Functions write some, and so do instances that boot."
		}
		p.empty(c, r, text)
		return
	}
	rows(c, r, p.th, &p.log, len(s.log), whole, func(i int) (time.Duration, cell.Line) {
		l := s.log[i]
		text := make(cell.Line, 0, 2)
		if l.from != "" {
			text = append(text, cell.Span{Text: l.from + "  ", Style: p.th.Muted})
		}
		show := l.text
		if !whole {
			show = brief(show)
		}
		return l.at, append(text, cell.Span{Text: show, Style: tint(p.th, l.text)})
	})
}

// brief is a log line with what one can do without at a glance taken out: the
// time, which stands before it anyway, and most of the request's id. The
// chosen section shows the line as it is.
func brief(text string) string {
	parts := strings.Split(strings.TrimRight(text, "\t"), "\t")
	if len(parts) >= 4 && isID(parts[1]) {
		return parts[2] + "  " + strings.Join(parts[3:], "  ")
	}
	head, id, ok := strings.Cut(parts[0], " RequestId: ")
	if !ok {
		return strings.Join(parts, "  ")
	}
	id, rest, _ := strings.Cut(id, " ")
	if !isID(id) {
		return strings.Join(parts, "  ")
	}
	parts[0] = head + " " + id[:8]
	if rest != "" {
		parts[0] += "  " + rest
	}
	return strings.Join(parts, "  ")
}

// isID tells whether a word has the shape of a request's id.
func isID(s string) bool { return len(s) == 36 && s[8] == '-' && s[23] == '-' }

// tint is the style of a log line by what Lambda wrote at its beginning.
func tint(th *theme.Theme, text string) uv.Style {
	switch {
	case strings.HasPrefix(text, "START "), strings.HasPrefix(text, "END "), strings.HasPrefix(text, "INIT_START "):
		return th.Muted
	case strings.HasPrefix(text, "REPORT "):
		return th.Info
	case strings.Contains(text, "\tERROR\t"), strings.Contains(text, "Task timed out"):
		return th.Bad
	case strings.Contains(text, "\tWARN\t"):
		return th.Warn
	}
	return th.Text
}

// rows draws entries with their times in a window that can be scrolled.
// whole wraps entries that are too long. While the window follows the end,
// only what is in sight is wrapped.
func rows(c *cell.Canvas, r layout.Rect, th *theme.Theme, win *widget.Scroll, n int, whole bool, entry func(i int) (time.Duration, cell.Line)) {
	stamp, hang := 0, 2 // what is wrapped stands in, to tell entries apart
	step := time.Millisecond
	if r.W >= 44 && n > 0 {
		last, _ := entry(n - 1)
		if last >= 24*time.Hour {
			step = time.Second // there is no room for days and for milliseconds
		}
		stamp, hang = max(10, len(widget.Clock(last, step))+2), 0
	}
	view := r
	if n > r.H && r.W > 20 {
		_, view = r.CutRight(2)
	}
	from := 0
	if win.Follow { // each entry is a line at least
		from = max(n-r.H, 0)
	}
	var lines []cell.Line
	for i := from; i < n; i++ {
		at, text := entry(i)
		wrapped := []cell.Line{text}
		if whole && text.Width() > view.W-stamp {
			wrapped = widget.Wrap(text, view.W-stamp-hang)
		}
		lead := cell.Plain(cell.Pad(widget.Clock(at, step), stamp), th.Muted)
		lines = append(lines, widget.Indent(wrapped, lead, cell.Plain(cell.Pad("", stamp+hang), th.Text))...)
	}
	win.Fit(max(len(lines)+from, 0), r.H)
	for y := range r.H {
		i := win.Offset + y - from
		if i < 0 || i >= len(lines) {
			continue
		}
		end := c.Line(view, 0, y, lines[i])
		if end > view.W {
			c.Text(view, view.W-1, y, cell.Ellipsis, th.Muted)
		}
	}
	if view.W < r.W {
		bar, _ := r.CutRight(1)
		win.Draw(c, bar, th)
	}
}
