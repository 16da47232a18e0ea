package events

import (
	"encoding/json"
	"strings"
	"time"
)

// input is what a target gets of an event; ok is false where a template makes
// no JSON of it.
func (t *Target) input(n *rule, ev event, now time.Time) (body []byte, ok bool) {
	switch {
	case t.Input != "":
		return []byte(t.Input), true
	case t.InputPath != "":
		p, _ := parsePath(t.InputPath)
		if part, found := p.find(ev.text()); found {
			return part, true
		}
		return []byte("{}"), true // what AWS sends for a part that is not there is an assumption
	case t.InputTransformer != nil:
		return t.InputTransformer.transform(n, ev, now)
	}
	return ev.text(), true
}

// transform fills the template: a name outside of a string stands for its
// JSON value, one inside a string for its text, without quotes. A name whose
// path is not in the event is left out of a string; that it is "" elsewhere
// is an assumption.
//
// fidelity: events.input-transformer
func (x *InputTransformer) transform(n *rule, ev event, now time.Time) ([]byte, bool) {
	document := ev.text()
	var b strings.Builder
	rest, inString := x.InputTemplate, false
	for rest != "" {
		switch c := rest[0]; {
		case c == '\\' && len(rest) > 1:
			b.WriteString(rest[:2])
			rest = rest[2:]
			continue
		case c == '"':
			inString = !inString
		case c == '<':
			name, after, closed := strings.Cut(rest[1:], ">")
			if v, known := x.value(name, n, ev, document, now); closed && known {
				b.WriteString(fill(v, inString))
				rest = after
				continue
			}
		}
		b.WriteByte(rest[0])
		rest = rest[1:]
	}
	out := []byte(b.String())
	return out, json.Valid(out)
}

// value is what a name of the template stands for: one of the rule's, or one
// that EventBridge defines.
func (x *InputTransformer) value(name string, n *rule, ev event, document []byte, now time.Time) (json.RawMessage, bool) {
	switch name {
	case "aws.events.rule-arn":
		return asJSON(n.Arn), true
	case "aws.events.rule-name":
		return asJSON(n.Name), true
	case "aws.events.event.ingestion-time":
		return asJSON(timestamp(now)), true
	case "aws.events.event.json", "aws.events.event":
		return document, true
	}
	text, known := x.InputPathsMap[name]
	if !known {
		return nil, false
	}
	p, _ := parsePath(text)
	v, _ := p.find(document)
	return v, true
}

func asJSON(s string) json.RawMessage {
	data, err := json.Marshal(s)
	if err != nil {
		panic("events: " + err.Error()) // a string always marshals
	}
	return data
}

// fill is a value as it stands in the template.
func fill(v json.RawMessage, inString bool) string {
	switch {
	case v == nil && inString:
		return ""
	case v == nil:
		return `""`
	case !inString:
		return string(v)
	case v[0] == '"':
		return string(v[1 : len(v)-1])
	}
	quoted := string(asJSON(string(v)))
	return quoted[1 : len(quoted)-1]
}
