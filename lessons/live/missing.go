package live

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Missing is something that an expression asked about and that the world does
// not have: in prose most likely a slip of the author's, in a lab what the
// learner has still to make.
type Missing struct {
	// Word is the word that asked, Names what it was given.
	Word  string
	Names []string
	// There are the names that it could have been given, in the order of the
	// service.
	There []string
}

// things are what the words stand for.
var things = map[string]string{
	"fn": "function", "mapping": "event source mapping", "log": "log group", "api": "HTTP API", "loadBalancer": "load balancer", "targets": "target group", "group": "Auto Scaling group", "job": "job", "traffic": "traffic",
}

// namesShown is how many names a message lists at most.
const namesShown = 8

// Thing is what is missing: `the queue "ordrs"`.
func (m *Missing) Thing() string {
	what := m.Word
	if t, ok := things[what]; ok {
		what = t
	}
	return "the " + what + " " + strconv.Quote(strings.Join(m.Names, " "))
}

// Hint says what there is instead: `; did you mean "orders"?`, or a list.
func (m *Missing) Hint() string {
	for _, name := range []string{m.Names[len(m.Names)-1], strings.Join(m.Names, " ")} {
		if near := Suggest(name, m.There); near != "" {
			return near
		}
	}
	switch n := len(m.There); {
	case n == 0:
		return "; there is none"
	case n > namesShown:
		return fmt.Sprintf("; there are %s and %d more", quoted(m.There[:namesShown]), n-namesShown)
	case n > 1:
		return "; there are " + quoted(m.There)
	}
	return "; there is " + quoted(m.There)
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return strings.Join(out, ", ")
}

// Missing is the first thing that was asked about and does not exist, nil if
// there was none. Who asks whether it exists knows that it may not.
func (c *Context) Missing() *Missing { return c.missing }

// Forget makes Missing begin anew.
func (c *Context) Forget() { c.missing = nil }

// miss notes that a word found nothing by these names.
func (c *Context) miss(word string, there []string, names ...string) {
	if c.missing == nil && !c.asks(word, names...) {
		c.missing = &Missing{Word: word, Names: names, There: there}
	}
}

// asks tells whether the expression asks if such a thing exists.
func (c *Context) asks(word string, names ...string) bool {
	call := word + "(" + quoted(names) + ")"
	return slices.ContainsFunc(c.asked, func(asked string) bool { return strings.HasSuffix(asked, call) })
}

// listed are the names of a list of things.
func listed[T any](list []T, name func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = name(v)
	}
	return out
}
