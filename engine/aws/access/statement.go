package access

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Statement is one statement of a policy.
type Statement struct {
	Sid        string
	Actions    []string // as they were written
	deny       bool
	services   []string // service principals, "*" is everybody
	principals []string // ARNs, account ids, "*"
	resources  []string
	conditions []condition
}

// words are a string or a list of strings in a policy.
type words []string

// UnmarshalJSON reads either form.
func (w *words) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*w = words{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(w))
}

// ParseStatement reads one statement of a policy of the service.
func ParseStatement(raw json.RawMessage, service string) (Statement, error) {
	var doc struct {
		Sid, Effect                          string
		Principal                            json.RawMessage
		Action, Resource                     words
		Condition                            map[string]map[string]words
		NotAction, NotPrincipal, NotResource json.RawMessage
	}
	malformed := ErrMalformed
	if json.Unmarshal(raw, &doc) != nil || doc.Effect != "Allow" && doc.Effect != "Deny" || len(doc.Action) == 0 || len(doc.Resource) == 0 {
		return Statement{}, malformed
	}
	if doc.NotAction != nil || doc.NotPrincipal != nil || doc.NotResource != nil {
		return Statement{}, aws.Errorf(501, "NotImplemented", "skylab does not simulate NotAction, NotPrincipal and NotResource in a resource's policy")
	}
	st := Statement{Sid: doc.Sid, deny: doc.Effect == "Deny", Actions: doc.Action, resources: doc.Resource}
	for _, a := range doc.Action {
		if vendor, _, _ := strings.Cut(a, ":"); a != "*" && !strings.EqualFold(vendor, service) {
			return st, ErrScope
		}
	}
	if !st.addressed(doc.Principal) {
		return st, malformed
	}
	var err error
	st.conditions, err = parseConditions(doc.Condition)
	return st, err
}

// addressed reads the Principal member.
func (st *Statement) addressed(raw json.RawMessage) bool {
	var all string
	if json.Unmarshal(raw, &all) == nil {
		st.services, st.principals = []string{"*"}, []string{"*"}
		return all == "*"
	}
	var by struct{ AWS, Service, Federated words }
	if json.Unmarshal(raw, &by) != nil {
		return false
	}
	st.services, st.principals = by.Service, by.AWS
	if slices.Contains(by.AWS, "*") {
		st.services = append(slices.Clone(by.Service), "*")
	}
	return len(st.services)+len(st.principals) > 0
}

// Question is what a policy is asked.
type Question struct {
	// Service is the service principal that asks, or Principal the ARN.
	Service, Principal string
	Action, Resource   string
	// Context are the condition keys, in lower case, with their values.
	Context map[string]string
}

// matches tells whether the statement is about the question.
func (st *Statement) matches(q Question) bool {
	return st.names(q) &&
		slices.ContainsFunc(st.Actions, func(a string) bool { return aws.Like(strings.ToLower(a), strings.ToLower(q.Action)) }) &&
		slices.ContainsFunc(st.resources, func(r string) bool { return aws.Like(r, q.Resource) }) &&
		!slices.ContainsFunc(st.conditions, func(c condition) bool { return !c.holds(q.Context) })
}

// names tells whether the statement's principals include who asks. An account
// is all of its principals where it is denied something; where it is allowed,
// the statement only leaves it to the account's IAM who may, and says nothing
// about a principal by itself.
//
// fidelity: iam.account-principal
func (st *Statement) names(q Question) bool {
	if q.Service != "" {
		return slices.Contains(st.services, q.Service) || slices.Contains(st.services, "*")
	}
	return slices.ContainsFunc(st.principals, func(p string) bool {
		return p == "*" || p == q.Principal || p == RoleARN(q.Principal) || st.deny && (p == aws.AccountID || p == accountRoot)
	})
}

// accountRoot is how a policy names the account as a whole.
const accountRoot = "arn:aws:iam::" + aws.AccountID + ":root"

// RoleARN is the role of an assumed-role session, whose path it leaves out.
func RoleARN(principal string) string {
	_, rest, ok := strings.Cut(principal, ":assumed-role/")
	if !ok {
		return principal
	}
	name, _, _ := strings.Cut(rest, "/")
	return "arn:aws:iam::" + aws.AccountID + ":role/" + name
}
