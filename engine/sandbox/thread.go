package sandbox

import (
	"sync"

	"modernc.org/libc"
)

// threads are what translated C takes for threads of its own: a stack each. An
// engine needs one only while it runs, so that a few serve thousands of VMs.
var threads pool

type pool struct {
	mu   sync.Mutex
	idle []*libc.TLS
}

// mostIdle is how many are kept; more are in use only where VMs run in parallel.
const mostIdle = 4

func (p *pool) take() *libc.TLS {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		t := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return t
	}
	return libc.NewTLS()
}

func (p *pool) give(t *libc.TLS) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == mostIdle {
		t.Close()
		return
	}
	p.idle = append(p.idle, t)
}
