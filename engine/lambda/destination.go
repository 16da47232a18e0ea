package lambda

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Destination names where a record of an event's end goes.
type Destination struct {
	Destination string `aws:"max=350,pattern=^$|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)"`
}

// DestinationConfig are the destinations of events that end.
type DestinationConfig struct {
	OnSuccess *Destination
	OnFailure *Destination
}

// destination checks an ARN that ended events are to be sent to: it must
// exist, and the function's role must be allowed to send there.
func (s *Service) destination(t target, d *Destination) (string, error) {
	if d == nil || d.Destination == "" {
		return "", nil
	}
	arn := d.Destination
	if arn == t.f.ARN || strings.HasPrefix(arn, t.f.ARN+":") {
		return "", invalid("You can't specify the function as a destination for itself.")
	}
	if s.near.Deliverer == nil {
		return arn, nil
	}
	if err := s.near.Deliverer.Accepts(aws.Delivery{Target: arn, Role: t.ver.config.Role, Source: t.f.ARN}); err != nil {
		if err.HTTPStatus == 403 {
			return "", invalid("The function's execution role does not have permissions to call %s on %s", action(arn), arn)
		}
		return "", invalid("The destination ARN %s is invalid.", arn)
	}
	return arn, nil
}

// kinds refuses destinations of a kind that AWS does not have, and S3, which
// is not simulated.
func (d *DestinationConfig) kinds() error {
	given := func(d *Destination) (arn, service string) {
		if d == nil || d.Destination == "" {
			return "", ""
		}
		return d.Destination, strings.SplitN(d.Destination+":::", ":", 4)[2]
	}
	success, first := given(d.OnSuccess)
	failure, second := given(d.OnFailure)
	if second == "s3" {
		return aws.Errorf(400, NotSimulated, "skylab does not simulate S3 as a destination of events that failed")
	}
	named := func(side, arn string) string {
		if arn == "" {
			return "null"
		}
		return side + "(destination=" + arn + ")"
	}
	known := []string{"", "sqs", "sns", "lambda", "events"}
	if !slices.Contains(known, first) || !slices.Contains(known, second) {
		return invalid("The provided destination config DestinationConfig(onSuccess=%s, onFailure=%s) is invalid.", named("OnSuccess", success), named("OnFailure", failure))
	}
	return nil
}

// action is what sending to a resource is called.
func action(arn string) string {
	switch parts := strings.SplitN(arn, ":", 4); parts[min(2, len(parts)-1)] {
	case "sqs":
		return "SendMessage"
	case "sns":
		return "Publish"
	case "events":
		return "PutEvents"
	}
	return "InvokeFunction"
}

// record is what a destination gets of an event that has ended
// (4.2 [DEV, LS 2025-11]).
//
// fidelity: lambda.destination-record
func (inv *invocation) record(now sim.Time, condition string) []byte {
	o := aws.Object{{Name: "version", Value: "1.0"}, {Name: "timestamp", Value: now.Wall().Format(stamp)},
		{Name: "requestContext", Value: aws.Object{{Name: "requestId", Value: inv.ID},
			{Name: "functionArn", Value: inv.qualified()}, {Name: "condition", Value: condition},
			{Name: "approximateInvokeCount", Value: inv.Attempt}}},
		{Name: "requestPayload", Value: json.RawMessage(inv.payload)}}
	if inv.Attempt > 0 && inv.result.Status != "" {
		answered := aws.Object{{Name: "statusCode", Value: 200}, {Name: "executedVersion", Value: inv.ver.label()}}
		if inv.result.failed() {
			answered = append(answered, aws.Field{Name: "functionError", Value: "Unhandled"})
		}
		o = append(o, aws.Field{Name: "responseContext", Value: answered},
			aws.Field{Name: "responsePayload", Value: document(inv.result.Payload)})
	}
	return marshal(o)
}

// qualified is the ARN of what was invoked as records name it: always with a
// qualifier.
func (inv *invocation) qualified() string { return inv.f.ARN + ":" + orLatest(inv.own()) }

// document is a result as JSON; what a program outside answers need not be
// any, and is told as a text (an assumption).
func document(payload []byte) any {
	switch {
	case len(payload) == 0:
		return nil
	case json.Valid(payload):
		return json.RawMessage(payload)
	}
	return string(payload)
}
