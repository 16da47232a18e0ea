package lessons

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// scheme marks links within the course, as Span.Link holds them.
const scheme = "skylab:"

// resolve turns a chapter's links to chapters into what Find understands. Those
// that lead to none stay as written, and are remarks of the chapter.
func (c *Course) resolve(ch *Chapter) {
	walk(ch.Blocks, func(b Block, spans []Span) {
		for i := range spans {
			if spans[i].Link == "" || external(spans[i].Link) {
				continue
			}
			target, problem := c.target(ch, spans[i].Link)
			if problem != "" {
				ch.Remarks = append(ch.Remarks, &Damage{Path: ch.Path, Line: b.Pos().Line, Column: 1,
					Text: ch.line(b.Pos().Line), Problem: fmt.Sprintf("the link %s leads nowhere: %s", spans[i].Link, problem)})
				continue
			}
			spans[i].Link = target
		}
	})
}

func (ch *Chapter) line(n int) string {
	if n < 1 || n > len(ch.Source) {
		return ""
	}
	return ch.Source[n-1]
}

func external(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Scheme != ""
}

// target is the link as seen from a chapter's folder.
func (c *Course) target(from *Chapter, link string) (string, string) {
	file, heading, _ := strings.Cut(link, "#")
	ch := from
	if file != "" {
		full := path.Join(from.Dir, file)
		ch = nil
		for _, other := range c.Chapters {
			if other.Path == full || other.Dir == full {
				ch = other
			}
		}
		if ch == nil {
			return "", "there is no chapter at " + full
		}
	}
	if heading == "" {
		return scheme + ch.ID, ""
	}
	return scheme + ch.ID + "#" + heading, ""
}

// Find is the chapter and block to which a link within the course leads, a
// heading or the chapter's beginning; ok is false for links to elsewhere and
// for headings that are not there. It reads the chapter if need be.
func (c *Course) Find(link string) (ch *Chapter, block int, ok bool) {
	rest, inside := strings.CutPrefix(link, scheme)
	if !inside {
		return nil, 0, false
	}
	id, heading, deep := strings.Cut(rest, "#")
	if ch = c.Chapter(id); ch == nil || ch.Read() != nil {
		return nil, 0, false
	}
	if !deep {
		return ch, 0, true
	}
	for _, s := range ch.Sections {
		if s.ID == heading {
			return ch, s.Block, true
		}
	}
	return ch, 0, false
}

// Links are the chapter's links as Find understands them, or as written where
// they lead elsewhere, each with the place of its block.
func (ch *Chapter) Links(visit func(link string, at Pos)) {
	walk(ch.Blocks, func(b Block, spans []Span) {
		for _, s := range spans {
			if s.Link != "" {
				visit(s.Link, b.Pos())
			}
		}
	})
}
