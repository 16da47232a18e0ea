package reader

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/widget/prose"
)

// setter sets a chapter's blocks in lines: the words of the lessons in the
// styles of the theme. values gives what live prose shows.
type setter struct {
	th     *theme.Theme
	values *live.Context // nil: no world yet, expressions are shown as "…"
}

// set is a block in lines; nil for live blocks, which the cards draw.
func (t setter) set(b lessons.Block, w int) []cell.Line {
	switch b := b.(type) {
	case *lessons.Heading:
		return prose.Heading(t.line(b.Text, t.th.Text), b.Level, w, t.th)
	case *lessons.Paragraph:
		return prose.Paragraph(t.line(b.Text, t.th.Text), w)
	case *lessons.List:
		return t.list(b, w)
	case *lessons.Quote:
		return t.quote(b, w)
	case *lessons.Code:
		return prose.Code(b.Lang, joinLines(b.Lines), w, t.th)
	case *lessons.Table:
		return t.table(b, w)
	case *lessons.Rule:
		return []cell.Line{prose.Rule(t.th.Glyphs.Thread, w, t.th)}
	case *lessons.Definitions:
		return t.definitions(b, w)
	case *lessons.Picture:
		return prose.Paragraph(cell.Plain("Picture: "+b.Alt, t.th.Muted), w)
	}
	return nil
}

func (t setter) list(b *lessons.List, w int) []cell.Line {
	var out []cell.Line
	for i, item := range b.Items {
		mark := t.th.Glyphs.Bullet + " "
		switch {
		case item.Task && item.Done:
			mark = t.th.Glyphs.CheckOn + " "
		case item.Task:
			mark = t.th.Glyphs.CheckOff + " "
		case b.Ordered:
			mark = strconv.Itoa(b.Start+i) + ". "
		}
		if i > 0 && !b.Tight {
			out = append(out, nil)
		}
		out = append(out, prose.Item(mark, t.blocks(item.Blocks, w-cell.Width(mark), b.Tight), t.th)...)
	}
	return out
}

func (t setter) blocks(bs []lessons.Block, w int, tight bool) []cell.Line {
	var out []cell.Line
	for i, b := range bs {
		if i > 0 && !tight {
			out = append(out, nil)
		}
		out = append(out, t.set(b, w)...)
	}
	return out
}

func (t setter) quote(b *lessons.Quote, w int) []cell.Line {
	lines := t.blocks(b.Blocks, w-2, false)
	if b.Kind != "" {
		lines = append([]cell.Line{cell.Plain(title(b.Kind), t.th.Accent)}, lines...)
	}
	return prose.Quote(lines, t.th)
}

// title is GitHub's word for an alert as a word of the text: NOTE → Note.
func title(kind string) string {
	b := []byte(kind)
	for i := 1; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

func (t setter) table(b *lessons.Table, w int) []cell.Line {
	row := func(cells [][]lessons.Span) []cell.Line {
		out := make([]cell.Line, len(cells))
		for i, c := range cells {
			out[i] = t.line(c, t.th.Text)
		}
		return out
	}
	var rows [][]cell.Line
	for _, r := range b.Rows {
		rows = append(rows, row(r))
	}
	aligns := make([]prose.Align, len(b.Align))
	for i, a := range b.Align {
		switch a {
		case lessons.AlignRight:
			aligns[i] = prose.Right
		case lessons.AlignCenter:
			aligns[i] = prose.Center
		}
	}
	return prose.Table(row(b.Head), rows, aligns, w, t.th)
}

func (t setter) definitions(b *lessons.Definitions, w int) []cell.Line {
	var out []cell.Line
	for _, d := range b.Items {
		for _, term := range d.Terms {
			out = append(out, prose.Paragraph(t.line(term, t.th.Strong), w)...)
		}
		for _, mean := range d.Means {
			out = append(out, prose.Item("  ", t.blocks(mean, w-2, true), t.th)...)
		}
	}
	return out
}

// line is inline text as styled text.
func (t setter) line(spans []lessons.Span, base uv.Style) cell.Line {
	out := make(cell.Line, 0, len(spans))
	for _, s := range spans {
		out = append(out, cell.Span{Text: t.text(s), Style: t.style(s, base), Link: external(s.Link)})
	}
	return out
}

func (t setter) text(s lessons.Span) string {
	if s.Expr == nil {
		return s.Text
	}
	if t.values == nil {
		return t.th.Glyphs.Ellipsis
	}
	text, err := s.Expr.Text(t.values)
	if err != nil {
		return "(" + err.Error() + ")"
	}
	return text
}

func (t setter) style(s lessons.Span, base uv.Style) uv.Style {
	st := base
	switch {
	case s.Expr != nil:
		return t.th.Live
	case s.Style&lessons.Mono != 0:
		st = t.th.Code
	case s.Link != "":
		st = t.th.Link
	}
	if s.Style&lessons.Strong != 0 {
		st.Attrs |= uv.AttrBold
	}
	if s.Style&lessons.Emph != 0 {
		st.Attrs |= uv.AttrItalic
	}
	if s.Style&lessons.Strike != 0 {
		st.Attrs |= uv.AttrStrikethrough
	}
	return st
}

// external is a link that the terminal may open; those within the course are
// followed by skylab.
func external(link string) string {
	if len(link) > 8 && (link[:8] == "https://" || link[:7] == "http://") {
		return link
	}
	return ""
}

func joinLines(lines []string) string {
	out := ""
	for i, l := range lines {
		if i > 0 {
			out += "\n"
		}
		out += l
	}
	return out
}

// alive tells whether anything in the block reads the world.
func alive(b lessons.Block) bool {
	any := func(bs []lessons.Block) bool {
		for _, b := range bs {
			if alive(b) {
				return true
			}
		}
		return false
	}
	switch b := b.(type) {
	case *lessons.Heading:
		return bound(b.Text)
	case *lessons.Paragraph:
		return bound(b.Text)
	case *lessons.List:
		for _, it := range b.Items {
			if any(it.Blocks) {
				return true
			}
		}
	case *lessons.Quote:
		return any(b.Blocks)
	case *lessons.Table:
		for _, row := range append([][][]lessons.Span{b.Head}, b.Rows...) {
			for _, c := range row {
				if bound(c) {
					return true
				}
			}
		}
	}
	return false
}

func bound(spans []lessons.Span) bool {
	for _, s := range spans {
		if s.Expr != nil {
			return true
		}
	}
	return false
}
