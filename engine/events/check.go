package events

import (
	"fmt"

	"skylab/engine/sim"
)

// Check reports a schedule without its next time, or an invocation that is
// neither under way nor ended.
func (s *Service) Check() error {
	for _, b := range sim.InOrder(s.buses) {
		for _, r := range b.sortedRules() {
			if err := r.next.Check(r.enabled() && r.ScheduleExpression != "", s.k.Now()); err != nil {
				return fmt.Errorf("events: rule %s/%s, %s: its schedule %q %w", b.name, r.Name, r.State, r.ScheduleExpression, err)
			}
			if len(r.targets) > maxTargets || (r.ScheduleExpression != "" && b.name != defaultBus) {
				return fmt.Errorf("events: rule %s/%s has %d targets and the schedule %q", b.name, r.Name, len(r.targets), r.ScheduleExpression)
			}
		}
		if len(b.rules) > maxRules {
			return fmt.Errorf("events: bus %s has %d rules", b.name, len(b.rules))
		}
	}
	if err := s.book.Check(); err != nil {
		return fmt.Errorf("events: %w", err)
	}
	return nil
}
