// Package clients proves that AWS's own clients and the simulated account
// understand each other: the SDK for Go, the AWS CLI and boto3 against the same
// world that the built-in console has.
package clients

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
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
	failed  int // the HTTP status of the last call's error, 0 where it had none
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
	p.failed = 0
	if r.Err != nil {
		p.failed = r.Err.Status()
	}
	return r, nil
}

// line runs a command of the built-in console in the world, for what is no
// client's: "wait 5s", "traffic".
func (p *patient) line(words []string) *console.Run {
	p.mu.Lock()
	defer p.mu.Unlock()
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return p.session.Exec(strings.Join(quoted, " "), transcript.Limit)
}

// serve serves a world with a seed to clients; it returns its URL.
func serve(t *testing.T, p *patient) string {
	t.Helper()
	p.called = map[string]int{}
	s := endpoint.New(endpoint.Config{Door: p, Codec: wire.New(p.world.Operations()), Serves: p.world.Serves})
	return listen(t, s)
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
