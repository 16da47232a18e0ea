package console

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"skylab/engine/aws"
)

// writeYAML prints a tree in block style as the CLI does, which hands it to
// ruamel.yaml's safe dumper: keys sorted (the AWS CLI User Guide's examples of
// iam list-users, 2026, are), lists not indented below their key, plain scalars
// where they are safe and single quotes else. Quoting and folding rules are
// those of its emitter (the YAML 1.2 resolver, lines folded after column 80).
func writeYAML(w io.Writer, v any) {
	if o, ok := v.(aws.Object); ok && len(o) == 0 {
		return
	}
	y := &yaml{sorted: true}
	y.node(v, 0, true)
	if isScalar(v) && strings.IndexByte(`'"`, y.b.String()[0]) < 0 {
		y.put("...\n") // nothing else tells where a plain scalar ends
	}
	io.WriteString(w, y.b.String()) //nolint: an engine's writer is memory
}

// writeYAMLStream prints one page as an element of a list.
func writeYAMLStream(w io.Writer, v any) {
	y := &yaml{sorted: true}
	y.node([]any{v}, 0, true)
	io.WriteString(w, y.b.String())
}

type yaml struct {
	b      strings.Builder
	col    int
	sorted bool // keys are, or in the order that they come in
}

func (y *yaml) put(s string) {
	y.b.WriteString(s)
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		y.col = utf8.RuneCountInString(s[i+1:])
	} else {
		y.col += utf8.RuneCountInString(s)
	}
}

func (y *yaml) indent(n int) { y.put(strings.Repeat(" ", n)) }

// node writes a value whose first line may stand where the writer is (fresh)
// or must begin after a key.
func (y *yaml) node(v any, depth int, fresh bool) {
	switch v := v.(type) {
	case aws.Object:
		if len(v) == 0 {
			y.put("{}\n")
			return
		}
		if y.sorted {
			v = slices.SortedFunc(slices.Values(v), func(a, b aws.Field) int { return strings.Compare(a.Name, b.Name) })
		}
		for i, f := range v {
			if i > 0 || !fresh {
				y.indent(depth)
			}
			y.scalar(f.Name, depth, false)
			y.put(":")
			y.value(f.Value, depth)
		}
	case []any:
		if len(v) == 0 {
			y.put("[]\n")
			return
		}
		for i, e := range v {
			if i > 0 || !fresh {
				y.indent(depth)
			}
			y.put("-")
			if isScalar(e) || empty(e) {
				y.put(" ")
				y.node(e, depth, true)
				continue
			}
			y.put(" ")
			y.node(e, depth+2, true)
		}
	default:
		y.scalar(v, depth, true)
		y.put("\n")
	}
}

// value writes what follows a key's colon.
func (y *yaml) value(v any, depth int) {
	switch {
	case isScalar(v):
		y.put(" ")
		y.scalar(v, depth, true)
		y.put("\n")
	case empty(v):
		y.put(" ")
		y.node(v, depth, true)
	default:
		y.put("\n")
		if _, list := v.([]any); list {
			y.node(v, depth, false)
			return
		}
		y.node(v, depth+2, false)
	}
}
