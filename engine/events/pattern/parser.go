package pattern

import (
	"slices"
	"strings"
)

// node is what a pattern wants of an object: all fields, and one alternative
// of each $or.
type node struct {
	fields []field
	ors    [][]node
}

// field is what is wanted of a member: one of the values at a leaf, or a
// further object.
type field struct {
	name  string
	leaf  []matcher
	child *node
	path  []string // from the root, for exists
}

type parser struct{ scanner }

func (p *parser) barf(format string, args ...any) *Error { return p.fail(p.pos, format, args...) }

func (p *parser) pattern() (node, error) {
	t, err := p.next()
	if err == nil && t.kind != '{' {
		err = p.barf("Filter is not an object")
	}
	var root node
	if err == nil {
		err = p.object(&root, nil, false)
	}
	if err != nil {
		return node{}, err
	}
	return root, nil
}

// reserved are names that may not stand inside $or, being operators.
var reserved = []string{"exactly", "prefix", "suffix", "anything-but", "numeric", "exists", "cidr", "equals-ignore-case", "wildcard", "#", "any"}

// object reads the members of an object whose brace was read.
func (p *parser) object(n *node, path []string, inOr bool) *Error {
	for members := 0; ; members++ {
		t, err := p.next()
		if err != nil {
			return err
		}
		if t.kind == '}' {
			if members == 0 {
				return p.barf("Empty objects are not allowed")
			}
			return nil
		}
		if inOr && slices.Contains(reserved, t.text) {
			return p.barf("%s is Ruler reserved fieldName which cannot be used inside $or.", t.text)
		}
		if t.text == "$or" {
			err = p.or(n, path)
		} else {
			err = p.member(n, path, t.text, inOr)
		}
		if err != nil {
			return err
		}
	}
}

// member reads what is wanted of a member. A dot in its name goes one level
// down, as AWS joins the names on the way to a leaf by dots.
func (p *parser) member(n *node, path []string, name string, inOr bool) *Error {
	t, err := p.next()
	if err != nil {
		return err
	}
	steps := strings.Split(name, ".")
	path = slices.Concat(path, steps)
	switch t.kind {
	case '{':
		return p.object(n.descend(steps), path, inOr)
	case '[':
		leaf, err := p.leaf()
		if err != nil {
			return err
		}
		last := len(steps) - 1
		return p.set(n.descend(steps[:last]), field{name: steps[last], leaf: leaf, path: path})
	}
	return p.barf("\"%s\" must be an object or an array", name)
}

// descend is the node below n at the end of the steps, made where it is
// missing.
func (n *node) descend(steps []string) *node {
	for _, name := range steps {
		i := slices.IndexFunc(n.fields, func(f field) bool { return f.name == name && f.child != nil })
		if i < 0 {
			i = len(n.fields)
			n.fields = append(n.fields, field{name: name, child: &node{}})
		}
		n = n.fields[i].child
	}
	return n
}

func (p *parser) set(n *node, f field) *Error {
	if slices.ContainsFunc(n.fields, func(g field) bool { return g.name == f.name && g.leaf != nil }) {
		return p.barf("Path `%s` cannot be allowed multiple times", strings.Join(f.path, "."))
	}
	n.fields = append(n.fields, f)
	return nil
}

// or reads the alternatives of a $or.
func (p *parser) or(n *node, path []string) *Error {
	t, err := p.next()
	if err != nil {
		return err
	}
	if t.kind != '[' {
		return p.barf("It must be an Array followed with $or.")
	}
	var list []node
	for {
		if t, err = p.next(); err != nil {
			return err
		}
		if t.kind == ']' {
			break
		}
		if t.kind != '{' {
			return p.barf("Only JSON object is allowed in array of $or relationship.")
		}
		var alternative node
		if err := p.object(&alternative, path, true); err != nil {
			return err
		}
		list = append(list, alternative)
	}
	if len(list) < 2 {
		return p.barf("There must have at least 2 Objects in $or relationship.")
	}
	n.ors = append(n.ors, list)
	return nil
}

// leaf reads the wanted values of a field.
func (p *parser) leaf() ([]matcher, *Error) {
	var list []matcher
	for {
		t, err := p.next()
		if err != nil {
			return nil, err
		}
		var m matcher
		switch t.kind {
		case ']':
			if list == nil {
				return nil, p.barf("Empty arrays are not allowed")
			}
			return list, nil
		case '{':
			m, err = p.expression()
		case 's':
			t.text, err = p.text()
			m = equal{text(t.text)}
		case '0':
			m = equal{numeral(t.text)}
		case 't', 'f', 'z':
			m = equal{value{kind: t.kind, text: t.text}}
		default:
			err = p.barf("Match value must be String, number, true, false, or null")
		}
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
}
