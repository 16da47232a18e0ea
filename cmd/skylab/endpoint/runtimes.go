package endpoint

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/netutil"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/lambda"
	"skylab/engine/wire"
)

// RuntimePath is where a function is handed over to runtimes outside (POST), and
// taken back (DELETE): ?FunctionName=… names it. It is this server's own.
const RuntimePath = "/_skylab/runtime"

// ByRuntime is the means by which the calls of runtimes come, in the journal.
const ByRuntime = "runtime"

// Bounds of the port of a function. A runtime that serves a request for fifteen
// minutes keeps its connection meanwhile.
const (
	maxRuntimeConns     = 1024
	runtimeIdlePatience = 20 * time.Minute
)

// Runtime is what somebody must know who starts a runtime of a function.
type Runtime struct {
	FunctionName, FunctionArn string
	// Address is HOST:PORT of the Runtime API of the function. Each has a port
	// of its own, for runtimes take the variable for just that.
	Address string
	// Variables are those of the function.
	Variables map[string]string
}

// runtimes are the functions that were handed over. Their ports stay open until
// the server ends, lest what is under way when one is taken back be lost.
type runtimes struct {
	server *Server
	mu     sync.Mutex
	ports  map[string]*port // by function
	conns  atomic.Int64
	closed bool
}

// port is where the runtimes of a function come to.
type port struct {
	address string
	server  *http.Server
	// known tells that the function was handed over here, attached that it is.
	known, attached bool
}

// ask answers a request to hand a function over or to take it back.
func (p *runtimes) ask(r *http.Request) *wire.Response {
	name := r.URL.Query().Get("FunctionName")
	p.mu.Lock()
	defer p.mu.Unlock()
	var out any
	var err error
	switch r.Method {
	case http.MethodPost:
		out, err = p.attach(r.Context(), name)
	case http.MethodDelete:
		out, err = p.detach(r.Context(), name)
	default:
		a := text(http.StatusMethodNotAllowed, "skylab: POST hands a function over to runtimes outside, DELETE takes it back")
		a.Header["Allow"] = []string{"POST, DELETE"}
		return a
	}
	if refused, is := err.(*aws.Error); is {
		return text(refused.Status(), "skylab: "+refused.Error())
	}
	if err != nil {
		return gone(err)
	}
	return document(http.StatusOK, out)
}

// call makes a call of the world; its refusal is an *aws.Error.
func (s *Server) call(ctx context.Context, operation string, in any) (any, error) {
	reply, err := s.door.Do(ctx, engine.Call{Operation: operation, In: in, By: ByRuntime})
	if err != nil {
		return nil, err
	}
	if reply.Err != nil {
		return nil, reply.Err
	}
	return reply.Out, nil
}

// attach hands a function over. One without a port here was handed over by an
// earlier session, if at all.
func (p *runtimes) attach(ctx context.Context, name string) (*Runtime, error) {
	known, err := p.server.call(ctx, "lambda.GetFunctionConfiguration", &lambda.FunctionInput{FunctionName: name})
	if err != nil {
		return nil, err
	}
	at, err := p.of(known.(*lambda.FunctionConfiguration).FunctionName)
	if err != nil {
		return nil, err
	}
	out, err := p.server.call(ctx, "runtime.Attach", &lambda.RuntimeAttachInput{FunctionName: name, Fresh: !at.known})
	if err != nil {
		return nil, err
	}
	at.known, at.attached = true, true
	f := out.(*lambda.RuntimeFunction)
	return &Runtime{f.FunctionName, f.FunctionArn, at.address, f.Variables}, nil
}

// detach takes a function back.
func (p *runtimes) detach(ctx context.Context, name string) (any, error) {
	out, err := p.server.call(ctx, "runtime.Detach", &lambda.RuntimeDetachInput{FunctionName: name})
	if err != nil {
		return nil, err
	}
	if at := p.ports[out.(*lambda.RuntimeDetachOutput).FunctionName]; at != nil {
		at.attached = false
	}
	return out, nil
}

// of is the port of a function, opened if there is none yet: on loopback, for
// runtimes cannot show a token.
func (p *runtimes) of(function string) (*port, error) {
	if p.closed {
		return nil, ErrGone
	}
	if at := p.ports[function]; at != nil {
		return at, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	api := &runtimeAPI{p.server, function}
	at := &port{address: l.Addr().String(), server: &http.Server{
		Handler:           api,
		ReadHeaderTimeout: headPatience,
		IdleTimeout:       runtimeIdlePatience,
		MaxHeaderBytes:    maxHeader,
		ConnContext:       p.connContext,
		ErrorLog:          log.New(io.Discard, "", 0),
	}}
	p.ports[function] = at
	go func() { _ = at.server.Serve(netutil.LimitListener(wholeListener{l}, maxRuntimeConns)) }()
	return at, nil
}

type processKey struct{}

// connContext gives each connection a name: it is the process, as far as one
// can be told from another. One that makes a connection for each request is a
// new one each time.
func (p *runtimes) connContext(ctx context.Context, c net.Conn) context.Context {
	name := fmt.Sprintf("connection-%d", p.conns.Add(1))
	return context.WithValue(connContext(ctx, c), processKey{}, name)
}

// close takes all functions back and closes their ports.
func (p *runtimes) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	ctx, cancel := context.WithTimeout(context.Background(), closePatience)
	defer cancel()
	for _, name := range slices.Sorted(maps.Keys(p.ports)) {
		if p.ports[name].attached {
			_, _ = p.detach(ctx, name) // of a function that is gone there is nothing to take back
		}
	}
	for _, at := range p.ports {
		if at.server.Shutdown(ctx) != nil {
			at.server.Close()
		}
	}
}

// document is an answer in JSON.
func document(status int, body any) *wire.Response {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(body); err != nil {
		panic("endpoint: " + err.Error()) // strings and maps of them cannot fail
	}
	return &wire.Response{Status: status, Header: wire.Header{"Content-Type": {"application/json"}}, Body: []byte(b.String())}
}
