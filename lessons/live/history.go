package live

import (
	"errors"

	"skylab/engine"
	"skylab/engine/lambda"
	"skylab/engine/sim"
)

// history is what expressions ask of a world's past, folded from its journal
// as it grows.
type history struct {
	world *engine.World
	read  uint64
	// gap tells that more happened between two looks than the journal keeps,
	// so that what is counted from it is too little.
	gap    bool
	kinds  map[string]int
	ended  map[string]ended
	counts map[tally]int
}

// errGap is why a count is not known.
var errGap = errors.New("more has happened here at once than the journal keeps, so this count is not known")

// ended is what is known of a function's finished invocations.
type ended struct {
	last      lambda.InvocationEnded
	maxMemory int
	lastError string
}

// follow reads on to the world's present; another world is read from its
// beginning.
func (h *history) follow(w *engine.World) {
	if h.world != w || w.Journal().Count() < h.read {
		*h = history{world: w, kinds: map[string]int{}, ended: map[string]ended{}, counts: map[tally]int{}}
	}
	j := w.Journal()
	h.gap = h.gap || j.First() > h.read
	for i := max(h.read, j.First()); i < j.Count(); i++ {
		h.fold(j.At(i).Event)
	}
	h.read = j.Count()
}

func (h *history) fold(e sim.Event) {
	h.kinds[e.Kind()]++
	if e, ok := e.(lambda.InvocationEnded); ok {
		h.end(e)
		return
	}
	h.tell(e)
}

func (h *history) end(e lambda.InvocationEnded) {
	t := h.ended[e.Function]
	t.last = e
	t.maxMemory = max(t.maxMemory, e.MaxMemoryMB)
	if e.ErrorType != "" {
		t.lastError = e.ErrorType
	}
	h.ended[e.Function] = t
}
