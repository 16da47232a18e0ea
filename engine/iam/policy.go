package iam

import "skylab/engine/aws"

// parseTrust reads a trust policy: the tree for display and its statements.
func parseTrust(text string) (any, []statement, error) { return parsePolicy(text, true) }

// parseIdentity reads an inline policy.
func parseIdentity(text string) ([]statement, error) {
	_, st, err := parsePolicy(text, false)
	return st, err
}

// parsePolicy reads a policy document and refuses what AWS refuses, and what
// is not simulated.
//
// fidelity: iam.policy-errors
func parsePolicy(text string, trust bool) (any, []statement, error) {
	tree, ok := parseJSON(text)
	if !ok {
		return nil, nil, malformed("This policy contains invalid Json")
	}
	doc, ok := tree.(aws.Object)
	if !ok {
		return nil, nil, syntax()
	}
	var list []any
	for _, f := range doc {
		switch f.Name {
		case "Version":
			if f.Value != "2012-10-17" && f.Value != "2008-10-17" {
				return nil, nil, syntax()
			}
		case "Id":
		case "Statement":
			if list, ok = f.Value.([]any); !ok {
				list = []any{f.Value}
			}
		default:
			return nil, nil, syntax()
		}
	}
	if len(list) == 0 {
		return nil, nil, syntax()
	}
	var out []statement
	for _, v := range list {
		st, err := parseStatement(v, trust)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, st)
	}
	return tree, out, nil
}

func malformed(message string) *aws.Error {
	return aws.Errorf(400, "MalformedPolicyDocument", "%s", message)
}

func syntax() *aws.Error { return malformed("Syntax errors in policy.") }

func unsimulated(what string) *aws.Error {
	return aws.Errorf(400, "NotImplemented", "skylab does not simulate a %s in a policy statement", what)
}
