package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/engine/console"
	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/action"
)

// watch plays what was predicted, in the sim's world as it was at the
// beginning, and then shows how it came out.
func (s *Screen) watch(c *card, p *live.Prediction) {
	st := s.enterStage(p.Sim)
	if st == nil || st.err != nil {
		return
	}
	s.remember(st)
	if err := st.live.Reset(); err != nil {
		st.err = err
		return
	}
	s.prompt.Attach(st.session())
	script := p.Run
	if script == nil {
		script = p.Sim.Run
	}
	c.watching = true
	done := func() {
		c.watching = false
		if p.Until > 0 {
			st.live.Pass(p.Until)
		}
		s.show(c)
	}
	s.play(st, c, script, done)
}

// show marks a card and brings it into sight.
func (s *Screen) show(c *card) {
	for i, other := range s.cards {
		if other == c {
			s.mark(i)
		}
	}
}

// play begins a script on a stage; with reduced motion it is over at once.
func (s *Screen) play(st *stage, c *card, script live.Script, then func()) {
	c.begun = 0
	st.begin(script, func(_ live.Command, r *console.Run) {
		c.begun++
		s.prompt.Echo(r)
	}, then)
	if s.th.Still {
		st.live.Finish(st.play)
		st.settle()
	}
}

// runKey plays the script of the world on the screen.
func (s *Screen) runKey() (action.Action, tea.Cmd) {
	if s.stage == nil {
		return action.Notice{Text: "There is no world here yet. Read on to the first live block."}, nil
	}
	for i := range s.chapter.Blocks {
		if c := s.cards[i]; c != nil && c.id == s.stage.id {
			return s.runPredicted(c, s.stage.id)
		}
	}
	return nil, nil
}

// runPredicted plays the script of a world, unless a prediction about it is
// still open: that comes first.
func (s *Screen) runPredicted(of *card, sim string) (action.Action, tea.Cmd) {
	for i := range s.chapter.Blocks {
		c := s.cards[i]
		if c == nil {
			continue
		}
		if p := c.predicts(); p != nil && p.Sim.ID == sim && p.Run == nil && !s.done(c) {
			s.mark(i)
			s.fill(c)
			return action.Notice{Text: "First predict what will happen; then it runs."}, nil
		}
	}
	return s.run(of)
}

// run plays a sim's script in its world as it is now.
func (s *Screen) run(c *card) (action.Action, tea.Cmd) {
	sim, ok := c.block.(*lessons.Sim)
	if !ok {
		return action.Notice{Text: "A lab has no script: use the console, c."}, nil
	}
	st := s.enterStage(sim.Spec)
	switch {
	case st == nil || st.err != nil:
		return nil, nil
	case st.play != nil:
		st.toggle()
		return nil, nil
	case len(sim.Spec.Run) == 0:
		return action.Notice{Text: "This world has no script. Type in the console (c), or press space for time."}, nil
	}
	s.play(st, c, sim.Spec.Run, func() { c.ran = true })
	return nil, nil
}

// replay runs the commands of a console block in its world.
func (s *Screen) replay(c *card, b *lessons.Console) {
	st := s.enterStage(b.Sim)
	if st == nil || st.err != nil || st.play != nil {
		return
	}
	var script live.Script
	for _, e := range b.Exchanges {
		script = append(script, e.Command)
	}
	s.play(st, c, script, func() { c.ran = true })
}
