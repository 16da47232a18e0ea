package events

import (
	"bytes"
	"encoding/json"
	"time"

	"skylab/engine/aws"
)

// event is what is on a bus.
type event struct {
	id, source, detailType string
	time                   time.Time
	resources              []string
	detail                 []byte // a JSON value, as it was given
}

// timestamp is an event's time as AWS writes it: whole seconds.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// text is the event as targets get it: AWS's envelope around the detail, in
// the documented order.
//
// fidelity: events.envelope
func (e event) text() []byte {
	var b bytes.Buffer
	b.WriteString(`{"version":"0","id":`)
	quote(&b, e.id)
	b.WriteString(`,"detail-type":`)
	quote(&b, e.detailType)
	b.WriteString(`,"source":`)
	quote(&b, e.source)
	b.WriteString(`,"account":"` + aws.AccountID + `","time":"` + timestamp(e.time) + `","region":"` + aws.Region + `","resources":[`)
	for i, r := range e.resources {
		if i > 0 {
			b.WriteByte(',')
		}
		quote(&b, r)
	}
	b.WriteString(`],"detail":`)
	if json.Compact(&b, e.detail) != nil {
		b.WriteString("{}")
	}
	b.WriteByte('}')
	return b.Bytes()
}

// quote writes a JSON string without escaping what HTML would want escaped.
func quote(b *bytes.Buffer, s string) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic("events: " + err.Error()) // a string always encodes
	}
	b.Truncate(b.Len() - 1) // Encode ends the line
}

// isObject tells whether data is one JSON object.
func isObject(data []byte) bool {
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	return len(trimmed) > 0 && trimmed[0] == '{' && json.Valid(data)
}
