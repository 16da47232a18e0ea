package console

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
)

// literal is a value as a tree that keeps the difference between what is not
// given and what is given empty.
func literal(v reflect.Value) any {
	switch {
	case v.Kind() == reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return literal(v.Elem())
	case isTime(v.Type()):
		return v.Interface().(time.Time).UTC().Format(time.RFC3339Nano)
	case aws.IsBlob(v.Type()):
		return base64.StdEncoding.EncodeToString(v.Bytes())
	}
	switch v.Kind() {
	case reflect.Struct:
		out := aws.Object{}
		for _, m := range aws.Members(v.Type()) {
			if f := v.Field(m.Index); !f.IsZero() {
				out = append(out, aws.Field{Name: m.Wire, Value: literal(f)})
			}
		}
		return out
	case reflect.Map:
		out := aws.Object{}
		for _, k := range aws.MapKeys(v) {
			out = append(out, aws.Field{Name: k.String(), Value: literal(v.MapIndex(k))})
		}
		return out
	case reflect.Slice:
		out := []any{}
		for i := range v.Len() {
			out = append(out, literal(v.Index(i)))
		}
		return out
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Float64:
		return v.Float()
	case reflect.String:
		return v.String()
	}
	return fmt.Sprint(v.Interface())
}

// compact is JSON on one line.
func compact(v any) string {
	var b strings.Builder
	compactInto(&b, v)
	return b.String()
}

func compactInto(b *strings.Builder, v any) {
	switch v := v.(type) {
	case aws.Object:
		b.WriteByte('{')
		for i, f := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			jsonText(b, f.Name)
			b.WriteByte(':')
			compactInto(b, f.Value)
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			compactInto(b, e)
		}
		b.WriteByte(']')
	case string:
		jsonText(b, v)
	case nil:
		b.WriteString("null")
	case bool:
		b.WriteString(strconv.FormatBool(v))
	default:
		b.WriteString(pyString(v))
	}
}
