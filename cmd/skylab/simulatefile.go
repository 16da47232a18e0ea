package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"skylab/lessons/live"
)

// maxScenario bounds a scenario file.
const maxScenario = 1 << 20

// readScenario reads a scenario file. Its errors say where: FILE:line:column.
func readScenario(path string) (*plan, error) {
	text, err := readFile(path, maxScenario)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, reason(err))
	}
	return parseScenario(path, text)
}

func parseScenario(path string, text []byte) (*plan, error) {
	s := scenarioFile{path}
	file, err := parseYAML(text)
	if err != nil {
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			pos := at.GetToken().Position
			return nil, fmt.Errorf("%s:%d:%d: this is not YAML: %s", path, pos.Line, pos.Column, at.GetMessage())
		}
		return nil, fmt.Errorf("%s:1:1: this is not YAML: %v", path, err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf("%s:1:1: there is nothing in it", path)
	}
	if len(file.Docs) > 1 {
		return nil, s.at(file.Docs[1].Body, "there is more than one YAML document")
	}
	return s.plan(file.Docs[0].Body)
}

// parseYAML parses; a parser that panics on strange input must not end the
// program.
func parseYAML(text []byte) (file *ast.File, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it cannot be read: %v", r)
		}
	}()
	return parser.ParseBytes(text, 0)
}

// scenarioFile is where the nodes are from.
type scenarioFile struct{ path string }

// at is an error at a node.
func (s scenarioFile) at(n ast.Node, format string, args ...any) error {
	line, column := 1, 1
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		line, column = n.GetToken().Position.Line, n.GetToken().Position.Column
	}
	return fmt.Errorf("%s:%d:%d: %s", s.path, line, column, fmt.Sprintf(format, args...))
}

func (s scenarioFile) plan(body ast.Node) (*plan, error) {
	p := newPlan(filepath.Dir(s.path))
	defaults(planKnobs, p)
	functions, err := mapping(s, body, planKnobs, p, "functions")
	if err != nil {
		return nil, err
	}
	list, ok := functions.(*ast.SequenceNode)
	if !ok || len(list.Values) == 0 {
		return nil, s.at(functions, "functions is wanted: a list, each with a name, a load and warm")
	}
	for i, n := range list.Values {
		f := &functionPlan{}
		f.Name = fmt.Sprintf("function-%d", i+1)
		defaults(functionKnobs, f)
		if _, err := mapping(s, n, functionKnobs, f, ""); err != nil {
			return nil, err
		}
		if err := p.add(f); err != nil {
			return nil, s.at(n, "function %s: %v", f.Name, err)
		}
	}
	if _, err := p.model(0); err != nil {
		return nil, s.at(body, "%v", err)
	}
	return p, nil
}

// defaults sets knobs to their fallbacks, which are right.
func defaults[T any](knobs []knob[T], what *T) {
	for _, k := range knobs {
		if k.fallback != "" {
			_ = k.set(what, k.fallback)
		}
	}
}

// mapping sets knobs by the keys of a mapping. The value of the key other, if
// there is one, is given back.
func mapping[T any](s scenarioFile, n ast.Node, knobs []knob[T], what *T, other string) (rest ast.Node, err error) {
	pairs, ok := n.(ast.MapNode)
	if !ok {
		return nil, s.at(n, "keys and values are expected here")
	}
	seen := map[string]bool{}
	for it := pairs.MapRange(); it.Next(); {
		key := it.Key().GetToken().Value
		switch {
		case seen[key]:
			return nil, s.at(it.Key(), "the key %q is here twice", key)
		case key == other && other != "":
			rest = it.Value()
		default:
			if err := setKey(s, it.Key(), it.Value(), knobs, what, other); err != nil {
				return nil, err
			}
		}
		seen[key] = true
	}
	return rest, nil
}

func setKey[T any](s scenarioFile, key, value ast.Node, knobs []knob[T], what *T, other string) error {
	name := key.GetToken().Value
	names := []string{other}
	for _, k := range knobs {
		if k.name != name {
			names = append(names, k.name)
			continue
		}
		text, ok := scalar(value)
		if !ok {
			return s.at(value, "%s takes a value, or a list of values", name)
		}
		if err := k.set(what, text); err != nil {
			return s.at(value, "%s: %v", name, err)
		}
		return nil
	}
	hint := "there are " + strings.Join(names, ", ")
	if near := live.Nearest(name, names); near != "" {
		hint = "did you mean " + near + "?"
	}
	return s.at(key, "there is no key %q here; %s", name, strings.Replace(hint, "are , ", "are ", 1))
}

// scalar is a value as it is written, and a list of them with commas.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.SequenceNode:
		var words []string
		for _, v := range n.Values {
			word, ok := scalar(v)
			if _, nested := v.(*ast.SequenceNode); !ok || nested {
				return "", false
			}
			words = append(words, word)
		}
		return strings.Join(words, ","), len(words) > 0
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}
