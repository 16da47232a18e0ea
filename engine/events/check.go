package events

import "fmt"

// ends counts how invocations ended.
type ends struct{ Delivered, DeadLettered, Lost uint64 }

// Check reports a schedule without its next time, or an invocation that is
// neither under way nor ended.
func (s *Service) Check() error {
	for _, b := range s.sortedBuses() {
		for _, r := range b.sortedRules() {
			due := r.enabled() && r.ScheduleExpression != "" && !r.over
			if due != (r.pending != 0) || due && r.due < s.k.Now() {
				return fmt.Errorf("events: rule %s/%s, %s: its schedule %q waits as %d for %s", b.name, r.Name, r.State, r.ScheduleExpression, r.pending, r.due.Since())
			}
			if len(r.targets) > maxTargets || (r.ScheduleExpression != "" && b.name != defaultBus) {
				return fmt.Errorf("events: rule %s/%s has %d targets and the schedule %q", b.name, r.Name, len(r.targets), r.ScheduleExpression)
			}
		}
		if len(b.rules) > maxRules {
			return fmt.Errorf("events: bus %s has %d rules", b.name, len(b.rules))
		}
	}
	if ended := s.ended.Delivered + s.ended.DeadLettered + s.ended.Lost; ended+uint64(len(s.invocations)) != s.begun {
		return fmt.Errorf("events: %d invocations were begun, %d ended, %d are under way", s.begun, ended, len(s.invocations))
	}
	return nil
}
