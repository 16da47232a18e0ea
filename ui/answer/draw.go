package answer

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/quiz"
	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// Lines draws the question and its options, w columns wide. An active form
// shows where the cursor is; Keys says which keys act.
func (f *Form) Lines(th *theme.Theme, w int, active bool) []cell.Line {
	out := widget.WrapText(f.Question.Prompt, th.Strong, w)
	out = append(out, nil)
	if f.Question.Kind == quiz.Number {
		f.from = len(out)
		out = append(out, f.field(th, w, active))
		f.to = len(out)
	} else {
		out = f.options(out, th, w, active)
	}
	if f.problem != "" {
		out = append(out, widget.WrapText(f.problem, th.Warn, w)...)
		f.to = len(out)
	}
	return out
}

// Cursor are the lines that the cursor is in, of those drawn last, with a
// problem below them: from the first up to one that is not included.
func (f *Form) Cursor() (from, to int) { return f.from, f.to }

// options adds the options to the lines.
func (f *Form) options(out []cell.Line, th *theme.Theme, w int, active bool) []cell.Line {
	for place, i := range f.Order {
		top := len(out)
		st, mark := th.Text, " "
		if active && place == f.cursor {
			st, mark = th.Selection, th.Glyphs.Selected
			if f.grabbed {
				mark = th.Glyphs.Up
			}
		}
		head := cell.Line{{Text: mark + " ", Style: th.Accent}, {Text: strconv.Itoa(place+1) + " ", Style: th.Key}}
		if f.Question.Kind == quiz.Several {
			head = append(head, cell.Span{Text: box(th, f.picked[i]) + " ", Style: th.Accent})
		}
		out = append(out, widget.Hang(head, cell.Plain(f.Question.Options[i].Text, st), w)...)
		if place == f.cursor {
			f.from, f.to = top, len(out)
		}
	}
	return out
}

func box(th *theme.Theme, on bool) string {
	if on {
		return th.Glyphs.CheckOn
	}
	return th.Glyphs.CheckOff
}

// field is the line in which a number is typed; the cursor is a cell in
// reverse, so that it is seen without colour and in every terminal.
func (f *Form) field(th *theme.Theme, w int, active bool) cell.Line {
	line := cell.Line{{Text: th.Glyphs.Selected + " ", Style: th.Accent}}
	if !active {
		shown := f.typed.Value()
		if shown == "" {
			return append(line, cell.Span{Text: "type a number" + in(f.Question), Style: th.Muted})
		}
		return append(line, cell.Span{Text: shown + unit(f.Question), Style: th.Muted})
	}
	text, at := f.typed.Value(), f.typed.CursorAt()
	under, rest := " ", ""
	if at < len(text) {
		_, _, n := cell.Glyph(text[at:])
		under, rest = text[at:at+n], text[at+n:]
	}
	block := uv.Style{Attrs: uv.AttrReverse}
	return append(line,
		cell.Span{Text: text[:at], Style: th.Text},
		cell.Span{Text: under, Style: block},
		cell.Span{Text: rest, Style: th.Text},
		cell.Span{Text: unit(f.Question), Style: th.Muted})
}

// in is the unit that the number is asked for in.
func in(q quiz.Question) string {
	if q.Unit == "" {
		return ""
	}
	return " (in " + q.Unit + ")"
}

func unit(q quiz.Question) string {
	if q.Unit == "" {
		return ""
	}
	return " " + q.Unit
}
