package pattern

import (
	"encoding/json"
	"strconv"
	"strings"
)

// value is a leaf of an event, with the kind of its token.
type value struct {
	kind byte
	text string
	num  float64
}

func text(s string) value { return value{kind: 's', text: s} }

func numeral(s string) value {
	f, _ := strconv.ParseFloat(s, 64) // what is too large is an infinity, and equal by its text alone
	return value{kind: '0', text: s, num: f}
}

// valueOf is a decoded leaf as a value; ok is false for objects and lists.
func valueOf(v any) (value, bool) {
	switch v := v.(type) {
	case string:
		return text(v), true
	case json.Number:
		return numeral(string(v)), true
	case float64:
		return value{'0', strconv.FormatFloat(v, 'f', -1, 64), v}, true
	case int:
		return value{'0', strconv.Itoa(v), float64(v)}, true
	case int64:
		return value{'0', strconv.FormatInt(v, 10), float64(v)}, true
	case bool:
		if v {
			return value{kind: 't', text: "true"}, true
		}
		return value{kind: 'f', text: "false"}, true
	case nil:
		return value{kind: 'z', text: "null"}, true
	}
	return value{}, false
}

// matcher is one wanted value, or an operator.
type matcher interface{ matches(value) bool }

// equal is that very value: of a number, its value or its text.
type equal struct{ value }

func (m equal) matches(v value) bool {
	return m.kind == v.kind && (m.text == v.text || m.kind == '0' && m.num == v.num && inRange(v.num))
}

// folded is a string whatever its case.
type folded struct{ text string }

func (m folded) matches(v value) bool { return v.kind == 's' && strings.EqualFold(m.text, v.text) }

// prefix and suffix are how a string begins or ends, in lower case where fold
// is set.
type prefix struct {
	text string
	fold bool
}

type suffix prefix

func affix(operator, s string, fold bool) matcher {
	if fold {
		s = strings.ToLower(s)
	}
	if operator == "prefix" {
		return prefix{s, fold}
	}
	return suffix{s, fold}
}

func (m prefix) matches(v value) bool {
	return v.kind == 's' && strings.HasPrefix(lower(v.text, m.fold), m.text)
}

func (m suffix) matches(v value) bool {
	return v.kind == 's' && strings.HasSuffix(lower(v.text, m.fold), m.text)
}

func lower(s string, fold bool) string {
	if fold {
		return strings.ToLower(s)
	}
	return s
}

// except is a value that none of the matchers wants.
type except []matcher

func (m except) matches(v value) bool {
	for _, unwanted := range m {
		if unwanted.matches(v) {
			return false
		}
	}
	return true
}

// present is any leaf.
type present struct{}

func (present) matches(value) bool { return true }

// absent matches no leaf; a field that has it looks whether there is any.
type absent struct{}

func (absent) matches(value) bool { return false }
