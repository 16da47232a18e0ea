// Package overlay holds what lies over a screen for a moment: a list that is
// filtered by typing. Help, palette, outline, search, the fidelity register
// and the chain of causes are all such lists.
package overlay

import (
	"strings"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// Item is one row of a list.
type Item struct {
	// Head stands at the left in its own column: a key, a place, a time.
	Head string
	// Text is what the row says.
	Text string
	// Note is shown under the row that the cursor is on.
	Note string
	// Value is handed back when the row is chosen; nil rows are only read.
	Value any
}

// List is an overlay with a filter.
type List struct {
	Title string
	// Empty is said when no row is left.
	Empty string

	all    []Item
	rows   []Item
	filter string
	cursor int
	top    int
	source func(filter string) []Item
}

// New is a list of the given rows, filtered by their words.
func New(title, empty string, items []Item) *List {
	return &List{Title: title, Empty: empty, all: items, rows: items}
}

// Source is a list whose rows are made anew for each filter text: a search.
func Source(title, empty string, source func(filter string) []Item) *List {
	return &List{Title: title, Empty: empty, source: source, rows: source("")}
}

// Filter sets the filter text, as if it had been typed.
func (l *List) Filter(text string) {
	l.filter = text
	l.cursor, l.top = 0, 0
	if l.source != nil {
		l.rows = l.source(text)
		return
	}
	l.rows = Filter(l.all, text)
}

// Filter are the rows that have each word of the text somewhere in them.
func Filter(items []Item, text string) []Item {
	var out []Item
	for _, it := range items {
		if matches(it, text) {
			out = append(out, it)
		}
	}
	return out
}

// matches tells whether each word of the filter is somewhere in the row.
func matches(it Item, filter string) bool {
	hay := strings.ToLower(it.Head + " " + it.Text)
	for _, word := range strings.Fields(strings.ToLower(filter)) {
		if !strings.Contains(hay, word) {
			return false
		}
	}
	return true
}

// Key handles a key. done closes the list; chosen is the row's value where
// the learner took one.
func (l *List) Key(key, typed string) (chosen any, done bool) {
	switch key {
	case "esc":
		if l.filter != "" {
			l.Filter("")
			return nil, false
		}
		return nil, true
	case "enter":
		if l.cursor < len(l.rows) {
			if v := l.rows[l.cursor].Value; v != nil {
				return v, true
			}
			return nil, false
		}
		return nil, false
	case "up", "ctrl+k", "shift+tab":
		l.cursor = max(l.cursor-1, 0)
	case "down", "ctrl+j", "tab":
		l.cursor = min(l.cursor+1, max(len(l.rows)-1, 0))
	case "pgup":
		l.cursor = max(l.cursor-10, 0)
	case "pgdown":
		l.cursor = min(l.cursor+10, max(len(l.rows)-1, 0))
	case "home":
		l.cursor = 0
	case "end":
		l.cursor = max(len(l.rows)-1, 0)
	case "backspace":
		if l.filter != "" {
			r := []rune(l.filter)
			l.Filter(string(r[:len(r)-1]))
		}
	case "ctrl+u":
		l.Filter("")
	default:
		if typed != "" {
			l.Filter(l.filter + typed)
		}
	}
	return nil, false
}

// The most columns and rows of a list, and the least around it in which what
// it covers is still told for what it is.
const (
	maxWidth, maxHeight = 84, 30
	leastAround         = 8
)

// Draw covers the middle of r, or all of it where little would be left.
func (l *List) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme) {
	w, h := r.W, r.H
	if w >= maxWidth+leastAround {
		w, h = maxWidth, min(r.H-2, maxHeight)
	}
	box := r.Center(w, h)
	c.Fill(box, th.Text)
	inner := c.Box(box, l.Title, th.Focus, true)
	inner = inner.Inset(1, 0)
	top, rest := inner.CutTop(1)
	hint := "type to filter"
	if l.filter != "" {
		hint = l.filter
	}
	x := c.Text(top, 0, 0, "/ ", th.Key)
	st := th.Text
	if l.filter == "" {
		st = th.Muted
	}
	c.Text(top, x, 0, hint, st)
	foot, rest := rest.CutBottom(1)
	end := "esc closes"
	if l.filter != "" {
		end = "esc clears" // and then closes
	}
	c.Text(foot, 0, 0, end, th.Muted)
	l.body(c, rest, th)
}

func (l *List) body(c *cell.Canvas, r layout.Rect, th *theme.Theme) {
	_, r = r.CutTop(1)
	if r.Empty() {
		return
	}
	if len(l.rows) == 0 {
		for y, line := range widget.WrapText(l.nothing(), th.Muted, r.W) {
			c.Line(r, 0, y, line)
		}
		return
	}
	head := l.headWidth(r.W)
	lines, owner := l.lay(th, r.W, head)
	l.follow(owner, r.H)
	for y := 0; y < r.H && l.top+y < len(lines); y++ {
		at := l.top + y
		c.Line(r, 0, y, lines[at])
		if owner[at] == l.cursor {
			c.Restyle(r.Row(y), th.Selection)
		}
	}
}

// nothing is why no row is there.
func (l *List) nothing() string {
	if l.source != nil && l.filter != "" {
		return "Nothing has “" + l.filter + "” in it."
	}
	return l.Empty
}

// headWidth is the width of the left column: what the rows need, at most a
// third of the list.
func (l *List) headWidth(w int) int {
	n := 0
	for _, it := range l.rows {
		n = max(n, cell.Width(it.Head))
	}
	if n == 0 {
		return 0
	}
	return min(n+2, max(w/3, 8))
}

// lay makes the lines of all rows, and says to which row each belongs.
func (l *List) lay(th *theme.Theme, w, head int) (lines []cell.Line, owner []int) {
	for i, it := range l.rows {
		var first cell.Line
		if head > 0 {
			first = cell.Line{{Text: cell.Pad(cell.Truncate(it.Head, head-1), head), Style: th.Key}}
		}
		text := widget.Hang(first, cell.Plain(it.Text, th.Text), w)
		if i == l.cursor && it.Note != "" {
			lead := cell.Plain(cell.Pad("", head), th.Muted)
			text = append(text, widget.Hang(lead, cell.Plain(it.Note, th.Muted), w)...)
		}
		for _, line := range text {
			lines, owner = append(lines, line), append(owner, i)
		}
	}
	return lines, owner
}

// follow scrolls so that the row under the cursor is seen.
func (l *List) follow(owner []int, h int) {
	first, last := -1, -1
	for i, o := range owner {
		if o == l.cursor {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if last >= l.top+h {
		l.top = last - h + 1
	}
	if first < l.top {
		l.top = max(first, 0)
	}
	l.top = max(min(l.top, len(owner)-h), 0)
}
