package console

import (
	"encoding/base64"
	"reflect"
	"strings"
	"time"

	"skylab/engine/aws"
)

// coerce gives the strings of shorthand the types of the model, as the CLI's
// BackCompatVisitor does: numbers, booleans, and lists of one.
func coerce(t reflect.Type, v any) (any, error) {
	t = elem(t)
	if t.Kind() == reflect.Slice && !aws.IsBlob(t) {
		if _, is := v.([]any); !is {
			v = []any{v}
		}
	}
	var err error
	switch v := v.(type) {
	case aws.Object:
		for i := range v {
			if inner, ok := memberType(t, v[i].Name); ok {
				if v[i].Value, err = coerce(inner, v[i].Value); err != nil {
					return nil, err
				}
			}
		}
	case []any:
		if t.Kind() == reflect.Slice {
			for i := range v {
				if v[i], err = coerce(t.Elem(), v[i]); err != nil {
					return nil, err
				}
			}
		}
	case string:
		if t.Kind() == reflect.Bool {
			switch strings.ToLower(v) {
			case "true":
				return true, nil
			case "false":
				return false, nil
			}
			return v, nil
		}
		return unpacker{}.scalar(t, v)
	}
	return v, nil
}

// memberType is the type of the member with that name in a structure or map.
func memberType(t reflect.Type, name string) (reflect.Type, bool) {
	switch t.Kind() {
	case reflect.Map:
		return t.Elem(), true
	case reflect.Struct:
		if m, ok := memberNamed(t, name); ok {
			return m.Type, true
		}
	}
	return nil, false
}

func memberNamed(t reflect.Type, name string) (aws.Member, bool) {
	for _, m := range aws.Members(t) {
		if m.Wire == name || m.Name == name {
			return m, true
		}
	}
	return aws.Member{}, false
}

func isTime(t reflect.Type) bool { return t == reflect.TypeFor[time.Time]() }

// decodeBase64 is Python's base64.b64decode as the CLI calls it: characters
// that are not of the alphabet are dropped, and only then is the padding
// looked at. So some texts that are no base64 pass, and mean nonsense.
func decodeBase64(text string) ([]byte, bool) {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c == '=' || c == '+' || c == '/' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			b.WriteByte(c)
		}
	}
	data, err := base64.StdEncoding.DecodeString(b.String())
	return data, err == nil
}
