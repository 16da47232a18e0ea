package console

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"skylab/engine/aws"
)

// filler moves a tree of parameters into an operation's input, with the checks
// and words of botocore's parameter validation: unknown and missing members,
// types, and lower bounds. Upper bounds, patterns and enums are the service's.
type filler struct {
	raw      bool     // blobs are text as it is, not base64
	lenient  bool     // a recorded call: only what cannot be filled is a problem
	left     []string // members that AWS has and the world does not act on
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
	at := place(path + "." + name)
	for _, l := range f.left {
		if strings.EqualFold(l, at) || strings.EqualFold(aws.Kebab(l), aws.Kebab(at)) {
			return true
		}
	}
	return false
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
	case isBytes(v.Type()):
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

func (f *filler) scalar(v reflect.Value, tree any, path string, m *aws.Member) {
	switch v.Kind() {
	case reflect.String:
		s, ok := tree.(string)
		if !ok {
			f.mistyped(path, tree, "<class 'str'>")
			return
		}
		n := utf8.RuneCountInString(s)
		f.least(m, float64(n), path, n, "length")
		v.SetString(s)
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, ok := tree.(int64)
		if !ok {
			f.mistyped(path, tree, "<class 'int'>")
			return
		}
		f.least(m, float64(n), path, n, "value")
		v.SetInt(n)
	case reflect.Float64:
		switch n := tree.(type) {
		case int64:
			v.SetFloat(float64(n))
		case float64:
			v.SetFloat(n)
		default:
			f.mistyped(path, tree, "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>")
		}
	case reflect.Bool:
		b, ok := tree.(bool)
		if !ok {
			f.mistyped(path, tree, "<class 'bool'>")
			return
		}
		v.SetBool(b)
	}
}

// least checks a lower bound. Zero is left to the service, because a member
// that is zero counts as not given there.
func (f *filler) least(m *aws.Member, size float64, path string, shown any, what string) {
	if f.lenient || m == nil || m.Min == nil || size >= *m.Min {
		return
	}
	bound := strconv.FormatFloat(*m.Min, 'f', -1, 64)
	if what == "length" {
		f.problem("Invalid length for parameter %s, value: %v, valid min length: %s", place(path), shown, bound)
		return
	}
	f.problem("Invalid value for parameter %s, value: %v, valid min value: %s", place(path), shown, bound)
}

func (f *filler) blob(v reflect.Value, tree any, path string, m *aws.Member) {
	data, ok := tree.([]byte)
	if text, is := tree.(string); is {
		ok = true
		if data = []byte(text); !f.raw {
			if data, ok = decodeBase64(text); !ok {
				if f.fault == nil {
					f.fault = general("Invalid base64: \"%s\"", text)
				}
				return
			}
		}
	}
	if !ok {
		f.mistyped(path, tree, "<class 'bytes'>, <class 'bytearray'>, file-like object")
		return
	}
	f.least(m, float64(len(data)), path, len(data), "length")
	v.SetBytes(data)
}

// time reads a timestamp: seconds since 1970 or ISO 8601.
func (f *filler) time(v reflect.Value, tree any, path string) {
	switch t := tree.(type) {
	case int64:
		v.Set(reflect.ValueOf(time.Unix(t, 0).UTC()))
		return
	case float64:
		v.Set(reflect.ValueOf(time.UnixMilli(int64(t * 1000)).UTC()))
		return
	case string:
		if n, err := strconv.ParseFloat(t, 64); err == nil && n > -1e12 && n < 1e12 {
			v.Set(reflect.ValueOf(time.UnixMilli(int64(n * 1000)).UTC()))
			return
		}
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02"} {
			if at, err := time.Parse(layout, t); err == nil {
				v.Set(reflect.ValueOf(at.UTC()))
				return
			}
		}
		if f.fault == nil {
			f.fault = invalid("Invalid timestamp \"%s\": Unknown string format: %s", t, t)
		}
		return
	}
	f.mistyped(path, tree, "<class 'datetime.datetime'>, timestamp-string")
}

func (f *filler) mistyped(path string, v any, valid string) {
	f.problem("Invalid type for parameter %s, value: %s, type: %s, valid types: %s", place(path), pyString(v), pyType(v), valid)
}
