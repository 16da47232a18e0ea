package reader

import (
	tea "charm.land/bubbletea/v2"

	"skylab/lessons"
	"skylab/ui/action"
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
	case "x":
		return s.faults(), nil, true
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
		return action.Notice{Text: "Nothing here to act on; { and } go to the live blocks."}, nil
	}
	switch b := c.block.(type) {
	case *lessons.Predict, *lessons.Ask:
		return s.fill(c), nil
	case *lessons.Sim:
		return s.runPredicted(c, b.Spec.ID)
	case *lessons.Console:
		s.replay(c, b)
	case *lessons.Lab:
		return s.beginLab(c)
	}
	return nil, nil
}

// predict goes to the nearest prediction that is still open.
func (s *Screen) predict() action.Action {
	best, here := -1, s.active
	if here < 0 {
		here, _ = s.flow.anchor()
	}
	for i := range s.chapter.Blocks {
		c := s.cards[i]
		if c == nil || c.predicts() == nil || s.done(c) {
			continue
		}
		if best < 0 || distance(i, here) < distance(best, here) {
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
