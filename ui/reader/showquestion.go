package reader

import (
	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/cell"
	"skylab/ui/widget"
)

func (s *Screen) questionLines(c *card, block, w int) []cell.Line {
	th := s.th
	p := c.predicts()
	kind, key := "Question", "enter answers"
	if p != nil {
		kind, key = "Prediction", "enter answers, then it runs"
	}
	switch {
	case c.broken != nil:
		return append(s.head(kind, "", "", w), widget.WrapText("This cannot be asked: "+c.broken.Error(), th.Bad, w)...)
	case c.question == nil:
		prompt := ""
		if p != nil {
			prompt = p.Ask
		} else if a, ok := c.block.(*lessons.Ask); ok {
			prompt = a.Question.Prompt
		}
		if c.wanted {
			key = "one moment…"
		}
		return append(s.head(kind, "", key, w), append(widget.WrapText(prompt, th.Strong, w), nil, nil, nil, nil)...)
	case s.typing && block == s.active && c.form != nil:
		out := s.head(kind, "", "", w)
		top := len(out)
		out = append(out, c.form.Lines(th, w, true)...)
		from, to := c.form.Cursor()
		c.sight = lines{top + from, top + to}
		return s.withHint(c, out, w)
	case c.saving:
		return append(s.head(kind, "", "saving…", w), widget.WrapText(c.question.Prompt, th.Strong, w)...)
	case c.watching:
		out := append(s.head(kind, "", "", w), widget.WrapText(c.question.Prompt, th.Strong, w)...)
		out = append(out, nil, cell.Plain("Saved. Now watch it run.", th.Info))
		return append(out, s.scriptLines(c, script(p), s.stages[p.Sim.ID], w)...)
	case c.result != nil:
		return s.resultLines(c, w)
	}
	form := c.form
	if form == nil {
		c.open(s.learner(), s.n.Now())
		form = c.form
	}
	return s.withHint(c, append(s.head(kind, "", key, w), form.Lines(th, w, false)...), w)
}

func script(p *live.Prediction) live.Script {
	if p.Run != nil {
		return p.Run
	}
	return p.Sim.Run
}

// withHint adds the hint of a question to its lines, if it was asked for.
func (s *Screen) withHint(c *card, out []cell.Line, w int) []cell.Line {
	if c.hints == 0 || c.question == nil || c.question.Hint == "" {
		return out
	}
	top := len(out)
	out = append(append(out, nil), widget.Hang(cell.Plain("Hint  ", s.th.Info), cell.Plain(c.question.Hint, s.th.Text), w)...)
	if c.hinted {
		c.sight = lines{top, len(out)}
	}
	return out
}
