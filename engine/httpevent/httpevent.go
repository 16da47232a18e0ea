// Package httpevent holds what HTTP APIs and function URLs say to a function
// about a request, and how they read its answer: payload formats 2.0 and 1.0.
//
// It routes nothing and runs nothing. Its invariant: the same request gives
// the same bytes. The shapes are from the API Gateway developer guide, Lambda
// proxy integrations for HTTP APIs (fact sheet lambda 4.7 [SAM, GO, WEB]).
package httpevent

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Request is a request with what its front door knows of it.
type Request struct {
	// ID is the request's id, Account who the caller is: an account's number
	// or "anonymous".
	ID, Account string
	// APIID and Domain are the front door's id and host name.
	APIID, Domain string
	// RouteKey and Stage are those that serve the request.
	RouteKey, Stage                string
	PathParameters, StageVariables map[string]string
	// Path is the path that the function is told, "" for the URL's as it was
	// sent.
	Path string
	// Extra are headers that the front door adds.
	Extra map[string]string
	At    sim.Time
	HTTP  *aws.HTTPRequest
	URL   *url.URL
}

// Path is the request's path as it was sent, "/" at least.
func Path(u *url.URL) string {
	if p := u.EscapedPath(); p != "" {
		return p
	}
	return "/"
}

// path is the one that the function is told.
func (r *Request) path() string {
	if r.Path != "" {
		return r.Path
	}
	return Path(r.URL)
}

// headers are the request's with lower-case names and those that the front
// door adds. Cookies are taken out where they have a place of their own.
func (r *Request) headers(keepCookies bool) (headers map[string]string, cookies []string) {
	headers = map[string]string{"host": r.URL.Host, "x-forwarded-for": r.HTTP.SourceIP, "x-forwarded-port": "443", "x-forwarded-proto": "https"}
	if len(r.HTTP.Body) > 0 {
		headers["content-length"] = strconv.Itoa(len(r.HTTP.Body))
	}
	for k, v := range r.Extra { // into a map: the order does not matter
		headers[k] = v
	}
	for _, k := range slices.Sorted(maps.Keys(r.HTTP.Headers)) {
		name, value := strings.ToLower(k), r.HTTP.Headers[k]
		if name != "cookie" || keepCookies {
			headers[name] = value
			continue
		}
		for c := range strings.SplitSeq(value, ";") {
			cookies = append(cookies, strings.TrimSpace(c))
		}
	}
	return headers, cookies
}

// domainPrefix is the first label of the host.
func (r *Request) domainPrefix() string {
	prefix, _, _ := strings.Cut(r.Domain, ".")
	return prefix
}

// clock is the request's time in the form of an access log.
func (r *Request) clock() string { return r.At.Wall().Format("02/Jan/2006:15:04:05 +0000") }

// object adds members one by one, leaving out what is empty.
type object struct{ aws.Object }

func (o *object) add(name string, value any) {
	o.Object = append(o.Object, aws.Field{Name: name, Value: value})
}

func (o *object) addMap(name string, m map[string]string) {
	if len(m) > 0 {
		o.add(name, m)
	}
}
