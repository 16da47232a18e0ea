package widget

import (
	"strings"

	"skylab/ui/cell"
)

// Hang wraps text behind a lead that stands on the first line only; the other
// lines are indented by its width.
func Hang(lead, text cell.Line, width int) []cell.Line {
	n := lead.Width()
	rest := cell.Line{{Text: strings.Repeat(" ", n)}}
	return Indent(Wrap(text, max(width-n, 1)), lead, rest)
}
