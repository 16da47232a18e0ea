package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// nodeReader puts nodes into an input.
type nodeReader struct {
	style
	// op is the operation, which knows what it leaves out.
	op *aws.Operation
	// ignored are names at the top that are not members ("Action").
	ignored []string
}

// read fills the body's members of a structure from the children of n.
func (r nodeReader) read(v reflect.Value, n *node, at string) error {
	members := aws.Members(v.Type())
	known := map[string]bool{}
	for i := range members {
		m := &members[i]
		if m.Place != "" {
			continue
		}
		known[r.name(m)] = true
		if err := r.member(v.Field(m.Index), m, n, under(at, m.Wire)); err != nil {
			return err
		}
	}
	for _, c := range n.children {
		if !known[c.name] && c.name != clientToken && (at != "" || !slices.Contains(r.ignored, c.name)) {
			return reader{op: r.op}.unknown(under(at, c.name))
		}
	}
	return nil
}

func (r nodeReader) member(f reflect.Value, m *aws.Member, n *node, at string) error {
	c := n.child(r.name(m))
	if c == nil {
		return nil
	}
	if f.Kind() == reflect.Pointer {
		p := reflect.New(f.Type().Elem())
		if err := r.member(p.Elem(), m, n, at); err != nil {
			return err
		}
		f.Set(p)
		return nil
	}
	switch {
	case f.Kind() == reflect.Slice && !aws.IsBlob(f.Type()):
		return r.list(f, r.elements(m, n, c), at)
	case f.Kind() == reflect.Map:
		return r.entries(f, m, r.elements(m, n, c), at)
	}
	return r.value(f, c, at)
}

// elements are the nodes of a list's or map's elements.
func (r nodeReader) elements(m *aws.Member, n, c *node) []*node {
	name, from := r.name(m), n
	if !m.Flat && !r.flat {
		from, name = c, r.itemOf(m)
		if m.Type.Kind() == reflect.Map {
			name = "entry"
		}
	}
	var out []*node
	for _, e := range from.children {
		if e.name == name {
			out = append(out, e)
		}
	}
	return out
}

func (r nodeReader) list(f reflect.Value, elements []*node, at string) error {
	out := reflect.MakeSlice(f.Type(), len(elements), len(elements))
	for i, e := range elements {
		if err := r.value(out.Index(i), e, fmt.Sprintf("%s.%d", at, i+1)); err != nil {
			return err
		}
	}
	f.Set(out)
	return nil
}

func (r nodeReader) entries(f reflect.Value, m *aws.Member, elements []*node, at string) error {
	key, value := r.entry(m)
	out := reflect.MakeMapWithSize(f.Type(), len(elements))
	for i, e := range elements {
		k, x := e.child(key), e.child(value)
		if k == nil {
			return fmt.Errorf("%s.%d has no %s", at, i+1, key)
		}
		v := reflect.New(f.Type().Elem()).Elem()
		if x != nil {
			if err := r.value(v, x, under(at, k.text)); err != nil {
				return err
			}
		}
		out.SetMapIndex(reflect.ValueOf(utf8Text(k.text)).Convert(f.Type().Key()), v)
	}
	f.Set(out)
	return nil
}

func (r nodeReader) value(f reflect.Value, n *node, at string) error {
	switch {
	case f.Kind() == reflect.Pointer:
		p := reflect.New(f.Type().Elem())
		if err := r.value(p.Elem(), n, at); err != nil {
			return err
		}
		f.Set(p)
		return nil
	case f.Kind() == reflect.Struct && f.Type() != timeType:
		return r.read(f, n, at)
	case f.Kind() == reflect.Slice && !aws.IsBlob(f.Type()):
		return r.list(f, n.children, at)
	}
	if len(n.children) > 0 {
		return fmt.Errorf("%s is a structure, and must be a %s", at, noun(f.Type()))
	}
	text := n.text
	if f.Kind() != reflect.String {
		text = strings.TrimSpace(text)
	}
	return setText(f, text, at)
}
