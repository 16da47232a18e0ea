package lessons

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"skylab/lessons/live"
	"skylab/quiz"
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

// text is the value of a key as text, and the line on which it begins.
func (o *object) text(key string) (string, int) {
	f, ok := o.find(key)
	if !ok {
		return "", 0
	}
	s, line, ok := o.scalar(f.node)
	if !ok {
		o.doc.damage(f.line, f.column, fmt.Sprintf("%s is one text, not a list or a mapping", key), "put it into quotes if it begins with [ or {")
	}
	return s, line
}

// scalar is a node as text, and the line of its first character.
func (o *object) scalar(n ast.Node) (string, int, bool) {
	line, _ := o.place(n)
	switch n := n.(type) {
	case *ast.LiteralNode:
		return n.Value.Value, o.offset + n.Start.Position.Line + 1, true
	case *ast.StringNode:
		return n.Value, line, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, line, true
	case *ast.NullNode:
		return "", line, true
	}
	return "", line, false
}

// script is the value of a key as commands.
func (o *object) script(key string) live.Script {
	text, line := o.text(key)
	return live.ParseScript(text, o.doc.pos(line))
}

// expr is the value of a key as an expression, nil if there is none.
func (o *object) expr(key string) *live.Expr {
	text, line := o.text(key)
	if line == 0 {
		return nil
	}
	return compile(o.doc, line, text)
}

// compile compiles an expression; what is wrong with it is a damage.
func compile(d *document, line int, text string) *live.Expr {
	e, err := live.Compile(text)
	if err == nil {
		return e
	}
	column, problem := 1, err.Error()
	var bad *live.SyntaxError
	if errors.As(err, &bad) {
		problem = bad.Message
		column = bad.Column
		if line >= 1 && line <= len(d.lines) {
			column += max(strings.Index(d.lines[line-1], firstLine(bad.Source)), 0)
		}
	}
	fix := ""
	if line >= 1 && line <= len(d.lines) && strings.Contains(d.lines[line-1], " #") && !strings.Contains(text, "#") {
		fix = "YAML takes what follows ' #' for a comment: put the value into quotes"
	}
	d.damage(line, column, problem, fix)
	return nil
}

// number is the value of a key as a number; ok tells whether there is one.
func (o *object) number(key string) (v float64, ok bool) {
	text, line := o.text(key)
	if line == 0 {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil {
		o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q, not a number", key, text), "")
	}
	return v, err == nil
}

// boolean is the value of a key as true or false.
func (o *object) boolean(key string) bool {
	text, line := o.text(key)
	switch text {
	case "true":
		return true
	case "false", "":
		return false
	}
	o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q, not true or false", key, text), "")
	return false
}

// duration is the value of a key as a time span.
func (o *object) duration(key string) time.Duration {
	text, line := o.text(key)
	if line == 0 {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q, not a time", key, text), "write 90s, 5m or 1h30m")
		return 0
	}
	return d
}

// tolerance is the value of a key as 10% or as an amount.
func (o *object) tolerance(key string) quiz.Tolerance {
	text, line := o.text(key)
	if line == 0 {
		return quiz.Tolerance{}
	}
	share, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(share), 64)
	if err != nil || v < 0 {
		o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q", key, text), "write 10% or a number in the unit of the answer")
		return quiz.Tolerance{}
	}
	if percent {
		return quiz.Tolerance{Rel: v / 100}
	}
	return quiz.Tolerance{Abs: v}
}

// items are the elements of a list.
func (o *object) items(key string) []ast.Node {
	f, ok := o.find(key)
	if !ok {
		return nil
	}
	seq, ok := f.node.(*ast.SequenceNode)
	if !ok {
		o.doc.damage(f.line, f.column, key+" is a list", "begin each element on a line of its own with a dash")
		return nil
	}
	return seq.Values
}

// texts are the elements of a list of texts.
func (o *object) texts(key string) []string {
	var out []string
	for _, n := range o.items(key) {
		s, line, ok := o.scalar(n)
		if !ok {
			o.doc.damage(line, 1, "the elements of "+key+" are texts", "")
			continue
		}
		out = append(out, s)
	}
	return out
}

// objects are the elements of a list of mappings.
func (o *object) objects(key string) []*object {
	var out []*object
	for _, n := range o.items(key) {
		line, _ := o.place(n)
		in := &object{doc: o.doc, offset: o.offset, line: line - o.offset, values: map[string]field{}}
		if in.fill(n) {
			for _, f := range in.values {
				in.line = min(in.line, f.line-o.offset)
			}
			out = append(out, in)
		}
	}
	return out
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
