package live

import "skylab/engine/sim"

// Schedule is what expressions see of a schedule of EventBridge Scheduler;
// everything is zero for one that does not exist, or no more.
type Schedule struct {
	Exists bool   `expr:"exists"`
	State  string `expr:"state"`
	// Fired is how often it was due.
	Fired int `expr:"fired"`
	// Failed are the firings that its target did not take, DeadLetters those
	// of them that a dead-letter queue did.
	Failed      int `expr:"failed" from:"journal"`
	DeadLetters int `expr:"deadLetters" from:"journal"`
	// Next is in how many seconds it is due, -1 if it never is.
	Next float64 `expr:"next"`
}

func (c *Context) schedule(name string) Schedule {
	var there []string
	for _, v := range c.World().Scheduler.Schedules() {
		if v.Name == name {
			return Schedule{Exists: true, State: v.State, Fired: int(v.Invoked), Failed: c.seen.count(scheduleFailed, name),
				DeadLetters: c.seen.count(scheduleDeadLetters, name), Next: c.due(v.Next, v.Scheduled)}
		}
		there = append(there, v.Name)
	}
	c.miss("schedule", there, name)
	return Schedule{}
}

// due is the time until an instant in seconds, -1 where nothing is due.
func (c *Context) due(at sim.Time, is bool) float64 {
	if !is {
		return -1
	}
	return at.Sub(c.World().Now()).Seconds()
}
