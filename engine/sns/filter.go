package sns

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/events/pattern"
)

// filter is a subscription's filter policy; the zero filter accepts all.
type filter struct {
	text    string
	pattern pattern.Pattern
	// nullable are the keys that accept null, which for attributes means that
	// the message does not have them (recorded so).
	nullable []string
}

// verdict is what a filter says of a message.
type verdict uint8

// What filters say, and why they say no: CloudWatch counts each by itself.
const (
	accepted verdict = iota
	byAttributes
	byNoAttributes
	byInvalidAttributes
	byBody
	byInvalidBody
)

// judge tells whether the subscription wants a message.
//
// fidelity: sns.filter-policy
func (s *subscription) judge(m *message) verdict {
	switch {
	case s.filter.text == "":
		return accepted
	case s.scope == scopeBody:
		return s.filter.judgeBody(m.text(s.protocol))
	}
	return s.filter.judgeAttributes(m.attributes)
}

// judgeBody matches a message that must be a JSON object.
func (f *filter) judgeBody(text string) verdict {
	event, ok := pattern.Decode([]byte(text))
	switch {
	case !ok:
		return byInvalidBody
	case f.pattern.Match(event):
		return accepted
	}
	return byBody
}

func (f *filter) judgeAttributes(list []aws.MessageAttribute) verdict {
	event := map[string]any{}
	for _, a := range list {
		v, ok := attributeValue(a)
		if !ok {
			return byInvalidAttributes
		}
		if v != nil {
			event[a.Name] = v
		}
	}
	if f.pattern.Match(event) {
		return accepted
	}
	if missing := f.withNulls(event); missing && f.pattern.Match(event) {
		return accepted
	}
	if len(list) == 0 {
		return byNoAttributes
	}
	return byAttributes
}

// withNulls gives the event the keys that it lacks and that may be null.
func (f *filter) withNulls(event map[string]any) bool {
	any := false
	for _, key := range f.nullable {
		if _, has := event[key]; !has {
			event[key], any = nil, true
		}
	}
	return any
}

// attributeValue is an attribute as patterns see it: a text, a number, or the
// values of a String.Array. Binary ones cannot be filtered by.
func attributeValue(a aws.MessageAttribute) (v any, ok bool) {
	kind, label, _ := strings.Cut(a.DataType, ".")
	switch {
	case kind == "Binary":
		return nil, true
	case kind == "Number":
		return json.Number(a.Value), numeric(a.Value)
	case label == "Array":
		d := json.NewDecoder(strings.NewReader(a.Value))
		d.UseNumber()
		var list []any
		return list, json.Valid([]byte(a.Value)) && d.Decode(&list) == nil && !slices.ContainsFunc(list, nested)
	}
	return a.Value, true
}

func nested(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// numeric tells whether a text is a JSON number.
func numeric(text string) bool {
	var n json.Number
	return json.Unmarshal([]byte(text), &n) == nil && !strings.HasPrefix(text, `"`) && text != "null"
}
