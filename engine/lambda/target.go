package lambda

import (
	"errors"

	"skylab/engine/aws"
)

// s3Principal is who S3 invokes functions as.
const s3Principal = "s3.amazonaws.com"

// Accepts tells whether a service may invoke the function asynchronously: it
// must exist, and its resource policy must let the service do so for that
// source, or the service's role must be allowed to.
//
// fidelity: lambda.service-permission
func (s *Service) Accepts(d aws.Delivery) *aws.Error {
	f, err := s.find(d.Target, "")
	if err != nil {
		var e *aws.Error
		errors.As(err, &e)
		return e
	}
	if len(d.Body) > maxAsyncPayload {
		return tooLarge(len(d.Body), Event, maxAsyncPayload)
	}
	return s.mayDeliver(f, d)
}

func (s *Service) mayDeliver(f *function, d aws.Delivery) *aws.Error {
	const action = "lambda:InvokeFunction"
	switch {
	case d.Role != "" && (s.near.Roles == nil || s.near.Roles.Allows(d.Role, action, f.ARN)),
		d.Role == "" && f.policy.allows(request{principal: d.Service, action: action, sourceArn: d.Source}):
		return nil
	}
	return refuse(403, "AccessDeniedException", "Not authorized to invoke function [%s]", d.Target)
}

// Deliver invokes the function asynchronously for a service.
func (s *Service) Deliver(d aws.Delivery) *aws.Error {
	if err := s.Accepts(d); err != nil {
		return err
	}
	f, _ := s.find(d.Target, "")
	source := d.Service
	if d.Role != "" {
		source = d.Role
	}
	s.enqueue(s.accept(f, Event, aws.UUID(s.kernel.Stream("lambda.delivery")), source, d.Body))
	return nil
}
