package console

import (
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"

	"skylab/engine/aws"
)

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
