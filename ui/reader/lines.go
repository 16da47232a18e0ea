package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/sim"
	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/quiz"
	"skylab/ui/action"
	"skylab/ui/cell"
	"skylab/ui/layout"
)

// proseCache keeps the lines of text blocks for one width and theme; those
// that read the world are set again when it has moved.
type proseCache struct {
	width int
	lines map[int][]cell.Line
	alive map[int]bool   // whether the block reads the world
	moved map[int]moment // of the world at which a live block was set
}

func (p *proseCache) forget() { p.lines = nil }

// layOut sets the whole chapter for a width. Live blocks in sight are made
// ready: their questions computed, their worlds set up. That can change how
// long they are, so the flow is laid once more then.
func (s *Screen) layOut(width, height int) {
	s.lay(width, height)
	for range 2 {
		if !s.prepareVisible() {
			break
		}
		s.lay(width, height)
	}
	if c := s.cards[s.active]; s.typing && c != nil { // it grows while it is filled in
		s.flow.reveal(s.active)
		s.flow.sight(s.active, c.sight)
	}
}

// relay sets the chapter again for the size that it has.
func (s *Screen) relay() {
	if s.flow.width > 0 {
		s.lay(s.flow.width, s.flow.height)
	}
}

func (s *Screen) lay(width, height int) {
	if s.prose.lines == nil || s.prose.width != width {
		s.prose = proseCache{width: width, lines: map[int][]cell.Line{}, alive: map[int]bool{}, moved: map[int]moment{}}
	}
	blocks := make([][]cell.Line, len(s.chapter.Blocks))
	for i, b := range s.chapter.Blocks {
		if c := s.cards[i]; c != nil {
			blocks[i] = append(s.cardLines(c, i, width), nil)
			continue
		}
		blocks[i] = s.text(i, b, width)
	}
	s.flow.lay(width, height, blocks)
}

// text is a text block in lines, with a blank one after it.
func (s *Screen) text(i int, b lessons.Block, width int) []cell.Line {
	lines, ok := s.prose.lines[i]
	if ok && !s.prose.alive[i] {
		return lines
	}
	if !ok {
		s.prose.alive[i] = alive(b)
	}
	var values *live.Context
	if s.prose.alive[i] {
		var now moment
		if st := s.stageShown(i); st != nil {
			values, now = st.live.Context, momentOf(st.world())
		}
		if ok && s.prose.moved[i] == now {
			return lines
		}
		s.prose.moved[i] = now
	}
	lines = append(s.setter(width, values).Block(b), nil)
	s.prose.lines[i] = lines
	return lines
}

// moment tells one state of a world from another: an age grows though nothing
// happens, and after an undo another history may be as long.
type moment struct {
	world *engine.World
	at    sim.Time
	count uint64 // of the journal
}

func momentOf(w *engine.World) moment { return moment{w, w.Now(), w.Journal().Count()} }

// made is a question whose worlds have been run.
type made struct {
	card     *card
	question quiz.Question
	err      error
}

// Prepare lays the screen out for r and has the questions made that are in
// sight and need worlds to be run: that takes from milliseconds to a second,
// so it is done beside the screen, not in it.
func (s *Screen) Prepare(r layout.Rect) tea.Cmd {
	var cmds []tea.Cmd
	waiting := false
	for _, c := range s.cards {
		waiting = waiting || c.waits()
	}
	if !waiting {
		return nil
	}
	if p := s.arrange(r); !p.text.Empty() {
		s.layOut(textWidth(p.text), p.text.H)
	}
	for i := range s.chapter.Blocks {
		c := s.cards[i]
		if c == nil || !c.needed || !c.waits() || c.making {
			continue
		}
		c.making = true
		course, config, c := s.n.Course, s.n.World, c
		cmds = append(cmds, func() tea.Msg {
			q, err := course.Question(c.block, config)
			return made{c, q, err}
		})
	}
	return tea.Batch(cmds...)
}

// questionMade takes a question over, and opens it if that was waited for.
func (s *Screen) questionMade(m made) action.Action {
	m.card.adopt(m.question, m.err, s.n.Record)
	if m.card.wanted && s.cards[s.active] == m.card && !s.typing {
		return s.fill(m.card)
	}
	return nil
}

// stageShown is the stage whose values a block shows, if it is set up.
func (s *Screen) stageShown(block int) *stage {
	sim := s.simAt(block)
	if sim == nil {
		return nil
	}
	st := s.stages[sim.ID]
	if st == nil || st.err != nil {
		return nil
	}
	return st
}

// prepareVisible makes what is in sight ready, and reports whether something
// was not. It also decides which world stands beside the text.
func (s *Screen) prepareVisible() bool {
	if s.active < 0 || !s.flow.visible(s.active) {
		s.focusVisible()
	}
	changed := false
	for i := range s.chapter.Blocks {
		if s.flow.visible(i) && s.prepare(i) {
			changed = true
		}
	}
	at, _ := s.flow.anchor()
	if s.active >= 0 {
		at = s.active
	}
	if s.stage == nil || s.stage.play == nil {
		if sim := s.simAt(at); sim != nil {
			s.enterStage(sim)
		}
	}
	return changed
}

// prepare makes one block ready; it reports whether it was not.
func (s *Screen) prepare(i int) bool {
	if c := s.cards[i]; c != nil {
		if !c.waits() || c.needed {
			return false
		}
		c.needed = true
		if c.cheap() {
			q, err := s.n.Course.Question(c.block, s.n.World)
			c.adopt(q, err, s.n.Record)
		}
		return c.cheap()
	}
	if b := s.chapter.Blocks[i]; alive(b) && s.stageShown(i) == nil {
		if sim := s.simAt(i); sim != nil && s.stages[sim.ID] == nil {
			s.stageOf(sim)
			return true
		}
	}
	return false
}
