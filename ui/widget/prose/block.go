package prose

import (
	"strconv"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/cell"
	"skylab/ui/theme"
)

// Setter sets a chapter's blocks for one width.
type Setter struct {
	Theme *theme.Theme
	Width int
	// Value is what a live expression shows just now; nil, or an empty text,
	// shows an ellipsis.
	Value func(*live.Expr) string
	depth int // of lists within lists
}

// Block sets one block. Live blocks (sims, questions, consoles, labs) have no
// lines of prose: they are the reader's.
func (s Setter) Block(b lessons.Block) []cell.Line {
	switch b := b.(type) {
	case *lessons.Heading:
		return Heading(s.Spans(b.Text), b.Level, s.Width, s.Theme)
	case *lessons.Paragraph:
		return Paragraph(s.Spans(b.Text), s.Width)
	case *lessons.List:
		return s.list(b)
	case *lessons.Quote:
		return s.quote(b)
	case *lessons.Code:
		return Code(b.Lang, strings.Join(b.Lines, "\n"), s.Width, s.Theme)
	case *lessons.Table:
		return s.table(b)
	case *lessons.Rule:
		return []cell.Line{Rule(s.Theme.Glyphs.Thread, max(s.Width, narrowest), s.Theme)}
	case *lessons.Definitions:
		return s.definitions(b)
	case *lessons.Picture:
		return Paragraph(cell.Plain("[picture: "+b.Alt+"]", s.Theme.Quote), s.Width)
	}
	return nil
}

// Blocks sets blocks below each other, parted by blank lines.
func (s Setter) Blocks(bs []lessons.Block) []cell.Line { return s.below(bs, false) }

func (s Setter) below(bs []lessons.Block, tight bool) []cell.Line {
	var out []cell.Line
	for i, b := range bs {
		if i > 0 && !tight {
			out = append(out, nil)
		}
		out = append(out, s.Block(b)...)
	}
	return out
}

// Spans is inline text in the theme's styles, with the values of its live
// expressions.
func (s Setter) Spans(spans []lessons.Span) cell.Line {
	out := make(cell.Line, 0, len(spans))
	for _, sp := range spans {
		v := cell.Span{Text: sp.Text, Style: s.style(sp), Link: sp.Link}
		if sp.Expr != nil {
			v.Text = s.value(sp.Expr)
		}
		if sp.Style&lessons.Mono != 0 && !s.Theme.Colours {
			v.Text = "`" + v.Text + "`" // code must be told without colour, too
		}
		out = append(out, v)
	}
	return out
}

func (s Setter) value(e *live.Expr) string {
	if s.Value != nil {
		if text := s.Value(e); text != "" {
			return text
		}
	}
	return s.Theme.Glyphs.Ellipsis
}

// style is what a span's marks, its link and its life look like together.
func (s Setter) style(sp lessons.Span) uv.Style {
	th := s.Theme
	st := th.Text
	switch {
	case sp.Expr != nil:
		st = th.Live
	case sp.Link != "":
		st = th.Link
	case sp.Style&lessons.Mono != 0:
		st = th.Code
	}
	if sp.Style&lessons.Strong != 0 {
		st.Attrs |= th.Strong.Attrs
	}
	if sp.Style&lessons.Emph != 0 {
		st.Attrs |= th.Emph.Attrs
	}
	if sp.Style&lessons.Strike != 0 {
		st.Attrs |= uv.AttrStrikethrough
	}
	return st
}

func (s Setter) list(l *lessons.List) []cell.Line {
	var out []cell.Line
	last := len(strconv.Itoa(l.Start + len(l.Items) - 1))
	for i, item := range l.Items {
		if i > 0 && !l.Tight {
			out = append(out, nil)
		}
		mark := s.mark(l, i, last)
		inner := s
		inner.Width, inner.depth = max(s.Width-cell.Width(mark), narrowest), s.depth+1
		lines := inner.below(item.Blocks, l.Tight)
		if len(lines) == 0 {
			lines = []cell.Line{nil}
		}
		out = append(out, Item(mark, lines, s.Theme)...)
	}
	return out
}

// mark is what stands before an item: a number lined up with the others, a
// tick, or a bullet that changes with the depth.
func (s Setter) mark(l *lessons.List, i, digits int) string {
	g := &s.Theme.Glyphs
	switch item := l.Items[i]; {
	case item.Task && item.Done:
		return g.CheckOn + " "
	case item.Task:
		return g.CheckOff + " "
	case l.Ordered:
		return cell.PadLeft(strconv.Itoa(l.Start+i), digits) + ". "
	case s.depth%2 == 1:
		return g.Waiting + " "
	}
	return g.Bullet + " "
}

// alerts are the words of GitHub's alerts.
var alerts = map[string]string{
	"NOTE": "Note", "TIP": "Tip", "IMPORTANT": "Important", "WARNING": "Warning", "CAUTION": "Caution",
}

func (s Setter) quote(q *lessons.Quote) []cell.Line {
	inner := s
	inner.Width = max(s.Width-2, narrowest)
	lines := inner.Blocks(q.Blocks)
	if word := alerts[q.Kind]; word != "" {
		st := s.Theme.Info
		if q.Kind == "WARNING" || q.Kind == "CAUTION" {
			st = s.Theme.Warn
		}
		st.Attrs |= uv.AttrBold
		lines = append([]cell.Line{cell.Plain(word, st)}, lines...)
	}
	return Quote(lines, s.Theme)
}

func (s Setter) table(t *lessons.Table) []cell.Line {
	align := make([]Align, len(t.Align))
	for i, a := range t.Align {
		switch a {
		case lessons.AlignCenter:
			align[i] = Center
		case lessons.AlignRight:
			align[i] = Right
		}
	}
	rows := make([][]cell.Line, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = s.cells(r)
	}
	return Table(s.cells(t.Head), rows, align, s.Width, s.Theme)
}

func (s Setter) cells(texts [][]lessons.Span) []cell.Line {
	out := make([]cell.Line, len(texts))
	for i, t := range texts {
		out[i] = s.Spans(t)
	}
	return out
}

// definitions sets terms with their meanings indented below.
func (s Setter) definitions(d *lessons.Definitions) []cell.Line {
	var out []cell.Line
	inner := s
	inner.Width = max(s.Width-2, narrowest)
	for i, item := range d.Items {
		if i > 0 {
			out = append(out, nil)
		}
		for _, term := range item.Terms {
			out = append(out, Paragraph(styled(s.Spans(term), s.Theme.Strong), s.Width)...)
		}
		for _, means := range item.Means {
			out = append(out, Item("  ", inner.Blocks(means), s.Theme)...)
		}
	}
	return out
}
