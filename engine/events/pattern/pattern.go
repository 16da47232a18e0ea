// Package pattern is the language of EventBridge's event patterns, which SQS
// event source mappings, Pipes and (in part) SNS filter policies share: a
// pattern is JSON in the shape of the events that it matches, with a list of
// wanted values or operators at each leaf.
//
// It is a pure function of pattern and event; it knows no bus, no rule and no
// limit on a pattern's length. Its invariant: no input makes it panic, and the
// order of an event's members never matters.
//
// Semantics and texts of errors are those of AWS's open matcher (github
// aws/event-ruler, JsonRuleCompiler) and of answers recorded from EventBridge
// (github localstack, tests/aws/services/events, 2024-12-05); both read
// 2026-11-23.
//
// fidelity: events.pattern
package pattern

import (
	"bytes"
	"encoding/json"
)

// Pattern is a compiled event pattern. The zero Pattern matches every object.
type Pattern struct {
	root node
	text string
}

// Error is why a pattern is not valid, in EventBridge's words.
type Error struct {
	// Reason is what is wrong, in most cases with its place in the text.
	Reason string
}

func (e *Error) Error() string { return "Event pattern is not valid. Reason: " + e.Reason }

// Parse compiles a pattern. Its error is an *Error.
func Parse(data []byte) (Pattern, error) {
	p := parser{scanner: scanner{src: string(data), line: 1}}
	root, err := p.pattern()
	if err != nil {
		return Pattern{}, err
	}
	return Pattern{root: root, text: string(data)}, nil
}

// String is the pattern as it was written.
func (p Pattern) String() string { return p.text }

// Match tells whether a decoded JSON event (maps, slices, strings, bools, nil,
// and numbers as float64, integer or json.Number) matches. What is not an
// object matches nothing.
func (p Pattern) Match(event any) bool {
	if _, is := event.(map[string]any); !is {
		return false
	}
	return p.root.matches(event, event)
}

// MatchJSON is Match for an event that is still text; what is not a JSON
// object matches nothing.
func (p Pattern) MatchJSON(event []byte) bool {
	v, ok := Decode(event)
	return ok && p.Match(v)
}

// Decode reads an event for Match, keeping numbers as they were written, so
// that one event can be matched against many patterns.
func Decode(event []byte) (any, bool) {
	d := json.NewDecoder(bytes.NewReader(event))
	d.UseNumber()
	var v map[string]any
	if d.Decode(&v) != nil || v == nil {
		return nil, false
	}
	return v, true
}
