package wire

import (
	"bytes"
	"reflect"
	"strconv"
	"sync"

	"skylab/engine/aws"
)

// scratch is where JSON grows before it is copied to its size: a long answer
// would be copied several times otherwise.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// json is a value of Go as JSON.
func (n naming) json(v reflect.Value) []byte {
	s := scratch.Get().(*[]byte)
	*s = n.appendJSON((*s)[:0], v)
	out := bytes.Clone(*s)
	scratch.Put(s)
	return out
}

// appendJSON writes a value of Go as JSON, without a document in between: the
// documents of a long listing would cost more than all else. It writes what
// appendJSON writes of the document of the value.
func (n naming) appendJSON(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return n.appendJSON(b, v.Elem())
		}
	case reflect.Struct:
		if v.Type() != timeType {
			return n.appendStructure(b, v)
		}
	case reflect.Slice:
		if !aws.IsBlob(v.Type()) && v.Type() != objectType {
			return n.appendList(b, v)
		}
	case reflect.String:
		return appendString(b, v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	}
	return appendJSON(b, n.write(v))
}

// objectType is that of documents within outputs.
var objectType = reflect.TypeFor[aws.Object]()

func (n naming) appendStructure(b []byte, v reflect.Value) []byte {
	b = append(b, '{')
	empty := len(b)
	for name, f := range n.fields(v) {
		if len(b) > empty {
			b = append(b, ',')
		}
		b = append(appendString(b, name), ':')
		b = n.appendJSON(b, f)
	}
	return append(b, '}')
}

func (n naming) appendList(b []byte, v reflect.Value) []byte {
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		b = n.appendJSON(b, v.Index(i))
	}
	return append(b, ']')
}
