package live

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"skylab/engine"
	"skylab/quiz"
)

// Outcome is a prediction whose worlds have been run.
type Outcome struct {
	prediction *Prediction
	// Truth is what was measured in the real world; nil where the options
	// have conditions.
	Truth any
	// Options are the answers to choose from, the right one marked. For a
	// typed number they are the values of the twins, as known wrong answers.
	Options []quiz.Option
	// Twins are the worlds of the wrong beliefs, in the author's order.
	Twins []TwinOutcome
	// Missing is what was asked about after the run and does not exist in the
	// real world, nil if there is no such thing.
	Missing *Missing
}

// TwinOutcome is what a wrong belief comes to.
type TwinOutcome struct {
	Twin
	Value any
	// Diverged is where its world and the real one part.
	Diverged Divergence
}

// Resolve runs a prediction: in a copy of the sim's world after its setup, and
// once more for each twin in a copy whose rules are patched. It costs as much
// as those runs; keep its answer.
func Resolve(course fs.FS, p *Prediction, c engine.Config) (*Outcome, error) {
	o := &Outcome{prediction: p}
	real, err := p.stage(course, c)
	if err != nil {
		return nil, err
	}
	if len(p.Options) > 0 {
		err := o.conditions(real.Context)
		o.Missing = real.Context.Missing()
		return o, err
	}
	if o.Truth, err = p.value(real); err != nil {
		return nil, err
	}
	o.Missing = real.Context.Missing()
	for _, t := range p.Twins {
		patched := c
		patched.Twin = t.ID
		world, err := p.stage(course, patched)
		if err != nil {
			return nil, fmt.Errorf("twin %s: %w", t.ID, err)
		}
		v, err := p.value(world)
		if err != nil {
			return nil, fmt.Errorf("twin %s: %w", t.ID, err)
		}
		o.Twins = append(o.Twins, TwinOutcome{t, v, Diverge(real.World(), world.World())})
	}
	return o, o.values()
}

// stage is a copy of the sim's world in which the script has been played.
func (m *Measure) stage(course fs.FS, c engine.Config) (*Stage, error) {
	s, err := NewStage(course, m.Sim, c)
	if err != nil {
		return nil, err
	}
	if err := s.RunAll(m.script()); err != nil {
		return nil, err
	}
	s.Pass(m.Until)
	return s, nil
}

// Take runs the measure and returns its value, with what it asked about and
// does not exist.
func (m *Measure) Take(course fs.FS, c engine.Config) (any, *Missing, error) {
	s, err := m.stage(course, c)
	if err != nil {
		return nil, nil, err
	}
	v, err := m.value(s)
	return v, s.Context.Missing(), err
}

func (m *Measure) value(s *Stage) (any, error) {
	v, err := m.Value.Eval(s.Context)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Value.Source, err)
	}
	return v, nil
}

// conditions marks the option whose condition holds; it must be one.
func (o *Outcome) conditions(c *Context) error {
	var holds []string
	for _, opt := range o.prediction.Options {
		is, err := opt.When.Bool(c)
		if err != nil {
			return fmt.Errorf("%s: option %q: %w", opt.Pos, opt.Text, err)
		}
		if is {
			holds = append(holds, opt.Text)
		}
		o.Options = append(o.Options, quiz.Option{Text: opt.Text, Correct: is, Why: opt.Why, Twin: opt.Twin})
	}
	if len(holds) != 1 {
		return &KeyError{o.prediction.Pos, o.prediction.ID, holds, o.describe(c)}
	}
	return nil
}

// describe says what each condition reads after the run.
func (o *Outcome) describe(c *Context) string {
	var out []string
	for _, opt := range o.prediction.Options {
		if text := opt.When.Explain(c); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

// KeyError says that not exactly one option of a prediction is right.
type KeyError struct {
	Pos   Pos
	ID    string
	Holds []string
	// Values is what the conditions read after the run.
	Values string
}

// Error names the options that hold.
func (e *KeyError) Error() string {
	what := "no option holds after the run"
	if len(e.Holds) > 1 {
		what = fmt.Sprintf("%d options hold after the run: %q", len(e.Holds), e.Holds)
	}
	return fmt.Sprintf("%s: prediction %s: %s (%s)", e.Pos, e.ID, what, e.Values)
}
