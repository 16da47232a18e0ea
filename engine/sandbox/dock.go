package sandbox

import (
	"slices"
	"sync"
	"sync/atomic"
)

// A dock is memory in which VMs take turns: a copy of the snapshot and room
// for cells behind it. It comes from the system itself, not from libc's
// allocator, which has one lock for all. A VM stays with its dock for life,
// for its memory is full of addresses; while another has its turn there, it is
// parked.
type dock struct {
	mu     sync.Mutex // held while a VM runs here, and for what follows
	base   uintptr
	tenant *berth // whose memory lies here, or nil
	turn   uint64 // when it was last entered
	lost   bool   // something runs here for ever

	bound int // VMs that stay with it, under the pool's lock
}

const (
	dockSize  = 512 << 10 // most of which is never touched
	mostDocks = 128       // that are made, where no more VMs run in parallel: 42 MB
	idleDocks = 16        // that are kept though no VM stays with them
)

// docks are all docks of the process.
var docks dockPool

type dockPool struct {
	mu    sync.Mutex
	all   []*dock
	turns atomic.Uint64

	notes sync.Mutex // for scratch
	// scratch is where what a VM differs in is written down first.
	scratch []uintptr
}

// take gives a dock for a new VM, locked: one where nobody's memory lies, a
// new one, or that whose tenant has not run for longest; nil where there is no
// memory.
func (p *dockPool) take() *dock {
	p.mu.Lock()
	defer p.mu.Unlock()
	var best *dock
	for _, q := range p.all {
		switch {
		case !q.mu.TryLock():
		case best == nil:
			best = q
		case q.tenant == nil && best.tenant != nil || (q.tenant == nil) == (best.tenant == nil) && q.turn < best.turn:
			best.mu.Unlock()
			best = q
		default:
			q.mu.Unlock()
		}
	}
	if best == nil || best.tenant != nil && len(p.all) < mostDocks {
		if base := mapMemory(dockSize); base != 0 {
			if best != nil {
				best.mu.Unlock()
			}
			best = &dock{base: base}
			best.mu.Lock()
			p.all = append(p.all, best)
		}
	}
	if best != nil {
		best.bound++
	}
	return best
}

// leave tells that one VM less stays with a dock.
func (p *dockPool) leave(q *dock) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if q.bound--; q.bound > 0 {
		return
	}
	idle := 0
	for _, r := range p.all {
		if r.bound == 0 {
			idle++
		}
	}
	if idle > idleDocks {
		p.drop(q)
		unmapMemory(q.base, dockSize)
	}
}

// lose gives up a dock in which something runs for ever. It is out of the pool
// before it is unlocked: else take might give it to a new VM.
func (p *dockPool) lose(q *dock) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drop(q)
	q.lost = true
	q.mu.Unlock()
}

func (p *dockPool) drop(q *dock) {
	p.all = slices.DeleteFunc(p.all, func(r *dock) bool { return r == q })
}
