package lessons

import (
	"skylab/engine"
	"skylab/lessons/live"
)

// Values gives the text of the expression of a span that stands in a block.
type Values func(ch *Chapter, block int, e *live.Expr) string

// Initial are the values in each sim's world as it is after its setup, which
// is run at the first use of one of its values. Where an expression has no
// value, the value is "?".
func (c *Course) Initial(config engine.Config) Values {
	stages := map[*live.Sim]*live.Stage{}
	return func(ch *Chapter, block int, e *live.Expr) string {
		sim := ch.SimAt(block)
		if sim == nil {
			return "?"
		}
		s, known := stages[sim]
		if !known {
			s, _ = live.NewStage(c.FS, sim, config) // a setup that fails leaves nil: no value
			stages[sim] = s
		}
		if s == nil {
			return "?"
		}
		text, err := e.Text(s.Context)
		if err != nil {
			return "?"
		}
		return text
	}
}
