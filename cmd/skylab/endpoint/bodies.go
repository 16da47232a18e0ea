package endpoint

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"

	"skylab/engine/wire"
)

// Bounds of what a request may cost before it is understood.
const (
	// maxBody is above the largest a service takes in one request: a package of
	// 50 MB in base64.
	maxBody = 96 << 20
	// maxBodies bounds all large bodies together that are being read or
	// answered; smallBody is what every connection may have besides.
	maxBodies = 256 << 20
	smallBody = 64 << 10
	// bodyPatience is how long a body may take to come.
	bodyPatience = 60 * time.Second
)

// bodies bounds the memory that all requests at once may take. Memory is taken
// as bytes come, not as they are announced, so that clients that announce much
// and send nothing hold up nobody.
type bodies struct{ memory *semaphore.Weighted }

func newBodies() bodies { return bodies{semaphore.NewWeighted(maxBodies)} }

// read takes the whole body of a request. release gives its memory back.
func (b bodies) read(w http.ResponseWriter, r *http.Request) (body []byte, release func(), refused *wire.Response) {
	switch {
	case r.ContentLength == 0:
		return nil, func() {}, nil
	case r.ContentLength > maxBody:
		return nil, func() {}, tooLarge()
	}
	// The deadline is the connection's: without one, a client that stalls in
	// mid-body would hold its memory for ever.
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Now().Add(bodyPatience))
	defer func() { _ = c.SetReadDeadline(time.Time{}) }()
	g := &growing{memory: b.memory, size: r.ContentLength}
	refused = g.fill(r.Body)
	return g.data, func() { b.memory.Release(g.taken) }, refused
}

// growing is a body that is being read.
type growing struct {
	memory *semaphore.Weighted
	data   []byte
	taken  int64
	size   int64 // announced, or -1
}

func (g *growing) fill(from io.Reader) *wire.Response {
	first := int64(smallBody)
	if g.size > 0 {
		first = min(g.size, first)
	}
	g.data = make([]byte, 0, first)
	for {
		if len(g.data) == cap(g.data) && int64(len(g.data)) != g.size {
			if refused := g.grow(); refused != nil {
				return refused
			}
		}
		n, err := from.Read(g.data[len(g.data):cap(g.data)])
		g.data = g.data[:len(g.data)+n]
		switch {
		case err == io.EOF || err == nil && int64(len(g.data)) == g.size:
			return nil
		case err != nil:
			return text(http.StatusBadRequest, "skylab: the body of the request ended early: "+err.Error())
		}
	}
}

// grow doubles the room, as far as a body may go and as memory is left.
func (g *growing) grow() *wire.Response {
	if len(g.data) >= maxBody {
		return tooLarge()
	}
	room := min(2*int64(cap(g.data)), maxBody)
	if g.size > 0 {
		room = min(room, g.size)
	}
	if !g.memory.TryAcquire(room) {
		return text(http.StatusTooManyRequests, "skylab: too many large requests at once; try again")
	}
	g.taken += room
	g.data = append(make([]byte, 0, room), g.data...)
	return nil
}

func tooLarge() *wire.Response {
	return text(http.StatusRequestEntityTooLarge, fmt.Sprintf("skylab: a body may have at most %d MB", maxBody>>20))
}
