package live

import (
	"skylab/engine/cloudwatch"
	"skylab/engine/events"
)

// Rule is what expressions see of an EventBridge rule; everything is zero for
// one that does not exist. The counts of invocations go on if a rule is made
// anew under its name, as CloudWatch's do.
type Rule struct {
	Exists  bool   `expr:"exists"`
	State   string `expr:"state"`
	Targets int    `expr:"targets"`
	// Matched are the events that its pattern matched, Triggered how often it
	// ran: for those, or on schedule.
	Matched   int `expr:"matched"`
	Triggered int `expr:"triggered"`
	// Invoked are the events that came to an end with a target, Failed those
	// given up, DeadLetters those of them that a dead-letter queue took;
	// Retries are attempts after the first.
	Invoked     int `expr:"invoked"`
	Retries     int `expr:"retries"`
	Failed      int `expr:"failed"`
	DeadLetters int `expr:"deadLetters"`
	// Next is in how many seconds its schedule is due, -1 without one.
	Next float64 `expr:"next"`
}

// rule finds a rule by its name or, if it is not on the default bus, by the
// bus and its name: "shop/paid".
func (c *Context) rule(name string) Rule {
	var there []string
	for _, v := range c.World().Events.Rules() {
		if n := ruleName(v); n != name {
			there = append(there, n)
			continue
		}
		dims := []cloudwatch.Dimension{{Name: "RuleName", Value: v.Name}}
		if v.Bus != defaultBus {
			dims = append(dims, cloudwatch.Dimension{Name: "EventBusName", Value: v.Bus})
		}
		sum := c.sums("AWS/Events", dims...)
		return Rule{
			Exists: true, State: v.State, Targets: len(v.Targets), Matched: sum("MatchedEvents"), Triggered: int(v.Triggered),
			Invoked: sum("Invocations"), Retries: sum("RetryInvocationAttempts"), Failed: sum("FailedInvocations"),
			DeadLetters: sum("InvocationsSentToDlq"), Next: c.due(v.Next, v.Scheduled),
		}
	}
	c.miss("rule", there, name)
	return Rule{}
}

const defaultBus = "default"

func ruleName(v events.RuleView) string {
	if v.Bus == defaultBus {
		return v.Name
	}
	return v.Bus + "/" + v.Name
}
