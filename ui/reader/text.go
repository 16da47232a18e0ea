package reader

import (
	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/widget/prose"
)

// setter sets prose; values is the world that live expressions read, or nil
// before there is one.
func (s *Screen) setter(width int, values *live.Context) prose.Setter {
	out := prose.Setter{Theme: s.th, Width: width}
	if values != nil {
		out.Value = func(e *live.Expr) string {
			text, err := e.Text(values)
			if err != nil {
				return "(" + err.Error() + ")"
			}
			return text
		}
	}
	return out
}

// alive tells whether anything in the block reads the world.
func alive(b lessons.Block) bool {
	switch b := b.(type) {
	case *lessons.Heading:
		return bound(b.Text)
	case *lessons.Paragraph:
		return bound(b.Text)
	case *lessons.List:
		for _, it := range b.Items {
			if anyAlive(it.Blocks) {
				return true
			}
		}
	case *lessons.Quote:
		return anyAlive(b.Blocks)
	case *lessons.Table:
		for _, row := range append([][][]lessons.Span{b.Head}, b.Rows...) {
			for _, c := range row {
				if bound(c) {
					return true
				}
			}
		}
	}
	return false
}

func anyAlive(bs []lessons.Block) bool {
	for _, b := range bs {
		if alive(b) {
			return true
		}
	}
	return false
}

func bound(spans []lessons.Span) bool {
	for _, s := range spans {
		if s.Expr != nil {
			return true
		}
	}
	return false
}
