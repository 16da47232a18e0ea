package reader

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/engine/console"
	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/quiz"
	"skylab/quiz/progress"
	"skylab/ui/action"
	"skylab/ui/answer"
)

// blockKey handles the keys that act on live blocks and on the world.
func (s *Screen) blockKey(name string) (action.Action, tea.Cmd, bool) {
	switch name {
	case "enter":
		act, cmd := s.enter()
		return act, cmd, true
	case "p":
		return s.predict(), nil, true
	case "r":
		act, cmd := s.runKey()
		return act, cmd, true
	case "H":
		return s.hint(), nil, true
	case "u", "U", "R":
		act, cmd := s.historyKey(name)
		return act, cmd, true
	case "w":
		return s.why(), nil, true
	case "o":
		return s.outline(), nil, true
	case "L":
		return s.links(), nil, true
	case "/":
		return action.Search{}, nil, true
	}
	return nil, nil, false
}

// enter acts on the marked block.
func (s *Screen) enter() (action.Action, tea.Cmd) {
	c := s.cards[s.active]
	if c == nil {
		return action.Notice{Text: "Nothing here to act on; } goes to the next live block."}, nil
	}
	switch b := c.block.(type) {
	case *lessons.Predict, *lessons.Ask:
		return s.fill(c), nil
	case *lessons.Sim:
		return s.run(c)
	case *lessons.Console:
		s.replay(c, b)
	case *lessons.Lab:
		return s.beginLab(c)
	}
	return nil, nil
}

// fill lets the learner answer a question, once more if it was answered.
func (s *Screen) fill(c *card) action.Action {
	c.wanted = false
	switch {
	case c.waits():
		c.needed, c.wanted = true, true
		return action.Notice{Text: "One moment: the worlds of this question are being run."}
	case c.broken != nil:
		return action.Notice{Text: "This question cannot be asked: " + c.broken.Error()}
	case c.watching:
		return action.Notice{Text: "Watch the world first; the answer follows."}
	case c.saving:
		return nil
	}
	c.result = nil
	c.open(s.learner(), s.n.Now())
	s.typing, s.pane = true, textPane
	return nil
}

// predict goes to the nearest prediction that is still open.
func (s *Screen) predict() action.Action {
	best := -1
	for i := range s.chapter.Blocks {
		c := s.cards[i]
		if c == nil || c.predicts() == nil || c.answered() {
			continue
		}
		if best < 0 || distance(i, s.active) < distance(best, s.active) {
			best = i
		}
	}
	if best < 0 {
		return action.Notice{Text: "Every prediction of this chapter is answered."}
	}
	s.mark(best)
	return s.fill(s.cards[best])
}

func distance(a, b int) int { return max(a-b, b-a) }

// formKey fills in the marked question.
func (s *Screen) formKey(k tea.KeyPressMsg) (action.Action, tea.Cmd, bool) {
	c := s.cards[s.active]
	if c == nil || c.form == nil {
		s.typing = false
		return nil, nil, false
	}
	name := k.String()
	if name == "ctrl+c" {
		return nil, nil, false
	}
	if name == "H" { // no number and no option is typed with it
		return s.hint(), nil, true
	}
	switch c.form.Key(k) {
	case answer.Sent:
		return nil, s.send(c), true
	case answer.Left:
		s.typing = false
	case answer.Ignored:
		if name == "f1" || name == "ctrl+p" {
			return nil, nil, false
		}
	}
	return nil, nil, true
}

// answerSaved comes back when an answer is on disk, or could not be put there.
type answerSaved struct {
	card     *card
	response quiz.Response
	grade    quiz.Grade
	err      error
}

// send grades an answer and has it saved; the screen says nothing about it
// until it is on disk.
func (s *Screen) send(c *card) tea.Cmd {
	r := c.form.Response()
	g, err := c.question.Grade(r)
	if err != nil {
		c.form.Problem(err.Error())
		return nil
	}
	c.saving, s.typing = true, false
	rec := progress.NewAnswer(r, g, s.n.Now().Sub(c.opened), c.hints).Record(c.kind(), s.chapter.ID, c.id)
	store := s.n.Record
	return func() tea.Msg {
		_, err := store.Append(rec)
		return answerSaved{c, r, g, err}
	}
}

func (s *Screen) answerSaved(m answerSaved) (action.Action, tea.Cmd) {
	c := m.card
	c.saving = false
	if m.err != nil {
		c.form.Problem("Not saved: " + m.err.Error())
		return action.Notice{Text: "Your answer is not saved. It is still here: enter tries again."}, nil
	}
	c.form = nil
	c.result = &result{response: m.response, grade: m.grade}
	if p := c.predicts(); p != nil {
		s.watch(c, p)
	}
	s.show(c)
	return nil, s.placeNow()
}

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
			st.world().AdvanceTo(st.world().Now().Add(p.Until))
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
		for st.play != nil && st.play.Step(st.world().Now().Add(24*time.Hour)) {
			continue
		}
		st.settle()
	}
}

// runKey plays the script of the world on the screen, unless a prediction
// about it is still open: that comes first.
func (s *Screen) runKey() (action.Action, tea.Cmd) {
	if s.stage == nil {
		return action.Notice{Text: "There is no world here yet. Read on to the first live block."}, nil
	}
	for i := range s.chapter.Blocks {
		c := s.cards[i]
		if c == nil {
			continue
		}
		if p := c.predicts(); p != nil && p.Sim.ID == s.stage.id && p.Run == nil && !c.answered() {
			s.mark(i)
			s.fill(c)
			return action.Notice{Text: "First predict what will happen; then it runs."}, nil
		}
	}
	for i := range s.chapter.Blocks {
		if c := s.cards[i]; c != nil && c.id == s.stage.id {
			return s.run(c)
		}
	}
	return nil, nil
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
		return action.Notice{Text: "This world has no script. Type in the console (c), or let time pass with space."}, nil
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

// hint gives the next rung for the marked question or lab, and brings it into
// sight.
func (s *Screen) hint() action.Action {
	act := s.rung()
	s.relay()
	s.flow.reveal(s.active)
	return act
}

func (s *Screen) rung() action.Action {
	c := s.cards[s.active]
	switch {
	case c == nil:
		return action.Notice{Text: "Go to a question or a lab for a hint."}
	case c.asks():
		if c.question == nil || c.question.Hint == "" {
			return action.Notice{Text: "There is no hint for this one."}
		}
		c.hints = 1
		return nil
	case c.report != nil:
		rungs := len(c.report.Hints())
		if c.hints < rungs {
			c.hints++
			return nil
		}
		if rungs == 0 {
			return action.Notice{Text: "Nothing is missing: the lab is solved."}
		}
		return action.Notice{Text: fmt.Sprintf("These are all %d hints for this step.", rungs)}
	}
	return action.Notice{Text: "Begin the lab with enter; then there are hints."}
}
