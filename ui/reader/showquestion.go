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
		return append(s.head(kind, "", key, w), append(widget.WrapText(prompt, th.Strong, w), nil, nil, nil, nil)...)
	case s.typing && block == s.active && c.form != nil:
		out := append(s.head(kind, "", "", w), c.form.Lines(th, w, true)...)
		return append(out, s.hintLines(c, w)...)
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
	out := append(s.head(kind, "", key, w), form.Lines(th, w, false)...)
	return append(out, s.hintLines(c, w)...)
}

func script(p *live.Prediction) live.Script {
	if p.Run != nil {
		return p.Run
	}
	return p.Sim.Run
}

func (s *Screen) hintLines(c *card, w int) []cell.Line {
	if c.hints == 0 || c.question == nil || c.question.Hint == "" {
		return nil
	}
	return append([]cell.Line{nil}, widget.Hang(cell.Plain("Hint  ", s.th.Info), cell.Plain(c.question.Hint, s.th.Text), w)...)
}
