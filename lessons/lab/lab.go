// Package lab judges a goal by what has happened: conditions over the whole
// history of a world, not over its last state alone.
//
// It knows neither Markdown nor screens, and changes nothing: the learner's
// calls are replayed in a world of the lab's own. Its invariant: the same
// calls get the same report.
package lab

import (
	"time"

	"skylab/lessons/live"
)

// Lab is a goal with the means to judge whether it was reached.
type Lab struct {
	ID, Title string
	Pos       live.Pos
	// Sim is the world in which the lab begins; it has nothing to run.
	Sim    *live.Sim
	Checks []Check
	// Probe is the traffic that runs after the learner's last command, before
	// judging.
	Probe live.Script
	// Solution reaches the goal; each near miss fails a named check.
	Solution   live.Script
	NearMisses []NearMiss
}

// Mode says over which instants a condition is judged.
type Mode string

// The modes of a check.
const (
	// Eventually passes if the condition holds at some instant.
	Eventually Mode = "eventually"
	// Always passes if it holds at every instant.
	Always Mode = "always"
	// Never passes if it holds at none.
	Never Mode = "never"
)

// Check is one condition over the history from the lab's beginning on.
type Check struct {
	Name string
	Pos  live.Pos
	Mode Mode
	Cond *live.Expr
	// Within limits the instants to the first so long of the lab; 0 is no
	// limit.
	Within time.Duration
	// Where, Rule and Command are the three rungs of hints: where to look,
	// the rule involved, the next command.
	Where, Rule, Command string
}

// NearMiss is a script that nearly reaches the goal, and the name of the check
// that must catch it.
type NearMiss struct {
	Name   string
	Pos    live.Pos
	Script live.Script
	Fails  string
}
