package sqs

import (
	"slices"
	"strconv"

	"skylab/engine/aws"
)

// redriveAllow says which queues may name a queue as their dead-letter queue.
// The zero value is AWS's default: all.
type redriveAllow struct {
	Text       string // as it was given
	Permission string
	Sources    []string // of byQueue: ARNs
}

// permits tells whether the queue with that ARN may send its dead letters.
func (a redriveAllow) permits(source string) bool {
	switch a.Permission {
	case "denyAll":
		return false
	case "byQueue":
		return slices.Contains(a.Sources, source)
	}
	return true
}

// parseRedriveAllow reads a RedriveAllowPolicy; "" is the default.
//
// fidelity: sqs.redrive-allow-policy
func parseRedriveAllow(text string) (redriveAllow, error) {
	if text == "" {
		return redriveAllow{}, nil
	}
	var p struct {
		Permission string    `json:"redrivePermission"`
		Sources    *[]string `json:"sourceQueueArns"`
	}
	if aws.Decode([]byte(text), &p) != nil || !slices.Contains([]string{"allowAll", "denyAll", "byQueue"}, p.Permission) {
		return redriveAllow{}, badValue("RedriveAllowPolicy", "Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.")
	}
	a := redriveAllow{Text: text, Permission: p.Permission}
	if p.Sources != nil {
		a.Sources = *p.Sources
	}
	bad := func(reason string) error {
		return invalidValue("Value %s for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. %s", text, reason)
	}
	switch {
	case a.Permission != "byQueue" && p.Sources != nil:
		return a, bad("To specify one or more source queue ARNs, you must set redrivePermission to byQueue.")
	case a.Permission == "byQueue" && len(a.Sources) == 0:
		return a, bad("When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.")
	case len(a.Sources) > maxSources:
		return a, bad("The maximum number of source queue ARNs you can specify is " + strconv.Itoa(maxSources) + ".")
	}
	return a, nil
}
