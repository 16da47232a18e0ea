package access

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Grant adds the statement that AddPermission of a service, "sns" or "sqs",
// writes: the accounts may do the actions to the resource.
func (p *Policy) Grant(service, sid string, accounts, actions []string, resource string) error {
	var roots, names []string
	for _, a := range accounts {
		roots = append(roots, "arn:aws:iam::"+a+":root")
	}
	for _, a := range actions {
		names = append(names, strings.ToUpper(service)+":"+a)
	}
	raw, err := json.Marshal(aws.Object{{Name: "Sid", Value: sid}, {Name: "Effect", Value: "Allow"},
		{Name: "Principal", Value: aws.Object{{Name: "AWS", Value: oneOrAll(roots)}}},
		{Name: "Action", Value: oneOrAll(names)}, {Name: "Resource", Value: resource}})
	if err != nil {
		panic("access: " + err.Error()) // strings always marshal
	}
	st, err := ParseStatement(raw, service)
	if err != nil {
		return err
	}
	p.Raw, p.Statements = append(slices.Clone(p.Raw), raw), append(slices.Clone(p.Statements), st)
	return nil
}

// oneOrAll is how AWS writes a list of one.
func oneOrAll(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// Revoke takes the statement with that Sid away, and tells whether there was
// one.
func (p *Policy) Revoke(sid string) bool {
	i := p.Index(sid)
	if i < 0 {
		return false
	}
	p.Raw, p.Statements = slices.Delete(slices.Clone(p.Raw), i, i+1), slices.Delete(slices.Clone(p.Statements), i, i+1)
	return true
}
