package wire

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
)

// reader puts a document into an input.
type reader struct {
	naming
	// op is the operation, which knows what it leaves out.
	op *aws.Operation
}

// read sets v from a document. at names the place in messages. A null is
// nothing given, as for AWS.
func (r reader) read(v reflect.Value, doc any, at string) error {
	if doc == nil {
		return nil
	}
	if v.Kind() == reflect.Pointer {
		p := reflect.New(v.Type().Elem())
		if err := r.read(p.Elem(), doc, at); err != nil {
			return err
		}
		v.Set(p)
		return nil
	}
	switch {
	case v.Type() == timeType:
		return readTime(v, doc, at)
	case aws.IsBlob(v.Type()):
		return readBlob(v, doc, at)
	}
	switch v.Kind() {
	case reflect.Struct:
		return r.structure(v, doc, at)
	case reflect.Map:
		return r.entries(v, doc, at)
	case reflect.Slice:
		return r.list(v, doc, at)
	}
	return readScalar(v, doc, at)
}

func (r reader) structure(v reflect.Value, doc any, at string) error {
	given, ok := doc.(map[string]any)
	if !ok {
		return wrongType(v, doc, at)
	}
	known := 0
	members := aws.Members(v.Type())
	for i := range members {
		m := &members[i]
		if m.Place != "" {
			continue
		}
		name := r.of(m)
		x, ok := given[name]
		if !ok {
			continue
		}
		known++
		if err := r.read(v.Field(m.Index), x, under(at, name)); err != nil {
			return err
		}
	}
	if known < len(given) {
		return r.foreign(members, given, at)
	}
	return nil
}

// clientToken makes trying again safe. The SDKs and the CLI add one by
// themselves; here nothing is tried twice, and it is passed over.
//
// fidelity: wire.client-tokens
const clientToken = "ClientToken"

// foreign says which of the given members the structure does not have. What is
// null is not given.
func (r reader) foreign(members []aws.Member, given map[string]any, at string) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		has := slices.ContainsFunc(members, func(m aws.Member) bool { return m.Place == "" && r.of(&m) == name })
		if has || given[name] == nil || name == "__type" || strings.EqualFold(name, clientToken) {
			continue
		}
		return r.unknown(under(at, name))
	}
	return nil
}

// unknown refuses a member that the operation does not have: one that AWS has
// and this world leaves out, or one that nobody knows. AWS passes over the
// latter; here a parameter is never silently ignored.
func (r reader) unknown(at string) error {
	if r.op.Leaves(at) {
		return unsimulated(at)
	}
	return aws.Errorf(400, "SerializationException", "skylab does not know the parameter %s.", at)
}

func (r reader) list(v reflect.Value, doc any, at string) error {
	given, ok := doc.([]any)
	if !ok {
		return wrongType(v, doc, at)
	}
	out := reflect.MakeSlice(v.Type(), len(given), len(given))
	for i, x := range given {
		if err := r.read(out.Index(i), x, fmt.Sprintf("%s[%d]", at, i)); err != nil {
			return err
		}
	}
	v.Set(out)
	return nil
}

func (r reader) entries(v reflect.Value, doc any, at string) error {
	given, ok := doc.(map[string]any)
	if !ok {
		return wrongType(v, doc, at)
	}
	out := reflect.MakeMapWithSize(v.Type(), len(given))
	for _, key := range slices.Sorted(maps.Keys(given)) {
		x := reflect.New(v.Type().Elem()).Elem()
		if err := r.read(x, given[key], under(at, key)); err != nil {
			return err
		}
		out.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), x)
	}
	v.Set(out)
	return nil
}

func readTime(v reflect.Value, doc any, at string) error {
	var t time.Time
	ok := false
	switch x := doc.(type) {
	case time.Time:
		t, ok = x.UTC().Round(time.Microsecond), true // a double is no exact sum of seconds
	case string:
		t, ok = parseTime(x)
	default:
		if f, is := float(doc); is {
			t, ok = fromSeconds(f)
		}
	}
	if !ok {
		return wrongType(v, doc, at)
	}
	v.Set(reflect.ValueOf(t))
	return nil
}

func readBlob(v reflect.Value, doc any, at string) error {
	switch x := doc.(type) {
	case []byte:
		v.SetBytes(x)
		return nil
	case string:
		data, err := base64.StdEncoding.DecodeString(x)
		if err != nil {
			return fmt.Errorf("%s is no base64", at)
		}
		v.SetBytes(data)
		return nil
	}
	return wrongType(v, doc, at)
}

func readScalar(v reflect.Value, doc any, at string) error {
	switch v.Kind() {
	case reflect.String:
		if s, ok := doc.(string); ok {
			v.SetString(s)
			return nil
		}
	case reflect.Bool:
		if b, ok := doc.(bool); ok {
			v.SetBool(b)
			return nil
		}
	case reflect.Int, reflect.Int32, reflect.Int64:
		if f, ok := float(doc); ok && f == math.Trunc(f) && f >= math.MinInt64 && f < math.MaxInt64 {
			n := int64(f)
			if exact, is := integer(doc); is {
				n = exact
			}
			if !v.OverflowInt(n) {
				v.SetInt(n)
				return nil
			}
		}
	case reflect.Float64:
		if f, ok := float(doc); ok {
			v.SetFloat(f)
			return nil
		}
	}
	return wrongType(v, doc, at)
}

// float is a number of a document.
func float(doc any) (float64, bool) {
	switch x := doc.(type) {
	case json.Number:
		f, err := x.Float64()
		return f, err == nil
	case float64:
		return x, true
	case int64:
		return float64(x), true
	case uint64:
		return float64(x), true
	}
	return 0, false
}

// integer is a number that was written as one, exactly.
func integer(doc any) (int64, bool) {
	switch x := doc.(type) {
	case json.Number:
		n, err := x.Int64()
		return n, err == nil
	case int64:
		return x, true
	}
	return 0, false
}

// wrongType says what was given where something else belongs.
func wrongType(v reflect.Value, doc any, at string) error {
	if at == "" {
		at = "the body"
	}
	return fmt.Errorf("%s is %s, and must be a %s", at, shown(doc), noun(v.Type()))
}

func shown(doc any) string {
	switch x := doc.(type) {
	case string:
		return fmt.Sprintf("the string %q", clip(x))
	case map[string]any:
		return "a structure"
	case []any:
		return "a list"
	case []byte:
		return "a blob"
	}
	return clip(fmt.Sprint(doc))
}

func under(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}
