package lessons

import "github.com/goccy/go-yaml/ast"

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
