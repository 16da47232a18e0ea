package events

import (
	"skylab/engine/events/retry"
	"skylab/engine/sim"
)

// State is every bus with its rules and targets, and every invocation under
// way.
func (s *Service) State() any {
	type ruleState struct {
		Rule
		Targets []Target
		Next    sim.Time
		Started sim.Time
	}
	type busState struct {
		Name, Description string
		Created           sim.Time
		Rules             []ruleState
	}
	var out struct {
		Buses []busState
		retry.State[invocation]
	}
	for _, b := range sim.InOrder(s.buses) {
		st := busState{b.name, b.description, b.created, nil}
		for _, r := range b.sortedRules() {
			st.Rules = append(st.Rules, ruleState{r.Rule, r.sortedTargets(), r.next.At, r.started})
		}
		out.Buses = append(out.Buses, st)
	}
	out.State = s.book.State()
	return out
}

// RuleView is a rule as a screen shows it.
type RuleView struct {
	Rule
	// Bus is the name of its bus.
	Bus string
	// Targets are its targets, ordered by Id.
	Targets []Target
	// Next is when its schedule is due; Scheduled tells whether it is at all.
	Next      sim.Time
	Scheduled bool
	// Triggered counts how often it ran.
	Triggered uint64
}

// Rules are all rules, by bus and name.
func (s *Service) Rules() []RuleView {
	var out []RuleView
	for _, b := range sim.InOrder(s.buses) {
		for _, r := range b.sortedRules() {
			out = append(out, RuleView{Rule: r.Rule, Bus: b.name, Targets: r.sortedTargets(), Next: r.next.At,
				Scheduled: r.next.Waits(), Triggered: r.triggered})
		}
	}
	return out
}
