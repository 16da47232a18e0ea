package console

import "strings"

// traffic completes a `traffic` command: verbs, names of runs, then options
// and what they take.
func (c *completer) traffic() {
	if len(c.words) == 1 {
		c.add("start", "begins load in the background")
		c.add("list", "all of it")
		c.add("report", "what came back how soon")
		c.add("stop", "sends no more")
		c.add("help", "the options of start")
		return
	}
	switch c.words[1] {
	case "report", "stop":
		for _, r := range c.s.w.Traffic.Runs() {
			c.add(r.Name, r.Load+" to "+r.Target)
		}
	case "start":
		c.trafficOption(c.words[len(c.words)-1])
	}
}

// trafficOption completes what follows a word of `traffic start`.
func (c *completer) trafficOption(before string) {
	switch before {
	case "--shape":
		c.addAll([]string{"constant:", "poisson:", "ramp:", "daily:", "spike:", "replay:"})
	case "--url":
		c.addAll(c.urls())
	case "--function":
		c.addAll(c.names("FunctionName", nil))
	case "--queue":
		c.addAll(c.names("QueueUrl", nil))
	case "--payload", "--data", "--message":
		c.files("file://")
	default:
		if strings.HasPrefix(before, "--") && before != "--event" {
			return // its value is the caller's own
		}
		c.addAll(strings.Fields("--shape --workers --rate --function --qualifier --payload --event --url --method --header --data " +
			"--queue --message --function-hash --for --requests --timeout"))
	}
}
