package lambda

import (
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
)

// Filter is a pattern that messages must match.
type Filter struct{ Pattern string }

// FilterCriteria are patterns of which one must match.
type FilterCriteria struct{ Filters []Filter }

// ScalingConfig bounds the batches that run at a time.
type ScalingConfig struct {
	MaximumConcurrency int `aws:"min=2,max=1000"`
}

// CreateEventSourceMappingInput follows AWS's model.
type CreateEventSourceMappingInput struct {
	EventSourceArn                 string `aws:"required"`
	FunctionName                   string `aws:"required,min=1,max=140"`
	Enabled                        *bool
	BatchSize                      int `aws:"min=1,max=10000"`
	MaximumBatchingWindowInSeconds int `aws:"max=300"`
	FilterCriteria                 *FilterCriteria
	FunctionResponseTypes          []string `aws:"max=1"`
	ScalingConfig                  *ScalingConfig
}

// EventSourceMapping is a mapping as the API shows it.
type EventSourceMapping struct {
	UUID                           string
	BatchSize                      int
	MaximumBatchingWindowInSeconds int `aws:"always"`
	EventSourceArn                 string
	FilterCriteria                 *FilterCriteria
	FunctionArn                    string
	LastModified                   string
	State                          string
	StateTransitionReason          string
	FunctionResponseTypes          []string
	ScalingConfig                  *ScalingConfig
	EventSourceMappingArn          string
}

func (m *mapping) show() *EventSourceMapping {
	out := &EventSourceMapping{UUID: m.UUID, BatchSize: m.BatchSize, MaximumBatchingWindowInSeconds: int(m.Window.Seconds()),
		EventSourceArn: m.Queue, FunctionArn: m.arn(), LastModified: stampOf(m.Modified), State: m.State,
		StateTransitionReason: "USER_INITIATED", EventSourceMappingArn: aws.ARN("lambda", "event-source-mapping:"+m.UUID)}
	if m.Partial {
		out.FunctionResponseTypes = []string{"ReportBatchItemFailures"}
	}
	if m.MaxConcurrency > 0 {
		out.ScalingConfig = &ScalingConfig{m.MaxConcurrency}
	}
	if len(m.Filters) > 0 {
		out.FilterCriteria = &FilterCriteria{}
		for _, f := range m.Filters {
			out.FilterCriteria.Filters = append(out.FilterCriteria.Filters, Filter{f})
		}
	}
	return out
}

func (s *Service) createEventSourceMapping(_ *aws.Request, in *CreateEventSourceMappingInput) (*EventSourceMapping, error) {
	t, err := s.find(in.FunctionName, "")
	if err != nil {
		return nil, invalid("Function does not exist")
	}
	if !strings.HasPrefix(in.EventSourceArn, "arn:aws:sqs:") || s.near.Queues == nil {
		return nil, aws.Errorf(400, NotSimulated, "skylab simulates event source mappings of SQS queues, not of %s", in.EventSourceArn)
	}
	m := &mapping{target: t, Queue: in.EventSourceArn, mappingSettings: mappingSettings{BatchSize: 10}}
	for _, other := range s.mappings {
		if other.Queue == m.Queue && other.arn() == m.arn() {
			return nil, refuse(409, "ResourceConflictException", "An event source mapping with SQS arn (\" %s \") and function (\" %s \") already exists. Please update or delete the existing mapping with UUID %s", m.Queue, m.f.Name, other.UUID)
		}
	}
	if err := s.set(m, &UpdateEventSourceMappingInput{BatchSize: in.BatchSize, MaximumBatchingWindowInSeconds: &in.MaximumBatchingWindowInSeconds,
		FilterCriteria: in.FilterCriteria, FunctionResponseTypes: in.FunctionResponseTypes, ScalingConfig: in.ScalingConfig}); err != nil {
		return nil, err
	}
	m.UUID, m.State = aws.UUID(s.kernel.Stream("lambda.mapping.uuid")), mappingCreating
	s.mappings = append(s.mappings, m)
	s.turn(m, mappingCreating, in.Enabled == nil || *in.Enabled)
	return m.show(), nil
}

// turn begins a transition that ends enabled or disabled.
func (s *Service) turn(m *mapping, through string, enabled bool) {
	m.State, m.Modified = through, s.kernel.Now()
	m.round++
	to := mappingDisabled
	if enabled {
		to = mappingEnabled
	}
	if through == mappingDeleting {
		to = ""
	}
	s.kernel.After(transition.Sample(s.kernel.Stream("lambda.mapping")), MappingChanged{m.f.Name, m.UUID, to, m.round})
}

// mappingChanged ends a transition.
func (s *Service) mappingChanged(e MappingChanged) {
	m := s.mapping(e.Mapping)
	if m == nil || m.round != e.Round {
		return
	}
	if e.State == "" {
		s.mappings = slices.DeleteFunc(s.mappings, func(w *mapping) bool { return w == m })
		return
	}
	m.State = e.State
	s.wake(m)
}

