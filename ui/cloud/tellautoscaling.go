package cloud

import (
	"strconv"

	"skylab/engine/autoscaling"
	"skylab/engine/sim"
)

// tellAutoScaling tells what groups do.
func tellAutoScaling(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case autoscaling.GroupCreated:
		return plain, "the group " + e.Group + " is there"
	case autoscaling.GroupDeleted:
		return plain, "the group " + e.Group + " is gone"
	case autoscaling.CapacityChanged:
		return plain, e.Group + " is to have " + strconv.Itoa(e.To) + " instances instead of " + strconv.Itoa(e.From)
	case autoscaling.MemberChanged:
		switch e.State {
		case autoscaling.InService:
			return good, e.Instance + " is in service in " + e.Group
		case "Terminated":
			return quiet, e.Instance + " has left " + e.Group
		}
		return quiet, e.Instance + " of " + e.Group + " is " + e.State
	case autoscaling.MemberUnhealthy:
		return bad, e.Group + " replaces " + e.Instance + ", in response to " + e.Why
	case autoscaling.LaunchFailed:
		return bad, e.Group + " cannot launch in " + e.Zone + ": " + e.Code
	case autoscaling.RefreshChanged:
		switch e.Status {
		case "Successful", "RollbackSuccessful":
			return good, "the refresh of " + e.Group + " is " + e.Status
		case "Failed", "RollbackFailed":
			return bad, "the refresh of " + e.Group + " is " + e.Status
		}
		return plain, "the refresh of " + e.Group + " is " + e.Status
	case autoscaling.PolicyExecuted:
		if e.Changed {
			return plain, "the policy " + e.Policy + " changes the capacity of " + e.Group
		}
	}
	return plain, ""
}

// linkOfGroups is what the story leaves out of groups.
func linkOfGroups(e sim.Event) string {
	switch e := e.(type) {
	case autoscaling.Reconciled:
		return e.Group + " does what is wanted"
	case autoscaling.HealthChecked:
		return "groups look at their instances"
	case autoscaling.ScheduleDue:
		return "the scheduled action " + e.Action + " of " + e.Group + " is due"
	case autoscaling.RefreshStepped:
		return "the refresh of " + e.Group + " looks whether it can go on"
	case autoscaling.HookTimedOut:
		return "the hook that holds " + e.Instance + " has waited for long enough"
	case autoscaling.PolicyRepeated:
		return e.Group + " looks whether " + e.Alarm + " still rings"
	case autoscaling.WarmedUp:
		return e.Instance + " has warmed up"
	case autoscaling.Drained:
		return e.Group + " looks whether the connections of " + e.Instance + " have ended"
	case autoscaling.PolicyExecuted:
		return "the policy " + e.Policy + " of " + e.Group + " changes nothing"
	}
	return ""
}
