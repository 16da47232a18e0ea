package lessons

import (
	"fmt"

	"skylab/engine"
	"skylab/lessons/live"
	"skylab/quiz"
)

// answer is what was computed for a block.
type answer struct {
	question quiz.Question
	outcome  *live.Outcome
	missing  *live.Missing
	err      error
}

// Question is the question of an Ask or a Predict, ready to be answered: what
// is computed has been computed. That is done once a course and takes as long
// as its runs, so a screen may ask for it outside of its own loop: Question,
// Outcome and Missing, alone of all methods, may be called at the same time as others.
func (c *Course) Question(b Block, config engine.Config) (quiz.Question, error) {
	a := c.answer(b, config)
	return a.question, a.err
}

// Outcome is how a prediction comes out, in the real world and in those of its
// twins. It is computed once, like Question.
func (c *Course) Outcome(p *Predict, config engine.Config) (*live.Outcome, error) {
	a := c.answer(p, config)
	return a.outcome, a.err
}

// Missing is what the computed answer of a block asks about and its world does
// not have, nil if there is no such thing. It is computed once, like Question.
func (c *Course) Missing(b Block, config engine.Config) *live.Missing {
	return c.answer(b, config).missing
}

func (c *Course) answer(b Block, config engine.Config) answer {
	c.lock.Lock()
	a, ok := c.answers[b]
	c.lock.Unlock()
	if ok {
		return a
	}
	a = c.compute(b, config) // for who asks for another block meanwhile, without the lock
	c.lock.Lock()
	defer c.lock.Unlock()
	if first, ok := c.answers[b]; ok {
		return first
	}
	if c.answers == nil {
		c.answers = map[Block]answer{}
	}
	c.answers[b] = a
	return a
}

func (c *Course) compute(b Block, config engine.Config) (a answer) {
	switch b := b.(type) {
	case *Ask:
		a.question = b.Question
		if b.Measure != nil {
			a.question.Answer, a.missing, a.err = c.measured(b, config)
		}
	case *Predict:
		if a.outcome, a.err = live.Resolve(c.FS, b.Spec, config); a.err == nil {
			a.missing = a.outcome.Missing
			a.question, a.err = a.outcome.Question()
		}
	default:
		a.err = fmt.Errorf("%s: there is no question in %T", b.Pos(), b)
	}
	for _, ch := range c.Chapters {
		if ch.Path == b.Pos().Path {
			a.question.Chapter = ch.ID
		}
	}
	return a
}

// measured is the answer that a world gives.
func (c *Course) measured(b *Ask, config engine.Config) (float64, *live.Missing, error) {
	v, missing, err := b.Measure.Take(c.FS, config)
	if err != nil {
		return 0, nil, err
	}
	n, ok := live.Number(v)
	if !ok {
		return 0, nil, fmt.Errorf("%s: %s is %s, not a number", b.Pos(), b.Measure.Value.Source, live.Plain(v))
	}
	return live.Typable(n), missing, nil
}
