// Package clients proves that AWS's own clients and the simulated account
// understand each other: the SDK for Go, the AWS CLI and boto3 against the same
// world that the built-in console has.
package clients

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/console"
	"skylab/engine/transcript"
	"skylab/engine/wire"
)

// patient is a world whose time passes only while a call waits for its answer,
// as the console's does: the same calls then give the same world.
type patient struct {
	mu      sync.Mutex
	world   *engine.World
	session *console.Session
	called  map[string]int
}

// Do makes a call and lets time pass until it is answered.
func (p *patient) Do(_ context.Context, c engine.Call) (*engine.Reply, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.called[c.Operation]++
	r := p.world.Do(c)
	if !p.world.Wait(r, p.world.Now().Add(24*time.Hour)) {
		return nil, fmt.Errorf("%s is never answered", c.Operation)
	}
	return r, nil
}

// line runs a line of the built-in console in the world, for what is no
// client's: "wait 5s", "traffic".
func (p *patient) line(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	run := p.session.Exec(string(text), transcript.Limit)
	w.Header().Set("X-Status", fmt.Sprint(run.Status))
	fmt.Fprint(w, transcript.Output(run))
}

// serve serves a world with a seed to clients; it returns its URL.
func serve(t *testing.T, p *patient) string {
	t.Helper()
	p.called = map[string]int{}
	s := endpoint.New(endpoint.Config{Door: p, Codec: wire.New(p.world.Operations()), Serves: p.world.Serves})
	mux := http.NewServeMux()
	mux.HandleFunc("POST /skylab-test-line", p.line)
	mux.Handle("/", s)
	return listen(t, mux)
}

// listen serves a handler on loopback; it returns its URL.
func listen(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// resolves tells whether a name is this machine's.
func resolves(name string) bool {
	_, err := net.LookupHost(name)
	return err == nil
}
