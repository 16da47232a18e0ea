package lambda

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

	"skylab/engine/aws"
)

// poller is who invokes functions for mappings.
const poller = "lambda.amazonaws.com"

// runBatch invokes the function with a batch. No permission of the function's
// policy is asked for: it is the execution role that lets Lambda poll (4.3).
func (s *Service) runBatch(m *mapping, t target, list []gathered) {
	m.lastBatch++
	b := &batch{m.lastBatch, slices.Clone(list), s.kernel.Now()}
	m.running[b.Number] = b
	event := batchEvent(b.Messages)
	s.kernel.Emit(BatchInvoked{m.UUID, m.Function, m.Queue, b.Number, len(b.Messages), len(event)})
	done := func(r aws.Ran) { s.batchEnded(m, b, r) }
	var e *aws.Error
	switch {
	case s.looping():
		t.f.metrics.recursive.Record(s.kernel.Now(), 1)
		errors.As(recursive(), &e)
		done(aws.Ran{Err: e})
	case len(event) > maxSyncPayload:
		done(aws.Ran{Err: tooLarge(len(event), RequestResponse, maxSyncPayload)})
	default:
		s.runFor(t, aws.Delivery{Target: m.Function, Service: poller, Source: m.Queue, Body: event}, done)
	}
}

// batchEvent is the function's event.
func batchEvent(list []gathered) []byte {
	var b bytes.Buffer
	b.WriteString(`{"Records":[`)
	for i, g := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(g.record)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

// batchEnded deletes the messages that went well. The others come back when
// their visibility timeout is over.
//
// fidelity: lambda.mapping-batch-end
// fidelity: lambda.mapping-throttle
func (s *Service) batchEnded(m *mapping, b *batch, r aws.Ran) {
	delete(m.running, b.Number)
	if m.over = min(m.over, len(m.running)); m.over <= m.limit {
		m.over = 0
	}
	reason, failed := m.failures(b, r)
	if r.FunctionError != "" && !s.near.Rules.BatchFailsWhole {
		failed = failed[:1]
	}
	var gone []string
	for _, g := range b.Messages {
		if !slices.Contains(failed, g.id) {
			gone = append(gone, g.receipt)
		}
	}
	m.Result = "OK"
	if reason != "" {
		m.Result = "PROBLEM: Function call failed"
	}
	if len(gone) > 0 && s.deletable(m) {
		s.near.Queues.Remove(m.Queue, gone...)
	} else if len(gone) > 0 {
		gone, reason, m.Result = nil, "AccessDenied", "PROBLEM: The function's execution role does not have permissions to call DeleteMessage on SQS."
	}
	if n := len(b.Messages) - len(gone); n > 0 {
		s.kernel.Emit(BatchReturned{m.UUID, m.Function, m.Queue, b.Number, n, reason})
	}
	if s.mappingAt(m.UUID) != m || m.State != mappingEnabled {
		return
	}
	if r.Err != nil {
		s.pause(m)
		return
	}
	m.refusals = 0
	s.wakeMapping(m)
}

// deletable tells whether the function's role may delete messages.
func (s *Service) deletable(m *mapping) bool {
	t, err := s.find(m.Function, "")
	return err != nil || s.allowed(t.ver.serving.Role, "DeleteMessage", m.Queue)
}

// failures are the ids of the messages that come back, and why.
func (m *mapping) failures(b *batch, r aws.Ran) (reason string, failed []string) {
	all := make([]string, len(b.Messages))
	for i, g := range b.Messages {
		all[i] = g.id
	}
	switch {
	case r.Err != nil:
		return r.Err.Code, all
	case r.FunctionError != "":
		return r.FunctionError, all
	case !m.ReportFailures:
		return "", nil
	}
	failed, ok := itemFailures(r.Payload)
	if !ok || slices.ContainsFunc(failed, func(id string) bool { return !slices.Contains(all, id) }) {
		failed = all
	}
	if len(failed) > 0 {
		reason = reportBatchItemFailures
	}
	return reason, failed
}

// itemFailures reads what a function reports: nothing, null and an empty list
// are a success of all; what cannot be understood is a failure of all (4.4).
//
// fidelity: lambda.mapping-item-failures
func itemFailures(payload []byte) (ids []string, ok bool) {
	text := bytes.TrimSpace(payload)
	if len(text) == 0 || string(text) == "null" || string(text) == `""` {
		return nil, true
	}
	// By maps: JSON's names are read as they are written, and encoding/json
	// does not mind their case in a struct.
	var report map[string]json.RawMessage
	if json.Unmarshal(text, &report) != nil {
		return nil, false
	}
	var failures []map[string]any
	if list := report["batchItemFailures"]; list != nil && json.Unmarshal(list, &failures) != nil {
		return nil, false
	}
	for _, f := range failures {
		id, is := f["itemIdentifier"].(string)
		if !is || id == "" {
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, true
}
