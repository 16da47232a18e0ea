package live

import "skylab/engine/sim"

// Alarm is what expressions see of a CloudWatch alarm; everything is zero for
// one that does not exist.
type Alarm struct {
	Exists bool `expr:"exists"`
	// State is AWS's word: OK, ALARM, INSUFFICIENT_DATA; Reason is its
	// sentence about that.
	State  string `expr:"state"`
	Reason string `expr:"reason"`
	// Since is for how many seconds it has been in that state.
	Since     float64 `expr:"since"`
	Threshold float64 `expr:"threshold"`
	// Rung is how often it went into ALARM.
	Rung int `expr:"rung" from:"journal"`
}

func (c *Context) alarm(name string) Alarm {
	w := c.World()
	a, ok := w.CloudWatch.Alarm(name)
	if !ok {
		c.miss("alarm", w.CloudWatch.Alarms(), name)
		return Alarm{}
	}
	out := Alarm{Exists: true, State: a.StateValue, Reason: a.StateReason, Rung: c.seen.count(alarmRung, name),
		Since: w.Now().Sub(sim.FromWall(a.StateTransitionedTimestamp)).Seconds()}
	if a.Threshold != nil {
		out.Threshold = *a.Threshold
	}
	return out
}
