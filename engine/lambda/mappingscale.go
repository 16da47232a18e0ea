package lambda

import (
	"time"

	"skylab/engine/billing"
)

// How the concurrency of a mapping grows while the queue has more than it can
// take (4.4 [DEV, AT]). That it grows evenly within the minute is an
// assumption.
const (
	mappingStart     = 5
	mappingGrowth    = 300 // batches a minute
	mappingMost      = 1250
	pollerBatches    = 10   // at once, of a poller of provisioned mode
	pollerGrowth     = 1000 // batches a minute
	mappingScalePart = 20   // of a minute: how often a mapping is looked at
)

// ceiling is how many batches the mapping may run at once at the most, and
// floor with how many it begins.
//
// fidelity: lambda.mapping-scaling
// fidelity: lambda.mapping-provisioned
func (m *mapping) ceiling() int {
	switch {
	case m.MaxPollers > 0:
		return m.MaxPollers * pollerBatches
	case m.MaxConcurrency > 0:
		return min(mappingMost, m.MaxConcurrency)
	}
	return mappingMost
}

func (m *mapping) floor() int {
	if m.MaxPollers > 0 {
		return m.MinPollers * pollerBatches
	}
	return min(mappingStart, m.ceiling())
}

// growth is by how many batches the limit rises at a time.
func (m *mapping) growth() int {
	if m.MaxPollers > 0 {
		return pollerGrowth / mappingScalePart
	}
	return mappingGrowth / mappingScalePart
}

// resetScaling begins at the floor; what runs may end.
func (s *Service) resetScaling(m *mapping) {
	if m.State != mappingEnabled {
		s.meterPollers(m, 0)
		return
	}
	s.setLimit(m, m.floor())
}

func (s *Service) setLimit(m *mapping, limit int) {
	if len(m.running) > limit {
		m.over = len(m.running)
	}
	changed := m.limit != limit
	m.limit = limit
	if m.MaxPollers > 0 {
		s.meterPollers(m, int64((limit+pollerBatches-1)/pollerBatches))
	} else {
		s.meterPollers(m, 0)
	}
	if changed {
		s.kernel.Emit(ConcurrencyChanged{m.UUID, m.Function, m.Queue, limit})
	}
}

// meterPollers meters the pollers of provisioned mode: one event poller unit
// each, which is an assumption for messages of ordinary size.
func (s *Service) meterPollers(m *mapping, pollers int64) {
	name, _ := parseName(m.Function, "") // it was parsed before
	s.near.Billing.Hold(billing.LambdaEventPollerUnits, name.Function, m.UUID, pollers)
}

// scaleLater looks at a mapping that is busy again soon.
func (s *Service) scaleLater(m *mapping) {
	if !m.growing {
		m.growing = true
		s.kernel.After(time.Minute/mappingScalePart, MappingScaled{m.UUID})
	}
}

// mappingScaled lets a mapping that cannot keep up run more batches at once,
// and one that has nothing to do begin anew.
func (s *Service) mappingScaled(e MappingScaled) {
	m := s.mappingAt(e.Mapping)
	if m == nil {
		return
	}
	m.growing = false
	if m.State != mappingEnabled {
		return
	}
	q, there := s.near.Queues.Queue(m.Queue)
	switch {
	case there && q.Visible > 0 && len(m.running) >= m.limit:
		s.setLimit(m, min(m.limit+m.growth(), m.ceiling()))
		s.scaleLater(m)
		s.wakeMapping(m)
	case len(m.running) == 0 && (!there || q.Visible == 0):
		s.setLimit(m, m.floor())
	default:
		s.scaleLater(m)
	}
}
