package lambda

import (
	"time"

	"skylab/engine/sim"
	"skylab/engine/sqs"
)

// gathered is a message that waits for its batch to be full.
type gathered struct {
	id, receipt string
	record      []byte
}

// batch is messages with which the function runs.
type batch struct {
	Number   int
	Messages []gathered
	Started  sim.Time
}

// maxBatchBytes is what a batch weighs at most as the function's event (4.4).
const maxBatchBytes = maxSyncPayload

// wakeMapping has a mapping poll soon. On AWS its pollers ask the queue all
// the time; here an empty queue costs nothing, and a message that becomes
// visible wakes them.
//
// fidelity: lambda.mapping-polling
func (s *Service) wakeMapping(m *mapping) {
	if m.woken || m.State != mappingEnabled {
		return
	}
	m.woken = true
	wait := polling.Sample(s.kernel.Stream("lambda.mapping"))
	s.kernel.At(max(s.kernel.Now().Add(wait), m.pausedUntil), MappingPolled{m.UUID})
}

// mappingPolled takes messages and runs batches of them.
func (s *Service) mappingPolled(e MappingPolled) {
	m := s.mappingAt(e.Mapping)
	if m == nil {
		return
	}
	m.woken = false
	if m.State == mappingEnabled {
		s.pump(m)
	}
}

// pump runs batches as long as there are messages and room.
//
// fidelity: lambda.mapping-batching
func (s *Service) pump(m *mapping) {
	t, ok := s.ready(m)
	for ok && len(m.running) < m.limit && s.kernel.Now() >= m.pausedUntil {
		need, taken := m.BatchSize-len(m.gathered), 0
		if need > 0 {
			taken = s.gather(m, need)
		}
		if len(m.gathered) == 0 && taken == 0 {
			return
		}
		list, full := m.cut()
		switch {
		case len(list) == 0, !full && taken == need && m.Window > 0:
			continue // filters kept some out, and there may be more
		case !full && m.Window > 0 && s.kernel.Now() < s.window(m):
			return
		}
		m.gathered, m.windowEnd = m.gathered[len(list):], 0
		s.runBatch(m, t, list)
	}
	if len(m.running) >= m.limit {
		s.scaleLater(m)
	}
}

// window is when what is gathered is to run, however little it is.
func (s *Service) window(m *mapping) sim.Time {
	if m.windowEnd == 0 {
		m.windowEnd = s.kernel.Now().Add(m.Window)
		s.kernel.At(m.windowEnd, BatchWindowEnded{m.UUID, m.lastBatch + 1})
	}
	return m.windowEnd
}

// batchWindowEnded runs what was gathered.
func (s *Service) batchWindowEnded(e BatchWindowEnded) {
	m := s.mappingAt(e.Mapping)
	if m != nil && m.State == mappingEnabled && len(m.gathered) > 0 {
		s.pump(m)
	}
}

// ready is the mapping's function, if the mapping can poll for it; if not, the
// result says why, and it is tried again where there is something to run.
func (s *Service) ready(m *mapping) (target, bool) {
	t, err := s.find(m.Function, "")
	problem, asleep := "", false
	switch {
	case err != nil:
		problem = "PROBLEM: Function does not exist."
	case !s.allowed(t.ver.serving.Role, "ReceiveMessage", m.Queue):
		problem = "PROBLEM: The function's execution role does not have permissions to call ReceiveMessage on SQS."
	default:
		if e := t.ver.invocable(); e != nil {
			problem, asleep = "PROBLEM: "+e.Message, true
		}
	}
	if problem == "" {
		return t, true
	}
	m.Result = problem
	if q, there := s.near.Queues.Queue(m.Queue); there && q.Visible > 0 || len(m.gathered) > 0 {
		s.pause(m)
		if asleep {
			s.wake(t.ver) // for the messages, which stay in the queue meanwhile
		}
	}
	return t, false
}

// pause waits before the queue is polled again, for longer each time. That
// pollers back off is AWS's word, how long is an assumption.
func (s *Service) pause(m *mapping) {
	m.refusals++
	m.pausedUntil = s.kernel.Now().Add(min(backOff(m.refusals), time.Minute))
	s.wakeMapping(m)
}

// gather receives up to n messages, deletes those that no filter wants, and
// tells how many there were.
//
// fidelity: lambda.mapping-filters
func (s *Service) gather(m *mapping, n int) int {
	list := s.near.Queues.Poll(m.Queue, n)
	var unwanted []string
	for _, msg := range list {
		if !m.wants(msg) {
			unwanted = append(unwanted, msg.Receipt)
			continue
		}
		m.gathered = append(m.gathered, gathered{msg.ID, msg.Receipt, marshal(record(m.Queue, msg, msg.Body))})
	}
	if len(unwanted) > 0 && s.near.Rules.FilteredDeleted {
		s.near.Queues.Remove(m.Queue, unwanted...)
		s.kernel.Emit(MessagesFiltered{m.UUID, m.Function, m.Queue, len(unwanted)})
	}
	return len(list)
}

// wants tells whether a filter matches the message.
func (m *mapping) wants(msg sqs.Message) bool {
	if len(m.patterns) == 0 {
		return true
	}
	event := marshal(record(m.Queue, msg, parsed(msg.Body)))
	for _, p := range m.patterns {
		if p.MatchJSON(event) {
			return true
		}
	}
	return false
}

// cut is the batch that what is gathered makes, and whether it is full: by
// number, or because the next message would make it too heavy.
func (m *mapping) cut() (list []gathered, full bool) {
	size := len(`{"Records":[]}`)
	for i, g := range m.gathered {
		if size += len(g.record) + 1; size > maxBatchBytes && i > 0 {
			return m.gathered[:i], true
		}
	}
	return m.gathered, len(m.gathered) >= m.BatchSize
}
