package lessons

import "skylab/lessons/live"

// walk visits all running text of blocks, with the block in which it stands.
func walk(blocks []Block, visit func(Block, []Span)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Heading:
			visit(b, b.Text)
		case *Paragraph:
			visit(b, b.Text)
		case *Quote:
			walk(b.Blocks, visit)
		case *List:
			for _, item := range b.Items {
				walk(item.Blocks, visit)
			}
		case *Table:
			for _, row := range append([][][]Span{b.Head}, b.Rows...) {
				for _, cell := range row {
					visit(b, cell)
				}
			}
		case *Definitions:
			for _, item := range b.Items {
				for _, t := range item.Terms {
					visit(b, t)
				}
				for _, m := range item.Means {
					walk(m, visit)
				}
			}
		case *Lab:
			walk(b.Goal, visit)
		}
	}
}

// Expressions visits every expression of the chapter's text, with the index of
// the block in which it stands.
func (ch *Chapter) Expressions(visit func(block int, at Pos, e *live.Expr)) {
	for i, b := range ch.Blocks {
		walk([]Block{b}, func(in Block, spans []Span) {
			for _, s := range spans {
				if s.Expr != nil {
					visit(i, in.Pos(), s.Expr)
				}
			}
		})
	}
}
