package elb

import (
	"slices"
	"strconv"
	"time"

	"skylab/engine/aws"
)

// Attribute is a setting of a load balancer or target group.
type Attribute struct {
	Key   string `aws:"max=256,pattern=[a-zA-Z0-9._]+"`
	Value string `aws:"max=1024,always"`
}

// attribute is what may be set: a number in a range, one of some words, or any
// text. Where simulated is false, the default is all that this world knows.
type attribute struct {
	key, initial string
	least, most  int
	words        []string
	simulated    bool
}

// attributes are the values of a table of them, in its order.
type attributes []string

func defaults(table []attribute) attributes {
	out := make(attributes, len(table))
	for i, a := range table {
		out[i] = a.initial
	}
	return out
}

func (v attributes) get(table []attribute, key string) string {
	return v[slices.IndexFunc(table, func(a attribute) bool { return a.key == key })]
}

func (v attributes) number(table []attribute, key string) int {
	n, _ := strconv.Atoi(v.get(table, key)) // "off" is 0
	return n
}

func (v attributes) seconds(table []attribute, key string) time.Duration {
	return time.Duration(v.number(table, key)) * time.Second
}

func (v attributes) show(table []attribute) []Attribute {
	out := make([]Attribute, len(table))
	for i, a := range table {
		out[i] = Attribute{a.key, v[i]}
	}
	return out
}

// with are the values with some changed, or AWS's refusal; what is "Load
// balancer" or "Target group".
//
// fidelity: elb.attributes
func (v attributes) with(table []attribute, what string, changes []Attribute) (attributes, *aws.Error) {
	out := slices.Clone(v)
	for n, c := range changes {
		i := slices.IndexFunc(table, func(a attribute) bool { return a.key == c.Key })
		switch {
		case i < 0:
			return nil, invalid("%s attribute key '%s' is not recognized", what, c.Key)
		case slices.ContainsFunc(changes[:n], func(o Attribute) bool { return o.Key == c.Key }):
			return nil, invalid("%s attribute key '%s' is specified multiple times", what, c.Key)
		}
		if err := table[i].check(c.Value); err != nil {
			return nil, err
		}
		out[i] = c.Value
	}
	return out, nil
}

// check refuses a value. AWS's words for it are assumed.
func (a attribute) check(value string) *aws.Error {
	switch {
	case len(a.words) > 0 && slices.Contains(a.words, value):
	case a.most > 0:
		if n, err := strconv.Atoi(value); err != nil || (n < a.least || n > a.most) && value != a.initial {
			return invalid("The value of '%s' must be between %d and %d inclusive", a.key, a.least, a.most)
		}
	case len(a.words) > 0:
		return invalid("'%s' is not a valid value for the attribute '%s'", value, a.key)
	}
	if !a.simulated && value != a.initial {
		return unsimulated("the attribute %s other than as '%s'", a.key, a.initial)
	}
	return nil
}

func flag(key, initial string, simulated bool) attribute {
	return attribute{key: key, initial: initial, words: []string{"true", "false"}, simulated: simulated}
}
