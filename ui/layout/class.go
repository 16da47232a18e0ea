package layout

// Class says how much a screen of some size can show.
type Class int

// The size classes, from the smallest.
const (
	// TooSmall is below the floor of 40 columns by 12 rows: the screen says
	// its size and the size it needs.
	TooSmall Class = iota
	// Small is 40 to 49 columns: one pane, short labels.
	Small
	// One is 50 to 79 columns: one pane with tabs.
	One
	// Two is 80 to 119 columns: two panes.
	Two
	// Wide is 120 columns or more: three panes.
	Wide
)

// MinWidth and MinHeight are the smallest screen on which a chapter can be
// completed.
const (
	MinWidth  = 40
	MinHeight = 12
)

// Measure is the widest that running text is set, in columns: longer lines
// are hard to read.
const Measure = 72

// ClassOf is the size class of a screen of w columns and h rows.
func ClassOf(w, h int) Class {
	switch {
	case w < MinWidth || h < MinHeight:
		return TooSmall
	case w < 50:
		return Small
	case w < 80:
		return One
	case w < 120:
		return Two
	}
	return Wide
}

// String names the class in tests and messages.
func (c Class) String() string {
	return [...]string{"too small", "small", "one pane", "two panes", "wide"}[c]
}
