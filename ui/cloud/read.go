package cloud

import "skylab/engine"

// reader turns the world into what the panel draws, once for each state of
// the world.
type reader struct {
	world *engine.World
	state state
}

// read is the present of the world.
func (d *reader) read(w *engine.World) *state {
	if w != d.world {
		*d = reader{world: w}
	}
	if w == nil {
		return &d.state
	}
	d.state.now = w.Now().Since()
	return &d.state
}
