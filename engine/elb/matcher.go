package elb

import (
	"slices"
	"strconv"
	"strings"
)

// span is a range of status codes.
type span struct{ from, to int }

// spans are the status codes of a matcher: "200", "200,202", "200-299".
func spans(matcher string) (out []span, ok bool) {
	for part := range strings.SplitSeq(matcher, ",") {
		from, to, is := strings.Cut(part, "-")
		if !is {
			to = from
		}
		a, err := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err != nil || err2 != nil || a < 200 || b > 499 || a > b {
			return nil, false
		}
		out = append(out, span{a, b})
	}
	return out, true
}

// matches tells whether a status code is a healthy target's.
func (c *healthCheck) matches(status int) bool {
	return slices.ContainsFunc(c.codes, func(s span) bool { return s.from <= status && status <= s.to })
}
