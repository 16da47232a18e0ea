package reader

import (
	"fmt"

	"skylab/lessons"
	"skylab/ui/cell"
	"skylab/ui/widget"
)

func (s *Screen) labLines(c *card, b *lessons.Lab, w int) []cell.Line {
	th := s.th
	key := "enter begins"
	switch {
	case c.judging:
		key = "judging…"
	case c.solved:
		key = th.Glyphs.Good + " solved; enter opens it again"
	case c.started:
		key = "c console, H hint, R begins anew"
	}
	out := s.head("Lab", b.Spec.Title, key, w)
	out = append(out, s.setter(w, nil).Blocks(b.Goal)...)
	out = append(out, nil)
	if c.broken != nil {
		return append(out, widget.WrapText("The lab cannot be judged: "+c.broken.Error(), th.Bad, w)...)
	}
	for i, check := range b.Spec.Checks {
		mark, st, why := th.Glyphs.CheckOff, th.Muted, ""
		if c.report != nil && i < len(c.report.Checks) {
			if r := c.report.Checks[i]; r.Passed {
				mark, st = th.Glyphs.Good, th.Good
			} else {
				why = r.Why
			}
		}
		out = append(out, widget.Hang(cell.Plain(mark+" ", st), cell.Plain(check.Name, th.Text), w)...)
		if why != "" && c.report.First().Name == check.Name {
			out = append(out, widget.Hang(cell.Plain("  ", th.Text), cell.Plain("Not yet: "+why, th.Muted), w)...)
		}
	}
	top := len(out)
	out = append(out, s.labHints(c, w)...)
	c.sight = lines{top, len(out)}
	return out
}

func (s *Screen) labHints(c *card, w int) []cell.Line {
	if c.report == nil || c.hints == 0 {
		return nil
	}
	out := []cell.Line{nil}
	for i, h := range c.report.Hints() {
		if i < c.hints {
			out = append(out, widget.Hang(cell.Plain(fmt.Sprintf("Hint %d  ", h.Rung), s.th.Info), cell.Plain(h.Text, s.th.Text), w)...)
		}
	}
	return out
}
