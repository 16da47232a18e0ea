package sns

import (
	"encoding/json"
	"errors"
	"slices"

	"skylab/engine/events/pattern"
)

// parseFilter reads a filter policy for a scope; an empty one takes the filter
// away. Its language is that of EventBridge's patterns, with SNS's limits.
//
// fidelity: sns.filter-policy-limits
func parseFilter(text, scope, at string) (filter, error) {
	if text == "" || text == "{}" {
		return filter{}, nil
	}
	p, err := pattern.Parse([]byte(text))
	var e *pattern.Error
	if errors.As(err, &e) {
		if !json.Valid([]byte(text)) {
			return filter{}, invalid("%sFilterPolicy: failed to parse JSON. %s", at, e.Reason)
		}
		return filter{}, invalid("%sFilterPolicy: %s", at, e.Reason)
	}
	doc, ok := pattern.Decode([]byte(text))
	if !ok {
		return filter{}, invalid("%sFilterPolicy: failed to parse JSON.", at)
	}
	root := doc.(map[string]any)
	f := filter{text: text, pattern: p}
	for key, v := range root {
		if _, deep := v.(map[string]any); deep && scope == scopeAttributes {
			return filter{}, invalid("%sFilter policy scope MessageAttributes does not support nested filter policy", at)
		}
		if list, is := v.([]any); is && slices.Contains(list, nil) {
			f.nullable = append(f.nullable, key)
		}
	}
	slices.Sort(f.nullable)
	keys, combinations := weigh(root, 1)
	if keys > maxFilterKeys {
		return filter{}, invalid("%sFilterPolicy: Filter policy can not have more than %d keys", at, maxFilterKeys)
	}
	if combinations > maxFilterCombinations {
		return filter{}, invalid("%sFilterPolicy: Filter policy is too complex", at)
	}
	return f, nil
}

// weigh counts a policy's keys and its combinations: the product over all
// keys of their values, each times its depth; alternatives of $or add up.
func weigh(object map[string]any, depth int) (keys, combinations int) {
	combinations = 1
	for name, v := range object {
		n, c := 0, 0
		switch v := v.(type) {
		case map[string]any:
			n, c = weigh(v, depth+1)
		case []any:
			if n, c = 1, len(v)*depth; name == "$or" {
				n, c = alternatives(v, depth)
			}
		}
		keys += n
		combinations = min(combinations*c, maxFilterCombinations+1) // no policy is long enough to overflow, but many are too long
	}
	return keys, combinations
}

func alternatives(list []any, depth int) (keys, combinations int) {
	for _, v := range list {
		if object, is := v.(map[string]any); is {
			n, c := weigh(object, depth)
			keys, combinations = keys+n, combinations+c
		}
	}
	return keys, combinations
}
