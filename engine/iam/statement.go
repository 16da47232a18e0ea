package iam

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// statement is one statement of a policy. A trust policy's has services, an
// identity policy's has resources.
type statement struct {
	deny      bool
	actions   []string
	resources []string
	services  []string
}

func parseStatement(v any, trust bool) (statement, error) {
	var st statement
	o, ok := v.(aws.Object)
	if !ok {
		return st, syntax()
	}
	effect := false
	for _, f := range o {
		ok = true
		switch f.Name {
		case "Sid":
			_, ok = f.Value.(string)
		case "Effect":
			effect = f.Value == "Allow" || f.Value == "Deny"
			st.deny = f.Value == "Deny"
		case "Action":
			st.actions, ok = texts(f.Value)
		case "Resource":
			st.resources, ok = texts(f.Value)
		case "Principal":
			var err error
			if st.services, err = principals(f.Value, trust); err != nil {
				return st, err
			}
		case "Condition", "NotAction", "NotResource", "NotPrincipal":
			return st, unsimulated(f.Name)
		default:
			ok = false
		}
		if !ok {
			return st, syntax()
		}
	}
	if !effect {
		return st, syntax()
	}
	return st, st.validate(trust)
}

// principals are the services named by a Principal member.
//
// fidelity: iam.principals
func principals(v any, trust bool) ([]string, error) {
	if !trust {
		return nil, malformed("Policy document should not specify a principal.")
	}
	o, ok := v.(aws.Object)
	if !ok {
		if v == "*" {
			return []string{"*"}, nil
		}
		return nil, syntax()
	}
	out := []string{} // nil is a statement without principals
	for _, f := range o {
		names, ok := texts(f.Value)
		if !ok {
			return nil, syntax()
		}
		switch f.Name {
		case "Service":
			for _, n := range names {
				if !strings.HasSuffix(n, ".amazonaws.com") {
					return nil, malformed("Invalid principal in policy: \"SERVICE\":\"" + n + "\"")
				}
			}
			out = append(out, names...)
		case "AWS", "Federated":
			// Accounts and users may be named; they never call here.
		default:
			return nil, malformed("Invalid principal in policy.")
		}
	}
	return out, nil
}

// validate reports what AWS would not accept in the statement.
//
// fidelity: iam.conditions
func (st statement) validate(trust bool) error {
	switch {
	case len(st.actions) == 0:
		return malformed("Policy statement must contain actions.")
	case trust && len(st.resources) > 0:
		return malformed("Has prohibited field Resource")
	case trust && st.services == nil:
		return malformed("Missing required field Principal")
	case !trust && len(st.resources) == 0:
		return malformed("Policy statement must contain resources.")
	}
	for _, a := range st.actions {
		vendor, _, has := strings.Cut(a, ":")
		switch {
		case trust && vendor != "sts" && a != "*":
			return malformed("AssumeRole policy may only specify STS AssumeRole actions.")
		case a != "*" && (!has || vendor == ""):
			return malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
		}
	}
	for _, r := range st.resources {
		if r != "*" && !strings.HasPrefix(r, "arn:") {
			return malformed("Resource " + r + " must be in ARN format or \"*\".")
		}
		if strings.Contains(r, "${") {
			return unsimulated("policy variable")
		}
	}
	return nil
}

// names tells whether the statement is about that service principal.
func (st statement) names(service string) bool {
	return slices.Contains(st.services, service) || slices.Contains(st.services, "*")
}
