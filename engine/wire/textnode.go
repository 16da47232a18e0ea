package wire

import (
	"net/url"
	"reflect"

	"skylab/engine/aws"
)

// A node is a value of XML or of a Query request: a name, and text or children.
// A list is a run of children of one name.
type node struct {
	name, text string
	children   []*node
	// element says that the node is an element of a list, also where it is the
	// only one.
	element bool
	// attributes are written into the opening tag.
	attributes string
}

func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (n *node) add(c ...*node) { n.children = append(n.children, c...) }

// style is how a protocol of nodes calls things.
type style struct {
	// name is what a member is called.
	name func(*aws.Member) string
	// entry is what the keys and values of a map are called.
	entry func(*aws.Member) (key, value string)
	// item is the name of a list's elements where the member names none.
	item string
	// flat says that no list and no map has a wrapper.
	flat bool
	// times is the layout of times.
	times string
}

// nodes writes the body's members of a structure as the children of n.
func (s style) nodes(n *node, v reflect.Value) {
	members := aws.Members(v.Type())
	for i := range members {
		m := &members[i]
		f := v.Field(m.Index)
		if m.Place != "" || f.IsZero() && !m.Always {
			continue
		}
		s.member(n, m, f)
	}
}

// member writes one member under n.
func (s style) member(n *node, m *aws.Member, f reflect.Value) {
	for f.Kind() == reflect.Pointer || f.Kind() == reflect.Interface {
		if f.IsNil() {
			return
		}
		f = f.Elem()
	}
	name := s.name(m)
	switch {
	case m.Document:
		n.add(&node{name: name, text: url.QueryEscape(string(naming{}.json(f)))})
	case f.Kind() == reflect.Slice && !aws.IsBlob(f.Type()):
		s.list(n, m, f)
	case f.Kind() == reflect.Map:
		s.entries(n, m, f)
	default:
		n.add(s.value(name, f))
	}
}

func (s style) list(n *node, m *aws.Member, f reflect.Value) {
	into, name := n, s.name(m)
	if !m.Flat && !s.flat {
		into = &node{name: name}
		n.add(into)
		name = s.itemOf(m)
	}
	for i := range f.Len() {
		e := s.value(name, f.Index(i))
		e.element = true
		into.add(e)
	}
}

func (s style) itemOf(m *aws.Member) string {
	if m.Item != "" {
		return m.Item
	}
	return s.item
}

// entries writes a map: <entry><key/><value/></entry>, or flat under the
// member's own name with the names that its tag gives.
func (s style) entries(n *node, m *aws.Member, f reflect.Value) {
	into, name := n, s.name(m)
	if !m.Flat && !s.flat {
		into = &node{name: name}
		n.add(into)
		name = "entry"
	}
	key, value := s.entry(m)
	for _, k := range aws.MapKeys(f) {
		e := &node{name: name, element: true}
		e.add(&node{name: key, text: k.String()}, s.value(value, f.MapIndex(k)))
		into.add(e)
	}
}

// value writes a value; one that is not there is an element with nothing in it.
func (s style) value(name string, f reflect.Value) *node {
	n := &node{name: name}
	for f.Kind() == reflect.Pointer || f.Kind() == reflect.Interface {
		if f.IsNil() {
			return n
		}
		f = f.Elem()
	}
	switch {
	case f.Kind() == reflect.Struct && f.Type() != timeType:
		s.nodes(n, f)
	case f.Kind() == reflect.Slice && !aws.IsBlob(f.Type()): // a list of lists
		for i := range f.Len() {
			e := s.value(s.item, f.Index(i))
			e.element = true
			n.add(e)
		}
	default:
		n.text = text(f, s.times)
	}
	return n
}
