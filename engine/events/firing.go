package events

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/events/due"
)

// ScheduleFired has happened when a rule's schedule was due.
type ScheduleFired struct{ Rule string }

// Kind names the event.
func (ScheduleFired) Kind() string { return "events.ScheduleFired" }

// start begins the schedule of an enabled rule: a rate counts from now, so it
// is due first when its period has passed. (The user guide says that a rate
// starts when the rule is made; that the first run is one period later is an
// assumption.)
//
// fidelity: events.rate-start
func (s *Service) start(n *rule) {
	n.started, n.next = s.k.Now(), due.Next{}
	if n.enabled() && n.ScheduleExpression != "" {
		s.await(n)
	}
}

// await puts the next firing into the queue.
func (s *Service) await(n *rule) {
	at, ok := n.schedule.Next(n.started.Wall(), s.k.Now().Wall(), time.UTC)
	n.next.Wait(s.k, at, ok, ScheduleFired{n.Name})
}

// fire makes the event of a schedule that is due and waits for the next time.
//
// fidelity: events.scheduled-event
func (s *Service) fire(e ScheduleFired) {
	n := s.buses[defaultBus].rules[e.Rule]
	at := s.k.Now()
	s.await(n)
	if len(n.targets) == 0 {
		n.triggered++
		s.count(n, "TriggeredRules")
		return
	}
	ev := event{id: aws.UUID(s.k.Stream("events.id")), source: "aws.events", detailType: "Scheduled Event",
		time: at.Wall(), resources: []string{n.Arn}, detail: []byte("{}")}
	s.trigger(n, ev, delaySchedule(s.k.Stream("events.schedule")))
}
