package lessons

import "strings"

// table sets a table in columns where it fits, and row by row where not.
func (p *printer) table(t *Table) {
	rows := [][]string{p.row(t.Head)}
	for _, r := range t.Rows {
		rows = append(rows, p.row(r))
	}
	widths := make([]int, len(t.Head))
	total := 0
	for c := range widths {
		for _, r := range rows {
			if c < len(r) {
				widths[c] = max(widths[c], columns(r[c]))
			}
		}
		total += widths[c] + 2
	}
	if total-2 > p.width {
		p.records(rows)
		return
	}
	for i, r := range rows {
		p.line(join(r, widths, t.Align))
		if i == 0 {
			p.line(strings.Repeat("-", max(total-2, 1)))
		}
	}
}

func (p *printer) row(cells [][]Span) []string {
	var out []string
	for _, c := range cells {
		out = append(out, p.spans(c))
	}
	return out
}

func join(cells []string, widths []int, align []Align) string {
	var b strings.Builder
	for c, text := range cells {
		if c >= len(widths) {
			break
		}
		if c > 0 {
			b.WriteString("  ")
		}
		if c < len(align) && align[c] == AlignRight {
			text = strings.Repeat(" ", max(widths[c]-columns(text), 0)) + text
		}
		b.WriteString(pad(text, widths[c]))
	}
	return b.String()
}

// records sets each row as lines of its own, with the names of the columns.
func (p *printer) records(rows [][]string) {
	for i, r := range rows[1:] {
		if i > 0 {
			p.line("")
		}
		for c, text := range r {
			name := ""
			if c < len(rows[0]) && rows[0][c] != "" {
				name = rows[0][c] + ": "
			}
			for n, l := range wrap(name+text, p.width-2) {
				p.line(map[bool]string{true: "", false: "  "}[n == 0] + l)
			}
		}
	}
}
