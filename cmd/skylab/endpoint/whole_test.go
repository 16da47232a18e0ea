package endpoint

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"skylab/engine/wire"
)

// counted counts the writes of a connection.
type counted struct {
	net.Conn
	mu     *sync.Mutex
	writes *[]int
}

func (c counted) Write(b []byte) (int, error) {
	c.mu.Lock()
	*c.writes = append(*c.writes, len(b))
	c.mu.Unlock()
	return c.Conn.Write(b)
}

type countedListener struct {
	net.Listener
	mu     sync.Mutex
	writes []int
}

func (l *countedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return counted{c, &l.mu, &l.writes}, nil
}

func TestAnswersLeaveInOneWrite(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	count := &countedListener{Listener: l}
	sizes := []int{0, 1, 100, 3000, 4096, 5000, 100_000, 3_000_000}
	server := &http.Server{ConnContext: connContext, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := sizes[len(r.URL.Query()["n"])]
		send(w, r, &wire.Response{Status: 200, Header: wire.Header{}, Body: bytes.Repeat([]byte("x"), n)})
	})}
	go func() { _ = server.Serve(wholeListener{count}) }()
	defer server.Close()
	for i, n := range sizes {
		for _, method := range []string{"GET", "HEAD"} {
			count.mu.Lock()
			count.writes = nil
			count.mu.Unlock()
			r, err := http.NewRequest(method, "http://"+l.Addr().String()+"/?"+strings.Repeat("n&", i), nil)
			if err != nil {
				t.Fatal(err)
			}
			a, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if _, err := got.ReadFrom(a.Body); err != nil {
				t.Fatal(err)
			}
			a.Body.Close()
			if want := n; method == "GET" && got.Len() != want {
				t.Errorf("%d bytes arrive of %d", got.Len(), want)
			}
			count.mu.Lock()
			if len(count.writes) != 1 {
				t.Errorf("%s of %d bytes: %d writes %v", method, n, len(count.writes), count.writes)
			}
			count.mu.Unlock()
		}
	}
}

// A connection that is not ours, as in tests of other servers, is left alone.
func TestHoldWithoutOurConnection(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil).WithContext(context.Background())
	w := httptest.NewRecorder()
	send(w, r, text(418, "tea"))
	if w.Code != 418 || w.Body.String() != "tea\n" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}
