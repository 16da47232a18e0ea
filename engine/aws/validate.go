package aws

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Validate checks in, a pointer to an input struct, against its tags: first
// what the CLI and SDKs check before they send, then the service's own model
// constraints, each in AWS's words.
func Validate(in any) error {
	v := reflect.ValueOf(in)
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	var f findings
	f.walk(v, "")
	if len(f.missing) > 0 {
		return &Error{Code: ParamValidation, HTTPStatus: 400,
			Message: "Parameter validation failed:\n" + strings.Join(f.missing, "\n")}
	}
	if len(f.broken) > 0 {
		return detected(f.broken)
	}
	return nil
}

// Absent is what a service answers to an input that lacks what is required:
// what a client says by ParamValidation, in the service's words.
func Absent(in any) *Error {
	var f findings
	f.walk(reflect.ValueOf(in).Elem(), "")
	return detected(f.absent)
}

func detected(broken []string) *Error {
	noun := "error"
	if len(broken) > 1 {
		noun = "errors"
	}
	return Errorf(400, "ValidationException", "%d validation %s detected: %s", len(broken), noun, strings.Join(broken, "; "))
}

// ParamValidation is the code of an Error that never left the client; the CLI
// prints its message alone and exits with 252.
const ParamValidation = "ParamValidation"

// findings are what is wrong with an input: what is missing, in the words of a
// client and in those of a service, and which constraints are broken.
type findings struct{ missing, absent, broken []string }

func (w *findings) walk(v reflect.Value, path string) {
	for _, m := range Members(v.Type()) {
		f := v.Field(m.Index)
		at := join(path, camel(m.Name))
		if f.IsZero() {
			if m.Required {
				name := m.Name
				if m.Place == "" {
					name = m.Wire // some services' models begin names in lower case
				}
				w.missing = append(w.missing, fmt.Sprintf("Missing required parameter in %s: %q", where(path), name))
				w.absent = append(w.absent, fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", at))
			}
			continue
		}
		if why := m.constraint(f); why != "" {
			w.broken = append(w.broken, fmt.Sprintf("Value '%s' at '%s' failed to satisfy constraint: %s", shown(f), at, why))
			continue
		}
		w.descend(f, at)
	}
}

func (w *findings) descend(f reflect.Value, at string) {
	for f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	switch {
	case f.Kind() == reflect.Struct && f.Type() != timeType:
		w.walk(f, at)
	case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Struct:
		for i := range f.Len() {
			w.walk(f.Index(i), fmt.Sprintf("%s.%d.member", at, i+1))
		}
	}
}

// constraint says which constraint of the member the value breaks, or "".
func (m *Member) constraint(f reflect.Value) string {
	for f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	size, noun := float64(0), ""
	switch f.Kind() {
	case reflect.String:
		if len(m.Enum) > 0 && !contains(m.Enum, f.String()) {
			return "Member must satisfy enum value set: [" + strings.Join(m.Enum, ", ") + "]"
		}
		if m.Pattern != "" && !regexp.MustCompile("^(?:"+m.Pattern+")$").MatchString(f.String()) {
			return "Member must satisfy regular expression pattern: " + m.Pattern
		}
		size, noun = float64(utf8.RuneCountInString(f.String())), "length "
	case reflect.Slice, reflect.Map:
		size, noun = float64(f.Len()), "length "
	case reflect.Int, reflect.Int32, reflect.Int64:
		size, noun = float64(f.Int()), "value "
	case reflect.Float64:
		size, noun = f.Float(), "value "
	default:
		return ""
	}
	if m.Max != nil && size > *m.Max {
		return "Member must have " + noun + "less than or equal to " + number(*m.Max)
	}
	if m.Min != nil && size < *m.Min {
		return "Member must have " + noun + "greater than or equal to " + number(*m.Min)
	}
	return ""
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func shown(f reflect.Value) string {
	for f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	if f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Uint8 {
		return fmt.Sprintf("<%d bytes>", f.Len())
	}
	return fmt.Sprint(f.Interface())
}

func where(path string) string {
	if path == "" {
		return "input"
	}
	return path
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// camel is the service's form of a member's name in its messages: functionName.
func camel(name string) string {
	return strings.ToLower(name[:1]) + name[1:]
}

// setDefaults gives each member of v its default, recursively in structures.
func setDefaults(v reflect.Value) {
	for _, m := range Members(v.Type()) {
		f := v.Field(m.Index)
		if m.Default == "" {
			continue
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(m.Default)
		case reflect.Int, reflect.Int32, reflect.Int64:
			if n, err := strconv.ParseInt(m.Default, 10, 64); err == nil {
				f.SetInt(n)
			}
		case reflect.Bool:
			f.SetBool(m.Default == "true")
		}
	}
}
