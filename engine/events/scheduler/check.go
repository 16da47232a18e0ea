package scheduler

import (
	"fmt"

	"skylab/engine/events/retry"
	"skylab/engine/sim"
)

// Check reports a schedule without its next time, or an invocation that is
// neither under way nor ended.
func (s *Service) Check() error {
	for _, n := range sim.InOrder(s.schedules) {
		if err := n.next.Check(n.State == enabled, s.k.Now()); err != nil {
			return fmt.Errorf("scheduler: %s, %s: %q %w", n.Name, n.State, n.ScheduleExpression, err)
		}
	}
	if err := s.book.Check(); err != nil {
		return fmt.Errorf("scheduler: %w", err)
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
		Schedules []state
		retry.State[invocation]
	}
	for _, n := range sim.InOrder(s.schedules) {
		out.Schedules = append(out.Schedules, state{n.ScheduleInput, n.created, n.modified, n.next.At, n.next.Over, n.invoked})
	}
	out.State = s.book.State()
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
	for _, n := range sim.InOrder(s.schedules) {
		out = append(out, ScheduleView{n.Name, n.arn, n.ScheduleExpression, n.ScheduleExpressionTimezone, n.State, n.Target.Arn,
			n.next.At, n.next.Waits(), n.invoked})
	}
	return out
}
