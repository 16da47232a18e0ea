package endpoint

import (
	"bytes"
	"context"
	"net"
	"net/http"
)

// whole is a connection whose answers leave in one write each, however long
// they are: a client that measures, or a slow link that delays small packets,
// sees no pause between the head and the body.
type whole struct {
	net.Conn
	held    []byte
	holding bool
	body    int // bytes that follow the head of the answer that is held
}

// wholeListener makes its connections whole.
type wholeListener struct{ net.Listener }

func (l wholeListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &whole{Conn: c}, nil
}

type connKey struct{}

// connContext keeps a request's connection where hold finds it.
func connContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// hold makes the connection of a request keep back the answer that is about to
// be written until its head and so many bytes of body are there. It is called
// by the one goroutine that writes to the connection.
func hold(r *http.Request, body int) {
	if c, ok := r.Context().Value(connKey{}).(*whole); ok {
		c.holding, c.body = true, body
	}
}

// Write sends, or keeps back what is not yet whole.
func (c *whole) Write(b []byte) (int, error) {
	if !c.holding {
		return c.Conn.Write(b)
	}
	if len(c.held) == 0 && c.complete(b) {
		c.holding = false
		return c.Conn.Write(b)
	}
	c.held = append(c.held, b...)
	if !c.complete(c.held) {
		return len(b), nil
	}
	_, err := c.Conn.Write(c.held)
	c.held, c.holding = nil, false
	return len(b), err
}

// complete tells whether b is a head and all the body that belongs to it.
func (c *whole) complete(b []byte) bool {
	head := bytes.Index(b, []byte("\r\n\r\n"))
	return head >= 0 && len(b)-head-4 >= c.body
}
