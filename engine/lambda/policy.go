package lambda

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// policy is a function's resource-based policy: who else may invoke it.
type policy struct{ Statements []statement }

// statement is one grant, as AddPermission makes it.
type statement struct {
	Sid, Principal, Action   string
	SourceArn, SourceAccount string
	AuthType                 string
	ViaURL                   bool
}

// document is the statement as AWS shows it (fact sheet 6.5 [LS]).
func (t statement) document(resource string) aws.Object {
	o := aws.Object{{Name: "Sid", Value: t.Sid}, {Name: "Effect", Value: "Allow"}, {Name: "Principal", Value: t.principal()},
		{Name: "Action", Value: t.Action}, {Name: "Resource", Value: resource}}
	if c := t.conditions(); len(c) > 0 {
		o = append(o, aws.Field{Name: "Condition", Value: c})
	}
	return o
}

// principal is everybody, a service, or an account's root or identity.
func (t statement) principal() any {
	switch {
	case t.Principal == "*":
		return "*"
	case strings.HasSuffix(t.Principal, ".amazonaws.com"):
		return aws.Object{{Name: "Service", Value: t.Principal}}
	case len(t.Principal) == len(aws.AccountID) && !strings.Contains(t.Principal, ":"):
		return aws.Object{{Name: "AWS", Value: "arn:aws:iam::" + t.Principal + ":root"}}
	}
	return aws.Object{{Name: "AWS", Value: t.Principal}}
}

// conditions are by operator, in the order of AWS's recorded answers.
func (t statement) conditions() aws.Object {
	var c, equals aws.Object
	if t.SourceAccount != "" {
		equals = append(equals, aws.Field{Name: "AWS:SourceAccount", Value: t.SourceAccount})
	}
	if t.AuthType != "" {
		equals = append(equals, aws.Field{Name: "lambda:FunctionUrlAuthType", Value: t.AuthType})
	}
	if len(equals) > 0 {
		c = append(c, aws.Field{Name: "StringEquals", Value: equals})
	}
	if t.ViaURL {
		c = append(c, aws.Field{Name: "Bool", Value: aws.Object{{Name: "lambda:InvokedViaFunctionUrl", Value: "true"}}})
	}
	if t.SourceArn != "" {
		c = append(c, aws.Field{Name: "ArnLike", Value: aws.Object{{Name: "AWS:SourceArn", Value: t.SourceArn}}})
	}
	return c
}

// request is what a policy is asked about.
type request struct {
	principal, action, sourceArn string
	viaURL                       bool
	authType                     string
}

// allows tells whether some statement grants the request.
//
// fidelity: lambda.resource-policy
func (p *policy) allows(q request) bool {
	return slices.ContainsFunc(p.Statements, func(t statement) bool {
		switch {
		case t.Principal != "*" && t.Principal != q.principal,
			!aws.Like(t.Action, q.action),
			t.SourceArn != "" && !aws.Like(t.SourceArn, q.sourceArn),
			t.SourceAccount != "" && q.sourceArn == "",
			t.SourceAccount != "" && t.SourceAccount != aws.AccountID, // all sources are the account's own
			t.AuthType != "" && t.AuthType != q.authType,
			t.ViaURL && !q.viaURL:
			return false
		}
		return true
	})
}

// document is the whole policy as GetPolicy shows it.
func (p *policy) document(resource string) string {
	list := make([]any, len(p.Statements))
	for i, t := range p.Statements {
		list[i] = t.document(resource)
	}
	return string(marshal(aws.Object{{Name: "Version", Value: "2012-10-17"}, {Name: "Id", Value: "default"}, {Name: "Statement", Value: list}}))
}

// text is a statement alone, as AddPermission shows it.
func (t statement) text(resource string) (string, error) {
	data, err := json.Marshal(t.document(resource))
	return string(data), err
}
