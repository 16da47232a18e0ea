package reader

import (
	"fmt"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/quiz"
	"skylab/ui/cell"
	"skylab/ui/widget"
)

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
