package reader

import (
	"fmt"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/quiz"
	"skylab/ui/cell"
	"skylab/ui/widget"
	"skylab/ui/widget/prose"
)

// cardLines draws a live block, w columns wide.
func (s *Screen) cardLines(c *card, block, w int) []cell.Line {
	switch b := c.block.(type) {
	case *lessons.Sim:
		return s.simLines(c, b, w)
	case *lessons.Console:
		return s.consoleLines(c, b, w)
	case *lessons.Lab:
		return s.labLines(c, b, w)
	}
	return s.questionLines(c, block, w)
}

// head is the first line of a card: what it is, its name, and what enter does.
func (s *Screen) head(kind, title, key string, w int) []cell.Line {
	th := s.th
	line := cell.Line{{Text: kind, Style: th.Accent}}
	if title != "" {
		line = append(line, cell.Span{Text: "  " + title, Style: th.Strong})
	}
	if key != "" && line.Width()+3+cell.Width(key) <= w {
		gap := w - line.Width() - cell.Width(key)
		line = append(line, cell.Span{Text: cell.Pad("", gap)}, cell.Span{Text: key, Style: th.Muted})
		return []cell.Line{line}
	}
	out := widget.Wrap(line, w)
	if key != "" {
		out = append(out, cell.Plain(key, th.Muted))
	}
	return out
}

func (s *Screen) simLines(c *card, b *lessons.Sim, w int) []cell.Line {
	key := "r plays it"
	if len(b.Spec.Run) == 0 {
		key = "c opens the console"
	}
	out := s.head("World", b.Spec.Title, key, w)
	st := s.stages[b.Spec.ID]
	if st != nil && st.err != nil {
		return append(out, widget.WrapText("This world could not be set up: "+st.err.Error(), s.th.Bad, w)...)
	}
	return append(out, s.scriptLines(c, b.Spec.Run, st, w)...)
}

// scriptLines are the commands of a script, each marked as it is played: what
// a key does can be seen, and typed by hand.
func (s *Screen) scriptLines(c *card, script live.Script, st *stage, w int) []cell.Line {
	th := s.th
	var out []cell.Line
	for i, cmd := range script {
		if cmd.Note != "" {
			out = append(out, widget.Hang(cell.Plain("  ", th.Muted), cell.Plain(cmd.Note, th.Muted), w)...)
		}
		mark, style := "  ", th.Code
		switch {
		case i < c.begun-1 || i == c.begun-1 && (st == nil || st.play == nil):
			mark = th.Glyphs.Done + " "
		case i == c.begun-1:
			mark, style = th.Glyphs.Selected+" ", th.Strong
		}
		out = append(out, widget.Hang(cell.Plain(mark, th.Accent), cell.Plain(cmd.Text, style), w)...)
	}
	return out
}

func (s *Screen) consoleLines(c *card, b *lessons.Console, w int) []cell.Line {
	key := "enter runs it in the world"
	if c.ran {
		key = s.th.Glyphs.Done + " ran; enter runs it again"
	}
	out := s.head("Console", "", key, w)
	for _, e := range b.Exchanges {
		out = append(out, widget.Hang(cell.Plain("$ ", s.th.Prompt), cell.Plain(e.Command.Text, s.th.Code), w)...)
		if len(e.Output) > 0 {
			out = append(out, prose.Code("", strings.Join(e.Output, "\n"), w, s.th)...)
		}
	}
	return out
}

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

// resultLines is an answered question: what was answered, what is right, and
// why, for the right answer as well as for the wrong ones.
func (s *Screen) resultLines(c *card, w int) []cell.Line {
	th, q, r := s.th, c.question, c.result
	kind := "Question"
	if c.predicts() != nil {
		kind = "Prediction"
	}
	out := s.head(kind, "", "enter answers again", w)
	out = append(out, widget.WrapText(q.Prompt, th.Strong, w)...)
	out = append(out, nil)
	switch q.Kind {
	case quiz.Number:
		out = append(out, s.numberResult(r, w)...)
	case quiz.Order:
		out = append(out, s.orderResult(q, r, w)...)
	default:
		out = append(out, s.optionResult(c, w)...)
	}
	out = append(out, nil)
	out = append(out, widget.Wrap(append(s.verdict(r), cell.Span{Text: q.Why, Style: th.Text}), w)...)
	if q.Source != "" {
		out = append(out, widget.WrapText("Source: "+q.Source, th.Muted, w)...)
	}
	return out
}

