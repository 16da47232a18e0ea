package engine

import (
	"net/url"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// internet is where plain HTTP requests are sent: to the service that serves
// the host.
type internet struct{ hosts []aws.Host }

// Operations are the one that sends a request, as curl does.
func (n *internet) Operations() []aws.Operation {
	return []aws.Operation{aws.Op(aws.Operation{
		Service: "http", Name: "Request", Hidden: true,
		Doc:    "Sends a plain HTTP request, as curl does.",
		Errors: []string{aws.CouldNotResolveHost},
	}, n.request)}
}

func (n *internet) request(r *aws.Request, in *aws.HTTPRequest) (*aws.HTTPResponse, error) {
	u, err := url.Parse(in.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL)
	}
	for _, h := range n.hosts {
		if h.Serves(u.Hostname()) {
			return h.Request(r, in)
		}
	}
	return nil, aws.Errorf(400, aws.CouldNotResolveHost, "Could not resolve host: %s", u.Hostname())
}

// Serves tells whether a plain request to the host would be some service's. It
// is told by the form of the name alone, and may be asked at any time.
func (w *World) Serves(host string) bool {
	return slices.ContainsFunc(w.internet.hosts, func(h aws.Host) bool { return h.Serves(host) })
}

// On, State and Check: a wire remembers nothing.

// On has nothing to do.
func (n *internet) On(sim.Entry) {}

// State is nothing.
func (n *internet) State() any { return nil }

// Check finds nothing.
func (n *internet) Check() error { return nil }
