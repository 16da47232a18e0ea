package sns

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// statement is one statement of a topic's policy.
type statement struct {
	sid        string
	deny       bool
	services   []string // service principals, "*" is everybody
	principals []string // ARNs, account ids, "*"
	actions    []string
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

func parseStatement(raw json.RawMessage) (statement, error) {
	var doc struct {
		Sid, Effect                          string
		Principal                            json.RawMessage
		Action, Resource                     words
		Condition                            map[string]map[string]words
		NotAction, NotPrincipal, NotResource json.RawMessage
	}
	malformed := invalid("Policy Error: null")
	if json.Unmarshal(raw, &doc) != nil || doc.Effect != "Allow" && doc.Effect != "Deny" || len(doc.Action) == 0 || len(doc.Resource) == 0 {
		return statement{}, malformed
	}
	if doc.NotAction != nil || doc.NotPrincipal != nil || doc.NotResource != nil {
		return statement{}, aws.Errorf(501, "NotImplemented", "skylab does not simulate NotAction, NotPrincipal and NotResource in a topic's policy")
	}
	st := statement{sid: doc.Sid, deny: doc.Effect == "Deny", actions: doc.Action, resources: doc.Resource}
	for _, a := range doc.Action {
		if vendor, _, _ := strings.Cut(a, ":"); a != "*" && !strings.EqualFold(vendor, "sns") {
			return st, invalid("Policy statement action out of service scope!")
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
func (st *statement) addressed(raw json.RawMessage) bool {
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

// question is what a policy is asked.
type question struct {
	// service is the service principal that asks, or principal the ARN.
	service, principal string
	action, resource   string
	// context are the condition keys, in lower case, with their values.
	context map[string]string
}

// matches tells whether the statement is about the question.
func (st *statement) matches(q question) bool {
	return st.names(q) &&
		slices.ContainsFunc(st.actions, func(a string) bool { return like(strings.ToLower(a), strings.ToLower(q.action)) }) &&
		slices.ContainsFunc(st.resources, func(r string) bool { return like(r, q.resource) }) &&
		!slices.ContainsFunc(st.conditions, func(c condition) bool { return !c.holds(q.context) })
}

// names tells whether the statement's principals include who asks.
func (st *statement) names(q question) bool {
	if q.service != "" {
		return slices.Contains(st.services, q.service) || slices.Contains(st.services, "*")
	}
	root := "arn:aws:iam::" + aws.AccountID + ":root"
	return slices.ContainsFunc(st.principals, func(p string) bool {
		return p == "*" || p == q.principal || p == roleARN(q.principal) || p == aws.AccountID || p == root
	})
}

// roleARN is the role of an assumed-role session, whose path it leaves out.
func roleARN(principal string) string {
	_, rest, ok := strings.Cut(principal, ":assumed-role/")
	if !ok {
		return principal
	}
	name, _, _ := strings.Cut(rest, "/")
	return "arn:aws:iam::" + aws.AccountID + ":role/" + name
}
