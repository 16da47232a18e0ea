package sns

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// message is what was published, kept until the last of its notifications has
// come to an end.
type message struct {
	id, sequence string
	topic        string // by name
	at           sim.Time
	subject      string
	hasSubject   bool
	body         string
	bodies       map[string]string // by protocol, of MessageStructure json
	attributes   []aws.MessageAttribute
	group, dedup string
	signature    string
	wanted       []string // the subscriptions that it goes to, until it is sent
	pending      int      // notifications to come
}

// messageState is a message in the state of a world: all that its
// notifications are made of.
type messageState struct {
	ID, Topic, Body string
	At              sim.Time
	Pending         int

	Subject              string
	HasSubject           bool
	Bodies               map[string]string
	Attributes           []aws.MessageAttribute
	Group, Deduplication string
	Sequence, Signature  string
	Wanted               []string
}

func (m *message) state() messageState {
	return messageState{m.id, m.topic, m.body, m.at, m.pending, m.subject, m.hasSubject, m.bodies, m.attributes,
		m.group, m.dedup, m.sequence, m.signature, m.wanted}
}

// size is the message's weight in bytes.
func (m *message) size() int { return len(m.body) + weight(m.attributes) }

// text is what endpoints of a protocol are sent.
func (m *message) text(protocol string) string {
	if t, ok := m.bodies[protocol]; ok {
		return t
	}
	return m.body
}

// draft is a message as it was asked for.
type draft struct {
	text, subject        *string
	structure            string
	attributes           []aws.MessageAttribute
	group, deduplication string
}

// message checks a draft against the rules of its topic.
//
// fidelity: sns.publish
func (d *draft) message(t *topic) (*message, error) {
	if err := d.contentError(); err != nil {
		return nil, err
	}
	m := &message{topic: t.name, body: *d.text, attributes: d.attributes, group: d.group, dedup: d.deduplication}
	if d.subject != nil {
		m.subject, m.hasSubject = *d.subject, true
	}
	switch d.structure {
	case "":
	case "json":
		if err := m.split(); err != nil {
			return nil, err
		}
	default:
		return nil, invalid("MessageStructure")
	}
	return m, t.order(m)
}

// contentError refuses an empty or too long message and a wrong subject.
func (d *draft) contentError() *aws.Error {
	switch {
	case d.text == nil || *d.text == "":
		return invalid("Empty message")
	case len(*d.text)+weight(d.attributes) > maxMessage:
		return invalid("Message too long")
	case d.subject != nil && subjectError(*d.subject):
		return invalid("Subject")
	}
	return nil
}

// subjectError tells whether a text cannot be a subject: less than 100
// characters without line breaks or control characters (API reference,
// Publish; 100 are accepted).
func subjectError(s string) bool {
	return s == "" || utf8.RuneCountInString(s) > maxSubject || strings.ContainsFunc(s, unicode.IsControl)
}

// split reads a message of the structure json: a text for each protocol and a
// default. What is no text, or names no protocol, is left out.
//
// fidelity: sns.message-structure
func (m *message) split() error {
	var doc map[string]any
	if json.Unmarshal([]byte(m.body), &doc) != nil {
		return invalid("Message Structure - JSON message body failed to parse")
	}
	text, ok := doc["default"].(string)
	if !ok {
		return invalid("Message Structure - No default entry in JSON message body")
	}
	m.body, m.bodies = text, map[string]string{}
	for _, protocol := range []string{"lambda", "sqs"} {
		if t, ok := doc[protocol].(string); ok {
			m.bodies[protocol] = t
		}
	}
	return nil
}
