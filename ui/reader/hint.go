package reader

import (
	"fmt"

	"skylab/ui/action"
)

// hint gives the next rung for the marked question or lab, and brings it into
// sight.
func (s *Screen) hint() action.Action {
	act := s.rung()
	c := s.cards[s.active]
	if c == nil {
		return act
	}
	c.hinted = true
	s.relay()
	s.flow.reveal(s.active)
	s.flow.sight(s.active, c.sight)
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
	case c.judging:
		return action.Notice{Text: "One moment: the lab is being judged."}
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
