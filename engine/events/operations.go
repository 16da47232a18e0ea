package events

import "skylab/engine/aws"

const (
	notFoundCode = "ResourceNotFoundException"
	tooManyCode  = "LimitExceededException"
	invalidCode  = "ValidationException"
)

// fidelity: events.api
func (s *Service) busOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "events", Name: "CreateEventBus", HTTP: "POST /",
			Doc:         "Creates an event bus of one's own.",
			Errors:      []string{"ResourceAlreadyExistsException", tooManyCode, invalidCode},
			Unsimulated: []string{"EventSourceName", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig", "Tags"},
		}, s.createEventBus),
		aws.Op(aws.Operation{
			Service: "events", Name: "DeleteEventBus", HTTP: "POST /",
			Doc: "Deletes an event bus that has no rules.", Errors: []string{invalidCode},
		}, s.deleteEventBus),
		aws.Op(aws.Operation{
			Service: "events", Name: "ListEventBuses", ReadOnly: true, HTTP: "POST /",
			Doc: "Lists the event buses of the account.",
		}, s.listEventBuses),
		aws.Op(aws.Operation{
			Service: "events", Name: "DescribeEventBus", ReadOnly: true, HTTP: "POST /",
			Doc: "Describes an event bus.", Errors: []string{notFoundCode},
		}, s.describeEventBus),
	}
}

func (s *Service) ruleOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "events", Name: "PutRule", HTTP: "POST /",
			Doc:         "Creates or replaces a rule with an event pattern, a schedule or both.",
			Errors:      []string{"InvalidEventPatternException", tooManyCode, notFoundCode, invalidCode},
			Unsimulated: []string{"Tags"},
		}, s.putRule),
		aws.Op(aws.Operation{
			Service: "events", Name: "DeleteRule", HTTP: "POST /",
			Doc: "Deletes a rule that has no targets.", Errors: []string{notFoundCode, invalidCode},
		}, s.deleteRule),
		aws.Op(aws.Operation{
			Service: "events", Name: "DescribeRule", ReadOnly: true, HTTP: "POST /",
			Doc: "Describes a rule.", Errors: []string{notFoundCode},
		}, s.describeRule),
		aws.Op(aws.Operation{
			Service: "events", Name: "ListRules", ReadOnly: true, HTTP: "POST /",
			Doc: "Lists the rules of an event bus.", Errors: []string{notFoundCode},
		}, s.listRules),
		aws.Op(aws.Operation{
			Service: "events", Name: "EnableRule", HTTP: "POST /",
			Doc: "Lets a rule run; a rate begins to count.", Errors: []string{notFoundCode},
		}, s.enableRule),
		aws.Op(aws.Operation{
			Service: "events", Name: "DisableRule", HTTP: "POST /",
			Doc: "Keeps a rule from running.", Errors: []string{notFoundCode},
		}, s.disableRule),
	}
}

func (s *Service) targetOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "events", Name: "PutTargets", HTTP: "POST /",
			Doc:         "Adds targets to a rule, or replaces them by their Id.",
			Errors:      []string{notFoundCode, tooManyCode, invalidCode},
			Unsimulated: []string{"Targets.AppSyncParameters", "Targets.BatchParameters", "Targets.EcsParameters", "Targets.HttpParameters", "Targets.KinesisParameters", "Targets.RedshiftDataParameters", "Targets.RunCommandParameters", "Targets.SageMakerPipelineParameters"},
		}, s.putTargets),
		aws.Op(aws.Operation{
			Service: "events", Name: "RemoveTargets", HTTP: "POST /",
			Doc: "Removes targets from a rule.", Errors: []string{notFoundCode},
		}, s.removeTargets),
		aws.Op(aws.Operation{
			Service: "events", Name: "ListTargetsByRule", ReadOnly: true, HTTP: "POST /",
			Doc: "Lists the targets of a rule.", Errors: []string{notFoundCode},
		}, s.listTargetsByRule),
		aws.Op(aws.Operation{
			Service: "events", Name: "ListRuleNamesByTarget", ReadOnly: true, HTTP: "POST /",
			Doc: "Lists the rules that send to a target.", Errors: []string{notFoundCode},
		}, s.listRuleNamesByTarget),
	}
}

func (s *Service) eventOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "events", Name: "PutEvents", HTTP: "POST /",
			Doc:         "Puts up to ten events on event buses.",
			Errors:      []string{invalidCode},
			Unsimulated: []string{"Entries.TraceHeader", "EndpointId"},
		}, s.putEvents),
		aws.Op(aws.Operation{
			Service: "events", Name: "TestEventPattern", ReadOnly: true, HTTP: "POST /",
			Doc:    "Tells whether an event matches a pattern.",
			Errors: []string{"InvalidEventPatternException", invalidCode},
		}, s.testEventPattern),
	}
}
