package scheduler

import (
	"time"

	"skylab/engine/sim"
)

// ScheduleFired has happened when a schedule was due.
type ScheduleFired struct{ Schedule string }

// Kind names the event.
func (ScheduleFired) Kind() string { return "scheduler.ScheduleFired" }

// start lets an enabled schedule wait for its first time. A rate begins at its
// StartDate, or at once where there is none (user guide, rate-based
// schedules).
//
// fidelity: scheduler.start
func (s *Service) start(n *scheduled) {
	if n.State == enabled {
		s.await(n, s.k.Now().Wall().Add(-time.Nanosecond))
	}
}

// await puts the first firing after t into the queue. EndDate does not bound
// a schedule for once. A time that has passed when the schedule is made is
// never due; that it is so on AWS is an assumption.
func (s *Service) await(n *scheduled, t time.Time) {
	begin := n.modified.Wall()
	if n.StartDate.After(begin) && !n.expression.Once() {
		begin = n.StartDate
		if before := begin.Add(-time.Nanosecond); t.Before(before) {
			t = before
		}
	}
	at, ok := n.expression.Next(begin, t, n.zone)
	if !n.EndDate.IsZero() && !n.expression.Once() && at.After(n.EndDate) {
		ok = false
	}
	n.next.Wait(s.k, at, ok, ScheduleFired{n.Name})
}

// fire begins an invocation of the target and waits for the next time.
func (s *Service) fire(e ScheduleFired) {
	n := s.schedules[e.Schedule]
	at := s.k.Now()
	s.await(n, at.Wall())
	n.invoked++
	s.begin(n, at, s.delay(n))
}

// delay is from the time that a schedule names to the call of its target:
// within the minute, or anywhere in its flexible window. The user guide
// promises the minute; the shapes are assumptions.
//
// fidelity: scheduler.precision
func (s *Service) delay(n *scheduled) time.Duration {
	r := s.k.Stream("scheduler.delay")
	d := min(precision().Sample(r), 59*time.Second)
	if w := n.FlexibleTimeWindow; w.Mode == flexible {
		d += time.Duration(r.Int64N(int64(w.MaximumWindowInMinutes) * int64(time.Minute)))
	}
	return d
}

func precision() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 1500 * time.Millisecond, P90: 6 * time.Second,
		Source: "EventBridge Scheduler user guide: 60 second precision; shape assumed"}
}
