package main

import (
	"context"
	"fmt"
	"net"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/wire"
	"skylab/ui/visit"
)

// check refuses an address that is not used, or that others could reach: under
// the screen nobody sees a token.
func (f *screenFlags) check(listens bool) error {
	if listens && !f.cloud {
		return usagef("--listen is for --cloud")
	}
	name, _, err := net.SplitHostPort(f.listen)
	if err != nil {
		return usagef("--listen %s: it must be HOST:PORT", f.listen)
	}
	if !loopback(name) {
		return usagef("--listen %s: other machines could reach that; skylab cloud --allow-remote serves them", f.listen)
	}
	return nil
}

// screenCloud serves the account on the screen, if it was asked for.
type screenCloud struct {
	listener net.Listener // nil if it was not
	visits   *visit.Queue
	knock    func()
	stop     context.CancelFunc
	stopped  chan struct{}
}

// listenForScreen takes the address, before there is a screen.
func listenForScreen(f screenFlags) (*screenCloud, error) {
	c := &screenCloud{}
	if !f.cloud {
		return c, nil
	}
	l, err := net.Listen("tcp", f.listen)
	if err != nil {
		return nil, fmt.Errorf("--listen %s: %w", f.listen, err)
	}
	c.listener, c.visits = l, visit.NewQueue(func() { c.knock() })
	return c, nil
}

// short is where it is served, as there is room for on the screen.
func (c *screenCloud) short() string {
	if c.listener == nil {
		return ""
	}
	_, port, _ := net.SplitHostPort(c.listener.Addr().String())
	return ":" + port
}

// hint tells how to use it.
func (c *screenCloud) hint() string {
	if c.listener == nil {
		return ""
	}
	address := c.listener.Addr().String()
	return fmt.Sprintf("Real clients reach this account at http://%s. In another terminal: eval \"$(skylab cloud env%s)\"", address, elsewhere(address))
}

// begin serves; knock tells the screen that somebody waits. Which operations
// there are, and which hosts, is the same in all worlds.
func (c *screenCloud) begin(knock func()) {
	if c.listener == nil {
		return
	}
	c.knock = knock
	any := engine.New(engine.Config{})
	s := endpoint.New(endpoint.Config{Door: c.visits, Codec: wire.New(any.Operations()), Serves: any.Serves})
	ctx, stop := context.WithCancel(context.Background())
	c.stop, c.stopped = stop, make(chan struct{})
	go func() {
		_ = s.Serve(ctx, c.listener) // there is no terminal to say it on
		close(c.stopped)
	}()
}

// close answers all who wait that it is over, and serves no more.
func (c *screenCloud) close() {
	if c.stop == nil {
		return
	}
	c.visits.Close()
	c.stop()
	<-c.stopped
}
