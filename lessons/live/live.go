// Package live is what lives in a lesson: expressions over a world, the stage
// on which a sim's world stands and is played, and predictions whose answers
// are computed by running.
//
// It knows neither Markdown nor screens, and keeps no time: a stage moves only
// when it is advanced. Its invariant is the engine's: the same sim gives the
// same world, byte for byte.
package live

import "skylab/engine"

// Sim is a world as an author wrote it down: what has happened in it before
// the learner arrives, and what is played when the learner runs it.
type Sim struct {
	// ID is unique in its chapter.
	ID    string
	Title string
	// Pos is where the sim was written.
	Pos Pos
	// Dir is the folder of the course in which its commands find files.
	Dir  string
	Seed uint64
	// Base is the sim from whose setup this one goes on, or nil.
	Base *Sim
	// Setup has run when the learner arrives; Run is what is played.
	Setup, Run Script
	// Speed is virtual seconds for a real second, above 0.
	Speed float64
}

// Prelude is all that sets the sim up: that of its base, then its own.
func (s *Sim) Prelude() Script {
	if s.Base == nil {
		return s.Setup
	}
	return append(append(Script(nil), s.Base.Prelude()...), s.Setup...)
}

// config is the world's configuration with the sim's seed in it.
func (s *Sim) config(c engine.Config) engine.Config {
	c.Seed = s.Seed
	return c
}
