package sns

import (
	"errors"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// Accepts tells whether a service may publish to the topic: it must exist, and
// its policy must let the service do so for that source, or the role must be
// allowed to. Without a body nothing more is asked.
//
// fidelity: sns.service-permission
func (s *Service) Accepts(d aws.Delivery) *aws.Error {
	if len(d.Body) == 0 {
		d.Body = []byte("?") // who may publish does not depend on what
	}
	_, err := s.draft(d)
	return err
}

// Deliver publishes the delivery.
func (s *Service) Deliver(d aws.Delivery) *aws.Error {
	m, err := s.draft(d)
	if err == nil {
		t := s.topics[m.topic]
		t.meter(m.size())
		s.fanOut(t, m)
	}
	return err
}

// draft is the message that a delivery becomes, or why the topic does not
// take it.
func (s *Service) draft(d aws.Delivery) (*message, *aws.Error) {
	t, err := s.topic(d.Target)
	if err == nil {
		err = s.mayDeliver(t, d)
	}
	var m *message
	if err == nil {
		text := string(d.Body)
		asked := draft{text: &text, attributes: d.Attributes, group: d.Group, deduplication: d.Deduplication}
		if d.Subject != "" {
			asked.subject = &d.Subject
		}
		m, err = asked.message(t)
	}
	var e *aws.Error
	errors.As(err, &e)
	return m, e
}

func (s *Service) mayDeliver(t *topic, d aws.Delivery) error {
	if d.Role != "" {
		if s.may(d.Role, "Publish", t.arn, t) {
			return nil
		}
		return aws.Errorf(403, "AuthorizationError", "User: %s is not authorized to perform: SNS:Publish on resource: %s "+
			"because no identity-based policy allows the SNS:Publish action", d.Role, t.arn)
	}
	if t.policy.Decide(askedBy(d.Service, d.Source, t.arn)) == access.Allowed {
		return nil
	}
	return aws.Errorf(403, "AuthorizationError", "User: %s is not authorized to perform: SNS:Publish on resource: %s "+
		"because no resource-based policy allows the SNS:Publish action", d.Service, t.arn)
}
