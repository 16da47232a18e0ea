package events

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
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
	n.started, n.over = s.k.Now(), false
	if n.enabled() && n.ScheduleExpression != "" {
		s.await(n)
	}
}

// await puts the next firing into the queue.
func (s *Service) await(n *rule) {
	now := s.k.Now()
	due, ok := n.schedule.Next(n.started.Wall(), now.Wall(), time.UTC)
	if ok = ok && due.Before(endOfTime()); !ok {
		n.pending, n.due, n.over = 0, 0, true
		return
	}
	n.due = sim.FromWall(due)
	n.pending = s.k.At(n.due, ScheduleFired{n.Name})
}

// endOfTime is as far as a world's clock reaches: a schedule that is due only
// later never is.
func endOfTime() time.Time { return sim.Time(1<<63 - 1).Wall() }

// stop takes the next firing from the queue.
func (s *Service) stop(n *rule) {
	if n.pending != 0 {
		s.k.Cancel(n.pending)
	}
	n.pending, n.due, n.over = 0, 0, false
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
