// Package logpattern is the language of filter patterns for JSON logs:
// { $.level = "ERROR" && $.record.metrics.durationMs > 100 }.
//
// It knows no log group. Regular expressions and IP addresses in patterns are
// not in it. Facts are from the CloudWatch Logs user guide, "Filter pattern
// syntax" (2026-11).
package logpattern

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Pattern is a parsed pattern.
type Pattern struct{ root node }

// Match tells whether the message is a JSON object that the pattern is true
// of.
func (p *Pattern) Match(message string) bool {
	v, ok := object(message)
	return ok && p.root.holds(v)
}

// object is the message as JSON, if it is an object.
func object(message string) (any, bool) {
	trimmed := strings.TrimSpace(message)
	if !strings.HasPrefix(trimmed, "{") {
		return nil, false
	}
	var v any
	err := json.Unmarshal([]byte(trimmed), &v)
	return v, err == nil
}

// node is a condition on a JSON value.
type node interface{ holds(v any) bool }

type both struct{ a, b node }

func (n both) holds(v any) bool { return n.a.holds(v) && n.b.holds(v) }

type either struct{ a, b node }

func (n either) holds(v any) bool { return n.a.holds(v) || n.b.holds(v) }

// state is a condition without a value: IS NULL, IS TRUE, IS FALSE, EXISTS,
// NOT EXISTS.
type state struct {
	path Selector
	word string
}

func (n state) holds(v any) bool {
	found, ok := n.path.find(v)
	switch n.word {
	case "EXISTS":
		return ok
	case "NOT EXISTS":
		return !ok
	case "NULL":
		return ok && found == nil
	}
	return ok && found == (n.word == "TRUE")
}

// comparison is a condition with a value. What is not there is equal to
// nothing, and not unequal either.
type comparison struct {
	path     Selector
	op, text string
	number   float64
	numeric  bool // the text is a number and was not quoted
}

func (n comparison) holds(v any) bool {
	found, ok := n.path.find(v)
	if !ok {
		return false
	}
	switch n.op {
	case "=":
		return n.equal(found)
	case "!=":
		return !n.equal(found)
	}
	f, ok := numberOf(found)
	if !ok || !n.numeric {
		return false
	}
	switch n.op {
	case ">":
		return f > n.number
	case ">=":
		return f >= n.number
	case "<":
		return f < n.number
	}
	return f <= n.number
}

func (n comparison) equal(v any) bool {
	switch v := v.(type) {
	case float64:
		return n.numeric && v == n.number
	case string:
		return like(v, n.text)
	case bool:
		return n.text == strconv.FormatBool(v)
	}
	return false
}

// numberOf is the number that a value is.
func numberOf(v any) (float64, bool) {
	f, ok := v.(float64)
	return f, ok
}

// like tells whether s is the text, in which * stands for anything.
func like(s, text string) bool {
	parts := strings.Split(text, "*")
	if len(parts) == 1 {
		return s == text
	}
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	s = s[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return strings.HasSuffix(s, parts[len(parts)-1])
}
