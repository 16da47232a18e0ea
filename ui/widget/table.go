package widget

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// gutter is the blanks between columns.
const gutter = 2

// Column is a column of a table.
type Column struct {
	Title string
	// Min is the least width at which the column is worth showing; 0 means
	// the title's. It grows to its widest text where there is room.
	Min int
	// Priority 0 always stays; of the others the highest number goes first
	// when the columns do not fit.
	Priority int
	// Right lines texts up at the right: for numbers.
	Right bool
}

// Cell is one text of a table, with its style.
type Cell struct {
	Text  string
	Style uv.Style
}

// Table is rows under a header. A text that is too long ends in an ellipsis.
type Table struct {
	Columns []Column
	Rows    [][]Cell
	// Selected is the row with the selection, or -1.
	Selected int
	// Scroll is the window on the rows.
	Scroll Scroll
	// Shift is how many of the optional columns' worth the table is moved to
	// the left, so that columns that did not fit can be reached.
	Shift int
}

// Draw draws the header and as many rows as fit. It returns how many columns
// found no place.
func (t *Table) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme, focused bool) (hidden int) {
	if r.Empty() {
		return len(t.Columns)
	}
	t.Scroll.Fit(len(t.Rows), r.H-1)
	if t.Selected >= 0 && t.Selected < len(t.Rows) {
		t.Scroll.Show(t.Selected)
	}
	body := r
	if t.Scroll.Scrolls() && r.W > 4 {
		var bar layout.Rect
		bar, body = r.CutRight(1)
		_, bar = bar.CutTop(1)
		t.Scroll.Draw(c, bar, th)
	}
	order, widths := t.choose(body.W)
	x := 0
	for k, i := range order {
		t.text(c, body, x, 0, widths[k], i, Cell{t.Columns[i].Title, th.Muted})
		for y := 1; y < body.H; y++ {
			row := t.Scroll.Offset + y - 1
			if row < len(t.Rows) && i < len(t.Rows[row]) {
				t.text(c, body, x, y, widths[k], i, t.Rows[row][i])
			}
		}
		x += widths[k] + gutter
	}
	if y := t.Selected - t.Scroll.Offset + 1; t.Selected >= 0 && y >= 1 && y < body.H && focused {
		c.Restyle(body.Row(y), th.Selection)
	}
	return len(t.Columns) - len(order)
}

func (t *Table) text(c *cell.Canvas, r layout.Rect, x, y, w, column int, v Cell) {
	s := cell.Truncate(v.Text, w)
	if t.Columns[column].Right {
		x += w - cell.Width(s)
	}
	c.Text(r, x, y, s, v.Style)
}

// choose picks the columns that fit into w and their widths: all at least
// their Min, then the room that is left to those that want more, from the
// left.
func (t *Table) choose(w int) (order, widths []int) {
	shown := make([]bool, len(t.Columns))
	used := -gutter
	for i, col := range t.Columns {
		shown[i] = col.Priority == 0 || i >= t.Shift
		if shown[i] {
			used += t.least(i) + gutter
		}
	}
	for used > w {
		drop := -1
		for i, col := range t.Columns {
			if shown[i] && col.Priority > 0 && (drop < 0 || col.Priority >= t.Columns[drop].Priority) {
				drop = i
			}
		}
		if drop < 0 {
			break
		}
		shown[drop] = false
		used -= t.least(drop) + gutter
	}
	for i := range t.Columns {
		if !shown[i] {
			continue
		}
		n := t.least(i)
		if used > w { // not even those that must stay fit: shrink the widest
			n = max(min(n, (w-used)+n), 3)
			used -= t.least(i) - n
		} else if more := min(t.widest(i)-n, w-used); more > 0 {
			n += more
			used += more
		}
		order, widths = append(order, i), append(widths, n)
	}
	return order, widths
}

func (t *Table) least(i int) int {
	if m := t.Columns[i].Min; m > 0 {
		return m
	}
	return max(cell.Width(t.Columns[i].Title), 1)
}

// widest looks at the rows in sight only: tables may be long.
func (t *Table) widest(i int) int {
	n := cell.Width(t.Columns[i].Title)
	from := t.Scroll.Offset
	for y := from; y < min(from+t.Scroll.Height, len(t.Rows)); y++ {
		if i < len(t.Rows[y]) {
			n = max(n, cell.Width(t.Rows[y][i].Text))
		}
	}
	return n
}
