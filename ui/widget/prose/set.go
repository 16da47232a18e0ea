// Package prose sets a chapter's text in lines for the screen: headings,
// paragraphs, lists, quotations, tables and code, at any width. It decides
// how text looks, not what it says; live blocks are drawn by the reader.
//
// No line is wider than the width asked for, and nothing is cut off: what is
// too long goes on in the next line.
package prose

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/widget"
	"skylab/ui/widget/source"
)

// narrowest is the least width that text is set to.
const narrowest = 8

// Heading sets a heading of level 1 to 6: the first two are underlined with a
// rule, the deeper ones only told by style.
func Heading(text cell.Line, level, width int, th *theme.Theme) []cell.Line {
	width = max(width, narrowest)
	st := th.Heading
	if level > 2 {
		st = th.Strong
	}
	lines := widget.Wrap(styled(text, st), width)
	if level <= 2 {
		longest := 0
		for _, l := range lines {
			longest = max(longest, l.Width())
		}
		glyph := th.Glyphs.Thread
		if level == 1 {
			glyph = th.Glyphs.Line
			longest = width
		}
		lines = append(lines, Rule(glyph, longest, th))
	}
	return lines
}

// Rule is a line of n glyphs.
func Rule(glyph string, n int, th *theme.Theme) cell.Line {
	out := make([]byte, 0, n*len(glyph))
	for range n {
		out = append(out, glyph...)
	}
	return cell.Plain(string(out), th.Border)
}

// Paragraph sets running text.
func Paragraph(text cell.Line, width int) []cell.Line {
	return widget.Wrap(text, max(width, narrowest))
}

// Quote sets blocks that were already set to width-2 beside a bar.
func Quote(lines []cell.Line, th *theme.Theme) []cell.Line {
	bar := cell.Plain(th.Glyphs.Quote+" ", th.Accent)
	return widget.Indent(lines, bar, bar)
}

// Item sets one item of a list before which mark stands; its lines were set
// to the width less the mark's.
func Item(mark string, lines []cell.Line, th *theme.Theme) []cell.Line {
	return widget.Indent(lines, cell.Plain(mark, th.Accent), cell.Plain(cell.Pad("", cell.Width(mark)), uv.Style{}))
}

// codeMargin is the blanks at the left of code.
const codeMargin = 2

// Code sets source text in its language's colours. Lines that are too long go
// on after an ellipsis.
func Code(language, text string, width int, th *theme.Theme) []cell.Line {
	width = max(width-codeMargin, narrowest)
	margin := cell.Plain(cell.Pad("", codeMargin), uv.Style{})
	var out []cell.Line
	for _, l := range source.Paint(language, text, th) {
		lead := margin
		for rest := l; ; {
			room := width
			if len(lead) > 1 {
				room -= 2
			}
			head, tail := cut(rest, room)
			out = append(out, append(append(cell.Line{}, lead...), head...))
			if tail == nil {
				break
			}
			rest = tail
			lead = append(append(cell.Line{}, margin...), cell.Span{Text: th.Glyphs.Ellipsis[:min(len(th.Glyphs.Ellipsis), 3)], Style: th.Muted})
			lead = pad(lead, codeMargin+2)
		}
	}
	return out
}

// pad fills a line up to n columns, or shortens its last span.
func pad(l cell.Line, n int) cell.Line {
	last := &l[len(l)-1]
	before := l.Width() - cell.Width(last.Text)
	last.Text = cell.Pad(last.Text, n-before)
	return l
}

// cut splits a line after n columns, keeping wide characters whole; tail is
// nil if all of it fits.
func cut(l cell.Line, n int) (head, tail cell.Line) {
	for i, s := range l {
		at := 0
		for at < len(s.Text) {
			_, w, size := cell.Glyph(s.Text[at:])
			if w > n {
				before, after := s, s
				before.Text, after.Text = s.Text[:at], s.Text[at:]
				return append(head, before), append(cell.Line{after}, l[i+1:]...)
			}
			n -= w
			at += size
		}
		head = append(head, s)
	}
	return head, nil
}

// styled lays a style under text: spans with a style of their own keep it.
func styled(text cell.Line, st uv.Style) cell.Line {
	out := make(cell.Line, len(text))
	for i, s := range text {
		if s.Style == (uv.Style{}) {
			s.Style = st
		}
		out[i] = s
	}
	return out
}
