package console

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"skylab/engine/aws"
)

// pyString is str(v) in Python: how the CLI's text and table outputs and its
// messages print a value.
func pyString(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []byte:
		return "b'" + strings.ToValidUTF8(string(v), "?") + "'"
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return pyFloat(v)
	case aws.Object:
		var b strings.Builder
		for i, f := range v {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(pyRepr(f.Name) + ": " + pyRepr(f.Value))
		}
		return "{" + b.String() + "}"
	case []any:
		var b strings.Builder
		for i, e := range v {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(pyRepr(e))
		}
		return "[" + b.String() + "]"
	}
	return "?"
}

// pyRepr is repr(v) for what a tree can hold.
func pyRepr(v any) string {
	s, ok := v.(string)
	if !ok {
		return pyString(v)
	}
	quote := "'"
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = `"`
	}
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`, quote, `\`+quote).Replace(s)
	return quote + s + quote
}

// pyFloat is repr of a float: the shortest digits, never without a point.
func pyFloat(f float64) string {
	if a := math.Abs(f); a >= 1e16 || a > 0 && a < 1e-4 {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		return s
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

func pyType(v any) string {
	switch v.(type) {
	case string:
		return "<class 'str'>"
	case []byte:
		return "<class 'bytes'>"
	case nil:
		return "<class 'NoneType'>"
	case bool:
		return "<class 'bool'>"
	case int64:
		return "<class 'int'>"
	case float64:
		return "<class 'float'>"
	case []any:
		return "<class 'list'>"
	}
	return "<class 'dict'>"
}

// isText tells whether a file can be read as UTF-8.
func isText(data []byte) bool { return utf8.Valid(data) }
