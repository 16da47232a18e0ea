package lessons

import (
	"strings"

	"skylab/lessons/live"
)

// Span is a run of text in one style.
type Span struct {
	// Text is what is shown; a newline in it is a line break of the author's.
	// Where Expr is set it is the expression's source, for want of a value.
	Text  string
	Style Style
	// Link is where the text leads: a URL, or what Course.Find understands.
	Link string
	// Expr is the expression whose value is shown instead of the text.
	Expr *live.Expr
}

// Style is a set of marks.
type Style uint8

// The marks that a span can carry.
const (
	Strong Style = 1 << iota
	Emph
	Mono
	Strike
)

// Text is the plain text of spans; … stands for the value of an expression.
func Text(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Expr != nil {
			b.WriteString("…")
			continue
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

// add appends a span, joined to the last one where they are alike.
func add(spans []Span, s Span) []Span {
	if s.Text == "" {
		return spans
	}
	if n := len(spans); n > 0 && s.Expr == nil && spans[n-1].Expr == nil &&
		spans[n-1].Style == s.Style && spans[n-1].Link == s.Link {
		spans[n-1].Text += s.Text
		return spans
	}
	return append(spans, s)
}
