package cloud

import (
	"strconv"

	"skylab/engine/cloudwatch"
	"skylab/engine/events"
	"skylab/engine/events/scheduler"
	"skylab/engine/iam"
	"skylab/engine/lambda"
	"skylab/engine/s3"
	"skylab/engine/sim"
	"skylab/engine/sns"
	"skylab/engine/sqs"
	"skylab/engine/traffic"
	"skylab/ui/widget"
)

// linkOfLambda is what the story leaves out of functions.
func linkOfLambda(e sim.Event) string {
	in := func(function string, environment int) string {
		return function + ": environment " + strconv.Itoa(environment)
	}
	switch e := e.(type) {
	case lambda.InactivityChecked:
		return versioned(e.Function, e.Version) + " is looked at, whether anybody uses it"
	case lambda.InitStarted:
		return in(e.Function, e.Environment) + " begins its init"
	case lambda.InvocationStarted:
		return in(e.Function, e.Environment) + " takes the request"
	case lambda.RequestHanded:
		return in(e.Function, e.Environment) + ": a runtime outside has the request"
	case lambda.TurnEnded:
		return in(e.Function, e.Environment) + ": the code has run as far as it can"
	case lambda.TimerFired:
		return in(e.Function, e.Environment) + ": a timer of the code is due"
	case lambda.CallAnswered:
		return in(e.Function, e.Environment) + ": the answer of " + operation(e.Operation) + " has come, after " + widget.Ago(e.Latency)
	case lambda.DeadlineReached:
		return in(e.Function, e.Environment) + ": the time is up"
	case lambda.IdleChecked:
		return in(e.Function, e.Environment) + " may have been idle for long enough"
	case lambda.ProgramAbandoned:
		return in(e.Function, e.Environment) + ": the code could not be stopped"
	case lambda.Responded:
		return e.Function + ": the caller has its answer"
	case lambda.EventPolled:
		return e.Function + ": Lambda takes the event from its queue"
	case lambda.ProvisioningStarted:
		return e.Function + ":" + e.Qualifier + ": provisioned environments are to start"
	}
	return ""
}

// linkOfMappings is what the story leaves out of event source mappings.
func linkOfMappings(e sim.Event) string {
	switch e.(type) {
	case lambda.MappingPolled:
		return "Lambda looks into the queue of a mapping"
	case lambda.MappingScaled:
		return "Lambda looks how busy a mapping is"
	case lambda.MappingSettled:
		return "a mapping's change has taken effect"
	case lambda.BatchWindowEnded:
		return "the batch has waited for its window"
	}
	return ""
}

// linkOfMessages is what the story leaves out of queues and topics.
func linkOfMessages(e sim.Event) string {
	switch e := e.(type) {
	case sqs.MessageAvailable:
		return e.Queue + " has a message to be seen"
	case sqs.MessageDue:
		return e.Queue + ": a message is due to be seen"
	case sqs.MessageExpired:
		return e.Queue + ": a message is as old as the queue keeps one"
	case sqs.MoveDue:
		return e.Queue + ": the next message is due to be moved"
	case sqs.PollEnded:
		return e.Queue + ": a receiver has waited long enough"
	case sqs.MinutePassed:
		return e.Queue + ": a minute to measure is over"
	case sns.DeliveryAttempted:
		return e.Topic + " tries to deliver"
	case sns.ConfirmationExpired:
		return "a subscription was not confirmed in time"
	}
	return ""
}

// linkOfThings is what the story leaves out because the call before tells it.
func linkOfThings(e sim.Event) string {
	switch e := e.(type) {
	case iam.RoleCreated:
		return "the role " + e.Role + " is created"
	case iam.RoleDeleted:
		return "the role " + e.Role + " is deleted"
	case s3.BucketCreated:
		return "s3://" + e.Bucket + " is created"
	case s3.BucketDeleted:
		return "s3://" + e.Bucket + " is deleted"
	case s3.NotificationConfigured:
		return "s3://" + e.Bucket + " has other notifications"
	case events.BusCreated:
		return "the bus " + e.Bus + " is created"
	case events.BusDeleted:
		return "the bus " + e.Bus + " is deleted"
	case events.RulePut:
		return "rule " + e.Rule + " is set, and " + e.State
	case events.RuleDeleted:
		return "rule " + e.Rule + " is deleted"
	case events.TargetPut:
		return "rule " + e.Rule + " has the target " + last(e.ARN)
	case events.TargetRemoved:
		return "rule " + e.Rule + " has lost the target " + e.Target
	case scheduler.ScheduleCreated:
		return "schedule " + e.Schedule + " is created: " + e.Expression
	case scheduler.ScheduleUpdated:
		return "schedule " + e.Schedule + " is updated: " + e.Expression
	case cloudwatch.AlarmEvaluated:
		return "the alarm " + e.Alarm + " looks at its metric"
	case traffic.Arrived:
		return "traffic is due to send a request"
	case traffic.PatienceEnded:
		return "a request of traffic has waited long enough"
	}
	return ""
}
