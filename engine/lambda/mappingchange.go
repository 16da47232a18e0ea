package lambda

import (
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sqs"
)

// createEventSourceMapping checks and makes a mapping, which polls when it is
// Enabled.
//
// fidelity: lambda.mapping-create
func (s *Service) createEventSourceMapping(_ *aws.Request, in *CreateEventSourceMappingInput) (*EventSourceMapping, error) {
	t, err := s.mapped(in.FunctionName)
	if err != nil {
		return nil, err
	}
	m := &mapping{Function: t.arn(), Queue: in.EventSourceArn, running: map[int]*batch{},
		mappingSettings: mappingSettings{Enabled: true, BatchSize: 10}}
	if err := s.pollable(m, t); err != nil {
		return nil, err
	}
	if err := m.configure(in.settings()); err != nil {
		return nil, err
	}
	if err := s.unique(m, t); err != nil {
		return nil, err
	}
	m.UUID = aws.UUID(s.kernel.Stream("lambda.mapping.uuid"))
	s.mappings = append(s.mappings, m)
	s.transit(m, mappingCreating)
	return m.show(), nil
}

// unique refuses a second mapping of the queue to the function.
func (s *Service) unique(m *mapping, t target) error {
	for _, other := range s.mappings {
		if other != m && other.Queue == m.Queue && other.Function == t.arn() {
			return refuse(409, "ResourceConflictException", "An event source mapping with SQS arn (\" %s \") and function (\" %s \") already exists. "+
				"Please update or delete the existing mapping with UUID %s", m.Queue, t.f.Name, other.UUID)
		}
	}
	return nil
}

// mapped is the function of a mapping; AWS has a text of its own for one that
// does not exist.
func (s *Service) mapped(name string) (target, error) {
	t, err := s.find(name, "")
	if err != nil {
		if e, is := err.(*aws.Error); is && e.Code == "ResourceNotFoundException" {
			return t, invalid("Function does not exist")
		}
	}
	return t, err
}

// pollable refuses a queue that Lambda could not poll for the function.
//
// fidelity: lambda.mapping-permissions
func (s *Service) pollable(m *mapping, t target) error {
	parts := strings.SplitN(m.Queue, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return invalid("Unrecognized event source.")
	}
	if parts[2] != "sqs" {
		return aws.Errorf(501, "NotImplemented", "skylab simulates event source mappings of queues only, not of %s", parts[2])
	}
	if s.near.Queues == nil {
		return invalid("Unrecognized event source.")
	}
	for _, action := range pollerActions() {
		if !s.allowed(t.ver.config.Role, action, m.Queue) {
			return invalid("The function execution role does not have permissions to call %s on SQS", action)
		}
	}
	q, there := s.near.Queues.Queue(m.Queue)
	if !there {
		return invalid("Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.")
	}
	m.FIFO = q.FIFO
	return patient(q, t)
}

// patient refuses a queue that shows messages again while the function may
// still be at them.
//
// fidelity: lambda.mapping-visibility
func patient(q sqs.QueueView, t target) error {
	if timeout := t.ver.config.Timeout; q.Visibility < timeout {
		return invalid("Queue visibility timeout: %d seconds is less than Function timeout: %d seconds", q.Visibility/time.Second, timeout/time.Second)
	}
	return nil
}

// pollerActions are what the execution role must allow.
func pollerActions() []string {
	return []string{"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"}
}

func (s *Service) allowed(role, action, queue string) bool {
	return s.near.Roles == nil || s.near.Roles.Allows(role, "sqs:"+action, queue)
}

// updateEventSourceMapping changes a mapping that is at rest.
func (s *Service) updateEventSourceMapping(_ *aws.Request, in *UpdateEventSourceMappingInput) (*EventSourceMapping, error) {
	m, err := s.mapping(in.UUID)
	if err != nil {
		return nil, err
	}
	if m.State != mappingEnabled && m.State != mappingDisabled {
		return nil, inUse("update")
	}
	was := m.Enabled
	function, err := s.redirected(m, in)
	if err != nil {
		return nil, err
	}
	if err := m.configure(in); err != nil {
		return nil, err
	}
	if function != m.Function {
		s.meterPollers(m, 0) // those of the new function are metered when the update has ended
		m.Function = function
	}
	switch {
	case m.Enabled && !was:
		s.transit(m, mappingEnabling)
	case was && !m.Enabled:
		s.transit(m, mappingDisabling)
	default:
		s.transit(m, mappingUpdating)
	}
	return m.show(), nil
}

// redirected is the ARN of the function that a mapping has after an update.
func (s *Service) redirected(m *mapping, in *UpdateEventSourceMappingInput) (string, error) {
	if in.FunctionName == "" {
		q, there := s.near.Queues.Queue(m.Queue)
		t, err := s.find(m.Function, "")
		if err != nil || !there || in.Enabled != nil && !*in.Enabled {
			return m.Function, nil // it can be disabled whatever has happened since
		}
		return m.Function, patient(q, t)
	}
	t, err := s.mapped(in.FunctionName)
	if err != nil {
		return "", err
	}
	if err := s.pollable(m, t); err != nil {
		return "", err
	}
	return t.arn(), s.unique(m, t)
}

func inUse(what string) error {
	return refuse(400, "ResourceInUseException", "Cannot %s the event source mapping because it is in use.", what)
}

func (s *Service) deleteEventSourceMapping(_ *aws.Request, in *MappingInput) (*EventSourceMapping, error) {
	m, err := s.mapping(in.UUID)
	if err != nil {
		return nil, err
	}
	if m.State != mappingEnabled && m.State != mappingDisabled {
		return nil, inUse("delete")
	}
	s.transit(m, mappingDeleting)
	return m.show(), nil
}

// mapping is the mapping with that UUID, or AWS's error.
func (s *Service) mapping(uuid string) (*mapping, error) {
	if m := s.mappingAt(uuid); m != nil {
		return m, nil
	}
	return nil, noResource()
}

func (s *Service) getEventSourceMapping(_ *aws.Request, in *MappingInput) (*EventSourceMapping, error) {
	m, err := s.mapping(in.UUID)
	if err != nil {
		return nil, err
	}
	return m.show(), nil
}

func (s *Service) listEventSourceMappings(_ *aws.Request, in *ListEventSourceMappingsInput) (*ListEventSourceMappingsOutput, error) {
	function := ""
	if in.FunctionName != "" {
		t, err := s.find(in.FunctionName, "")
		if err != nil {
			return nil, err
		}
		function = t.arn()
	}
	var all []*EventSourceMapping
	for _, m := range s.mappings {
		if (in.EventSourceArn == "" || in.EventSourceArn == m.Queue) && (function == "" || function == m.Function) {
			all = append(all, m.show())
		}
	}
	out := &ListEventSourceMappingsOutput{}
	out.EventSourceMappings, out.NextMarker = page(all, in.Marker, in.MaxItems, func(c *EventSourceMapping) string { return c.UUID })
	return out, nil
}
