package access

import (
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// condition is one key of a statement's Condition: any of the values will do.
type condition struct {
	operator string // without IfExists
	ifExists bool
	key      string // in lower case, as keys are compared
	values   []string
}

// parseConditions reads a Condition member. Operators that topics' policies do
// not use are refused, not ignored.
//
// fidelity: sns.policy-conditions
func parseConditions(doc map[string]map[string]words) ([]condition, error) {
	var out []condition
	for _, name := range slices.Sorted(maps.Keys(doc)) {
		operator, ifExists := strings.CutSuffix(name, "IfExists")
		switch operator {
		case "StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase",
			"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Bool":
		default:
			return nil, aws.Errorf(501, "NotImplemented", "skylab does not simulate the condition %s in a resource's policy", name)
		}
		for _, key := range slices.Sorted(maps.Keys(doc[name])) {
			out = append(out, condition{operator, ifExists, strings.ToLower(key), doc[name][key]})
		}
	}
	return out, nil
}

// holds tells whether the condition is met. A key that a request does not have
// meets only what is negated or IfExists.
func (c condition) holds(context map[string]string) bool {
	value, there := context[c.key]
	negated := strings.Contains(c.operator, "Not")
	if !there {
		return negated || c.ifExists
	}
	any := slices.ContainsFunc(c.values, func(want string) bool { return c.equals(want, value) })
	return any != negated
}

func (c condition) equals(want, value string) bool {
	switch c.operator {
	case "StringEquals", "StringNotEquals":
		return want == value
	case "StringEqualsIgnoreCase", "Bool":
		return strings.EqualFold(want, value)
	}
	// The Arn operators all match * and ?, whatever they are called.
	return aws.Like(want, value)
}
