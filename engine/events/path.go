package events

import (
	"encoding/json"
	"strconv"
	"strings"
)

// path is a JSON path of the kind that targets take parts of events by:
// $.detail.state, $.resources[0], $['detail-type'].
type path []string // names, and indexes as decimal numbers

// parsePath reads a path; wildcards, slices and filters are none.
func parsePath(s string) (path, bool) {
	rest, ok := strings.CutPrefix(s, "$")
	p := path{}
	for ok && rest != "" {
		var step string
		switch {
		case strings.HasPrefix(rest, "['"):
			step, rest, ok = strings.Cut(rest[2:], "']")
		case rest[0] == '[':
			step, rest, ok = strings.Cut(rest[1:], "]")
			_, err := strconv.ParseUint(step, 10, 31)
			ok = ok && err == nil
		case rest[0] == '.':
			rest = rest[1:]
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			step, rest = rest[:end], rest[end:]
			ok = step != "" && !strings.ContainsAny(step, "*?@()")
		default:
			ok = false
		}
		p = append(p, step)
	}
	return p, ok
}

// find is the value at the path, as it stands in the document.
func (p path) find(document []byte) (json.RawMessage, bool) {
	v := json.RawMessage(document)
	for _, step := range p {
		var members map[string]json.RawMessage
		var list []json.RawMessage
		switch {
		case json.Unmarshal(v, &members) == nil && members != nil:
			var ok bool
			if v, ok = members[step]; !ok {
				return nil, false
			}
		case json.Unmarshal(v, &list) == nil:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(list) {
				return nil, false
			}
			v = list[i]
		default:
			return nil, false
		}
	}
	return v, true
}
