package lessons

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inline is the text of a node; index is the place of the block it is in.
func (r *reading) inline(n ast.Node, index int) []Span {
	w := &inliner{reading: r, index: index}
	w.children(n, Span{})
	return trimEnd(w.out)
}

// trimEnd takes the space away that a comment at the end leaves.
func trimEnd(spans []Span) []Span {
	for n := len(spans); n > 0; n = len(spans) {
		last := &spans[n-1]
		if last.Expr != nil || last.Style&Mono != 0 {
			break
		}
		last.Text = strings.TrimRight(last.Text, " \n")
		if last.Text != "" {
			break
		}
		spans = spans[:n-1]
	}
	return spans
}

// inliner walks the inline nodes of a block; like is the style around them.
type inliner struct {
	*reading
	index int
	out   []Span
}

func (w *inliner) children(n ast.Node, like Span) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c, like)
	}
}

func (w *inliner) put(text string, like Span) {
	like.Text = text
	w.out = add(w.out, like)
}

func (w *inliner) node(n ast.Node, like Span) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n, like)
	case *ast.String:
		w.put(string(n.Value), like)
	case *ast.CodeSpan:
		like.Style |= Mono
		w.put(w.code(n), like)
	case *ast.Emphasis:
		like.Style |= map[bool]Style{true: Strong, false: Emph}[n.Level > 1]
		w.children(n, like)
	case *east.Strikethrough:
		like.Style |= Strike
		w.children(n, like)
	case *ast.Link:
		like.Link = string(n.Destination)
		w.children(n, like)
	case *ast.Image:
		like.Link = string(n.Destination)
		w.children(n, like)
	case *ast.AutoLink:
		like.Link = string(n.URL(w.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(like.Link, "mailto:") {
			like.Link = "mailto:" + like.Link
		}
		w.put(string(n.Label(w.src)), like)
	case *ast.RawHTML:
		w.html(segments(n.Segments, w.src), w.line(n.Segments.At(0).Start), w.index)
	case *expression:
		line := w.line(n.offset)
		if e := compile(w.document, line, n.source); e != nil {
			w.out = append(w.out, Span{Text: n.source, Style: like.Style, Link: like.Link, Expr: e})
		}
	case *east.TaskCheckBox:
	default:
		w.children(n, like)
	}
}

// text resolves the escapes and entities that Markdown leaves to whoever
// shows it.
func (w *inliner) text(n *ast.Text, like Span) {
	value := n.Segment.Value(w.src)
	if !n.IsRaw() {
		value = util.UnescapePunctuations(value)
	}
	s := string(value)
	if strings.Contains(s, "&") && !n.IsRaw() {
		s = html.UnescapeString(s)
	}
	switch {
	case n.HardLineBreak():
		s = strings.TrimRight(s, " ") + "\n"
	case n.SoftLineBreak():
		s += " "
	}
	w.put(s, like)
}

func (w *inliner) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.WriteString(strings.ReplaceAll(string(t.Segment.Value(w.src)), "\n", " "))
		}
	}
	return b.String()
}

func segments(s *text.Segments, src []byte) string {
	var b strings.Builder
	for i := range s.Len() {
		seg := s.At(i)
		b.Write(seg.Value(src))
	}
	return b.String()
}

// Inline reads one line of Markdown, such as a prompt or an explanation, as
// spans. What it cannot read is left as it is.
func Inline(markdown string) []Span {
	d := &document{lines: strings.Split(markdown, "\n")}
	r := newReading(d, &Chapter{}, 0)
	r.inside = true
	var out []Span
	doc := newParser().Parse(text.NewReader(r.src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if len(out) > 0 {
			out = add(out, Span{Text: "\n"})
		}
		out = append(out, r.inline(n, -1)...)
	}
	return out
}
