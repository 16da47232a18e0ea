package sns

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"

	"skylab/engine/aws"
)

// The addresses in notifications. The certificate is the one of AWS's own
// examples.
const (
	host           = "https://sns." + aws.Region + ".amazonaws.com/"
	signingCertURL = host + "SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem"
	unsubscribeURL = host + "?Action=Unsubscribe&SubscriptionArn="
)

// part is a member of a notification, with its value as JSON.
type part struct{ name, value string }

// envelope is the notification as a queue gets it: JSON in SNS's own layout
// (developer guide, HTTP/S notification JSON format; order as recorded).
//
// fidelity: sns.envelope
func (s *subscription) envelope(t *topic, m *message) []byte {
	list := s.parts(t, m, "SigningCertURL", "UnsubscribeURL")
	var b bytes.Buffer
	for i, p := range list {
		b.WriteString(between(i, "{\n  ", ",\n  ") + quote(p.name) + " : " + p.value)
	}
	for i, a := range m.attributes {
		b.WriteString(between(i, ",\n  \"MessageAttributes\" : {\n    ", ",\n    ") + quote(a.Name) + " : " + attribute(a))
		if i == len(m.attributes)-1 {
			b.WriteString("\n  }")
		}
	}
	b.WriteString("\n}")
	return b.Bytes()
}

func between(i int, first, later string) string {
	if i == 0 {
		return first
	}
	return later
}

// parts are the members that queues and functions both get, under names that
// differ in the capitals of URL. A FIFO topic's are not signed.
func (s *subscription) parts(t *topic, m *message, certificate, unsubscribe string) []part {
	list := []part{{"Type", `"Notification"`}, {"MessageId", quote(m.id)}}
	if m.sequence != "" {
		list = append(list, part{"SequenceNumber", quote(m.sequence)})
	}
	list = append(list, part{"TopicArn", quote(t.arn)})
	if m.hasSubject {
		list = append(list, part{"Subject", quote(m.subject)})
	}
	list = append(list, part{"Message", quote(m.text(s.protocol))},
		part{"Timestamp", quote(m.at.Wall().Format("2006-01-02T15:04:05.000Z"))})
	if m.signature != "" {
		version := t.signature
		if version == "" {
			version = "1"
		}
		list = append(list, part{"SignatureVersion", quote(version)}, part{"Signature", quote(m.signature)}, part{certificate, quote(signingCertURL)})
	}
	return append(list, part{unsubscribe, quote(unsubscribeURL + s.arn)})
}

// attribute is a message attribute as notifications carry it.
func attribute(a aws.MessageAttribute) string {
	value := a.Value
	if strings.HasPrefix(a.DataType, "Binary") {
		value = base64.StdEncoding.EncodeToString(a.Binary)
	}
	return `{"Type":` + quote(a.DataType) + `,"Value":` + quote(value) + `}`
}

// quote is s as JSON, with <, > and & as they are.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("sns: " + err.Error()) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
