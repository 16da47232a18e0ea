package apigateway

import (
	"net/url"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
)

// Serves tells whether the host has the form of an API's.
func (s *Service) Serves(host string) bool { return strings.HasSuffix(host, domain) }

// Request serves a plain HTTP request to an API. The answer comes later: the
// function's time, and the gateway's own.
//
// fidelity: apigateway.requests
func (s *Service) Request(r *aws.Request, in *aws.HTTPRequest) (*aws.HTTPResponse, error) {
	u, err := url.Parse(in.URL)
	if err != nil {
		return nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL)
	}
	r.Later()
	x := &exchange{Call: r.ID, ID: requestID(s), Received: s.k.Now(), in: in, url: u}
	s.exchanges[x.Call] = x
	s.serve(x)
	return nil, nil
}

// serve finds out who answers the request, step by step as AWS does.
func (s *Service) serve(x *exchange) {
	a := s.apis[strings.TrimSuffix(x.url.Hostname(), domain)]
	if a == nil || a.Disabled || x.url.Scheme == "http" {
		s.refuse(x, 404, "Not Found", "no such API")
		return
	}
	x.API = a.ID
	st, path := a.find(httpevent.Path(x.url))
	if st == nil {
		s.refuse(x, 404, "Not Found", "no such stage")
		return
	}
	x.Stage = st.Name
	s.received(x)
	if st.deployment == nil {
		s.refuse(x, 404, "Not Found", "nothing is deployed")
		return
	}
	x.cors = st.deployment.Cors
	if headers, ok := x.cors.Preflight(x.in); ok {
		x.cors = nil // all is said
		s.respond(x, 204, headers, nil, "")
		return
	}
	to, params := st.deployment.route(x.in.Method, path)
	switch {
	case to == nil:
		s.refuse(x, 404, "Not Found", "no route matches")
	case s.throttled(st, to.key.Text):
		s.k.Emit(RequestThrottled{a.ID, st.Name, to.key.Text})
		s.refuse(x, 429, "Too Many Requests", "throttled")
	case len(x.in.Body) > maxPayload:
		s.refuse(x, 413, "Request Entity Too Large", "the request is too large")
	case to.integration == nil:
		s.refuse(x, 500, "Internal Server Error", "the route has no integration")
	default:
		s.integrate(x, st, to, params)
	}
}

// find is the stage that serves a path, with the path below it: the one that
// its first segment names, or $default.
//
// fidelity: apigateway.stages
func (a *api) find(path string) (*stage, string) {
	first := split(path)[0]
	if st := a.stages[decode(first)]; st != nil && st.Name != defaultStage {
		if path = strings.TrimPrefix(path, "/"+first); path == "" {
			path = "/"
		}
		return st, path
	}
	return a.stages[defaultStage], path
}

// route is the deployment's best route for a request, nil where none matches.
func (d *deployment) route(method, path string) (best *served, params map[string]string) {
	segments := split(path)
	for i := range d.routes {
		r := &d.routes[i]
		if best != nil && r.key.compare(best.key) > 0 {
			continue
		}
		if p, ok := r.key.matches(strings.ToUpper(method), segments); ok {
			best, params = r, p
		}
	}
	return best, params
}
