package endpoint

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

// Bounds of connections. One that says nothing is closed; one that waits for a
// function of fifteen minutes is not.
const (
	maxConns     = 4096
	headPatience = 10 * time.Second
	idlePatience = 3 * time.Minute
	maxHeader    = 64 << 10
	// closePatience is how long answers under way may take at the end.
	closePatience = 2 * time.Second
)

// Serve answers requests on a listener until ctx ends; it closes the listener,
// and the ports of runtimes.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headPatience,
		IdleTimeout:       idlePatience,
		MaxHeaderBytes:    maxHeader,
		ConnContext:       connContext,
		ErrorLog:          log.New(io.Discard, "", 0), // what clients do wrong is theirs to see
	}
	go func() {
		<-ctx.Done()
		closing, cancel := context.WithTimeout(context.Background(), closePatience)
		defer cancel()
		if server.Shutdown(closing) != nil {
			server.Close()
		}
	}()
	defer s.runtimes.close()
	err := server.Serve(netutil.LimitListener(wholeListener{l}, maxConns))
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
