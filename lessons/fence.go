package lessons

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"skylab/lessons/live"
)

// fence is a fenced block with a typed head: a kind, then key=value.
type fence struct {
	doc  *document
	kind string
	// line is that of the head; the body begins on the next.
	line  int
	body  string
	attrs map[string]attribute
}

type attribute struct {
	value  string
	column int
}

// kinds are the live blocks with the attributes that their heads may have.
var kinds = map[string][]string{
	"sim":     {"id", "seed", "covers", "from"},
	"predict": {"id", "on", "covers", "concept"},
	"ask":     {"id", "on", "covers", "concept", "kind"},
	"console": {"on", "covers"},
	"lab":     {"id", "seed", "covers", "from"},
}

// kindNames are the kinds, sorted.
var kindNames = []string{"ask", "console", "lab", "predict", "sim"}

var attributePattern = regexp.MustCompile(`^([A-Za-z][\w-]*)=("[^"]*"|\S*)`)

// isLive tells whether the info string of a fence is the head of a live block,
// or means to be one: a word and then key=value.
func isLive(info string) bool {
	kind, rest, _ := strings.Cut(strings.TrimSpace(info), " ")
	if _, ok := kinds[kind]; ok {
		return kind != "console" || strings.TrimSpace(rest) != ""
	}
	return attributePattern.MatchString(strings.TrimSpace(rest))
}

// readFence reads the head of a live block.
func readFence(d *document, line int, info, body string) (*fence, bool) {
	f := &fence{doc: d, line: line, body: body, attrs: map[string]attribute{}}
	f.kind, _, _ = strings.Cut(strings.TrimSpace(info), " ")
	allowed, ok := kinds[f.kind]
	if !ok {
		d.damage(line, 1, fmt.Sprintf("there is no block of the kind %q%s", f.kind, live.Suggest(f.kind, kindNames)),
			"the kinds are "+strings.Join(kindNames, ", "))
		return f, false
	}
	head := d.lines[line-1]
	at := strings.Index(head, f.kind) + len(f.kind)
	for at < len(head) {
		if head[at] == ' ' || head[at] == '\t' {
			at++
			continue
		}
		m := attributePattern.FindStringSubmatch(head[at:])
		if m == nil {
			word, _, _ := strings.Cut(head[at:], " ")
			d.damage(line, at+1, fmt.Sprintf("%q is no attribute", word), "write key=value")
			return f, false
		}
		if !f.attribute(m[1], strings.Trim(m[2], `"`), at+1, allowed) {
			return f, false
		}
		at += len(m[0])
	}
	return f, true
}

func (f *fence) attribute(key, value string, column int, allowed []string) bool {
	if !slices.Contains(allowed, key) {
		f.doc.damage(f.line, column, fmt.Sprintf("a %s has no attribute %q%s", f.kind, key, live.Suggest(key, allowed)),
			"it may have "+strings.Join(allowed, ", "))
		return false
	}
	if _, twice := f.attrs[key]; twice {
		f.doc.damage(f.line, column, fmt.Sprintf("the attribute %q is here twice", key), "")
		return false
	}
	if value == "" {
		f.doc.damage(f.line, column, fmt.Sprintf("the attribute %q is empty", key), "")
		return false
	}
	f.attrs[key] = attribute{value, column}
	return true
}

func (f *fence) get(key string) string { return f.attrs[key].value }

// list is an attribute whose value has commas.
func (f *fence) list(key string) []string {
	if f.get(key) == "" {
		return nil
	}
	return strings.Split(f.get(key), ",")
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// id is the attribute that a block has to have and that is kept for ever.
func (f *fence) id() string {
	id := f.get("id")
	switch {
	case id == "":
		f.doc.damage(f.line, 1, "the "+f.kind+" has no id", "add id=NAME; answers are remembered by it")
	case !idPattern.MatchString(id):
		f.doc.damage(f.line, f.attrs["id"].column, fmt.Sprintf("the id %q is not of the form a-b-1", id), "use lower-case letters, digits and single hyphens")
	}
	return id
}

// yaml is the body as a mapping.
func (f *fence) yaml() (*object, bool) { return readYAML(f.doc, f.line, f.body) }

func (f *fence) at() at { return at{f.doc.pos(f.line)} }
