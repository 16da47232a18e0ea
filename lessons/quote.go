package lessons

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
)

// alert is the first line of a quote that GitHub shows as an alert.
var alert = regexp.MustCompile(`^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*`)

func (r *reading) quote(n *ast.Blockquote, where at) Block {
	q := &Quote{at: where, Blocks: r.nested(n)}
	if len(q.Blocks) == 0 {
		return q
	}
	p, ok := q.Blocks[0].(*Paragraph)
	if !ok {
		return q
	}
	m := alert.FindStringSubmatch(p.Text[0].Text)
	if m == nil {
		return q
	}
	q.Kind = m[1]
	p.Text[0].Text = p.Text[0].Text[len(m[0]):]
	if p.Text[0].Text == "" {
		p.Text = p.Text[1:]
	}
	if len(p.Text) == 0 {
		q.Blocks = q.Blocks[1:]
	}
	return q
}
