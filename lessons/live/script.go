package live

import (
	"fmt"
	"strings"

	"skylab/engine/console"
)

// Pos is a place in a course: a file by its path within the course, and a
// line of it, from 1.
type Pos struct {
	Path string
	Line int
}

// String is "path:line".
func (p Pos) String() string { return fmt.Sprintf("%s:%d", p.Path, p.Line) }

// Command is one command line of a script, with where it was written.
type Command struct {
	Text string
	// Note is what the author wrote above it after #, for whoever watches.
	Note string
	Pos  Pos
}

// Script is a sequence of command lines, as learners type them.
type Script []Command

// ParseScript splits text into commands, one a line. Empty lines are left out,
// lines that begin with # are the note of the command below; a backslash at the end or an open quote
// joins the next line. The text begins at the given place.
func ParseScript(text string, at Pos) Script {
	var out Script
	open, note := false, ""
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		line = strings.TrimRight(line, "\r")
		trimmed := strings.TrimSpace(line)
		if open {
			out[len(out)-1].Text += "\n" + line
		} else if comment, is := strings.CutPrefix(trimmed, "#"); is {
			note = strings.TrimSpace(note + " " + strings.TrimSpace(comment))
			continue
		} else if trimmed == "" {
			continue
		} else {
			out = append(out, Command{Text: trimmed, Note: note, Pos: Pos{at.Path, at.Line + i}})
			note = ""
		}
		open = console.Open(out[len(out)-1].Text)
	}
	return out
}

// String is the script as text, one command a line.
func (s Script) String() string {
	var b strings.Builder
	for _, c := range s {
		b.WriteString(c.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
