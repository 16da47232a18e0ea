package check

import (
	"strings"

	"skylab/lessons"
	"skylab/lessons/live"
)

// identities finds ids that stand for two things, and needs that nobody meets.
func (k *checker) identities() {
	seen := map[string]lessons.Pos{}
	order := map[string]int{}
	for i, ch := range k.course.Chapters {
		order[ch.ID] = i
		for _, it := range ch.Items() {
			at := ch.Blocks[it.Block].Pos()
			if first, twice := seen[it.ID]; twice {
				k.wrong(at, "ids", "the id %q is taken by %s", it.ID, first)
				continue
			}
			seen[it.ID] = at
		}
	}
	for i, ch := range k.course.Chapters {
		for _, n := range ch.Needs {
			at := lessons.Pos{Path: ch.Path, Line: line(ch, "needs:")}
			j, ok := order[n]
			switch {
			case !ok:
				k.wrong(at, "needs", "there is no chapter %q%s", n, live.Suggest(n, k.chapterIDs()))
			case j >= i:
				k.wrong(at, "needs", "the chapter %q does not come before this one", n)
			}
		}
	}
}

func (k *checker) chapterIDs() []string {
	var out []string
	for _, ch := range k.course.Chapters {
		out = append(out, ch.ID)
	}
	return out
}

// line is the first line of a chapter that begins so.
func line(ch *lessons.Chapter, prefix string) int {
	for i, l := range ch.Source {
		if strings.HasPrefix(l, prefix) {
			return i + 1
		}
	}
	return 1
}

// coverage wants every note of a chapter that exists taught, shown and asked.
func (k *checker) coverage() {
	known := map[string]string{}
	var ids []string
	for _, n := range k.course.Notes {
		if known[n.ID] != "" {
			k.wrong(n.Pos, "notes", "the note %q is here twice", n.ID)
		}
		known[n.ID] = n.Chapter
		ids = append(ids, n.ID)
	}
	got := map[string]map[string]bool{"taught": {}, "shown": {}, "asked": {}}
	for _, ch := range k.course.Chapters {
		for how, covers := range map[string][]lessons.Cover{"taught": ch.Taught, "shown": ch.Shown, "asked": ch.Asked} {
			for _, c := range covers {
				got[how][c.Note] = true
			}
		}
		for _, c := range append(append(append([]lessons.Cover(nil), ch.Taught...), ch.Shown...), ch.Asked...) {
			if known[c.Note] == "" {
				k.wrong(c.Pos, "notes", "there is no note %q%s", c.Note, live.Suggest(c.Note, ids))
			}
		}
	}
	for _, n := range k.course.Notes {
		if k.course.Chapter(n.Chapter) == nil {
			continue // a chapter still to be written, or damaged, which is said already
		}
		for _, how := range []string{"taught", "shown", "asked"} {
			if !got[how][n.ID] {
				k.wrong(n.Pos, "notes", "the note %q is not %s", n.ID, how)
			}
		}
	}
}
