package lambda

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/sqs"
)

// The states of a mapping (fact sheet 4.4 [BC]).
const (
	mappingCreating  = "Creating"
	mappingEnabling  = "Enabling"
	mappingEnabled   = "Enabled"
	mappingDisabling = "Disabling"
	mappingDisabled  = "Disabled"
	mappingUpdating  = "Updating"
	mappingDeleting  = "Deleting"
)

// mapping is an event source mapping: Lambda itself polls a queue, invokes the
// function with batches of its messages, and deletes what went well.
type mapping struct {
	UUID     string
	Number   int    // in the order of creation
	Function string // the ARN that was named, with its qualifier
	Queue    string // ARN
	FIFO     bool
	mappingSettings

	State    string
	Round    int // of State: an older transition counts no more
	Modified sim.Time
	Result   string // of the last batch

	// limit is how many batches may run at once now; over allows for those that
	// ran when it was lowered.
	limit, over int
	running     map[int]*batch
	lastBatch   int
	gathered    []gathered
	windowEnd   sim.Time // of what is gathered, 0 without
	woken       bool     // MappingPolled is to come
	growing     bool     // MappingScaled is to come
	refusals    int      // batches refused in a row
	pausedUntil sim.Time // after a refusal
}

// show is the mapping as the API tells it; members are in the model's order.
func (m *mapping) show() *EventSourceMapping {
	window := int(m.Window / time.Second)
	out := &EventSourceMapping{UUID: m.UUID, BatchSize: m.BatchSize, MaximumBatchingWindowInSeconds: &window,
		EventSourceArn: m.Queue, FunctionArn: m.Function, LastModified: m.Modified.Wall(), State: m.State,
		StateTransitionReason: "USER_INITIATED", FunctionResponseTypes: []string{}, LastProcessingResult: m.Result,
		EventSourceMappingArn: aws.ARN("lambda", "event-source-mapping:"+m.UUID)}
	if m.ReportFailures {
		out.FunctionResponseTypes = []string{reportBatchItemFailures}
	}
	if m.MaxConcurrency > 0 {
		out.ScalingConfig = &ScalingConfig{m.MaxConcurrency}
	}
	if m.MaxPollers > 0 {
		out.ProvisionedPollerConfig = &ProvisionedPollerConfig{m.MinPollers, m.MaxPollers}
	}
	if len(m.Filters) > 0 {
		out.FilterCriteria = &FilterCriteria{}
		for _, f := range m.Filters {
			out.FilterCriteria.Filters = append(out.FilterCriteria.Filters, Filter{f})
		}
	}
	return out
}

// transit begins a change of state, which ends with a later one. What was
// gathered comes back after its visibility timeout.
//
// fidelity: lambda.mapping-states
func (s *Service) transit(m *mapping, state string) {
	m.State, m.Modified = state, s.kernel.Now()
	m.gathered, m.windowEnd = nil, 0
	m.Round++
	s.kernel.Emit(MappingChanged{m.UUID, m.Function, m.Queue, state})
	s.kernel.After(mappingSetup.Sample(s.kernel.Stream("lambda.mapping")), MappingSettled{m.UUID, m.Round})
}

// mappingSetup is how long a mapping takes to change its state.
var mappingSetup = sim.Dist{Shape: sim.LogNormal, Mid: 4 * time.Second, P90: 12 * time.Second,
	Source: "assumption: seconds, as seen with the CLI; AWS publishes no number"}

// mappingSettled ends a change of state.
func (s *Service) mappingSettled(e MappingSettled) {
	m := s.mappingAt(e.Mapping)
	if m == nil || m.Round != e.Round {
		return
	}
	switch {
	case m.State == mappingDeleting:
		s.mappings = slices.DeleteFunc(s.mappings, func(o *mapping) bool { return o == m })
		s.meterPollers(m, 0)
		s.kernel.Emit(MappingChanged{m.UUID, m.Function, m.Queue, "Deleted"})
		return
	case m.Enabled:
		m.State = mappingEnabled
	default:
		m.State = mappingDisabled
	}
	s.kernel.Emit(MappingChanged{m.UUID, m.Function, m.Queue, m.State})
	s.resetScaling(m)
	s.wakeMapping(m)
}

// mappingAt is the mapping with that UUID, nil if there is none.
func (s *Service) mappingAt(uuid string) *mapping {
	if i := slices.IndexFunc(s.mappings, func(m *mapping) bool { return m.UUID == uuid }); i >= 0 {
		return s.mappings[i]
	}
	return nil
}

// onMapping moves the mapping that an event is about.
func (s *Service) onMapping(e sim.Event) {
	switch e := e.(type) {
	case sqs.MessageAvailable:
		for _, m := range s.mappings {
			if m.Queue == e.Queue {
				s.wakeMapping(m)
			}
		}
	case MappingSettled:
		s.mappingSettled(e)
	case MappingPolled:
		s.mappingPolled(e)
	case BatchWindowEnded:
		s.batchWindowEnded(e)
	case MappingScaled:
		s.mappingScaled(e)
	}
}
