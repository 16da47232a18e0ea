package live

import (
	"time"

	"skylab/quiz"
)

// Measure is how a value is taken from a world: run a script in a copy of a
// sim's world, let time pass, and evaluate.
type Measure struct {
	Sim *Sim
	// Run is played first; nil plays the sim's own.
	Run Script
	// Until is how long after the script's end the value is taken.
	Until time.Duration
	// Value is the expression; nil where options have conditions of their own.
	Value *Expr
}

// script is what is played.
func (m *Measure) script() Script {
	if m.Run != nil {
		return m.Run
	}
	return m.Sim.Run
}

// Prediction is a question whose key is computed by running.
type Prediction struct {
	Measure
	ID, Concept, Ask string
	Pos              Pos
	Kind             quiz.Kind
	// Twins are wrong beliefs, each a patch of the rules; their values are the
	// wrong options.
	Twins []Twin
	// Options are written by the author instead; the one whose condition
	// holds is right.
	Options []Option
	// Format dresses a value as the text of an option: "{} starts".
	Format    string
	Unit      string
	Tolerance quiz.Tolerance
	Why, Hint string
	Source    string
}

// Twin is a misconception: the id of the rules' patch and the belief in words.
type Twin struct {
	ID, Belief string
	Pos        Pos
}

// Option is an option with the condition under which it is right.
type Option struct {
	Text, Why string
	When      *Expr
	Twin      string
	Pos       Pos
}
