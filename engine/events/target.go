package events

import (
	"encoding/json"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/events/retry"
)

// Target is where a rule's events go, and in which form.
type Target struct {
	Id               string            `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	Arn              string            `aws:"required,min=1,max=1600"`
	RoleArn          string            `aws:"min=1,max=1600"`
	Input            string            `aws:"max=8192"`
	InputPath        string            `aws:"max=256"`
	InputTransformer *InputTransformer // fidelity: events.input-transformer
	SqsParameters    *SqsParameters
	DeadLetterConfig *DeadLetterConfig
	RetryPolicy      *RetryPolicy
}

// InputTransformer makes a target's input from parts of the event.
type InputTransformer struct {
	// InputPathsMap names parts of the event by JSON paths.
	InputPathsMap map[string]string
	// InputTemplate holds the names in angle brackets: {"who": <name>}.
	InputTemplate string `aws:"required,min=1,max=8192"`
}

// SqsParameters are for FIFO queues.
type SqsParameters struct {
	MessageGroupId string `aws:"max=100"`
}

// DeadLetterConfig is the queue for what could not be delivered.
type DeadLetterConfig struct {
	Arn string `aws:"min=1,max=1600"`
}

// RetryPolicy bounds how long a target is tried again.
type RetryPolicy struct {
	MaximumRetryAttempts *int `aws:"min=0,max=185"`
	// MaximumEventAgeInSeconds is from 60 s to 24 h.
	MaximumEventAgeInSeconds *int `aws:"min=60,max=86400"`
}

// limits are how often and how long a target is tried again.
func (p *RetryPolicy) limits() retry.Limits {
	if p == nil {
		return retry.Of(nil, nil)
	}
	return retry.Of(p.MaximumRetryAttempts, p.MaximumEventAgeInSeconds)
}

// validate reports what AWS would not accept in a target. Texts are those of
// AWS as far as they were found; that of a bad path is an assumption.
func (t *Target) validate() error {
	parts := strings.SplitN(t.Arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[5] == "" {
		return invalid("Parameter %s is not valid. Reason: Provided Arn is not in correct format.", t.Arn)
	}
	switch parts[2] {
	case "lambda", "sqs", "sns":
	default:
		return unsimulatedTarget(t.Arn)
	}
	if parts[2] == "sqs" && strings.HasSuffix(t.Arn, ".fifo") && (t.SqsParameters == nil || t.SqsParameters.MessageGroupId == "") {
		return invalid("Parameter(s) SqsParameters must be specified for target: %s.", t.Id)
	}
	return t.validateInput()
}

func (t *Target) validateInput() error {
	forms := 0
	for _, given := range []bool{t.Input != "", t.InputPath != "", t.InputTransformer != nil} {
		if given {
			forms++
		}
	}
	switch {
	case forms > 1:
		return invalid("Only one of Input, InputPath, or InputTransformer must be provided for target %s.", t.Id)
	case t.Input != "" && !json.Valid([]byte(t.Input)):
		return invalid("JSON syntax error in input for target %s.", t.Id)
	}
	paths := map[string]string{}
	if t.InputPath != "" {
		paths["InputPath"] = t.InputPath
	}
	if t.InputTransformer != nil {
		paths = t.InputTransformer.InputPathsMap
	}
	for _, name := range sortedKeys(paths) {
		if _, ok := parsePath(paths[name]); !ok {
			return invalid("Invalid JSON path %s of %s in target %s.", paths[name], name, t.Id)
		}
	}
	return nil
}

// PutTargetsInput is targets for a rule; those with an Id that the rule has
// replace what it has.
type PutTargetsInput struct {
	Rule         string   `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	EventBusName string   `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
	Targets      []Target `aws:"required,min=1,max=100"`
}

// TargetsOutput names the targets that were refused: none, as AWS refuses the
// whole call.
type TargetsOutput struct {
	FailedEntryCount int           `aws:"always"`
	FailedEntries    []FailedEntry `aws:"always"`
}

// FailedEntry is a target that was not put or removed.
type FailedEntry struct{ TargetId, ErrorCode, ErrorMessage string }

// fidelity: events.put-targets
func (s *Service) putTargets(r *aws.Request, in *PutTargetsInput) (*TargetsOutput, error) {
	b, n, err := s.rule(r, "PutTargets", in.Rule, in.EventBusName)
	if err != nil {
		return nil, err
	}
	ids := len(n.targets)
	fresh := map[string]bool{}
	for i := range in.Targets {
		if err := in.Targets[i].validate(); err != nil {
			return nil, err
		}
		if id := in.Targets[i].Id; n.targets[id] == nil && !fresh[id] {
			fresh[id] = true
			ids++
		}
	}
	if ids > maxTargets {
		return nil, tooMany()
	}
	for i := range in.Targets {
		t := in.Targets[i]
		n.targets[t.Id], n.sorted = &t, nil
		s.k.Emit(TargetPut{b.name, n.Name, t.Id, t.Arn})
	}
	return &TargetsOutput{}, nil
}

// TargetPut has happened when a rule got a target.
type TargetPut struct{ Bus, Rule, Target, ARN string }

// Kind names the event.
func (TargetPut) Kind() string { return "events.TargetPut" }
