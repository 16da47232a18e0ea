package lambda

import (
	"encoding/json"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/events/pattern"
	"skylab/engine/sqs"
)

// flush runs the function with the batch, and settles it: on success the
// messages are deleted, otherwise they come back after their visibility
// timeout.
func (s *Service) flush(m *mapping) {
	batch := m.buffer
	m.buffer = nil
	if m.running == 0 {
		m.busy = s.kernel.Now()
	}
	m.running++
	s.kernel.Emit(BatchInvoked{m.f.Name, m.UUID, len(batch)})
	d := aws.Delivery{Target: m.arn(), Role: m.ver.config.Role, Source: m.Queue, Body: sqsEvent(m.Queue, batch)}
	s.runFor(m.target, d, func(r aws.Ran) {
		m.running--
		s.settleBatch(m, batch, r)
		s.wake(m)
	})
}

// settleBatch deletes what the function is done with.
//
// fidelity: lambda.mapping-partial
func (s *Service) settleBatch(m *mapping, batch []sqs.Message, r aws.Ran) {
	if r.Err != nil || r.FunctionError != "" {
		s.kernel.Emit(BatchReturned{m.f.Name, m.UUID, len(batch)})
		return
	}
	failed, all := map[string]bool{}, false
	if m.Partial {
		failed, all = failures(r.Payload, batch)
	}
	var done []string
	for _, message := range batch {
		if !all && !failed[message.ID] {
			done = append(done, message.Receipt)
		}
	}
	if len(done) > 0 {
		s.near.Queues.Remove(m.Queue, done...)
	}
	if n := len(batch) - len(done); n > 0 {
		s.kernel.Emit(BatchReturned{m.f.Name, m.UUID, n})
	}
}

// failures reads a partial batch response: an empty list or null is a success
// of all, an id that is empty or unknown a failure of all (4.4 [DEV]).
func failures(payload []byte, batch []sqs.Message) (failed map[string]bool, all bool) {
	var response struct {
		Failures []struct {
			ID *string `json:"itemIdentifier"`
		} `json:"batchItemFailures"`
	}
	text := strings.TrimSpace(string(payload))
	if text == "" || text == "null" || text == `""` {
		return nil, false
	}
	if json.Unmarshal(payload, &response) != nil {
		return nil, true
	}
	known := map[string]bool{}
	for _, message := range batch {
		known[message.ID] = true
	}
	failed = map[string]bool{}
	for _, f := range response.Failures {
		if f.ID == nil || !known[*f.ID] {
			return nil, true
		}
		failed[*f.ID] = true
	}
	return failed, false
}

// sqsEvent is a batch as the function gets it (4.4 [SAM, GO, OLD]).
//
// fidelity: lambda.mapping-event
func sqsEvent(queue string, batch []sqs.Message) []byte {
	records := make([]any, len(batch))
	for i, m := range batch {
		attributes := aws.Object{}
		for _, a := range m.Attributes {
			value := aws.Object{{Name: "stringValue", Value: a.Value}}
			if len(a.Binary) > 0 {
				value = aws.Object{{Name: "binaryValue", Value: a.Binary}}
			}
			value = append(value, aws.Field{Name: "stringListValues", Value: []string{}}, aws.Field{Name: "binaryListValues", Value: []string{}},
				aws.Field{Name: "dataType", Value: a.DataType})
			attributes = append(attributes, aws.Field{Name: a.Name, Value: value})
		}
		records[i] = aws.Object{{Name: "messageId", Value: m.ID}, {Name: "receiptHandle", Value: m.Receipt}, {Name: "body", Value: m.Body},
			{Name: "attributes", Value: m.System}, {Name: "messageAttributes", Value: attributes}, {Name: "md5OfBody", Value: m.MD5},
			{Name: "eventSource", Value: "aws:sqs"}, {Name: "eventSourceARN", Value: queue}, {Name: "awsRegion", Value: aws.Region}}
	}
	return marshal(aws.Object{{Name: "Records", Value: records}})
}

// passes tells whether some filter lets the message through, or there is none.
// A body that is JSON is matched as such, any other as text.
func (m *mapping) passes(message sqs.Message) bool {
	if len(m.filters) == 0 {
		return true
	}
	var body any = message.Body
	if json.Valid([]byte(message.Body)) {
		body = json.RawMessage(message.Body)
	}
	event := marshal(aws.Object{{Name: "messageId", Value: message.ID}, {Name: "body", Value: body},
		{Name: "md5OfBody", Value: message.MD5}, {Name: "attributes", Value: message.System}})
	return slices.ContainsFunc(m.filters, func(f pattern.Pattern) bool { return f.MatchJSON(event) })
}

// setFilters reads the patterns of a mapping, five at the most.
func (c *mappingSettings) setFilters(in *FilterCriteria) error {
	if in == nil {
		return nil
	}
	if len(in.Filters) > 5 {
		return invalid("Cannot have more than 5 filters for one event source mapping")
	}
	c.Filters, c.filters = nil, nil
	for _, f := range in.Filters {
		p, err := pattern.Parse([]byte(f.Pattern))
		if err != nil {
			return invalid("Invalid filter pattern definition.")
		}
		c.Filters, c.filters = append(c.Filters, f.Pattern), append(c.filters, p)
	}
	return nil
}
