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
	s.flow.topNext(s.active) // the goal, in what the console leaves of the text
	return action.Notice{Text: "The account is yours: type. esc goes back to the text, where H gives a hint."}, cmd
}

// judge has the lab graded whose world was changed, if it is one. That takes up
// to seconds, so it is done beside the screen; of what is changed meanwhile only
// the last is judged after it.
func (s *Screen) judge(st *stage) tea.Cmd {
	var cmds []tea.Cmd
	for i := range s.chapter.Blocks {
		c := s.cards[i]
		if c == nil || !c.isLab() || c.sim.ID != st.id || !c.started {
			continue
		}
		if c.judging {
			c.changed = true
			continue
		}
		c.judging, c.changed = true, false
		cmds = append(cmds, s.grade(c, st))
	}
	return tea.Batch(cmds...)
}

// judged comes back when a lab was graded. If it was solved for the first time,
// that is on disk then, or unsaved says why not.
type judged struct {
	card    *card
	stage   *stage
	report  *lab.Report
	err     error
	solved  bool
	unsaved error
}

// grade grades a lab, and saves that it is solved, on another goroutine. It
// uses nothing there that the screen changes.
func (s *Screen) grade(c *card, st *stage) tea.Cmd {
	spec, history := c.block.(*lessons.Lab).Spec, lab.HistoryOf(st.world())
	course, config, store := s.n.Course.FS, s.n.World, s.n.Record
	attempt, first := progress.Attempt{Passed: true, Hints: c.hints}, !c.solved
	for _, e := range st.session().History() {
		attempt.Commands = append(attempt.Commands, e.Line)
	}
	record := attempt.Record(s.chapter.ID, c.id)
	return func() tea.Msg {
		m := judged{card: c, stage: st}
		m.report, m.err = lab.Grade(course, spec, history, config)
		if m.err == nil && m.report.Passed && first {
			_, m.unsaved = store.Append(record)
			m.solved = m.unsaved == nil
		}
		return m
	}
}

// judged takes a grade over.
func (s *Screen) judged(m judged) (action.Action, tea.Cmd) {
	c := m.card
	c.judging = false
	var again tea.Cmd
	if c.changed {
		again = s.judge(m.stage)
	}
	if c.broken = m.err; m.err != nil {
		return nil, again
	}
	if first, before := m.report.First(), c.report; before == nil || first == nil || before.First() == nil || first.Name != before.First().Name {
		c.hints = 0 // another step, other hints
	}
	c.report, c.solved = m.report, c.solved || m.solved
	switch {
	case m.unsaved != nil:
		return action.Notice{Text: "The lab is solved, but not saved: " + m.unsaved.Error()}, again
	case m.solved:
		return action.Notice{Text: fmt.Sprintf("Solved and saved: %s.", c.block.(*lessons.Lab).Spec.Title)}, again
	}
	return nil, again
}
