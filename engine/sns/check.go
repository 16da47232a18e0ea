package sns

import (
	"fmt"
	"maps"
	"slices"
)

// Check reports a notification that has come to no end or to two, a message
// that is kept for nobody, or an endpoint that is subscribed twice.
func (s *Service) Check() error {
	pending := uint64(0)
	for _, id := range slices.Sorted(maps.Keys(s.messages)) {
		m := s.messages[id]
		if m.pending <= 0 || m.id != id {
			return fmt.Errorf("sns: message %s is kept for %d notifications", id, m.pending)
		}
		pending += uint64(m.pending)
	}
	if t := s.tally; t.Wanted != t.Delivered+t.DeadLettered+t.Lost+t.Unsubscribed+pending {
		return fmt.Errorf("sns: of %d notifications %d are delivered, %d dead-lettered, %d lost, %d unsubscribed and %d under way",
			t.Wanted, t.Delivered, t.DeadLettered, t.Lost, t.Unsubscribed, pending)
	}
	for _, name := range s.names() {
		t := s.topics[name]
		if t.name != name || t.nameError() != nil {
			return fmt.Errorf("sns: topic %s is kept as %s", t.name, name)
		}
		for _, sub := range t.subscriptions {
			if t.subscribed(sub.protocol, sub.endpoint) != sub {
				return fmt.Errorf("sns: %s is subscribed to %s twice", sub.endpoint, name)
			}
			if (sub.deadLetter == "") != (sub.redrive == "") {
				return fmt.Errorf("sns: %s has a redrive policy %q and the dead-letter queue %q", sub.arn, sub.redrive, sub.deadLetter)
			}
		}
	}
	return nil
}
