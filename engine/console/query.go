package console

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/jmespath-community/go-jmespath/pkg/interpreter"
	"github.com/jmespath-community/go-jmespath/pkg/parsing"

	"skylab/engine/aws"
)

// query is a compiled --query expression.
type query struct {
	text   string
	node   parsing.ASTNode
	hashes [][]string // the keys of each {a: …, b: …} in it, as written
	reals  map[float64]bool
}

// maxQuery bounds an expression: the library recurses over it.
const maxQuery = 1 << 12

func compileQuery(text string) (*query, error) {
	if len(text) > maxQuery {
		return nil, invalid("Bad value for --query: the expression is longer than %d characters", maxQuery)
	}
	node, err := parsing.NewParser().Parse(text)
	if err != nil {
		return nil, invalid("Bad value for --query %s: %s", text, queryFault(text, err))
	}
	q := &query{text: text, node: steady(node)}
	q.collect(q.node)
	return q, nil
}

// queryFault words a syntax error as the Python library that the CLI uses does:
// its kind and message, the expression, and a caret below the place.
func queryFault(text string, err error) string {
	var syntax parsing.SyntaxError
	if !errors.As(err, &syntax) {
		return "Invalid jmespath expression: " + err.Error()
	}
	message := strings.TrimPrefix(syntax.Error(), "SyntaxError: ")
	if syntax.Offset >= len(text) || text == "" {
		return fmt.Sprintf("Invalid jmespath expression: Incomplete expression:\n\"%s\"\n%s^", text, strings.Repeat(" ", len(text)+1))
	}
	return fmt.Sprintf("Invalid jmespath expression: Parse error at column %d (%s), for expression:\n\"%s\"\n%s^",
		syntax.Offset, message, text, strings.Repeat(" ", syntax.Offset+1))
}

func (q *query) collect(n parsing.ASTNode) {
	if n.NodeType == parsing.ASTMultiSelectHash {
		var keys []string
		for _, pair := range n.Children {
			if key, ok := pair.Value.(string); ok {
				keys = append(keys, key)
			}
		}
		q.hashes = append(q.hashes, keys)
	}
	for _, c := range n.Children {
		q.collect(c)
	}
}

// apply evaluates the expression on a tree and gives a tree. Objects keep
// their order: those of the answer are known by identity, those that the
// expression makes by their keys.
func (q *query) apply(tree any) (result any, err error) {
	defer func() {
		if r := recover(); r != nil { // the library panics on some ill-typed expressions
			result, err = nil, general("--query %s: %v", q.text, r)
		}
	}()
	known := map[uintptr][]string{}
	data := plain(tree, known)
	q.reals = q.realsOf(tree)
	caller := interpreter.NewFunctionCaller(q.functionsFor(known)...)
	v, err := interpreter.NewInterpreter(data, caller, nil).Execute(q.node, data)
	if err != nil {
		return nil, general("%v", err)
	}
	return q.ordered(v, known), nil
}

// plain turns objects into maps and remembers each map's order.
func plain(v any, known map[uintptr][]string) any {
	switch v := v.(type) {
	case aws.Object:
		m := make(map[string]any, len(v))
		keys := make([]string, len(v))
		for i, f := range v {
			m[f.Name], keys[i] = plain(f.Value, known), f.Name
		}
		known[reflect.ValueOf(m).Pointer()] = keys
		return m
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i], known)
		}
		return out
	case int64:
		return float64(v)
	}
	return v
}

// realsOf are the whole numbers that are real numbers wherever they occur in
// the answer: they are printed as 5.0, while the library knows only one sort
// of number. Where an expression makes whole numbers itself, none are.
func (q *query) realsOf(tree any) map[float64]bool {
	for _, maker := range []string{"length(", "ceil(", "floor(", "to_number("} {
		if strings.Contains(q.text, maker) {
			return nil
		}
	}
	reals, whole := map[float64]bool{}, map[float64]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case aws.Object:
			for _, f := range v {
				walk(f.Value)
			}
		case []any:
			for _, e := range v {
				walk(e)
			}
		case int64:
			whole[float64(v)] = true
		case float64:
			reals[v] = true
		}
	}
	walk(tree)
	for v := range whole { // only a set: the order does not matter
		delete(reals, v)
	}
	return reals
}

func (q *query) ordered(v any, known map[uintptr][]string) any {
	switch v := v.(type) {
	case map[string]any:
		keys, ok := known[reflect.ValueOf(v).Pointer()]
		if !ok {
			keys = q.written(v)
		}
		out := aws.Object{}
		for _, k := range keys {
			if e, has := v[k]; has {
				out = append(out, aws.Field{Name: k, Value: q.ordered(e, known)})
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = q.ordered(v[i], known)
		}
		return out
	case float64:
		if v == float64(int64(v)) && v > -1e15 && v < 1e15 && !q.reals[v] {
			return int64(v)
		}
	case string, bool, nil:
	default:
		return fmt.Sprint(v)
	}
	return v
}

// written is the order of a made object's keys: as in the expression that
// made it, or sorted where a function did.
func (q *query) written(m map[string]any) []string {
	for _, keys := range q.hashes {
		n := 0
		for _, k := range keys {
			if _, ok := m[k]; ok {
				n++
			}
		}
		if n == len(m) && n == len(keys) {
			return keys
		}
	}
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// write prints an answer in the output format.
func (g *globals) write(w io.Writer, title string, each []aws.Object, whole aws.Object) error {
	if g.output == "text" || g.output == "yaml-stream" {
		for _, page := range each {
			v, err := g.selected(page)
			if err != nil {
				return err
			}
			if g.output == "text" {
				writeText(w, v)
			} else {
				writeYAMLStream(w, v)
			}
		}
		return nil
	}
	v, err := g.selected(whole)
	if err != nil {
		return err
	}
	switch g.output {
	case "json":
		writeJSON(w, v)
	case "yaml":
		writeYAML(w, v)
	case "table":
		return writeTable(w, title, v)
	}
	return nil
}

func (g *globals) selected(tree aws.Object) (any, error) {
	if g.query == nil {
		return tree, nil
	}
	return g.query.apply(tree)
}
