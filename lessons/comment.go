package lessons

import (
	"regexp"
	"strings"

	"skylab/lessons/live"
)

// comment is <!-- name: text -->.
var comment = regexp.MustCompile(`(?s)<!--(.*?)-->`)

var named = regexp.MustCompile(`(?s)^\s*([a-z]+):\s*(.*?)\s*$`)

// html reads the comments that mean something; other HTML is not shown. It
// stands behind the block at index.
func (r *reading) html(raw string, line, index int) {
	if r.inside || index < 0 {
		index = r.top
	}
	for _, m := range comment.FindAllStringSubmatch(raw, -1) {
		part := named.FindStringSubmatch(m[1])
		if part == nil {
			continue
		}
		switch part[1] {
		case "covers":
			r.covers(strings.FieldsFunc(part[2], func(c rune) bool { return c == ',' || c == ' ' || c == '\n' }), line, index)
		case "note":
			r.chapter.SpeakerNotes = append(r.chapter.SpeakerNotes,
				SpeakerNote{index, strings.Join(strings.Fields(part[2]), " "), r.pos(line)})
		default:
			if s := live.Suggest(part[1], []string{"covers", "note"}); s != "" {
				r.remark(line, 1, "a comment that says "+part[1]+": does nothing", strings.TrimPrefix(s, "; "))
			}
		}
	}
	rest := strings.TrimSpace(comment.ReplaceAllString(raw, ""))
	switch {
	case strings.HasPrefix(rest, "<!--"):
		r.damage(line, 1, "the comment has no end", "close it with -->")
	case rest != "":
		r.remark(line, 1, "HTML is not shown: "+firstLine(rest), "say it in Markdown")
	}
}

func (r *reading) covers(notes []string, line, index int) {
	for _, n := range notes {
		r.chapter.Taught = append(r.chapter.Taught, Cover{n, index, r.pos(line)})
	}
}
