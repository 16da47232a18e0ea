package httpevent

import (
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// Cors is what browsers on other origins may do.
type Cors struct {
	AllowCredentials bool
	AllowHeaders     []string
	AllowMethods     []string
	AllowOrigins     []string
	ExposeHeaders    []string
	MaxAge           *int
}

// Normal is the configuration as it is kept: header names in lower case, and
// nil where nothing is given.
func (c *Cors) Normal() *Cors {
	if c == nil {
		return nil
	}
	n := *c
	n.AllowHeaders, n.ExposeHeaders = lowered(c.AllowHeaders), lowered(c.ExposeHeaders)
	n.AllowMethods, n.AllowOrigins = slices.Clone(c.AllowMethods), slices.Clone(c.AllowOrigins)
	return &n
}

func lowered(list []string) []string {
	var out []string
	for _, v := range list {
		out = append(out, strings.ToLower(v))
	}
	return out
}

// origin is the value of Access-Control-Allow-Origin for an origin, or "".
func (c *Cors) origin(from string) string {
	for _, o := range c.AllowOrigins {
		switch {
		case o == "*":
			return "*"
		case o == from, (o == "https://*" || o == "http://*") && strings.HasPrefix(from, strings.TrimSuffix(o, "*")):
			return from
		}
	}
	return ""
}

// Preflight is the answer to a browser's question before a request: 204 with
// what is allowed, or with nothing for an origin that is not. ok is false
// where the request is no such question.
//
// fidelity: apigateway.cors
func (c *Cors) Preflight(in *aws.HTTPRequest) (headers map[string]string, ok bool) {
	from := header(in, "origin")
	if c == nil || !strings.EqualFold(in.Method, "OPTIONS") || from == "" || header(in, "access-control-request-method") == "" {
		return nil, false
	}
	headers = map[string]string{}
	allowed := c.origin(from)
	if allowed == "" {
		return headers, true
	}
	headers["access-control-allow-origin"] = allowed
	if c.AllowCredentials {
		headers["access-control-allow-credentials"] = "true"
	}
	if len(c.AllowMethods) > 0 {
		headers["access-control-allow-methods"] = strings.Join(c.AllowMethods, ",")
	}
	if len(c.AllowHeaders) > 0 {
		headers["access-control-allow-headers"] = strings.Join(c.AllowHeaders, ",")
	}
	if c.MaxAge != nil {
		headers["access-control-max-age"] = strconv.Itoa(*c.MaxAge)
	}
	return headers, true
}

// Apply replaces the CORS headers of a function's response by those of the API or URL,
// which are there for requests with an origin only.
func (c *Cors) Apply(in *aws.HTTPRequest, headers map[string]string) {
	if c == nil {
		return
	}
	for _, name := range []string{"origin", "credentials", "methods", "headers"} {
		delete(headers, "access-control-allow-"+name)
	}
	delete(headers, "access-control-expose-headers")
	delete(headers, "access-control-max-age")
	allowed := c.origin(header(in, "origin"))
	if header(in, "origin") == "" || allowed == "" {
		return
	}
	headers["access-control-allow-origin"] = allowed
	if c.AllowCredentials {
		headers["access-control-allow-credentials"] = "true"
	}
	if len(c.ExposeHeaders) > 0 {
		headers["access-control-expose-headers"] = strings.Join(c.ExposeHeaders, ",")
	}
}

// header is the request's header with that lower-case name, or "".
func header(in *aws.HTTPRequest, name string) string {
	if v, ok := in.Headers[name]; ok {
		return v
	}
	var found []string
	for k, v := range in.Headers { // names that differ in case only are one header
		if strings.ToLower(k) == name {
			found = append(found, v)
		}
	}
	slices.Sort(found)
	return strings.Join(found, ",")
}
