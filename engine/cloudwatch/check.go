package cloudwatch

import (
	"fmt"
	"maps"
	"slices"
)

// Check reports a group whose books do not agree with the events it keeps, or
// a metric whose minutes do not add up.
func (s *Service) Check() error {
	for _, name := range s.Groups() {
		if err := s.groups[name].check(); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		if err := s.metrics[id].check(); err != nil {
			return err
		}
	}
	return s.checkAlarms()
}

// checkAlarms reports an alarm that is not what its name says, is in no state
// or has none to give a reason for.
func (s *Service) checkAlarms() error {
	for _, name := range s.Alarms() {
		a := s.alarms[name]
		if a.AlarmName != name || a.AlarmArn != alarmARN(name) || a.Threshold == nil || a.EvaluationPeriods < 1 {
			return fmt.Errorf("cloudwatch: alarm %s is kept as %s", a.AlarmName, name)
		}
		if !slices.Contains([]string{StateOK, StateAlarm, StateInsufficient}, a.StateValue) || a.StateReason == "" {
			return fmt.Errorf("cloudwatch: alarm %s is in state %q for %q", name, a.StateValue, a.StateReason)
		}
		if a.transitioned > a.updated || a.updated > s.k.Now() {
			return fmt.Errorf("cloudwatch: alarm %s changed at %v and was updated at %v", name, a.transitioned, a.updated)
		}
	}
	if len(s.history) > historyKept {
		return fmt.Errorf("cloudwatch: %d history items are kept", len(s.history))
	}
	return nil
}

func (g *group) check() error {
	kept, bytes := map[string]int{}, int64(0)
	for i := range g.ring {
		e := g.at(i)
		kept[e.Stream]++
		bytes += int64(len(e.Message))
		if i > 0 && e.before(*g.at(i - 1)) {
			return fmt.Errorf("cloudwatch: %s: event %d stands behind a later one", g.name, e.ID)
		}
	}
	streams := len(kept)
	for _, name := range slices.Sorted(maps.Keys(g.streams)) {
		if g.streams[name].made && kept[name] == 0 {
			streams++
		}
	}
	if bytes != g.bytes || streams != len(g.streams) || len(g.ring) > eventsKept {
		return fmt.Errorf("cloudwatch: %s: %d bytes and %d streams booked, %d and %d kept", g.name, g.bytes, len(g.streams), bytes, len(kept))
	}
	for _, name := range slices.Sorted(maps.Keys(g.streams)) {
		if st := g.streams[name]; st.kept != kept[name] {
			return fmt.Errorf("cloudwatch: %s %s: %d events booked, %d kept", g.name, name, st.kept, kept[name])
		}
	}
	return nil
}

func (m *Metric) check() error {
	var err error
	kept := uint64(0)
	count := func(b *bucket) {
		kept += b.stats.Count
		counted := uint64(b.values.zero)
		for _, c := range b.values.cells {
			counted += uint64(c)
		}
		if counted != b.stats.Count {
			err = fmt.Errorf("cloudwatch: %s: %d samples in a span, %d in its histogram", m.Name, b.stats.Count, counted)
		}
	}
	m.minutes.all(count)
	m.hours.all(count)
	if kept > m.total.Count {
		return fmt.Errorf("cloudwatch: %s: %d samples kept of %d", m.Name, kept, m.total.Count)
	}
	return err
}
