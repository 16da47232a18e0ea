package wire

import (
	"iter"
	"reflect"
	"strings"
	"time"

	"skylab/engine/aws"
)

// A document is a value of JSON or CBOR: nil, bool, string, int64, float64,
// []byte, time.Time, []any, and aws.Object (written) or map[string]any (read).

// naming is how a protocol calls members in documents.
type naming struct {
	// lower names begin with a lower-case letter.
	lower bool
	// dates are times as text, not as seconds.
	dates bool
}

func (n naming) of(m *aws.Member) string {
	if n.lower {
		return lowerFirst(m.Wire)
	}
	return m.Wire
}

func lowerFirst(name string) string { return strings.ToLower(name[:1]) + name[1:] }

// write makes the document of an input or output. Members that have another
// place than the body are left out, and those that are zero, unless their tag
// says always.
func (n naming) write(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return n.write(v.Elem())
	case reflect.Struct:
		if v.Type() == timeType && n.dates {
			return text(v, isoDate)
		}
		if v.Type() == timeType {
			return v.Interface().(time.Time)
		}
		return n.structure(v)
	case reflect.Map:
		return n.entries(v)
	case reflect.Slice:
		return n.list(v)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Float32, reflect.Float64:
		return v.Float()
	case reflect.Bool:
		return v.Bool()
	}
	return v.String()
}

func (n naming) structure(v reflect.Value) any {
	out := make(aws.Object, 0, v.NumField())
	for name, f := range n.fields(v) {
		out = append(out, aws.Field{Name: name, Value: n.write(f)})
	}
	return out
}

// fields are the members of a structure that are written, by their names.
func (n naming) fields(v reflect.Value) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		members := aws.Members(v.Type())
		for i := range members {
			m := &members[i]
			f := v.Field(m.Index)
			if m.Place == "" && (m.Always || !f.IsZero()) && !yield(n.of(m), f) {
				return
			}
		}
	}
}

func (n naming) list(v reflect.Value) any {
	if o, ok := v.Interface().(aws.Object); ok {
		return o
	}
	if aws.IsBlob(v.Type()) {
		return v.Bytes()
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = n.write(v.Index(i))
	}
	return out
}

func (n naming) entries(v reflect.Value) any {
	out := aws.Object{}
	for _, k := range aws.MapKeys(v) {
		out = append(out, aws.Field{Name: k.String(), Value: n.write(v.MapIndex(k))})
	}
	return out
}
