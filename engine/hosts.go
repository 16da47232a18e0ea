package engine

import (
	"maps"
	"net/url"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// internet is where plain HTTP requests are sent: to the service that serves
// the host.
type internet struct {
	hosts []aws.Host
	world *World
	// waited are requests whose senders have a limit: whether they have given up
	// though the service has yet to answer.
	waited map[uint64]bool
	// last is the newest request, and to whom it went: load sends the same one
	// over and over.
	last struct {
		in *aws.HTTPRequest
		to aws.Host
	}
}

// Operations are the one that sends a request, as curl does.
func (n *internet) Operations() []aws.Operation {
	return []aws.Operation{aws.Op(aws.Operation{
		Service: "http", Name: "Request", Hidden: true,
		Doc:    "Sends a plain HTTP request, as curl does.",
		Errors: []string{aws.CouldNotResolveHost},
	}, n.request)}
}

func (n *internet) request(r *aws.Request, in *aws.HTTPRequest) (*aws.HTTPResponse, error) {
	if in != n.last.in {
		h, err := n.host(in)
		if err != nil {
			return nil, err
		}
		n.last.in, n.last.to = in, h
	}
	out, err := n.last.to.Request(r, in)
	if r.Deferred() && err == nil && in.MaxTimeMs > 0 && n.world.replies[r.ID] != nil {
		n.waited[r.ID] = false
		n.world.kernel.After(time.Duration(in.MaxTimeMs)*time.Millisecond, RequestExpired{r.ID, in.MaxTimeMs})
	}
	return out, err
}

// host is the service that serves a request's host.
func (n *internet) host(in *aws.HTTPRequest) (aws.Host, error) {
	u, err := url.Parse(in.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL)
	}
	for _, h := range n.hosts {
		if h.Serves(u.Hostname()) {
			return h, nil
		}
	}
	return nil, aws.Errorf(400, aws.CouldNotResolveHost, "Could not resolve host: %s", u.Hostname())
}

// Serves tells whether a plain request to the host would be some service's. It
// is told by the form of the name alone, and may be asked at any time.
func (w *World) Serves(host string) bool {
	return slices.ContainsFunc(w.internet.hosts, func(h aws.Host) bool { return h.Serves(host) })
}

// RequestExpired (scheduled): whoever sent a request with a limit waits no more.
type RequestExpired struct {
	Call  uint64
	Limit int64 // ms
}

// Kind names the event.
func (RequestExpired) Kind() string { return "http.RequestExpired" }

// On ends the patience of those who said how long they wait.
func (n *internet) On(e sim.Entry) {
	expired, is := e.Event.(RequestExpired)
	if !is {
		return
	}
	if n.world.replies[expired.Call] == nil {
		delete(n.waited, expired.Call) // it was answered in time
		return
	}
	n.world.Reply(expired.Call, nil, aws.Errorf(400, aws.ConnectionTimedOut, "Operation timed out after %d milliseconds with 0 bytes received", expired.Limit))
	n.waited[expired.Call] = true
}

// late tells whether an answer comes for a request whose sender has given up.
func (n *internet) late(call uint64) bool {
	late := n.waited[call]
	if late {
		delete(n.waited, call)
	}
	return late
}

// State are the requests with a limit.
func (n *internet) State() any {
	var out []any
	for _, call := range slices.Sorted(maps.Keys(n.waited)) {
		out = append(out, call, n.waited[call])
	}
	return out
}

// Check finds nothing.
func (n *internet) Check() error { return nil }
