package cloud

import (
	"strings"

	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// tellCloudWatch tells what alarms do. That one was evaluated and stays as it
// is would be told every minute, so it is not.
func tellCloudWatch(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case cloudwatch.AlarmStateChanged:
		how := map[string]tone{cloudwatch.StateOK: good, cloudwatch.StateAlarm: bad}[e.New]
		_, why, _ := strings.Cut(e.Reason, ": ")
		if why == "" {
			why = e.Reason
		}
		return how, "the alarm " + e.Alarm + " is now in " + e.New + ": " + strings.TrimSuffix(why, ".")
	case cloudwatch.ActionExecuted:
		if e.Failed != "" {
			return bad, "the alarm " + e.Alarm + " cannot tell " + last(e.Action) + ": " + e.Failed
		}
		return plain, "the alarm " + e.Alarm + " tells " + last(e.Action)
	}
	return plain, ""
}
