package cloud

import (
	"strconv"
	"time"

	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// tellTraffic tells of runs of traffic, and is silent about their requests,
// which are calls of the world.
func tellTraffic(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case traffic.Started:
		return call, "traffic " + e.Name + " begins: " + e.Load + " to " + e.Target
	case traffic.DurationReached:
		return quiet, "traffic has lasted as long as it was to"
	case traffic.Ended:
		text := "traffic " + e.Name + " is over: " + counted(int(e.Sent), "request") + " in " + e.Took.Round(time.Millisecond).String()
		if e.Failed > 0 {
			return bad, text + ", of which " + strconv.FormatInt(e.Failed, 10) + " failed"
		}
		return good, text
	}
	return plain, ""
}
