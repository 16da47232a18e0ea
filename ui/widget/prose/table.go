package prose

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// Align is how a table's column lines up.
type Align int

// The alignments of Markdown's tables.
const (
	Left Align = iota
	Center
	Right
)

// gap is the blanks between columns; thin is the width below which a column
// is no longer readable.
const (
	gap  = 2
	thin = 8
)

// Table sets a table. Columns take their natural widths if these fit;
// otherwise the widest are wrapped, and where even that is too narrow each
// row becomes a list of "heading: text".
func Table(header []cell.Line, rows [][]cell.Line, align []Align, width int, th *theme.Theme) []cell.Line {
	width = max(width, narrowest)
	n := len(header)
	for _, r := range rows {
		n = max(n, len(r))
	}
	if n == 0 {
		return nil
	}
	widths, ok := columns(header, rows, n, width)
	if !ok {
		return stacked(header, rows, width, th)
	}
	t := tabler{widths: widths, align: align}
	total := -gap
	for _, w := range widths {
		total += w + gap
	}
	if len(header) > 0 {
		bold := make([]cell.Line, len(header))
		for i, h := range header {
			bold[i] = styled(h, th.Strong)
		}
		t.row(bold)
		t.out = append(t.out, Rule(th.Glyphs.Thread, total, th))
	}
	for _, r := range rows {
		t.row(r)
	}
	return t.out
}

// columns finds the widths: natural, or shrunk from the widest down.
func columns(header []cell.Line, rows [][]cell.Line, n, width int) (widths []int, ok bool) {
	widths = make([]int, n)
	measure := func(r []cell.Line) {
		for i, c := range r {
			widths[i] = max(widths[i], c.Width(), 1)
		}
	}
	measure(header)
	for _, r := range rows {
		measure(r)
	}
	for total(widths) > width {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= thin {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}

func total(widths []int) int {
	n := -gap
	for _, w := range widths {
		n += w + gap
	}
	return n
}

// tabler sets rows below each other.
type tabler struct {
	widths []int
	align  []Align
	out    []cell.Line
}

// row sets a row, as high as its highest cell.
func (t *tabler) row(cells []cell.Line) {
	wrapped := make([][]cell.Line, len(t.widths))
	high := 1
	for i := range t.widths {
		if i < len(cells) {
			wrapped[i] = widget.Wrap(cells[i], t.widths[i])
			high = max(high, len(wrapped[i]))
		}
	}
	for y := range high {
		var line cell.Line
		for i, w := range t.widths {
			var text cell.Line
			if y < len(wrapped[i]) {
				text = wrapped[i][y]
			}
			line = t.cell(line, text, i, w)
		}
		t.out = append(t.out, trim(line))
	}
}

// cell appends a text with the blanks that line it up.
func (t *tabler) cell(line, text cell.Line, i, w int) cell.Line {
	free := w - text.Width()
	before := 0
	if i < len(t.align) {
		before = [...]int{Left: 0, Center: free / 2, Right: free}[t.align[i]]
	}
	if before > 0 {
		line = append(line, cell.Span{Text: cell.Pad("", before)})
	}
	line = append(line, text...)
	return append(line, cell.Span{Text: cell.Pad("", free-before+gap)})
}

// trim drops blanks at a line's end.
func trim(l cell.Line) cell.Line {
	for n := len(l); n > 0; n-- {
		last := l[n-1]
		if last.Style != (uv.Style{}) {
			break
		}
		end := len(last.Text)
		for end > 0 && last.Text[end-1] == ' ' {
			end--
		}
		if end > 0 {
			l[n-1].Text = last.Text[:end]
			break
		}
		l = l[:n-1]
	}
	return l
}

// stacked sets each row as its cells below each other, named by the header.
func stacked(header []cell.Line, rows [][]cell.Line, width int, th *theme.Theme) []cell.Line {
	var out []cell.Line
	for i, r := range rows {
		if i > 0 {
			out = append(out, nil)
		}
		for j, c := range r {
			var text cell.Line
			if j < len(header) && header[j].Width() > 0 {
				text = append(append(text, styled(header[j], th.Muted)...), cell.Span{Text: ": ", Style: th.Muted})
			}
			text = append(text, c...)
			out = append(out, widget.Indent(widget.Wrap(text, max(width-2, 1)), nil, cell.Plain("  ", uv.Style{}))...)
		}
	}
	return out
}
