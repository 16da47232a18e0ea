// Package rule decides which rule of a listener a request falls under: its
// conditions, and the order of priorities.
//
// The types of conditions and the order of rules are from AWS's documentation of
// listener rules; what is told apart by case is assumed, as the register says.
package rule

import (
	"net/netip"
	"net/url"
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
	QueryString   Field = "query-string"
	SourceIP      Field = "source-ip"
)

// Condition holds for a request if one of its values does.
type Condition struct {
	Field  Field
	Header string // the name of the header, for HTTPHeader
	Values []string
	Pairs  []Pair // for QueryString, instead of Values
	// Sources are for SourceIP, instead of Values.
	Sources []netip.Prefix
}

// Pair is a parameter of a query: any that has the value, where Key is "".
type Pair struct{ Key, Value string }

// Request is what conditions see of a request. Path has no query, Query no
// question mark; the names of headers are in any case.
type Request struct {
	Method, Host, Path, Query string
	Source                    netip.Addr
	Headers                   map[string]string
}

// Holds tells whether the condition holds. Values have the wildcards * and ?,
// but methods and sources have none. Paths and methods are told apart by case;
// hosts, headers and queries are not.
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
	case QueryString:
		return c.queried(r.Query)
	case SourceIP:
		return slices.ContainsFunc(c.Sources, func(p netip.Prefix) bool { return p.Contains(r.Source) })
	}
	return false
}

func (c Condition) like(s string) bool {
	return slices.ContainsFunc(c.Values, func(pattern string) bool { return aws.Like(pattern, s) })
}

func (c Condition) likeFolded(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(c.Values, func(pattern string) bool { return likeFolded(pattern, s) })
}

// queried tells whether a query has one of the pairs. What cannot be decoded is
// compared as it stands.
func (c Condition) queried(query string) bool {
	for query != "" {
		var parameter string
		parameter, query, _ = strings.Cut(query, "&")
		key, value, _ := strings.Cut(parameter, "=")
		key, value = decoded(key), decoded(value)
		if slices.ContainsFunc(c.Pairs, func(p Pair) bool {
			return (p.Key == "" || likeFolded(p.Key, key)) && likeFolded(p.Value, value)
		}) {
			return true
		}
	}
	return false
}

func decoded(s string) string {
	if d, err := url.QueryUnescape(s); err == nil {
		return strings.ToLower(d)
	}
	return strings.ToLower(s)
}

// likeFolded is aws.Like whatever the case of the pattern; s is in lower case.
func likeFolded(pattern, s string) bool { return aws.Like(strings.ToLower(pattern), s) }

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
