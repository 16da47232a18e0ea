package reader

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"skylab/lessons"
	"skylab/lessons/lab"
	"skylab/quiz/progress"
	"skylab/ui/action"
)

// beginLab sets the lab's world up and gives the learner the console.
func (s *Screen) beginLab(c *card) (action.Action, tea.Cmd) {
	c.started = true
	st := s.enterStage(c.sim)
	if st == nil || st.err != nil {
		return nil, nil
	}
	cmd := s.judge(st)
	s.pane = consolePane
	return action.Notice{Text: "The account is yours: type. esc goes back to the text, where H gives a hint."}, cmd
}

// judge grades the lab whose world was changed, if it is one, and has a lab
// that is solved for the first time saved.
func (s *Screen) judge(st *stage) tea.Cmd {
	for _, c := range s.cards {
		l, ok := c.block.(*lessons.Lab)
		if !ok || l.Spec.Sim.ID != st.id || !c.started {
			continue
		}
		report, err := lab.Grade(s.n.Course.FS, l.Spec, st.world(), s.n.World)
		if err != nil {
			c.broken = err
			return nil
		}
		if first := report.First(); c.report == nil || first == nil || c.report.First() == nil || first.Name != c.report.First().Name {
			c.hints = 0 // another step, other hints
		}
		c.report = report
		if report.Passed && !c.solved {
			return s.solve(c, st)
		}
	}
	return nil
}

// labSaved comes back when a solved lab is on disk.
type labSaved struct {
	card *card
	err  error
}

func (s *Screen) solve(c *card, st *stage) tea.Cmd {
	a := progress.Attempt{Passed: true, Hints: c.hints}
	for _, e := range st.session().History() {
		a.Commands = append(a.Commands, e.Line)
	}
	rec := a.Record(s.chapter.ID, c.id)
	store := s.n.Record
	return func() tea.Msg {
		_, err := store.Append(rec)
		return labSaved{c, err}
	}
}

func (s *Screen) labSaved(m labSaved) (action.Action, tea.Cmd) {
	if m.err != nil {
		return action.Notice{Text: "The lab is solved, but not saved: " + m.err.Error()}, nil
	}
	m.card.solved = true
	l := m.card.block.(*lessons.Lab)
	return action.Notice{Text: fmt.Sprintf("Solved and saved: %s.", l.Spec.Title)}, nil
}
