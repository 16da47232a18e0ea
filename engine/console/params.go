package console

import (
	"fmt"
	"reflect"
	"strings"

	"skylab/engine/aws"
)

// filler moves a tree of parameters into an operation's input, with the checks
// and words of botocore's parameter validation: unknown and missing members,
// types, and lower bounds. Upper bounds, patterns and enums are the service's.
type filler struct {
	raw      bool           // blobs are text as it is, not base64
	lenient  bool           // a recorded call: only what cannot be filled is a problem
	op       *aws.Operation // knows what it leaves out; nil leaves nothing out
	problems []string
	fault    error
}

// fill sets in, a pointer to an input, from the tree.
func (f *filler) fill(in any, tree aws.Object) error {
	v := reflect.ValueOf(in).Elem()
	f.structure(v, tree, "")
	if f.fault != nil {
		return f.fault
	}
	if len(f.problems) > 0 {
		return invalid("Parameter validation failed:\n%s", strings.Join(f.problems, "\n"))
	}
	return nil
}

func (f *filler) problem(format string, args ...any) {
	f.problems = append(f.problems, fmt.Sprintf(format, args...))
}

func place(path string) string {
	if path == "" {
		return "input"
	}
	return strings.TrimPrefix(path, ".")
}

func (f *filler) structure(v reflect.Value, tree aws.Object, path string) {
	members := aws.Members(v.Type())
	for _, m := range members {
		if m.Required && !f.lenient && !has(tree, m) {
			f.problem("Missing required parameter in %s: \"%s\"", place(path), m.Wire)
		}
	}
	for _, field := range tree {
		m, ok := memberNamed(v.Type(), field.Name)
		if !ok && f.isLeft(path, field.Name) {
			f.fault = unsimulated("the parameter %s.", place(path+"."+field.Name))
			continue
		}
		if !ok {
			f.problem("Unknown parameter in %s: \"%s\", must be one of: %s", place(path), field.Name, strings.Join(names(members), ", "))
			continue
		}
		if field.Value != nil {
			f.set(v.Field(m.Index), field.Value, path+"."+m.Wire, &m)
		}
	}
}

// isLeft tells whether the operation names the member as not simulated.
func (f *filler) isLeft(path, name string) bool {
	return f.op != nil && f.op.Leaves(path+"."+name)
}

func has(tree aws.Object, m aws.Member) bool {
	for _, field := range tree {
		if field.Name == m.Wire || field.Name == m.Name {
			return true
		}
	}
	return false
}

func names(members []aws.Member) []string {
	var out []string
	for _, m := range members {
		out = append(out, m.Wire)
	}
	return out
}

// set puts a value into a member or element; m is nil for an element.
func (f *filler) set(v reflect.Value, tree any, path string, m *aws.Member) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		f.set(v.Elem(), tree, path, m)
		return
	}
	switch {
	case aws.IsBlob(v.Type()):
		f.blob(v, tree, path, m)
	case isTime(v.Type()):
		f.time(v, tree, path)
	case v.Kind() == reflect.Struct:
		if o, ok := tree.(aws.Object); ok {
			f.structure(v, o, path)
			return
		}
		f.mistyped(path, tree, "<class 'dict'>")
	case v.Kind() == reflect.Map:
		f.mapping(v, tree, path)
	case v.Kind() == reflect.Slice:
		f.list(v, tree, path, m)
	default:
		f.scalar(v, tree, path, m)
	}
}

func (f *filler) mapping(v reflect.Value, tree any, path string) {
	o, ok := tree.(aws.Object)
	if !ok {
		f.mistyped(path, tree, "<class 'dict'>")
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(o)))
	for _, field := range o {
		item := reflect.New(v.Type().Elem()).Elem()
		f.set(item, field.Value, path+"."+field.Name, nil)
		v.SetMapIndex(reflect.ValueOf(field.Name).Convert(v.Type().Key()), item)
	}
}

func (f *filler) list(v reflect.Value, tree any, path string, m *aws.Member) {
	l, ok := tree.([]any)
	if !ok {
		f.mistyped(path, tree, "<class 'list'>, <class 'tuple'>")
		return
	}
	f.least(m, float64(len(l)), path, len(l), "length")
	out := reflect.MakeSlice(v.Type(), len(l), len(l))
	for i := range l {
		f.set(out.Index(i), l[i], fmt.Sprintf("%s[%d]", path, i), nil)
	}
	v.Set(out)
}