// set changes what is given of a mapping's settings.
//
// fidelity: lambda.mapping-rules
func (s *Service) set(m *mapping, in *UpdateEventSourceMappingInput) error {
	next, fifo := m.mappingSettings, strings.HasSuffix(m.Queue, ".fifo")
	if in.BatchSize > 0 {
		next.BatchSize = in.BatchSize
	}
	if in.MaximumBatchingWindowInSeconds != nil {
		next.Window = time.Duration(*in.MaximumBatchingWindowInSeconds) * time.Second
	}
	switch {
	case fifo && next.BatchSize > 10:
		return invalid("Maximum batch size for FIFO queues is 10")
	case fifo && next.Window > 0:
		return invalid("Batching window is not supported for FIFO queues.")
	case next.BatchSize > 10 && next.Window == 0:
		return invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")
	}
	if in.FunctionResponseTypes != nil {
		next.Partial = slices.Contains(in.FunctionResponseTypes, "ReportBatchItemFailures")
	}
	if in.ScalingConfig != nil {
		next.MaxConcurrency = in.ScalingConfig.MaximumConcurrency
	}
	if err := next.setFilters(in.FilterCriteria); err != nil {
		return err
	}
	if err := s.pollable(m); err != nil {
		return err
	}
	m.mappingSettings = next
	return nil
}

// pollable refuses a queue that cannot be polled for the function: it must
// exist, its visibility timeout must not be shorter than the function's
// timeout, and the role must be allowed to receive (4.3, 4.4 [DEV]).
func (s *Service) pollable(m *mapping) error {
	q, ok := s.near.Queues.Queue(m.Queue)
	if !ok {
		return invalid("Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.")
	}
	if limit := m.ver.config.Timeout; q.Visibility < limit {
		return invalid("Queue visibility timeout: %d seconds is less than Function timeout: %d seconds", int(q.Visibility.Seconds()), int(limit.Seconds()))
	}
	for _, action := range [...]string{"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"} {
		if s.near.Roles != nil && !s.near.Roles.Allows(m.ver.config.Role, "sqs:"+action, m.Queue) {
			return invalid("The function execution role does not have permissions to call %s on SQS", action)
		}
	}
	return nil
}

// UpdateEventSourceMappingInput follows AWS's model; what is not given stays.
type UpdateEventSourceMappingInput struct {
	UUID                           string `aws:"required,path"`
	FunctionName                   string `aws:"min=1,max=140"`
	Enabled                        *bool
	BatchSize                      int  `aws:"min=1,max=10000"`
	MaximumBatchingWindowInSeconds *int `aws:"max=300"`
	FilterCriteria                 *FilterCriteria
	FunctionResponseTypes          []string
	ScalingConfig                  *ScalingConfig
}

func (s *Service) updateEventSourceMapping(_ *aws.Request, in *UpdateEventSourceMappingInput) (*EventSourceMapping, error) {
	m := s.mapping(in.UUID)
	if m == nil {
		return nil, noMapping()
	}
	if m.State != mappingEnabled && m.State != mappingDisabled {
		return nil, refuse(409, "ResourceInUseException", "Cannot update the event source mapping because it is in use.")
	}
	if in.FunctionName != "" {
		t, err := s.find(in.FunctionName, "")
		if err != nil {
			return nil, invalid("Function does not exist")
		}
		m.target = t
	}
	if err := s.set(m, in); err != nil {
		return nil, err
	}
	on, through := m.State == mappingEnabled, mappingUpdating
	if in.Enabled != nil && *in.Enabled != on {
		on, through = *in.Enabled, mappingDisabling
		if on {
			through = mappingEnabling
		}
	}
	s.turn(m, through, on)
	return m.show(), nil
}

// MappingInput names a mapping.
type MappingInput struct {
	UUID string `aws:"required,path"`
}

func (s *Service) getEventSourceMapping(_ *aws.Request, in *MappingInput) (*EventSourceMapping, error) {
	if m := s.mapping(in.UUID); m != nil {
		return m.show(), nil
	}
	return nil, noMapping()
}

func (s *Service) deleteEventSourceMapping(_ *aws.Request, in *MappingInput) (*EventSourceMapping, error) {
	m := s.mapping(in.UUID)
	if m == nil {
		return nil, noMapping()
	}
	if m.State == mappingCreating || m.State == mappingDeleting {
		return nil, refuse(409, "ResourceInUseException", "Cannot delete the event source mapping because it is in use.")
	}
	s.turn(m, mappingDeleting, false)
	return m.show(), nil
}

func noMapping() error {
	return refuse(404, "ResourceNotFoundException", "The resource you requested does not exist.")
}

// ListEventSourceMappingsInput asks for a page of mappings, of one queue or
// function if it says so.
type ListEventSourceMappingsInput struct {
	EventSourceArn string `aws:"query"`
	FunctionName   string `aws:"min=1,max=140,query"`
	Marker         string `aws:"query"`
	MaxItems       int    `aws:"min=1,max=10000,query"`
}

// ListEventSourceMappingsOutput is a page, in the order of their creation.
type ListEventSourceMappingsOutput struct {
	NextMarker          string
	EventSourceMappings []*EventSourceMapping `aws:"always"`
}

func (s *Service) listEventSourceMappings(_ *aws.Request, in *ListEventSourceMappingsInput) (*ListEventSourceMappingsOutput, error) {
	var of *function
	if in.FunctionName != "" {
		t, err := s.find(in.FunctionName, "")
		if err != nil {
			return nil, err
		}
		of = t.f
	}
	var all []*EventSourceMapping
	for _, m := range s.mappings {
		if (of == nil || m.f == of) && (in.EventSourceArn == "" || m.Queue == in.EventSourceArn) {
			all = append(all, m.show())
		}
	}
	out := &ListEventSourceMappingsOutput{}
	out.EventSourceMappings, out.NextMarker = page(all, in.Marker, in.MaxItems, func(m *EventSourceMapping) string { return m.UUID })
	return out, nil
}
