package ec2api

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Filter narrows down what an operation describes. A resource passes if it has
// one of the values; of several filters it must pass each.
type Filter struct {
	Name   string
	Values []string `aws:"item=item"`
}

// Properties are the filters that a kind of resource has: for each name the
// values of a resource.
type Properties[T any] map[string]func(T) []string

// One is a filter on a property with one value.
func One[T any](value func(T) string) func(T) []string {
	return func(t T) []string { return []string{value(t)} }
}

// Passing are those of the list that pass all filters. The id tells under which
// id a resource has its tags. A filter that the kind does not have is refused.
//
// fidelity: ec2.filters
func Passing[T any](list []T, filters []Filter, props Properties[T], tags *Tags, id func(T) string) ([]T, *aws.Error) {
	for _, f := range filters {
		if err := f.check(props[f.Name] != nil); err != nil {
			return nil, err
		}
	}
	out := list[:0:0]
	for _, t := range list {
		if !slices.ContainsFunc(filters, func(f Filter) bool { return !f.passes(values(f.Name, t, props, tags, id)) }) {
			out = append(out, t)
		}
	}
	return out, nil
}

// check refuses a filter that makes no sense; known tells whether the kind of
// resource has it.
func (f Filter) check(known bool) *aws.Error {
	switch {
	case f.Name == "":
		return Missing("Filter.1.Name")
	case len(f.Values) == 0:
		return Invalid("The filter 'null' is invalid")
	case len(f.Values) > maxFilterValues:
		return aws.Errorf(400, "FilterLimitExceeded", "The maximum number of filter values specified on a single call is %d", maxFilterValues)
	case f.Name == "tag-key" || f.Name == "tag-value" || strings.HasPrefix(f.Name, "tag:"):
		return nil
	case !known:
		return Invalid("The filter '%s' is invalid", f.Name)
	}
	return nil
}

// values are those that a resource has for a filter.
func values[T any](name string, t T, props Properties[T], tags *Tags, id func(T) string) []string {
	if get := props[name]; get != nil {
		return get(t)
	}
	var out []string
	key, one := strings.CutPrefix(name, "tag:")
	for _, tag := range tags.Of(id(t)) {
		switch {
		case name == "tag-key":
			out = append(out, tag.Key)
		case name == "tag-value", one && tag.Key == key:
			out = append(out, tag.Value)
		}
	}
	return out
}

// passes tells whether one of the values is among those asked for, which may
// have the wildcards * and ?.
func (f Filter) passes(have []string) bool {
	return slices.ContainsFunc(have, func(v string) bool {
		return slices.ContainsFunc(f.Values, func(pattern string) bool { return aws.Like(pattern, v) })
	})
}

// maxFilterValues is how many values a filter may have (EC2 User Guide, list
// and filter your resources).
const maxFilterValues = 200
