package apigateway

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// defaultKey catches what no other route does.
const defaultKey = "$default"

// key is a route key: a method and a path, or $default.
type key struct {
	Text, Method string
	// segments are the path's, without slashes; nil for $default.
	segments []segment
}

// segment is a literal, a variable, or a greedy variable.
type segment struct {
	kind segmentKind
	text string // the literal, or the variable's name
}

// segmentKind orders what a segment may be by how closely it matches.
type segmentKind uint8

const (
	literal segmentKind = iota
	variable
	greedy
)

var (
	methods      = []string{"ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
	variableForm = regexp.MustCompile(`^\{([A-Za-z0-9._-]+)(\+?)\}$`)
)

// parseKey reads a route key. The refusal is AWS's (public reports, such as a
// Terraform log of 2025).
//
// fidelity: apigateway.route-keys
func parseKey(text string) (key, error) {
	if text == defaultKey {
		return key{Text: text}, nil
	}
	wrong := bad(`The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`)
	method, path, ok := strings.Cut(text, " ")
	if !ok || !slices.Contains(methods, method) || !strings.HasPrefix(path, "/") || strings.ContainsAny(path, " ?#") {
		return key{}, wrong
	}
	k := key{Text: text, Method: method, segments: []segment{}}
	parts := split(path)
	for i, part := range parts {
		s := segment{literal, part}
		if m := variableForm.FindStringSubmatch(part); m != nil {
			s = segment{variable, m[1]}
			if m[2] != "" {
				s.kind = greedy
			}
		} else if strings.ContainsAny(part, "{}") {
			return key{}, wrong
		}
		if s.kind == greedy && i != len(parts)-1 {
			return key{}, wrong
		}
		k.segments = append(k.segments, s)
	}
	return k, nil
}

// split is a path's segments; "/" has one, which is empty.
func split(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

// resource is the key's path, or $default.
func (k key) resource() string {
	if k.segments == nil {
		return k.Text
	}
	return k.Text[len(k.Method)+1:]
}

// matches tells whether a request is the route's, with the values of its
// variables, decoded.
func (k key) matches(method string, path []string) (params map[string]string, ok bool) {
	if k.segments == nil {
		return nil, true
	}
	if k.Method != "ANY" && k.Method != method {
		return nil, false
	}
	params = map[string]string{}
	for i, s := range k.segments {
		if i >= len(path) {
			return nil, false
		}
		switch s.kind {
		case literal:
			if decode(path[i]) != s.text {
				return nil, false
			}
		case variable:
			if path[i] == "" {
				return nil, false
			}
			params[s.text] = decode(path[i])
		case greedy:
			rest := strings.Join(path[i:], "/")
			params[s.text] = decode(rest)
			return params, rest != ""
		}
	}
	return params, len(path) == len(k.segments)
}

func decode(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

// compare orders keys that match the same request, the better one first: a
// full match before a greedy variable, a literal before a variable, a method
// before ANY, and $default last (developer guide, routing API requests; that
// literals win segment by segment is an assumption).
//
// fidelity: apigateway.route-priority
func (k key) compare(o key) int {
	if (k.segments == nil) != (o.segments == nil) {
		if k.segments == nil {
			return 1
		}
		return -1
	}
	if c := slices.CompareFunc(k.segments, o.segments, func(a, b segment) int { return int(a.kind) - int(b.kind) }); c != 0 {
		return c
	}
	switch {
	case k.Method == o.Method:
		return strings.Compare(k.Text, o.Text)
	case k.Method == "ANY":
		return 1
	case o.Method == "ANY":
		return -1
	}
	return strings.Compare(k.Text, o.Text)
}

// rivals tells whether two keys differ in the names of variables alone.
func (k key) rivals(o key) bool {
	return k.Text != o.Text && k.Method == o.Method && k.segments != nil && slices.EqualFunc(k.segments, o.segments, func(a, b segment) bool {
		return a.kind == b.kind && (a.kind != literal || a.text == b.text)
	})
}
