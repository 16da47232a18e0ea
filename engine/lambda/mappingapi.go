package lambda

import (
	"time"

	"skylab/engine/aws"
)

const reportBatchItemFailures = "ReportBatchItemFailures"

// CreateEventSourceMappingInput follows AWS's model, for queues.
type CreateEventSourceMappingInput struct {
	EventSourceArn                 string
	FunctionName                   string `aws:"required,min=1,max=140"`
	Enabled                        *bool
	BatchSize                      *int `aws:"min=1,max=10000"`
	FilterCriteria                 *FilterCriteria
	MaximumBatchingWindowInSeconds *int     `aws:"min=0,max=300"`
	FunctionResponseTypes          []string `aws:"max=1"`
	ScalingConfig                  *ScalingConfig
	ProvisionedPollerConfig        *ProvisionedPollerConfig
}

// UpdateEventSourceMappingInput changes what is given.
type UpdateEventSourceMappingInput struct {
	UUID                           string `aws:"required,path"`
	FunctionName                   string `aws:"max=140"`
	Enabled                        *bool
	BatchSize                      *int `aws:"min=1,max=10000"`
	FilterCriteria                 *FilterCriteria
	MaximumBatchingWindowInSeconds *int     `aws:"min=0,max=300"`
	FunctionResponseTypes          []string `aws:"max=1"`
	ScalingConfig                  *ScalingConfig
	ProvisionedPollerConfig        *ProvisionedPollerConfig
}

// settings are what a new mapping changes of the defaults.
func (in *CreateEventSourceMappingInput) settings() *UpdateEventSourceMappingInput {
	return &UpdateEventSourceMappingInput{Enabled: in.Enabled, BatchSize: in.BatchSize, FilterCriteria: in.FilterCriteria,
		MaximumBatchingWindowInSeconds: in.MaximumBatchingWindowInSeconds, FunctionResponseTypes: in.FunctionResponseTypes,
		ScalingConfig: in.ScalingConfig, ProvisionedPollerConfig: in.ProvisionedPollerConfig}
}

// FilterCriteria are up to five patterns; a message that matches one is
// wanted.
type FilterCriteria struct{ Filters []Filter }

// Filter is one pattern.
type Filter struct {
	Pattern string `aws:"max=4096"`
}

// ScalingConfig bounds how many batches run at once.
type ScalingConfig struct {
	MaximumConcurrency int `aws:"min=2,max=1000"`
}

// ProvisionedPollerConfig keeps pollers for a mapping.
type ProvisionedPollerConfig struct {
	MinimumPollers int `aws:"min=1,max=200"`
	MaximumPollers int `aws:"min=1,max=2000"`
}

// EventSourceMapping is a mapping as the API tells it; AWS calls the shape
// EventSourceMappingConfiguration.
type EventSourceMapping struct {
	UUID                           string
	BatchSize                      int
	MaximumBatchingWindowInSeconds *int
	EventSourceArn                 string
	FilterCriteria                 *FilterCriteria
	FunctionArn                    string
	LastModified                   time.Time `aws:"micros"`
	LastProcessingResult           string
	State                          string
	StateTransitionReason          string
	FunctionResponseTypes          []string `aws:"always"`
	ScalingConfig                  *ScalingConfig
	EventSourceMappingArn          string
	ProvisionedPollerConfig        *ProvisionedPollerConfig
}

// MappingInput names a mapping.
type MappingInput struct {
	UUID string `aws:"required,path"`
}

// ListEventSourceMappingsInput asks for the mappings of a queue or function.
type ListEventSourceMappingsInput struct {
	EventSourceArn string `aws:"query"`
	FunctionName   string `aws:"max=140,query"`
	Marker         string `aws:"query"`
	MaxItems       int    `aws:"min=1,max=10000,query"`
}

// ListEventSourceMappingsOutput is a page of mappings, the oldest first.
type ListEventSourceMappingsOutput struct {
	NextMarker          string
	EventSourceMappings []*EventSourceMapping `aws:"always"`
}

// streams are the parameters of sources other than queues.
var streams = []string{"ProvisionedPollerConfig.PollerGroupName", "ParallelizationFactor", "StartingPosition", "StartingPositionTimestamp", "DestinationConfig", "MaximumRecordAgeInSeconds",
	"BisectBatchOnFunctionError", "MaximumRetryAttempts", "TumblingWindowInSeconds", "Topics", "Queues", "SourceAccessConfigurations",
	"SelfManagedEventSource", "AmazonManagedKafkaEventSourceConfig", "SelfManagedKafkaEventSourceConfig", "DocumentDBEventSourceConfig",
	"KMSKeyArn", "MetricsConfig", "LoggingConfig", "Tags"}

// fidelity: lambda.mapping-api
func (s *Service) mappingOperations() []aws.Operation {
	const place = "/2015-03-31/event-source-mappings"
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "CreateEventSourceMapping", HTTP: "POST " + place + " 202",
			Doc:         "Has Lambda poll a queue and invoke a function with batches of its messages.",
			Errors:      []string{"InvalidParameterValueException", "ResourceConflictException", "ResourceNotFoundException"},
			Unsimulated: streams,
		}, s.createEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetEventSourceMapping", HTTP: "GET " + place + "/{UUID}", ReadOnly: true,
			Doc:    "Returns a mapping and its state.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.getEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListEventSourceMappings", HTTP: "GET " + place, ReadOnly: true,
			Doc:    "Lists mappings, of a queue or a function if one is given.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listEventSourceMappings),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateEventSourceMapping", HTTP: "PUT " + place + "/{UUID} 202",
			Doc:         "Changes a mapping, or the function that it invokes.",
			Errors:      []string{"InvalidParameterValueException", "ResourceNotFoundException", "ResourceInUseException", "ResourceConflictException"},
			Unsimulated: streams,
		}, s.updateEventSourceMapping),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteEventSourceMapping", HTTP: "DELETE " + place + "/{UUID} 202",
			Doc:    "Deletes a mapping; batches that run run to their end.",
			Errors: []string{"ResourceNotFoundException", "ResourceInUseException"},
		}, s.deleteEventSourceMapping),
	}
}
