// Package endpoint lets real AWS clients reach a world: an HTTP server, on
// loopback, that speaks the services' own protocols (engine/wire), and serves
// the world's function URLs and HTTP APIs as the internet would.
//
// The world belongs to somebody else, who lets calls in through a Door: Keeper
// here, for a world on its own, or the screen.
package endpoint

import (
	"context"
	"net/http"
	"strings"

	"skylab/engine"
	"skylab/engine/wire"
)

// A Door lets calls into a world. It is used by many requests at once.
type Door interface {
	// Do makes a call and waits until the world has answered, which for some
	// takes virtual time. It fails when ctx ends, or when the world is gone.
	Do(ctx context.Context, c engine.Call) (*engine.Reply, error)
}

// By is the means by which calls from here come, in the world's journal.
const By = "client"

// Server answers requests of AWS clients, and plain ones to hosts of the world.
type Server struct {
	door   Door
	codec  *wire.Codec
	guard  guard
	bodies bodies
	// runtimes are the ports at which runtimes outside serve functions.
	runtimes *runtimes
}

// Config is what a Server needs to know.
type Config struct {
	Door  Door
	Codec *wire.Codec
	// Serves tells whether the world has a host of that form: World.Serves.
	Serves func(host string) bool
	// Token is what requests must show when they may come from other machines;
	// "" means that only this machine's are served.
	Token string
}

// New makes a server.
func New(c Config) *Server {
	s := &Server{door: c.Door, codec: c.Codec, guard: guard{token: c.Token, serves: c.Serves}, bodies: newBodies()}
	s.runtimes = &runtimes{server: s, ports: map[string]*port{}}
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, path, refused := s.guard.admit(r)
	if refused != nil {
		send(w, r, refused)
		return
	}
	body, release, refused := s.bodies.read(w, r)
	defer release()
	if refused != nil {
		send(w, r, refused)
		return
	}
	switch {
	case host != "":
		send(w, r, s.internet(r, host, path, body))
	case r.URL.Path == RuntimePath:
		send(w, r, s.runtimes.ask(r))
	default:
		send(w, r, s.api(r, body))
	}
}

// api answers a request to the API of a service.
func (s *Server) api(r *http.Request, body []byte) *wire.Response {
	call, refused := s.codec.Decode(&wire.Request{
		Method: r.Method, Host: r.Host, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Header: wire.Header(r.Header), Body: body,
	})
	if refused != nil {
		return refused
	}
	reply, err := s.door.Do(r.Context(), engine.Call{Operation: call.Operation.ID(), In: call.In, By: By})
	if err != nil {
		return gone(err)
	}
	return call.Respond(reply.Out, reply.Err, reply.RequestID)
}

// gone answers when the world does not: a 4xx, for clients try a 5xx again.
func gone(err error) *wire.Response {
	return text(http.StatusConflict, "skylab: the world gave no answer: "+err.Error())
}

func text(status int, message string) *wire.Response {
	return &wire.Response{Status: status, Header: wire.Header{"Content-Type": {"text/plain; charset=utf-8"}}, Body: []byte(message + "\n")}
}

// hopByHop are fields that belong to a connection, not to a message.
var hopByHop = map[string]bool{"Connection": true, "Keep-Alive": true, "Transfer-Encoding": true, "Upgrade": true, "Content-Length": true}

// names are the header fields of a request as the world sees them: in lower
// case, several values joined.
func names(h http.Header) map[string]string {
	out := map[string]string{}
	for name, values := range h {
		if !hopByHop[name] && name != http.CanonicalHeaderKey(TokenHeader) {
			out[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	return out
}
