package lessons

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"skylab/lessons/live"
)

// object is a YAML mapping being read key by key. Keys that nobody asked for
// are damages, with the closest of those that were asked for.
type object struct {
	doc    *document
	offset int // lines before the YAML in the file
	line   int // of the mapping
	keys   []string
	values map[string]field
	asked  []string
}

// field is a key with its value.
type field struct {
	line, column int
	node         ast.Node
}

// readYAML reads a mapping that begins after offset lines of the document.
func readYAML(d *document, offset int, text string) (*object, bool) {
	o := &object{doc: d, offset: offset, line: 1, values: map[string]field{}}
	file, err := parseYAML(text)
	if err != nil {
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			p := at.GetToken().Position
			d.damage(offset+p.Line, p.Column, "this is not YAML: "+firstLine(at.GetMessage()), "")
		} else {
			d.damage(offset+1, 1, "this is not YAML: "+firstLine(err.Error()), "")
		}
		return o, false
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return o, true
	}
	if len(file.Docs) > 1 {
		d.damage(offset+1, 1, "more than one YAML document", "remove the line ---")
		return o, false
	}
	return o, o.fill(file.Docs[0].Body)
}

// parseYAML parses; a parser that panics on strange input must not end the
// course.
func parseYAML(text string) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it cannot be read: %v", r)
		}
	}()
	return parser.ParseBytes([]byte(text), 0)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// fill takes over the pairs of a mapping.
func (o *object) fill(n ast.Node) bool {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	case *ast.NullNode, *ast.CommentGroupNode:
		return true
	default:
		line, column := o.place(n)
		o.doc.damage(line, column, "keys and values are expected here", "write key: value")
		return false
	}
	for _, p := range pairs {
		line, column := o.place(p.Key)
		key := strings.TrimSpace(p.Key.GetToken().Value)
		if _, twice := o.values[key]; twice {
			o.doc.damage(line, column, fmt.Sprintf("the key %q is here twice", key), "")
			return false
		}
		o.keys = append(o.keys, key)
		o.values[key] = field{line, column, p.Value}
	}
	return true
}

// place is where a node begins in the file.
func (o *object) place(n ast.Node) (line, column int) {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return o.offset + o.line, 1
	}
	p := n.GetToken().Position
	return o.offset + p.Line, p.Column
}

// find marks a key as known.
func (o *object) find(key string) (field, bool) {
	o.asked = append(o.asked, key)
	f, ok := o.values[key]
	if ok && f.node != nil && f.node.Type() == ast.NullType {
		return f, false
	}
	return f, ok && f.node != nil
}

// pos is where the mapping begins.
func (o *object) pos() Pos { return o.doc.pos(o.offset + o.line) }

// require says that keys have to be there.
func (o *object) require(what string, keys ...string) {
	for _, k := range keys {
		if _, ok := o.values[k]; !ok {
			o.doc.damage(o.offset+max(o.line-1, 0), 1, fmt.Sprintf("%s has no %s", what, k), "add "+k+":")
		}
	}
}

// done says which keys nobody asked for.
func (o *object) done(what string) {
	for _, k := range o.keys {
		f := o.values[k]
		known := false
		for _, a := range o.asked {
			known = known || a == k
		}
		if !known {
			o.doc.damage(f.line, f.column, fmt.Sprintf("%s has no key %q", what, k), strings.TrimPrefix(live.Suggest(k, o.asked), "; "))
		}
	}
}
