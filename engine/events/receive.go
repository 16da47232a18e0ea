package events

import "skylab/engine/events/pattern"

// EventReceived has happened when an event came to a bus.
type EventReceived struct {
	Bus, ID, Source, DetailType string
	// Matched is how many rules it matched.
	Matched int
}

// Kind names the event.
func (EventReceived) Kind() string { return "events.EventReceived" }

// receive matches an event against the enabled rules of a bus and runs those
// that match.
func (s *Service) receive(b *bus, ev event) {
	var decoded any
	var matched []*rule
	for _, n := range b.sortedRules() {
		if n.EventPattern == "" || !n.enabled() {
			continue
		}
		if decoded == nil {
			decoded, _ = pattern.Decode(ev.text())
		}
		if n.pattern.Match(decoded) {
			matched = append(matched, n)
		}
	}
	s.k.Emit(EventReceived{b.name, ev.id, ev.source, ev.detailType, len(matched)})
	for _, n := range matched {
		s.count(n, "MatchedEvents")
		s.trigger(n, ev, ingestionLatency().Sample(s.k.Stream("events.ingestion")))
	}
}
