package reader

import (
	"strings"

	"skylab/ui/cell"
	"skylab/ui/layout"
)

// Find marks a text in the chapter; n and N go from hit to hit, esc ends it.
func (s *Screen) Find(query string) {
	s.query, s.hits = strings.ToLower(query), nil
	for _, h := range s.n.Course.Search(query) {
		if h.Chapter == s.chapter {
			s.hits = append(s.hits, h.Block)
		}
	}
}

// next goes to the next hit of a search, or the one before; without a search,
// to the next section.
func (s *Screen) next(by int) {
	if len(s.hits) == 0 {
		s.sectionBy(by)
		return
	}
	top, _ := s.flow.anchor()
	target := -1
	for _, b := range s.hits {
		switch {
		case by > 0 && b > top && (target < 0 || b < target):
			target = b
		case by < 0 && b < top && b > target:
			target = b
		}
	}
	if target >= 0 {
		s.flow.to(target)
	}
}

// markHits marks the words of the search in one drawn line; r is where the
// line was drawn.
func (s *Screen) markHits(c *cell.Canvas, r layout.Rect, line cell.Line) {
	if s.query == "" {
		return
	}
	text := strings.ToLower(line.String())
	for _, word := range strings.Fields(s.query) {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 {
				break
			}
			at := from + i
			x := cell.Width(text[:at])
			c.Restyle(layout.New(r.X+x, r.Y, cell.Width(word), 1).Intersect(r), s.th.Match)
			from = at + len(word)
		}
	}
}
