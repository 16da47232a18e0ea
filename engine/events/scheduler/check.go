package scheduler

import (
	"fmt"
	"maps"
	"slices"

	"skylab/engine/sim"
)

// ends counts how invocations ended.
type ends struct{ Delivered, DeadLettered, Lost uint64 }

// Check reports a schedule without its next time, or an invocation that is
// neither under way nor ended.
func (s *Service) Check() error {
	for _, n := range s.sorted() {
		due := n.State == enabled && !n.over
		if due != (n.pending != 0) || due && n.due < s.k.Now() {
			return fmt.Errorf("scheduler: %s, %s: %q waits as %d for %s", n.Name, n.State, n.ScheduleExpression, n.pending, n.due.Since())
		}
	}
	if ended := s.ended.Delivered + s.ended.DeadLettered + s.ended.Lost; ended+uint64(len(s.invocations)) != s.begun {
		return fmt.Errorf("scheduler: %d invocations were begun, %d ended, %d are under way", s.begun, ended, len(s.invocations))
	}
	return nil
}

// State is every schedule and every invocation under way.
func (s *Service) State() any {
	type state struct {
		ScheduleInput
		Created, Modified, Due sim.Time
		Over                   bool
		Invoked                uint64
	}
	var out struct {
		Schedules   []state
		Invocations []invocation
		Begun       uint64
		Ended       ends
	}
	for _, n := range s.sorted() {
		out.Schedules = append(out.Schedules, state{n.ScheduleInput, n.created, n.modified, n.due, n.over, n.invoked})
	}
	for _, id := range slices.Sorted(maps.Keys(s.invocations)) {
		out.Invocations = append(out.Invocations, *s.invocations[id])
	}
	out.Begun, out.Ended = s.begun, s.ended
	return out
}

// ScheduleView is a schedule as a screen shows it.
type ScheduleView struct {
	Name, ARN, Expression, Zone, State string
	// Target is the ARN of what it calls.
	Target string
	// Next is when it is due; Scheduled tells whether it is at all.
	Next      sim.Time
	Scheduled bool
	// Invoked counts its firings.
	Invoked uint64
}

// Schedules are all schedules by name.
func (s *Service) Schedules() []ScheduleView {
	var out []ScheduleView
	for _, n := range s.sorted() {
		out = append(out, ScheduleView{n.Name, n.arn, n.ScheduleExpression, n.ScheduleExpressionTimezone, n.State, n.Target.Arn,
			n.due, n.pending != 0, n.invoked})
	}
	return out
}
