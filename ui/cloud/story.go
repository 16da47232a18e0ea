package cloud

import (
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/layout"
)

// drawStory draws what has happened, a sentence each.
func (p *Panel) drawStory(c *cell.Canvas, r layout.Rect, s *state, whole bool) {
	if len(s.story) == 0 {
		p.empty(c, r, "Nothing has happened yet.")
		return
	}
	rows(c, r, p.th, &p.tale, len(s.story), whole, func(i int) (time.Duration, cell.Line) {
		m := s.story[i]
		glyph, st := p.mark(m.kind)
		text := p.th.Text
		if m.kind == quiet {
			text = p.th.Muted
		}
		said := cell.Line{{Text: glyph + " ", Style: st}}
		if m.more > 0 {
			said = append(said, cell.Span{Text: count(m.more+1) + " times ", Style: st})
		}
		return m.at, append(said, cell.Span{Text: m.text, Style: text})
	})
}

// mark is the sign before a moment.
func (p *Panel) mark(k tone) (string, uv.Style) {
	g := &p.th.Glyphs
	switch k {
	case call:
		return g.Right, p.th.Accent
	case cold:
		return g.Init, p.th.Cold
	case good:
		return g.Good, p.th.Good
	case bad:
		return g.Bad, p.th.Bad
	}
	return g.Sep, p.th.Muted
}
