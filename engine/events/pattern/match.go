package pattern

import (
	"slices"
	"strings"
)

// matches tells whether an event's part is what the node wants: an object, or
// a list with one such element. All fields must be found in the same element,
// as AWS keeps arrays consistent.
func (n *node) matches(v, root any) bool {
	if list, is := v.([]any); is && len(list) > 0 {
		return slices.ContainsFunc(list, func(x any) bool { return n.matches(x, root) })
	}
	object, _ := v.(map[string]any) // anything else has no members
	for i := range n.fields {
		if !n.fields[i].matches(object, root) {
			return false
		}
	}
	for _, or := range n.ors {
		one := slices.ContainsFunc(or, func(alternative node) bool { return alternative.matches(object, root) })
		if !one {
			return false
		}
	}
	return true
}

func (f *field) matches(object map[string]any, root any) bool {
	values := members(object, f.name)
	if f.child != nil {
		if len(values) == 0 {
			return f.child.matches(nil, root)
		}
		return slices.ContainsFunc(values, func(v any) bool { return f.child.matches(v, root) })
	}
	for _, m := range f.leaf {
		if _, is := m.(absent); is && !exists(root, f.path) {
			return true
		}
	}
	return slices.ContainsFunc(values, func(v any) bool { return wanted(f.leaf, v) })
}

// wanted tells whether a value is one of those, or a list that holds one.
func wanted(leaf []matcher, v any) bool {
	if list, is := v.([]any); is {
		return slices.ContainsFunc(list, func(x any) bool { return wanted(leaf, x) })
	}
	x, is := valueOf(v)
	return is && slices.ContainsFunc(leaf, func(m matcher) bool { return m.matches(x) })
}

// exists tells whether there is a leaf at the path; an object or an empty
// list is none.
func exists(v any, path []string) bool {
	if list, is := v.([]any); is {
		return slices.ContainsFunc(list, func(x any) bool { return exists(x, path) })
	}
	if len(path) == 0 {
		_, is := valueOf(v)
		return is
	}
	object, _ := v.(map[string]any)
	return slices.ContainsFunc(members(object, path[0]), func(x any) bool { return exists(x, path[1:]) })
}

// members are what an object has under a name: the member itself, and what a
// name with a dot ("state.status") holds one level below.
func members(object map[string]any, name string) []any {
	var out []any
	if v, ok := object[name]; ok {
		out = append(out, v)
	}
	// Whoever asks wants any of them, so their order is no matter.
	for key := range object {
		if first, rest, dotted := strings.Cut(key, "."); dotted && first == name {
			out = append(out, map[string]any{rest: object[key]})
		}
	}
	return out
}
