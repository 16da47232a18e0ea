package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/transcript"
	"skylab/lessons/live"
	"skylab/ui/action"
	"skylab/ui/pace"
)

// stageOf is the stage of a sim, set up when it is first needed. What the
// learner did in it in an earlier session has happened again.
func (s *Screen) stageOf(sim *live.Sim) *stage {
	if st, ok := s.stages[sim.ID]; ok {
		return st
	}
	st := &stage{id: sim.ID, pace: pace.New(sim.Speed)}
	s.stages[sim.ID] = st
	st.live, st.err = live.NewStage(s.n.Course.FS, sim, s.n.World)
	if st.err != nil {
		return st
	}
	if s.n.Files != nil {
		st.live.Reach(s.n.Files)
	}
	s.reload(st)
	st.mark()
	return st
}

// name is what the world of a stage is saved as.
func (s *Screen) name(st *stage) string { return s.chapter.ID + "." + st.id }

// reload brings a world back to where the learner left it. A save of another
// version of the course or the engine is left alone: the world begins anew.
func (s *Screen) reload(st *stage) {
	data, ok := s.n.Worlds.Load(s.name(st))
	if !ok {
		return
	}
	c := s.n.World
	c.Seed = st.world().Config().Seed
	w, err := transcript.Load(data, c)
	if err != nil || w == nil || len(w.Calls()) < st.live.SetupCalls() {
		return
	}
	st.session().SetWorld(w)
}

// enterStage shows the world of a sim beside the text.
func (s *Screen) enterStage(sim *live.Sim) *stage {
	if sim == nil {
		return s.stage
	}
	st := s.stageOf(sim)
	if s.stage != st {
		if s.stage != nil {
			s.stage.free = false // a world that is not seen stands still
		}
		s.stage = st
		s.redo = nil
		s.panel.Hint = "c opens the console."
		if len(sim.Run) > 0 {
			s.panel.Hint = "r plays this world's script; " + s.panel.Hint
		}
		if st.err == nil {
			s.prompt.Attach(st.session())
		}
	}
	return st
}

// worldSaved comes back when a world is on disk, or could not be put there.
type worldSaved struct{ err error }

// after looks at what has changed in the world: it is saved after each command
// of the learner's that counts, if only on the bill, and an open lab is judged.
func (s *Screen) after() tea.Cmd {
	s.prompt.Ended()
	st := s.stage
	if st == nil || st.err != nil || st.play != nil || s.prompt.Busy() || len(st.world().Past().Calls()) == st.saved {
		return nil
	}
	if st.awake && s.n.Now().Sub(st.guest) < settled {
		return nil // a program may make thousands of calls: it is looked at when they are over
	}
	changed := len(st.world().Calls()) != st.calls
	st.mark()
	if !changed {
		return s.saveWorld(st) // what was only read decides no lab
	}
	return tea.Batch(s.saveWorld(st), s.judge(st))
}

// unsaved has a world saved that has been called from outside a moment ago.
func (s *Screen) unsaved() tea.Cmd {
	st := s.stage
	if st == nil || st.err != nil || !st.awake || len(st.world().Past().Calls()) == st.saved {
		return nil
	}
	st.mark()
	return s.saveWorld(st)
}

// saveWorld hands the world's transcript over to be kept.
func (s *Screen) saveWorld(st *stage) tea.Cmd {
	text, err := transcript.Save(st.world())
	if err != nil {
		return func() tea.Msg { return worldSaved{err} }
	}
	worlds, name := s.n.Worlds, s.name(st)
	return func() tea.Msg { return worldSaved{worlds.Save(name, text)} }
}

// undone is a world that can be brought back. What it held is not kept: a
// thousand environments are tens of megabytes.
type undone struct {
	stage *stage
	past  engine.Past
}

// remember keeps the world of a stage, so that u brings it back after a reset.
func (s *Screen) remember(st *stage) {
	if st.err == nil && st.live.Touched() {
		st.past = append(st.past, st.world().Past())
	}
}

// historyKey takes back, does again, or begins anew.
func (s *Screen) historyKey(name string) (action.Action, tea.Cmd) {
	st := s.stage
	if st == nil || st.err != nil || st.play != nil {
		return action.Notice{Text: "There is nothing to take back while the world is playing."}, nil
	}
	st.present()
	switch name {
	case "R":
		s.remember(st)
		if err := st.live.Reset(); err != nil {
			st.err = err
			return nil, nil
		}
		s.prompt.Attach(st.session())
	case "U":
		n := len(s.redo) - 1
		if n < 0 || s.redo[n].stage != st {
			return action.Notice{Text: "Nothing was taken back that could be done again."}, nil
		}
		st.session().SetWorld(s.redo[n].past.World())
		s.redo = s.redo[:n]
	default:
		before := st.world().Past()
		if !s.undo(st) {
			return action.Notice{Text: "There is nothing of yours to take back in this world."}, nil
		}
		s.redo = append(s.redo, undone{st, before})
	}
	st.mark()
	return nil, tea.Batch(s.saveWorld(st), s.judge(st))
}

// undo takes back the last command, or the last reset.
func (s *Screen) undo(st *stage) bool {
	if st.live.Undo() {
		return true
	}
	n := len(st.past) - 1
	if n < 0 {
		return false
	}
	st.session().SetWorld(st.past[n].World())
	st.past = st.past[:n]
	return true
}

// simAt is the sim whose world is shown beside a block: the block's own, or
// that of the nearest sim above; a lab's only once it has begun. Before the
// first sim of the chapter it is that one.
func (s *Screen) simAt(block int) *live.Sim {
	switch c := s.cards[block]; {
	case c == nil:
	case c.isLab() && !c.started:
		block--
	case c.sim != nil:
		return c.sim
	}
	if sim := s.chapter.SimAt(block); sim != nil {
		return sim
	}
	if sims := s.chapter.Sims(); len(sims) > 0 {
		return sims[0]
	}
	return nil
}
