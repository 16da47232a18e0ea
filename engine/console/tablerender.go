package console

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// total is the width that the section wants.
func (s *section) total() int {
	n := 2
	for _, w := range s.widths {
		n += w + 4
	}
	return max(width(s.title)+2, n) + 2*s.indent
}

// columns are the widths scaled to fill the given one exactly.
func (s *section) columns(whole int) []int {
	sum := 0
	for _, w := range s.widths {
		sum += w + 4
	}
	if sum == 0 {
		return nil
	}
	factor := float64(whole) / float64(sum)
	out := make([]int, len(s.widths))
	off := -whole
	for i, w := range s.widths {
		out[i] = int(math.RoundToEven(factor * float64(w+4)))
		off += out[i]
	}
	for off != 0 {
		for i := range out {
			if off > 0 {
				out[i]--
				off--
			} else if off < 0 {
				out[len(out)-1-i]++
				off++
			}
		}
	}
	return out
}

func (t *table) width() int {
	n := 0
	for _, s := range t.sections {
		n = max(n, s.total())
	}
	return n
}

func (t *table) render(w io.Writer) {
	wide := t.width()
	if wide > tableWidth {
		for i, s := range t.sections {
			t.sections[i] = s.upright()
		}
		wide = t.width()
	}
	fmt.Fprintln(w, strings.Repeat("-", wide))
	for _, s := range t.sections {
		s.render(w, wide-2*s.indent)
	}
}

// upright is a section with one row turned into a column of pairs.
func (s *section) upright() *section {
	if len(s.rows) != 1 || len(s.headers) == 0 {
		return s
	}
	out := &section{title: s.title, indent: s.indent}
	for i, h := range s.headers {
		words := []string{h, s.rows[0][i]}
		out.rows = append(out.rows, words)
		out.widen(words)
	}
	return out
}

func (s *section) render(w io.Writer, wide int) {
	edge := strings.Repeat("|", s.indent)
	line := func(text string) { fmt.Fprintf(w, "%s%s%s\n", edge, text, edge) }
	if s.title != "" {
		line(centre(s.title, wide, "|"))
		if len(s.headers) == 0 && len(s.rows) == 0 {
			line("+" + strings.Repeat("-", max(wide-2, 0)) + "+")
		}
	}
	columns := s.columns(wide)
	if len(s.headers) > 0 {
		line(ruler(columns))
		text := ""
		for i, h := range s.headers {
			text += centre(h, columns[i], edgeOf(i))
		}
		line(text)
	}
	if len(s.rows) == 0 || len(columns) == 0 {
		return
	}
	line(ruler(columns))
	for _, row := range s.rows {
		text := ""
		for i, word := range row {
			text += left(word, columns[i], edgeOf(i))
		}
		line(text)
	}
	line(ruler(columns))
}

// edgeOf is the left edge of a cell: only the first has one.
func edgeOf(i int) string {
	if i == 0 {
		return "|"
	}
	return ""
}

func ruler(columns []int) string {
	var b strings.Builder
	for i, c := range columns {
		if i == 0 {
			b.WriteString("+" + strings.Repeat("-", max(c-2, 0)) + "+")
			continue
		}
		b.WriteString(strings.Repeat("-", max(c-1, 0)) + "+")
	}
	return b.String()
}

func centre(text string, length int, edge string) string {
	before := length/2 - width(text)/2 - 1
	after := length - 1 - (len(edge) + max(before, 0) + width(text))
	return edge + strings.Repeat(" ", max(before, 0)) + text + strings.Repeat(" ", max(after, 0)) + "|"
}

func left(text string, length int, edge string) string {
	padding := 2
	if length-(width(text)+padding+len(edge)+1) < 0 {
		padding = 0
	}
	after := length - (len(edge) + padding + width(text)) - 1
	return edge + strings.Repeat(" ", padding) + text + strings.Repeat(" ", max(after, 0)) + "|"
}
