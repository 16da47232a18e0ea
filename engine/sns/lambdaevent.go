package sns

import "bytes"

// event is the notification as a function gets it: capitals throughout, and a
// subject that is null where there is none (facts/lambda.md 4.9; order as
// logged by functions).
//
// fidelity: sns.lambda-event
func (s *subscription) event(t *topic, m *message) []byte {
	var b bytes.Buffer
	b.WriteString(`{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":` + quote(s.arn) + `,"Sns":{`)
	for i, p := range s.parts(t, m, "SigningCertUrl", "UnsubscribeUrl") {
		b.WriteString(between(i, "", ",") + quote(p.name) + ":" + p.value)
		if p.name == "TopicArn" && !m.hasSubject {
			b.WriteString(`,"Subject":null`)
		}
	}
	b.WriteString(`,"MessageAttributes":{`)
	for i, a := range m.attributes {
		b.WriteString(between(i, "", ",") + quote(a.Name) + ":" + attribute(a))
	}
	b.WriteString("}}}]}")
	return b.Bytes()
}
