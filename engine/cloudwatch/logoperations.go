package cloudwatch

import "skylab/engine/aws"

// logOperations are those of CloudWatch Logs.
func (s *Service) logOperations() []aws.Operation {
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
			Unsimulated: []string{"logGroupIdentifier", "unmask"},
		}, s.filterLogEvents),
		aws.Op(aws.Operation{
			Service: "logs", Name: "GetLogEvents", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log events of one log stream.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier", "unmask"},
		}, s.getLogEvents),
	}
}
