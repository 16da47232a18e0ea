package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/quiz"
	"skylab/quiz/progress"
	"skylab/ui/action"
	"skylab/ui/answer"
)

// fill lets the learner answer a question, once more if it was answered.
func (s *Screen) fill(c *card) action.Action {
	c.wanted = false
	switch {
	case c.waits():
		c.needed, c.wanted = true, true // its worlds are being run
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

// formKey fills in the marked question.
func (s *Screen) formKey(k tea.KeyPressMsg) (action.Action, tea.Cmd, bool) {
	c := s.cards[s.active]
	if c == nil || c.form == nil {
		s.typing = false
		return nil, nil, false
	}
	name := k.String()
	c.hinted = false
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
