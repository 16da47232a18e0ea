package scheduler

import (
	"strings"

	"skylab/engine/aws"
	"skylab/engine/events/retry"
)

// Target is what a schedule calls, and how.
type Target struct {
	Arn              string `aws:"required,min=1,max=1600"`
	DeadLetterConfig *DeadLetterConfig
	Input            string `aws:"min=1"`
	RetryPolicy      *RetryPolicy
	RoleArn          string `aws:"required,min=1,max=1600,pattern=arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+"`
	SqsParameters    *SqsParameters
}

// DeadLetterConfig is the queue for what could not be delivered.
type DeadLetterConfig struct {
	Arn string `aws:"min=1,max=1600,pattern=arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+"`
}

// RetryPolicy bounds how long a target is tried again.
type RetryPolicy struct {
	// MaximumEventAgeInSeconds is from 60 s to 24 h.
	MaximumEventAgeInSeconds *int `aws:"min=60,max=86400"`
	MaximumRetryAttempts     *int `aws:"min=0,max=185"`
}

// SqsParameters are for FIFO queues.
type SqsParameters struct {
	MessageGroupId string `aws:"min=1,max=128"`
}

// validate reports what AWS would not accept in a target; the texts are
// assumptions.
//
// fidelity: scheduler.targets
func (t *Target) validate() error {
	parts := strings.SplitN(t.Arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[5] == "" {
		return invalid("Provided Arn is not in correct format.")
	}
	switch parts[2] {
	case "lambda", "sqs", "sns":
	default:
		return aws.Errorf(501, "NotImplemented", "skylab does not simulate the target %s, only functions, queues and topics", t.Arn)
	}
	fifo := parts[2] == "sqs" && strings.HasSuffix(t.Arn, ".fifo")
	if fifo && (t.SqsParameters == nil || t.SqsParameters.MessageGroupId == "") {
		return invalid("SqsParameters must be specified for a FIFO queue.")
	}
	return nil
}

func (t *Target) limits() retry.Limits {
	if t.RetryPolicy == nil {
		return retry.Of(nil, nil)
	}
	return retry.Of(t.RetryPolicy.MaximumRetryAttempts, t.RetryPolicy.MaximumEventAgeInSeconds)
}

// withDefaults is the target as GetSchedule shows it.
func (t *Target) withDefaults() Target {
	out := *t
	l := t.limits()
	age := int(l.Age.Seconds())
	out.RetryPolicy = &RetryPolicy{&age, &l.Retries}
	return out
}
