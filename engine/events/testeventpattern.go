package events

import (
	"encoding/json"

	"skylab/engine/aws"
	"skylab/engine/events/pattern"
)

// TestEventPatternInput is a pattern and an event.
type TestEventPatternInput struct {
	EventPattern string `aws:"required,max=4096"`
	Event        string `aws:"required"`
}

// TestEventPatternOutput tells whether the event matches.
type TestEventPatternOutput struct {
	Result bool `aws:"always"`
}

// testEventPattern matches an event against a pattern. The event needs the
// members that the user guide calls mandatory: id, account, source, time,
// region, resources aside, and detail-type.
//
// fidelity: events.test-pattern
func (s *Service) testEventPattern(r *aws.Request, in *TestEventPatternInput) (*TestEventPatternOutput, error) {
	if err := s.authorize(r, "TestEventPattern", "*"); err != nil {
		return nil, err
	}
	p, err := parsePattern(in.EventPattern)
	if err != nil {
		return nil, err
	}
	v, ok := pattern.Decode([]byte(in.Event))
	if !ok || !complete([]byte(in.Event)) {
		return nil, invalid("Parameter Event is not valid.")
	}
	return &TestEventPatternOutput{p.Match(v)}, nil
}

// complete tells whether an event has what TestEventPattern asks of one.
func complete(event []byte) bool {
	var m struct {
		ID, Account, Source, Time, Region *string
		DetailType                        *string `json:"detail-type"`
	}
	return json.Unmarshal(event, &m) == nil && m.ID != nil && m.Account != nil && m.Source != nil && m.Time != nil &&
		m.Region != nil && m.DetailType != nil
}
