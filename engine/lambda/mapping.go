package lambda

import (
	"time"

	"skylab/engine/events/pattern"
	"skylab/engine/sim"
	"skylab/engine/sqs"
)

// The states of an event source mapping (fact sheet 4.4 [BC]).
const (
	mappingCreating  = "Creating"
	mappingEnabling  = "Enabling"
	mappingEnabled   = "Enabled"
	mappingDisabling = "Disabling"
	mappingDisabled  = "Disabled"
	mappingUpdating  = "Updating"
	mappingDeleting  = "Deleting"
)

// mapping is an event source mapping: pollers that take messages from a queue
// and hand them to a function in batches.
type mapping struct {
	UUID, Queue string // the queue's ARN
	target
	mappingSettings
	State    string
	Modified sim.Time
	round    int // counts changes of state: a transition of an earlier one is void

	// Running are batches that the function has now, since when there has been
	// work without a pause.
	running int
	busy    sim.Time
	buffer  []sqs.Message // that wait for a full batch or the window's end
	since   sim.Time      // when the first of them was taken
	window  int           // counts windows
	polling bool          // a poll is in the queue
}

// mappingSettings can be changed.
type mappingSettings struct {
	BatchSize      int
	Window         time.Duration
	MaxConcurrency int // 0 is AWS's own maximum
	Partial        bool
	Filters        []string
	filters        []pattern.Pattern
}

// How many batches a mapping runs at a time: five at the start, 300 more each
// minute while there is work, 1,250 at the most (4.4 [DEV]). That it grows
// evenly within the minute is an assumption.
//
// fidelity: lambda.mapping-scaling
const (
	mappingStart  = 5
	mappingGrowth = 300 // a minute
	mappingMost   = 1250
)

// limit is how many batches the mapping may run now.
func (m *mapping) limit(now sim.Time) int {
	n := mappingStart
	if m.running > 0 {
		n += int(now.Sub(m.busy) * mappingGrowth / time.Minute)
	}
	most := mappingMost
	if m.MaxConcurrency > 0 {
		most = m.MaxConcurrency
	}
	return min(n, most)
}

// pollDelay is how long a message that has become visible waits for a poll.
var pollDelay = sim.Dist{Shape: sim.LogNormal, Mid: 20 * time.Millisecond, P90: 60 * time.Millisecond,
	Source: "assumption: AWS publishes no number; pollers wait in long polls"}

// transition is how long a mapping takes from one state to the next.
var transition = sim.Dist{Shape: sim.LogNormal, Mid: 2 * time.Second, P90: 5 * time.Second,
	Source: "assumption: AWS publishes no number; real ones take seconds to a minute"}

// available wakes the mappings of a queue in which a message became visible.
func (s *Service) available(e sqs.MessageAvailable) {
	for _, m := range s.mappings {
		if m.Queue == e.Queue {
			s.wake(m)
		}
	}
}

// wake has the mapping poll soon.
func (s *Service) wake(m *mapping) {
	if m.polling || m.State != mappingEnabled || m.f.deleted {
		return
	}
	m.polling = true
	s.kernel.After(pollDelay.Sample(s.kernel.Stream("lambda.mapping")), MappingPolled{m.f.Name, m.UUID})
}

// mappingPolled takes messages while there are some and the mapping may run
// more batches.
//
// fidelity: lambda.mapping-batches
func (s *Service) mappingPolled(e MappingPolled) {
	m := s.mapping(e.Mapping)
	if m == nil {
		return
	}
	m.polling = false
	for m.State == mappingEnabled && m.running < m.limit(s.kernel.Now()) {
		got := s.near.Queues.Poll(m.Queue, m.BatchSize-len(m.buffer))
		if len(got) == 0 {
			return
		}
		s.collect(m, got)
	}
	if q, ok := s.near.Queues.Queue(m.Queue); ok && q.Visible > 0 && m.State == mappingEnabled {
		m.polling = true // at its limit: it grows with time
		s.kernel.After(time.Second, MappingPolled{m.f.Name, m.UUID})
	}
}

// collect adds messages to the batch, and runs it if it is full or need not
// wait. Messages that no filter lets through are deleted (4.4 [DEV]).
//
// fidelity: lambda.mapping-filters
func (s *Service) collect(m *mapping, got []sqs.Message) {
	var out []string
	for _, message := range got {
		if !m.passes(message) {
			out = append(out, message.Receipt)
			continue
		}
		if len(m.buffer) == 0 {
			m.since = s.kernel.Now()
			m.window++
			if m.Window > 0 {
				s.kernel.After(m.Window, WindowEnded{m.f.Name, m.UUID, m.window})
			}
		}
		m.buffer = append(m.buffer, message)
	}
	if len(out) > 0 {
		s.near.Queues.Remove(m.Queue, out...)
	}
	if len(m.buffer) > 0 && (len(m.buffer) >= m.BatchSize || m.Window == 0 || m.bytes() > maxSyncPayload/2) {
		s.flush(m)
	}
}

func (m *mapping) bytes() int {
	n := 0
	for _, message := range m.buffer {
		n += len(message.Body)
	}
	return n
}

// windowEnded runs what has come until the window's end.
func (s *Service) windowEnded(e WindowEnded) {
	m := s.mapping(e.Mapping)
	if m != nil && m.window == e.Window && len(m.buffer) > 0 {
		s.flush(m)
	}
}

// mapping is the one with that UUID, or nil.
func (s *Service) mapping(uuid string) *mapping {
	for _, m := range s.mappings {
		if m.UUID == uuid {
			return m
		}
	}
	return nil
}
