package wire

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"skylab/engine/aws"
)

// route is the place of a REST operation: "POST /2015-03-31/functions 201", or
// "GET /{Bucket}?list-type=2". A label takes one segment of the path, the last
// one with a plus ("{Key+}") all the rest.
type route struct {
	method   string
	segments []string
	// query are the parameters that must be there, with the given values, and
	// headers the fields. S3 has many operations in one place: which is meant is
	// told by what only one of them requires.
	query   [][2]string
	headers []string
	// status is that of a success.
	status int
}

// routes holds what routeOf found, by operation: definitions do not change.
var routes sync.Map

// routeOf is the operation's place.
func routeOf(op *aws.Operation) *route {
	if known, ok := routes.Load(op.ID()); ok {
		return known.(*route)
	}
	r := newRoute(op)
	routes.Store(op.ID(), &r)
	return &r
}

func newRoute(op *aws.Operation) route {
	words := strings.Fields(op.HTTP)
	if len(words) < 2 {
		panic(fmt.Sprintf("wire: %s has no place in a REST protocol: %q", op.ID(), op.HTTP))
	}
	r := route{method: words[0], status: 200}
	path, query, _ := strings.Cut(words[1], "?")
	r.segments = segments(path)
	for pair := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(pair, "="); name != "" {
			r.query = append(r.query, [2]string{name, value})
		}
	}
	if op.Service == "s3api" {
		r.requires(op)
	}
	if len(words) > 2 {
		n, err := strconv.Atoi(words[2])
		if err != nil {
			panic(fmt.Sprintf("wire: %s: %q is no status", op.ID(), words[2]))
		}
		r.status = n
	}
	return r
}

// requires makes the route ask for what the operation cannot do without.
func (r *route) requires(op *aws.Operation) {
	for _, m := range aws.Members(op.In()) {
		switch {
		case !m.Required:
		case m.Place == "query":
			r.query = append(r.query, [2]string{m.Location()})
		case m.Place == "header":
			r.headers = append(r.headers, m.Location())
		}
	}
}

func segments(path string) []string {
	path = strings.TrimPrefix(path, "/")
	if path == "" {
		return nil
	}
	return strings.Split(path, "/")
}

// moreSpecific orders routes so that the first that matches is meant: more
// required parameters first, then literal segments before labels.
func moreSpecific(x, y *aws.Operation) int {
	a, b := routeOf(x), routeOf(y)
	if n := len(b.query) + len(b.headers) - len(a.query) - len(a.headers); n != 0 {
		return n
	}
	return b.literals() - a.literals()
}

func (r *route) literals() (n int) {
	for _, s := range r.segments {
		if !strings.HasPrefix(s, "{") {
			n++
		}
	}
	return n
}

// match tells whether a request is for the route.
func (r *route) match(s *service, q *Request) bool {
	if q.Method != r.method {
		return false
	}
	if _, ok := r.labels(s, q); !ok {
		return false
	}
	if slices.ContainsFunc(r.headers, func(name string) bool { return q.Header.Get(name) == "" }) {
		return false
	}
	if len(r.query) == 0 {
		return true
	}
	given := q.query()
	return !slices.ContainsFunc(r.query, func(p [2]string) bool {
		return !given.Has(p[0]) || p[1] != "" && given.Get(p[0]) != p[1]
	})
}

// labels are the parts of a request's path by their names in the route.
func (r *route) labels(s *service, q *Request) (map[string]string, bool) {
	got := segments(pathOf(s, q))
	out := map[string]string{}
	for i, want := range r.segments {
		name, label := strings.CutPrefix(want, "{")
		name = strings.TrimSuffix(name, "}")
		greedy := strings.HasSuffix(name, "+")
		switch {
		case i >= len(got):
			return nil, false
		case greedy:
			rest := strings.Join(got[i:], "/")
			text, err := url.PathUnescape(rest)
			out[strings.TrimSuffix(name, "+")] = text
			return out, err == nil && rest != ""
		case label:
			text, err := url.PathUnescape(got[i])
			if err != nil || text == "" {
				return nil, false
			}
			out[name] = text
		case want != got[i]:
			return nil, false
		}
	}
	// A slash at the end is as good as none: /bucket/ is the bucket.
	rest := got[len(r.segments):]
	return out, len(rest) == 0 || len(rest) == 1 && rest[0] == ""
}

// path writes the route for a request with the given labels.
func (r *route) path(labels map[string]string) string {
	var b strings.Builder
	for _, s := range r.segments {
		b.WriteByte('/')
		name, label := strings.CutPrefix(s, "{")
		if !label {
			b.WriteString(s)
			continue
		}
		name = strings.TrimSuffix(name, "}")
		if greedy, ok := strings.CutSuffix(name, "+"); ok {
			b.WriteString(strings.ReplaceAll(escape(labels[greedy]), "%2F", "/"))
			continue
		}
		b.WriteString(escape(labels[name]))
	}
	if b.Len() == 0 {
		return "/"
	}
	return b.String()
}

// escape escapes all but the unreserved characters, as AWS's signing does.
func escape(text string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-_.~", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
