package live

import (
	"skylab/engine"
	"skylab/engine/lambda"
)

// history is what expressions ask of a world's past, folded from its journal
// as it grows. Where more happened between two looks than the journal keeps,
// the oldest of it is missing; a lesson's worlds are far smaller.
type history struct {
	world *engine.World
	read  uint64
	kinds map[string]int
	ended map[string]ended
}

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
		*h = history{world: w, kinds: map[string]int{}, ended: map[string]ended{}}
	}
	j := w.Journal()
	for i := max(h.read, j.First()); i < j.Count(); i++ {
		e := j.At(i).Event
		h.kinds[e.Kind()]++
		if e, ok := e.(lambda.InvocationEnded); ok {
			h.end(e)
		}
	}
	h.read = j.Count()
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
