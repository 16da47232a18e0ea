// Package access reads resource-based policies, as queues and topics have
// them, and decides by them. Functions' policies are made of permissions and
// are Lambda's own; what roles may do is IAM's.
package access

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// Policy is a resource's access policy: the document, statement by statement
// as it was written, and what the statements mean.
type Policy struct {
	Version, ID string
	Raw         []json.RawMessage
	Statements  []Statement
}

// ErrMalformed is a document that is no policy, ErrScope one about actions of
// another service. Each service has its own words for them.
var (
	ErrMalformed = errors.New("malformed policy")
	ErrScope     = errors.New("policy statement action out of service scope")
)

// Parse reads a policy of a resource of the service, "sns" or "sqs". Its errors
// are ErrMalformed, ErrScope, or an *aws.Error for what is not simulated.
//
// fidelity: sns.policy
func Parse(text, service string) (Policy, error) {
	var doc struct {
		Version, Id string
		Statement   json.RawMessage
	}
	p, malformed := Policy{}, ErrMalformed
	if json.Unmarshal([]byte(text), &doc) != nil {
		return p, malformed
	}
	p.Version, p.ID = doc.Version, doc.Id
	if json.Unmarshal(doc.Statement, &p.Raw) != nil {
		p.Raw = []json.RawMessage{doc.Statement} // a single one need not be in a list
	}
	if len(p.Raw) == 0 {
		return p, malformed
	}
	for i, raw := range p.Raw {
		var b bytes.Buffer
		if json.Compact(&b, raw) != nil {
			return p, malformed
		}
		p.Raw[i] = b.Bytes()
		st, err := ParseStatement(raw, service)
		if err != nil {
			return p, err
		}
		p.Statements = append(p.Statements, st)
	}
	return p, nil
}

// Text is the document as AWS shows it.
func (p *Policy) Text() string {
	var b strings.Builder
	b.WriteString(`{"Version":` + quote(p.Version))
	if p.ID != "" {
		b.WriteString(`,"Id":` + quote(p.ID))
	}
	b.WriteString(`,"Statement":[`)
	for i, raw := range p.Raw {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(raw)
	}
	b.WriteString("]}")
	return b.String()
}

// Decision is what a policy says to a question.
type Decision uint8

// The decisions: a policy that says nothing leaves it to others.
const (
	Silent Decision = iota
	Allowed
	Denied
)

// Decide answers by all statements; a denial wins wherever it stands.
func (p *Policy) Decide(q Question) Decision {
	d := Silent
	for i := range p.Statements {
		st := &p.Statements[i]
		if d == Denied || !st.matches(q) {
			continue
		}
		if d = Allowed; st.deny {
			d = Denied
		}
	}
	return d
}

// Index is the place of the statement with that Sid, or -1.
func (p *Policy) Index(sid string) int {
	for i := range p.Statements {
		if p.Statements[i].Sid == sid {
			return i
		}
	}
	return -1
}

func quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic("access: " + err.Error()) // a string always marshals
	}
	return string(data)
}
