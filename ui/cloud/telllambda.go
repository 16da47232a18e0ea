package cloud

import (
	"strconv"
	"time"

	"skylab/engine/lambda"
	"skylab/engine/sim"
	"skylab/ui/widget"
)

// tellLambda tells what happens to functions and their environments.
func tellLambda(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case lambda.FunctionCreated:
		return plain, e.Function + " is created: " + lambda.Pending
	case lambda.FunctionActivated:
		return plain, versioned(e.Function, e.Version) + " is " + lambda.Active
	case lambda.UpdateEnded:
		return plain, e.Function + " now serves its new version"
	case lambda.FunctionInactivated:
		return plain, versioned(e.Function, e.Version) + " is Inactive: unused for " + strconv.Itoa(int(e.Idle/(24*time.Hour))) + " days"
	case lambda.FunctionRestoreStarted:
		return plain, versioned(e.Function, e.Version) + " was Inactive and is made ready again"
	case lambda.FunctionRestored:
		return good, versioned(e.Function, e.Version) + " is Active again"
	case lambda.FunctionDeleted:
		return plain, e.Function + " is deleted"
	case lambda.EventQueued:
		return plain, e.Function + ": an event is queued and answered with 202"
	case lambda.EventRetried:
		return quiet, e.Function + ": the event is tried again in " + span(e.Delay) + " (" + e.Reason + ")"
	case lambda.EventDropped:
		return bad, e.Function + ": the event is given up after " + times(e.Attempts) + " (" + e.Reason + ")"
	case lambda.Throttled:
		return bad, e.Function + ": a request is throttled (" + e.Reason + ")"
	case lambda.EnvironmentStarted:
		return cold, e.Function + ": environment " + strconv.Itoa(e.Environment) + " is prepared, none was idle"
	case lambda.InitEnded:
		if e.ErrorType != "" {
			return bad, e.Function + ": init fails after " + widget.Ago(e.Duration) + " (" + e.ErrorType + ")"
		}
		return cold, e.Function + ": environment " + strconv.Itoa(e.Environment) + " is ready, init took " + widget.Ago(e.Duration)
	case lambda.InvocationEnded:
		return tellEnd(e)
	case lambda.VersionPublished:
		return plain, e.Function + ": version " + e.Version + " is published"
	case lambda.AliasChanged:
		return plain, tellAlias(e)
	case lambda.ConcurrencyReserved:
		return plain, e.Function + " has a reserved concurrency of " + strconv.Itoa(e.Reserved)
	case lambda.ProvisioningEnded:
		return good, e.Function + ":" + e.Qualifier + " has its provisioned concurrency of " + strconv.Itoa(e.Provisioned)
	case lambda.DestinationTold:
		if !e.OK {
			return bad, e.Function + ": " + last(e.Destination) + " cannot be told of the event (" + e.Condition + "): its record is lost"
		}
		return plain, e.Function + ": the record of the event goes to " + last(e.Destination) + " (" + e.Condition + ")"
	case lambda.DeadLettered:
		if !e.OK {
			return bad, e.Function + ": the dead-letter queue " + last(e.Queue) + " refuses the event: it is lost"
		}
		return plain, e.Function + ": the event goes to the dead-letter queue " + last(e.Queue)
	case lambda.RuntimeAttached:
		return call, e.Function + " runs outside from now on: its times are wall time"
	case lambda.RuntimeDetached:
		return call, e.Function + " runs inside again"
	case lambda.RuntimeConnected:
		return cold, e.Function + ": a runtime outside asks for requests, environment " + strconv.Itoa(e.Environment)
	case lambda.RuntimeFailed:
		return bad, e.Function + ": a runtime outside could not start (" + e.ErrorType + ")"
	case lambda.EnvironmentExpired:
		return quiet, e.Function + ": environment " + strconv.Itoa(e.Environment) + " is gone after " + widget.Ago(e.Age) + " (" + e.Reason + ")"
	}
	return plain, ""
}

// tellAlias tells where an alias points.
func tellAlias(e lambda.AliasChanged) string {
	text := e.Function + ": alias " + e.Alias + " points to version " + e.Version
	if e.Other != "" {
		text += ", and with " + strconv.FormatFloat(100*e.Weight, 'g', 4, 64) + " % of requests to version " + e.Other
	}
	return text
}

// tellEnd tells how a request went.
func tellEnd(e lambda.InvocationEnded) (tone, string) {
	warmth := "warm"
	if e.Cold {
		warmth = "cold"
	}
	if e.Outside {
		warmth = "wall time"
	}
	took := widget.Ago(e.Duration) + ", " + warmth + ", billed " + strconv.FormatInt(e.BilledMs, 10) + " ms"
	switch e.Status {
	case "success":
		return good, e.Function + " is done in " + took
	case "timeout":
		return bad, e.Function + " times out after " + took
	}
	return bad, e.Function + " fails: " + e.ErrorType + " after " + took
}

// times is a number of tries.
func times(n int) string {
	if n == 1 {
		return "1 try"
	}
	return strconv.Itoa(n) + " tries"
}

// versioned is a function with its version, where that is not $LATEST.
func versioned(function, version string) string {
	if version == "" || version == "$LATEST" {
		return function
	}
	return function + ":" + version
}