func (s *Screen) verdict(r *result) cell.Line {
	switch {
	case r.grade.Correct:
		return cell.Plain(s.th.Glyphs.Good+" Right. ", s.th.Good)
	case r.grade.Score > 0:
		return cell.Plain(fmt.Sprintf("%s Partly right, %d%%. ", s.th.Glyphs.Bad, int(r.grade.Score*100+0.5)), s.th.Warn)
	}
	return cell.Plain(s.th.Glyphs.Bad+" Not so. ", s.th.Bad)
}

func (s *Screen) numberResult(r *result, w int) []cell.Line {
	out := widget.WrapText("You said "+r.response.Text+". It is "+r.grade.Expected+".", s.th.Text, w)
	for _, f := range r.grade.Feedback {
		out = append(out, widget.WrapText(f, s.th.Muted, w)...)
	}
	return out
}

func (s *Screen) orderResult(q *quiz.Question, r *result, w int) []cell.Line {
	var out []cell.Line
	for place, i := range r.response.Picked {
		mark, st := s.th.Glyphs.Good, s.th.Good
		note := ""
		if i != place {
			mark, st = s.th.Glyphs.Bad, s.th.Bad
			note = fmt.Sprintf("  (belongs at %d)", i+1)
		}
		lead := cell.Line{{Text: mark + " ", Style: st}, {Text: fmt.Sprintf("%d ", place+1), Style: s.th.Key}}
		text := cell.Line{{Text: q.Options[i].Text, Style: s.th.Text}, {Text: note, Style: s.th.Muted}}
		out = append(out, widget.Hang(lead, text, w)...)
	}
	return out
}

// optionResult shows each option with its own explanation, in the order in
// which it was shown.
func (s *Screen) optionResult(c *card, w int) []cell.Line {
	th, q, r := s.th, c.question, c.result
	var out []cell.Line
	for place, i := range q.Shuffled(s.learner()) {
		mark, st := " ", th.Muted
		picked := false
		for _, p := range r.response.Picked {
			picked = picked || p == i
		}
		switch {
		case q.Options[i].Correct:
			mark, st = th.Glyphs.Good, th.Good
		case picked:
			mark, st = th.Glyphs.Bad, th.Bad
		}
		lead := cell.Line{{Text: mark + " ", Style: st}, {Text: fmt.Sprintf("%d ", place+1), Style: th.Key}}
		text := cell.Line{{Text: q.Options[i].Text, Style: chosen(th.Text, picked)}}
		if picked {
			text = append(text, cell.Span{Text: "  (your answer)", Style: th.Muted})
		}
		out = append(out, widget.Hang(lead, text, w)...)
		if why := q.Options[i].Why; why != "" && why != q.Why {
			out = append(out, widget.Hang(cell.Plain("    ", th.Text), cell.Plain(why, th.Muted), w)...)
		}
	}
	return out
}

func chosen(st uv.Style, picked bool) uv.Style {
	if picked {
		st.Attrs |= uv.AttrBold
	}
	return st
}

func (s *Screen) labLines(c *card, b *lessons.Lab, w int) []cell.Line {
	th := s.th
	key := "enter begins"
	switch {
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
	return append(out, s.labHints(c, w)...)
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

// learner is the seed of the order in which options are shown. It is the same
// for everybody on one machine: what matters is that it never changes.
func (s *Screen) learner() uint64 { return 1 }

// done tells whether a question was ever answered, in this session or before.
func (s *Screen) done(c *card) bool {
	if c.result != nil {
		return true
	}
	_, ok := s.n.Record.Item(c.id)
	return ok
}
