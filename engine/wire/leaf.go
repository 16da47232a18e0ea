package wire

import (
	"encoding/base64"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
)

var timeType = reflect.TypeFor[time.Time]()

// httpDate is the form of times in headers.
const httpDate = "Mon, 02 Jan 2006 15:04:05 GMT"

// setText sets a leaf from the text of a header, a query, a path or XML.
func setText(v reflect.Value, text, at string) error {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		return setText(v.Elem(), text, at)
	}
	fail := func() error { return fmt.Errorf("%s: %q is no %s", at, clip(text), noun(v.Type())) }
	switch {
	case v.Type() == timeType:
		t, ok := parseTime(text)
		if !ok {
			return fail()
		}
		v.Set(reflect.ValueOf(t))
		return nil
	case aws.IsBlob(v.Type()):
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return fail()
		}
		v.SetBytes(data)
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(utf8Text(text))
	case reflect.Bool:
		b, err := strconv.ParseBool(strings.ToLower(text))
		if err != nil {
			return fail()
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if err != nil {
			return fail()
		}
		v.SetInt(n)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fail()
		}
		v.SetFloat(f)
	default:
		return fail()
	}
	return nil
}

// utf8Text is text in which bytes that are no UTF-8 are the replacement character,
// as in JSON: a save is JSON, and must replay to the same world.
func utf8Text(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// parseTime reads the forms in which clients write a time: ISO 8601, that of
// HTTP, or seconds since 1970.
func parseTime(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, httpDate, time.RFC1123Z} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), true
		}
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return fromSeconds(f)
	}
	return time.Time{}, false
}

// fromSeconds is the time so many seconds after 1970, to the microsecond, which
// is what a double of that size can tell. The year has four digits.
func fromSeconds(f float64) (time.Time, bool) {
	if math.IsNaN(f) || f < -62135596800 || f > 253402300799 {
		return time.Time{}, false
	}
	return time.UnixMicro(int64(math.Round(f * 1e6))).UTC(), true
}

// text is a leaf as text, with times in the given layout.
func text(v reflect.Value, layout string) string {
	if v.Kind() == reflect.Pointer {
		return text(v.Elem(), layout)
	}
	switch {
	case v.Type() == timeType:
		return v.Interface().(time.Time).UTC().Format(layout)
	case aws.IsBlob(v.Type()):
		return base64.StdEncoding.EncodeToString(v.Bytes())
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Float64, reflect.Float32:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	}
	return fmt.Sprint(v.Interface())
}

// isoDate is the form of times in XML.
const isoDate = "2006-01-02T15:04:05.000Z"

// noun is what a type is called in a message.
func noun(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == timeType:
		return "timestamp"
	case aws.IsBlob(t):
		return "base64"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.Float64:
		return "number"
	case reflect.Slice:
		return "list"
	case reflect.Map:
		return "map"
	case reflect.Struct:
		return "structure"
	}
	return "string"
}

func clip(text string) string {
	if len(text) > 40 {
		return text[:40] + "…"
	}
	return text
}

// unsimulated refuses a parameter that AWS has and this world does not act on.
func unsimulated(name string) error {
	return aws.Errorf(400, "NotImplemented", "skylab does not simulate the parameter %s.", name)
}
