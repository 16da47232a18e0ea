package sandbox

import "sync"

// places are stretches of memory in which VMs begin: a copy of the snapshot and
// room for cells behind it. They come from the system itself, not from libc's
// allocator, which asks it for the same under the one lock that every call of
// a function in translated C takes: when a world of a thousand VMs is dropped,
// Go's collector gives their memory back while others run. Some are kept for
// the next VM.
var places placePool

type placePool struct {
	mu   sync.Mutex
	idle []uintptr
}

const (
	placeSize  = 512 << 10 // most of which is never touched
	mostPlaces = 16        // that are kept
)

// take gives a place, or 0 where there is no memory.
func (p *placePool) take() uintptr {
	if place := p.kept(); place != 0 {
		return place
	}
	return mapMemory(placeSize)
}

func (p *placePool) kept() (place uintptr) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		place, p.idle = p.idle[n-1], p.idle[:n-1]
	}
	return place
}

func (p *placePool) give(place uintptr) {
	if !p.keep(place) {
		unmapMemory(place, placeSize)
	}
}

func (p *placePool) keep(place uintptr) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == mostPlaces {
		return false
	}
	p.idle = append(p.idle, place)
	return true
}
