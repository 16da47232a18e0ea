package aws

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Object is a JSON object whose members keep the order of AWS's model.
type Object []Field

// Field is one member of an Object.
type Field struct {
	Name  string
	Value any
}

var timeType = reflect.TypeFor[time.Time]()

// Tree is the value as the CLI's output formats see it: Object, []any, string,
// float64 or int64, bool, nil. Zero members are left out, as AWS leaves out
// what is not set, unless their tag says always.
func Tree(v any) any { return tree(reflect.ValueOf(v)) }

func tree(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return tree(v.Elem())
	case reflect.Struct:
		if v.Type() == timeType {
			return v.Interface().(time.Time).UTC().Format("2006-01-02T15:04:05+00:00")
		}
		return object(v)
	case reflect.Map:
		return fromMap(v)
	case reflect.Slice, reflect.Array:
		return list(v)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uint:
		return int64(v.Uint())
	case reflect.Float32, reflect.Float64:
		return v.Float()
	case reflect.Bool:
		return v.Bool()
	}
	return v.String()
}

func list(v reflect.Value) any {
	if o, ok := v.Interface().(Object); ok {
		return o
	}
	if IsBlob(v.Type()) {
		return base64.StdEncoding.EncodeToString(v.Bytes())
	}
	out := make([]any, v.Len())
	for i := range out {
		out[i] = tree(v.Index(i))
	}
	return out
}

// MapKeys are the keys of a map with names for keys, sorted.
func MapKeys(v reflect.Value) []reflect.Value {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// IsBlob tells whether a type is bytes, which AWS calls a blob.
func IsBlob(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8
}

func fromMap(v reflect.Value) any {
	out := Object{}
	for _, k := range MapKeys(v) {
		out = append(out, Field{k.String(), tree(v.MapIndex(k))})
	}
	return out
}

// object is a structure's members. Those that came in the headers or as the
// status of an answer stand first, as botocore reads them first.
func object(v reflect.Value) Object {
	if o, ok := v.Interface().(Object); ok {
		return o
	}
	head, out := Object(nil), Object{}
	for _, m := range Members(v.Type()) {
		f := v.Field(m.Index)
		switch {
		case m.Output || f.IsZero() && !m.Always:
		case m.Place == "header" || m.Place == "status":
			head = append(head, Field{m.Wire, leaf(m, f)})
		default:
			out = append(out, Field{m.Wire, leaf(m, f)})
		}
	}
	if head == nil {
		return out
	}
	return append(head, out...)
}

// leaf is the value of a member, whose tag may say how a time is printed.
func leaf(m Member, f reflect.Value) any {
	switch {
	case m.Unix && f.Type() == timeType:
		return float64(f.Interface().(time.Time).UnixMilli()) / 1000
	case m.Micros && f.Type() == timeType:
		return micros(f.Interface().(time.Time))
	}
	return tree(f)
}

// micros is a time as Python prints it: milliseconds, which is what services
// send, with six digits, or none.
func micros(t time.Time) string {
	t = t.UTC().Truncate(time.Millisecond)
	if t.Nanosecond() == 0 {
		return t.Format("2006-01-02T15:04:05+00:00")
	}
	return t.Format("2006-01-02T15:04:05.000000+00:00")
}

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.Name)
		if err != nil {
			return nil, err
		}
		val, err := json.Marshal(f.Value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(val)
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}

// Plain turns every Object in a Tree into a map, for query languages.
func Plain(v any) any {
	switch v := v.(type) {
	case Object:
		out := make(map[string]any, len(v))
		for _, f := range v {
			out[f.Name] = Plain(f.Value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = Plain(v[i])
		}
		return out
	case int64:
		return float64(v)
	}
	return v
}

// Ordered is the reverse of Plain: maps become Objects with sorted names.
func Ordered(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := Object{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, Field{k, Ordered(v[k])})
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = Ordered(v[i])
		}
		return out
	}
	return v
}
