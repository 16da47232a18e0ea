// Package rule decides which rule of a listener a request falls under: its
// conditions, and the order of priorities.
//
// The types of conditions and the order of rules are from AWS's documentation of
// listener rules; what is told apart by case is assumed, as the register says.
package rule

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Field is what a condition looks at, in AWS's words.
type Field string

// The fields that are simulated.
const (
	PathPattern   Field = "path-pattern"
	HostHeader    Field = "host-header"
	HTTPHeader    Field = "http-header"
	RequestMethod Field = "http-request-method"
)

// Condition holds for a request if one of its values does.
type Condition struct {
	Field  Field
	Header string // the name of the header, for HTTPHeader
	Values []string
}

// Request is what conditions see of a request. Path has no query; the names of
// headers are in any case.
type Request struct {
	Method, Host, Path string
	Headers            map[string]string
}

// Holds tells whether the condition holds. Values have the wildcards * and ?,
// but methods have none. Paths and methods are told apart by case; hosts and
// headers are not.
//
// fidelity: elb.conditions
func (c Condition) Holds(r Request) bool {
	switch c.Field {
	case PathPattern:
		return c.like(r.Path)
	case HostHeader:
		return c.likeFolded(r.Host)
	case HTTPHeader:
		for name, value := range r.Headers {
			if strings.EqualFold(name, c.Header) && c.likeFolded(value) {
				return true
			}
		}
	case RequestMethod:
		return slices.Contains(c.Values, r.Method)
	}
	return false
}

func (c Condition) like(s string) bool {
	return slices.ContainsFunc(c.Values, func(pattern string) bool { return aws.Like(pattern, s) })
}

func (c Condition) likeFolded(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(c.Values, func(pattern string) bool { return aws.Like(strings.ToLower(pattern), s) })
}

// Rule is a listener's rule but for what it does.
type Rule struct {
	Priority   int // 1 to 50000, unique in a listener; the lowest is tried first
	Conditions []Condition
}

// Matches tells whether all conditions of the rule hold.
func (r Rule) Matches(q Request) bool {
	return !slices.ContainsFunc(r.Conditions, func(c Condition) bool { return !c.Holds(q) })
}

// First is the position of the rule that a request falls under, -1 for the
// default rule, which is tried last.
//
// fidelity: elb.priorities
func First(rules []Rule, q Request) int {
	first := -1
	for i, r := range rules {
		if (first < 0 || r.Priority < rules[first].Priority) && r.Matches(q) {
			first = i
		}
	}
	return first
}
