package check

import (
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"skylab/lessons"
)

// links wants every link within the course to lead somewhere, and every
// picture to be there with a text for those who do not see it.
func (k *checker) links(ch *lessons.Chapter) {
	ch.Links(func(link string, at lessons.Pos) {
		if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
			return
		}
		if target, _, ok := k.course.Find(link); !ok && target != nil {
			_, heading, _ := strings.Cut(link, "#")
			k.wrong(at, "links", "the chapter %s has no heading #%s", target.ID, heading)
		}
	})
	for _, b := range ch.Blocks {
		p, ok := b.(*lessons.Picture)
		if !ok {
			continue
		}
		if _, err := fs.Stat(k.course.FS, path.Clean(p.Path)); err != nil {
			k.wrong(p.Pos(), "pictures", "there is no picture %s", p.Path)
		}
		if strings.TrimSpace(p.Alt) == "" {
			k.wrong(p.Pos(), "pictures", "the picture has no text for those who do not see it")
		}
	}
}

// glyphs are characters that terminals do not agree how to draw.
var glyphs = map[rune]string{
	'\ufe0f': "an emoji variation selector", '\u200d': "a zero-width joiner", '\u20e3': "a keycap",
	'\u200b': "a zero-width space", '\u00ad': "a soft hyphen",
}

// The widest lines: code of the author's, and tables at 80 columns.
const (
	codeColumns    = 72
	consoleColumns = 78
)

// text checks what a terminal has to draw.
func (k *checker) text(ch *lessons.Chapter) {
	for i, l := range ch.Source {
		for _, r := range l {
			if name, bad := glyphs[r]; bad {
				k.wrong(lessons.Pos{Path: ch.Path, Line: i + 1}, "glyphs", "%s: its width differs between terminals", name)
				break
			}
			if r >= 0x1f000 && r <= 0x1faff || r >= 0x2800 && r <= 0x28ff {
				k.wrong(lessons.Pos{Path: ch.Path, Line: i + 1}, "glyphs", "%q is an emoji or Braille: say it in words", r)
				break
			}
		}
	}
	for _, b := range ch.Blocks {
		switch b := b.(type) {
		case *lessons.Code:
			for i, l := range b.Lines {
				k.wide(lessons.Pos{Path: ch.Path, Line: b.Pos().Line + 1 + i}, l, codeColumns)
			}
		case *lessons.Console:
			for _, x := range b.Exchanges {
				k.outputs(x)
			}
		}
	}
	k.outline(ch)
}

func (k *checker) outputs(x lessons.Exchange) {
	first := x.Command.Pos.Line + strings.Count(x.Command.Text, "\n") + 1
	for i, l := range x.Output {
		// Most of what AWS prints is as long as it is and may go on in the next
		// line; a table that does so is none.
		if !strings.HasPrefix(l, "|") {
			continue
		}
		k.wide(lessons.Pos{Path: x.Command.Pos.Path, Line: first + i}, l, consoleColumns)
	}
}

func (k *checker) wide(at lessons.Pos, l string, limit int) {
	if n := utf8.RuneCountInString(l); n > limit {
		k.report(at, Warning, "width", "", "the line is %d columns wide, more than %d", n, limit)
	}
}

// outline wants one title and no level left out.
func (k *checker) outline(ch *lessons.Chapter) {
	level := 0
	for i, s := range ch.Sections {
		at := ch.Blocks[s.Block].Pos()
		switch {
		case i > 0 && s.Level == 1:
			k.report(at, Warning, "outline", "begin sections with ##", "a second title")
		case s.Level > level+1 && i > 0:
			k.report(at, Warning, "outline", "", "a heading of level %d follows one of level %d", s.Level, level)
		}
		level = s.Level
	}
	if len(strings.TrimSpace(strings.Join(k.course.Plain(ch, 72, nil), ""))) == 0 {
		k.wrong(lessons.Pos{Path: ch.Path, Line: 1}, "outline", "the chapter has no text")
	}
}
