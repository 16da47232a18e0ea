package lambda

import "skylab/engine/aws"

func (s *Service) mappingOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "CreateEventSourceMapping", HTTP: "POST /2015-03-31/event-source-mappings",
			Doc:         "Has Lambda poll a queue and hand its messages to a function.",
			Errors:      []string{"InvalidParameterValueException", "ResourceConflictException"},
			Unsimulated: []string{"StartingPosition", "ParallelizationFactor", "DestinationConfig", "MaximumRecordAgeInSeconds", "BisectBatchOnFunctionError", "MaximumRetryAttempts", "TumblingWindowInSeconds", "KMSKeyArn", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig"},
		}, s.createEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateEventSourceMapping", HTTP: "PUT /2015-03-31/event-source-mappings/{UUID}",
			Doc:         "Changes what is given of a mapping.",
			Errors:      []string{"InvalidParameterValueException", "ResourceNotFoundException", "ResourceInUseException"},
			Unsimulated: []string{"StartingPosition", "ParallelizationFactor", "DestinationConfig", "MaximumRecordAgeInSeconds", "BisectBatchOnFunctionError", "MaximumRetryAttempts", "TumblingWindowInSeconds", "KMSKeyArn", "ProvisionedPollerConfig", "MetricsConfig", "LoggingConfig"},
		}, s.updateEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetEventSourceMapping", HTTP: "GET /2015-03-31/event-source-mappings/{UUID}", ReadOnly: true,
			Doc:    "Returns a mapping.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.getEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteEventSourceMapping", HTTP: "DELETE /2015-03-31/event-source-mappings/{UUID}",
			Doc:    "Deletes a mapping; messages stay in the queue.",
			Errors: []string{"ResourceNotFoundException", "ResourceInUseException"},
		}, s.deleteEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListEventSourceMappings", HTTP: "GET /2015-03-31/event-source-mappings", ReadOnly: true,
			Doc:    "Lists mappings, of one queue or function if it says so.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listEventSourceMappings),
	}
}
