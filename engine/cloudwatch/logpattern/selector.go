package logpattern

import (
	"errors"
	"strconv"
	"strings"
)

// Selector is a place in a JSON value: $.record.metrics.durationMs,
// $.items[0], $.["dotted.name"].
type Selector []any // member names and places in lists

var errPattern = errors.New("the pattern is not valid")

// ParseSelector reads a selector.
func ParseSelector(text string) (Selector, error) {
	s, rest, err := cutSelector(text)
	if err == nil && rest != "" {
		err = errPattern
	}
	return s, err
}

// cutSelector takes a selector from the beginning of s.
func cutSelector(s string) (Selector, string, error) {
	rest, is := strings.CutPrefix(s, "$")
	if !is {
		return nil, s, errPattern
	}
	var out Selector
	for rest != "" {
		dotted := rest[0] == '.'
		if dotted {
			rest = rest[1:]
		}
		if strings.HasPrefix(rest, "[") {
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return nil, s, errPattern
			}
			step, ok := bracket(rest[1:end])
			if !ok {
				return nil, s, errPattern
			}
			out, rest = append(out, step), rest[end+1:]
			continue
		}
		if !dotted {
			break
		}
		n := strings.IndexFunc(rest, func(c rune) bool { return !nameRune(c) })
		if n < 0 {
			n = len(rest)
		}
		if n == 0 {
			return nil, s, errPattern
		}
		out, rest = append(out, rest[:n]), rest[n:]
	}
	if len(out) == 0 {
		return nil, s, errPattern
	}
	return out, rest, nil
}

// bracket is what stands between brackets: a place or a quoted name.
func bracket(s string) (any, bool) {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return n, true
	}
	if len(s) > 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1], true
	}
	return nil, false
}

func nameRune(c rune) bool {
	return c == '_' || c == '-' || c == '@' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c > 127
}

// find is what stands at the place.
func (s Selector) find(v any) (any, bool) {
	for _, step := range s {
		switch step := step.(type) {
		case string:
			o, _ := v.(map[string]any)
			found, ok := o[step]
			if !ok {
				return nil, false
			}
			v = found
		case int:
			list, _ := v.([]any)
			if step >= len(list) {
				return nil, false
			}
			v = list[step]
		}
	}
	return v, true
}

// Number is the number at the place in a message, perhaps written as a string.
func (s Selector) Number(message string) (float64, bool) {
	text, ok := s.Text(message)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

// Text is the string, number or boolean at the place in a message.
func (s Selector) Text(message string) (string, bool) {
	v, ok := object(message)
	if !ok {
		return "", false
	}
	v, _ = s.find(v)
	switch v := v.(type) {
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}
