package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"skylab/engine/sim"
)

// Replay makes a world from a config and timed calls, and lets it run until
// the given instant.
func Replay(c Config, calls []Call, until sim.Time) *World {
	w := New(c)
	for _, call := range calls {
		w.AdvanceTo(call.At)
		w.Do(call)
	}
	w.AdvanceTo(until)
	return w
}

// Past is a world to come back to: what it was made from, its calls and its
// present. It costs next to nothing to keep.
type Past struct {
	config Config
	calls  []Call
	now    sim.Time
}

// Past is what it takes to come back to the world as it is now.
func (w *World) Past() Past { return Past{w.config, slices.Clip(w.past), w.Now()} }

// Calls are what Replay makes the world anew from: World.Calls, and between
// them those that only read and are on the bill.
func (p Past) Calls() []Call { return p.calls }

// World makes the world, by replay.
func (p Past) World() *World { return Replay(p.config, p.calls, p.now) }

// Fork is an independent world with the same past. Changing nothing in it
// gives identical hashes for ever.
func (w *World) Fork() *World { return w.Past().World() }

// At is the world as it was at an earlier instant.
func (w *World) At(t sim.Time) *World {
	n := 0
	for n < len(w.past) && w.past[n].At <= t {
		n++
	}
	return Replay(w.config, w.past[:n:n], min(t, w.Now()))
}

// Undo is the world as it was before the last call that changed something,
// at that call's moment; it reports whether there was one.
func (w *World) Undo() (*World, bool) {
	n := len(w.past) - 1
	for n >= 0 && w.operations[w.past[n].Operation].ReadOnly {
		n--
	}
	if n < 0 {
		return w, false
	}
	return Replay(w.config, w.past[:n:n], w.past[n].At), true
}

// Hash is a digest of the whole world: two worlds with equal hashes behave
// alike for ever.
func (w *World) Hash() string {
	h := sha256.New()
	fmt.Fprintf(h, "skylab %d twin %q\n", Version, w.config.Twin)
	if err := w.kernel.WriteState(h); err != nil {
		panic("engine: " + err.Error())
	}
	enc := json.NewEncoder(h)
	for _, s := range w.services {
		if err := enc.Encode(s.State()); err != nil {
			panic(fmt.Sprintf("engine: state of %T: %v", s, err))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
