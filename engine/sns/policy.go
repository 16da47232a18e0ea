package sns

import (
	"bytes"
	"encoding/json"
	"strings"

	"skylab/engine/aws"
)

// policy is a topic's access policy: the document, statement by statement as
// it was written, and what the statements mean.
type policy struct {
	version, id string
	raw         []json.RawMessage
	statements  []statement
}

// defaultPolicy is what a new topic has. It lets the account's own principals
// do what IAM lets them, and of the services only those that act as the
// account: CloudWatch alarms.
//
// fidelity: sns.default-policy
func defaultPolicy(arn string) policy {
	p, err := parsePolicy(`{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",` +
		`"Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission",` +
		`"SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],` +
		`"Resource":"` + arn + `","Condition":{"StringEquals":{"AWS:SourceOwner":"` + aws.AccountID + `"}}}]}`)
	if err != nil {
		panic("sns: the default policy: " + err.Error()) // the name was checked before
	}
	return p
}

// parsePolicy reads a policy document.
//
// fidelity: sns.policy
func parsePolicy(text string) (policy, error) {
	var doc struct {
		Version, Id string
		Statement   json.RawMessage
	}
	p, malformed := policy{}, invalid("Policy Error: null")
	if json.Unmarshal([]byte(text), &doc) != nil {
		return p, malformed
	}
	p.version, p.id = doc.Version, doc.Id
	if json.Unmarshal(doc.Statement, &p.raw) != nil {
		p.raw = []json.RawMessage{doc.Statement} // a single one need not be in a list
	}
	if len(p.raw) == 0 {
		return p, malformed
	}
	for i, raw := range p.raw {
		var b bytes.Buffer
		if json.Compact(&b, raw) != nil {
			return p, malformed
		}
		p.raw[i] = b.Bytes()
		st, err := parseStatement(raw)
		if err != nil {
			return p, err
		}
		p.statements = append(p.statements, st)
	}
	return p, nil
}

// text is the document as GetTopicAttributes shows it.
func (p *policy) text() string {
	var b strings.Builder
	b.WriteString(`{"Version":` + quote(p.version))
	if p.id != "" {
		b.WriteString(`,"Id":` + quote(p.id))
	}
	b.WriteString(`,"Statement":[`)
	for i, raw := range p.raw {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(raw)
	}
	b.WriteString("]}")
	return b.String()
}

// decision is what a policy says to a question.
type decision uint8

const (
	silent decision = iota
	allowed
	denied
)

// decide answers by all statements; a denial wins wherever it stands.
func (p *policy) decide(q question) decision {
	d := silent
	for i := range p.statements {
		st := &p.statements[i]
		if d == denied || !st.matches(q) {
			continue
		}
		if d = allowed; st.deny {
			d = denied
		}
	}
	return d
}

// index is the place of the statement with that Sid, or -1.
func (p *policy) index(sid string) int {
	for i := range p.statements {
		if p.statements[i].sid == sid {
			return i
		}
	}
	return -1
}
