package lessons

import (
	"fmt"
	"strconv"

	"skylab/lessons/live"
)

// sim reads a world.
func (r *reading) sim(f *fence) Block {
	s := r.world(f)
	o, ok := f.yaml()
	if !ok {
		return nil
	}
	s.Title, _ = o.text("title")
	s.Setup = o.script("setup")
	s.Run = o.script("run")
	s.Speed = 1
	if v, ok := o.number("speed"); ok {
		if v <= 0 {
			r.damage(o.values["speed"].line, o.values["speed"].column, "a speed is above 0", "")
		} else {
			s.Speed = v
		}
	}
	o.done("a sim")
	if _, twice := r.sims[s.ID]; twice {
		r.damage(f.line, f.attrs["id"].column, fmt.Sprintf("there is another sim %q in this chapter", s.ID), "ids are unique")
		return nil
	}
	r.sims[s.ID] = s
	r.simIDs = append(r.simIDs, s.ID)
	r.above = s
	return &Sim{f.at(), s}
}

// world is what the head of a sim or a lab says.
func (r *reading) world(f *fence) *live.Sim {
	s := &live.Sim{ID: f.id(), Pos: r.pos(f.line), Dir: r.chapter.Dir, Seed: 1, Speed: 1}
	if text := f.get("seed"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			r.damage(f.line, f.attrs["seed"].column, fmt.Sprintf("the seed %q is not a whole number from 0", text), "")
		}
		s.Seed = n
	}
	if id := f.get("from"); id != "" {
		r.links = append(r.links, link{f, "from", id, func(base *live.Sim) {
			s.Base = base
			if f.get("seed") == "" {
				s.Seed = base.Seed
			}
		}})
	}
	return s
}
