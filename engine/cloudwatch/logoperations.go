package cloudwatch

import "skylab/engine/aws"

// logOperations are those of CloudWatch Logs. An input that breaks a constraint
// is an InvalidParameterException there.
func (s *Service) logOperations() []aws.Operation {
	ops := s.logDefinitions()
	for i := range ops {
		ops[i].Validation = invalidParameter
	}
	return ops
}

func (s *Service) logDefinitions() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "logs", Name: "DescribeLogGroups", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log groups of the account, ordered by name.",
			Errors:      []string{"InvalidParameterException"},
			Unsimulated: []string{"accountIdentifiers", "includeLinkedAccounts", "logGroupClass", "logGroupIdentifiers"},
		}, s.describeLogGroups),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DescribeLogStreams", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log streams of a log group.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier"},
		}, s.describeLogStreams),
		aws.Op(aws.Operation{
			Service: "logs", Name: "FilterLogEvents", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log events of a log group that match a filter pattern, a time range or streams.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier", "unmask", "startFromHead"},
		}, s.filterLogEvents),
		aws.Op(aws.Operation{
			Service: "logs", Name: "GetLogEvents", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log events of one log stream.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier", "unmask"},
		}, s.getLogEvents),
		aws.Op(aws.Operation{
			Service: "logs", Name: "CreateLogGroup", HTTP: "POST /",
			Doc:         "Creates a log group.",
			Errors:      []string{invalidParameter, alreadyExists},
			Unsimulated: []string{"kmsKeyId", "tags", "deletionProtectionEnabled"},
		}, s.createLogGroup),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DeleteLogGroup", HTTP: "POST /",
			Doc: "Deletes a log group with its streams and filters.", Errors: []string{resourceNotFound},
		}, s.deleteLogGroup),
		aws.Op(aws.Operation{
			Service: "logs", Name: "CreateLogStream", HTTP: "POST /",
			Doc: "Creates a log stream in a group.", Errors: []string{resourceNotFound, alreadyExists},
		}, s.createLogStream),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DeleteLogStream", HTTP: "POST /",
			Doc: "Deletes a log stream with its events.", Errors: []string{resourceNotFound},
		}, s.deleteLogStream),
		aws.Op(aws.Operation{
			Service: "logs", Name: "PutLogEvents", HTTP: "POST /",
			Doc:         "Writes events into a log stream.",
			Errors:      []string{invalidParameter, resourceNotFound},
			Unsimulated: []string{"entity"},
		}, s.putLogEvents),
		aws.Op(aws.Operation{
			Service: "logs", Name: "PutRetentionPolicy", HTTP: "POST /",
			Doc: "Says for how many days a group keeps its events.", Errors: []string{invalidParameter, resourceNotFound},
		}, s.putRetentionPolicy),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DeleteRetentionPolicy", HTTP: "POST /",
			Doc: "Has a group keep its events for ever.", Errors: []string{resourceNotFound},
		}, s.deleteRetentionPolicy),
		aws.Op(aws.Operation{
			Service: "logs", Name: "PutMetricFilter", HTTP: "POST /",
			Doc:         "Turns the events of a group that match a pattern into samples of a metric.",
			Errors:      []string{invalidParameter, resourceNotFound, "LimitExceededException"},
			Unsimulated: []string{"applyOnTransformedLogs", "fieldSelectionCriteria", "emitSystemFieldDimensions"},
		}, s.putMetricFilter),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DescribeMetricFilters", ReadOnly: true, HTTP: "POST /",
			Doc: "Lists metric filters.", Errors: []string{invalidParameter, resourceNotFound},
		}, s.describeMetricFilters),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DeleteMetricFilter", HTTP: "POST /",
			Doc: "Deletes a metric filter.", Errors: []string{resourceNotFound},
		}, s.deleteMetricFilter),
	}
}
