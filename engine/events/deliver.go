package events

import (
	"encoding/json"
	"errors"
	"time"

	"skylab/engine/aws"
)

// Accepts tells whether an event may be put on the bus that the delivery
// targets. AWS's services may put theirs on the default bus; a role needs
// events:PutEvents. It makes the service an aws.Deliverer, of events from
// other services.
//
// fidelity: events.service-events
func (s *Service) Accepts(d aws.Delivery) *aws.Error {
	b, err := s.bus(d.Target)
	if err != nil {
		var e *aws.Error
		errors.As(err, &e)
		return e
	}
	allowed := b.name == defaultBus
	if d.Role != "" {
		allowed = s.authorizer == nil || s.authorizer.Allows(d.Role, "events:PutEvents", b.arn())
	}
	if !allowed {
		return aws.Errorf(403, "AccessDeniedException", "Not authorized to put events on %s", b.arn())
	}
	return nil
}

// Deliver puts an event on a bus. The body is an object with the members
// source, detail-type, detail and, where there are any, resources and time;
// the bus adds the rest. The delivery's Subject is the detail-type where the
// body has none.
func (s *Service) Deliver(d aws.Delivery) *aws.Error {
	if err := s.Accepts(d); err != nil {
		return err
	}
	var body struct {
		Source     string          `json:"source"`
		DetailType string          `json:"detail-type"`
		Resources  []string        `json:"resources"`
		Time       string          `json:"time"`
		Detail     json.RawMessage `json:"detail"`
	}
	if err := json.Unmarshal(d.Body, &body); err != nil {
		return aws.Errorf(400, "MalformedDetail", "Detail is malformed.")
	}
	ev := event{aws.UUID(s.k.Stream("events.id")), body.Source, body.DetailType, s.k.Now().Wall(), body.Resources, body.Detail}
	if ev.detailType == "" {
		ev.detailType = d.Subject
	}
	if at, err := time.Parse(time.RFC3339, body.Time); err == nil {
		ev.time = at
	}
	if len(ev.detail) == 0 {
		ev.detail = []byte("{}")
	}
	b, _ := s.bus(d.Target)
	s.receive(b, ev)
	return nil
}
