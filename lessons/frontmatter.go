package lessons

import "strings"

// frontMatter is the YAML between two lines of three dashes at the beginning
// of a file: its text and the line on which the rest begins, both 0 and "" if
// there is none.
func frontMatter(lines []string) (text string, rest int, closed bool) {
	if len(lines) == 0 || strings.TrimRight(lines[0], " \t") != "---" {
		return "", 0, true
	}
	for i, line := range lines[1:] {
		if strings.TrimRight(line, " \t") == "---" {
			return strings.Join(lines[1:i+1], "\n"), i + 2, true
		}
	}
	return "", 0, false
}

// readFrontMatter fills in what the head of the file says of the chapter.
func (ch *Chapter) readFrontMatter(d *document) (rest int) {
	text, rest, closed := frontMatter(d.lines)
	if !closed {
		d.damage(1, 1, "the front matter has no end", "close it with a line of three dashes")
		return 0
	}
	if rest == 0 {
		d.damage(1, 1, "the chapter has no front matter", "begin the file with ---, id:, title: and ---")
		return 0
	}
	o, ok := readYAML(d, 1, text)
	if !ok {
		return rest
	}
	o.require("the front matter", "id", "title")
	ch.ID, _ = o.text("id")
	ch.Title, _ = o.text("title")
	if v, ok := o.number("minutes"); ok {
		ch.Minutes = int(v)
	}
	ch.Needs = o.texts("needs")
	ch.Objectives = o.texts("objectives")
	o.done("the front matter")
	return rest
}
