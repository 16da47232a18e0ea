package events

import "skylab/engine/aws"

// authorize reports AWS's refusal where the caller may not do the action to
// the resource.
//
// fidelity: events.access-denied
func (s *Service) authorize(r *aws.Request, action, resource string) error {
	action = "events:" + action
	if s.authorizer == nil || s.authorizer.Allows(r.Principal, action, resource) {
		return nil
	}
	return aws.Errorf(400, "AccessDeniedException", "User: %s is not authorized to perform: %s on resource: %s %s",
		r.Principal, action, resource, aws.WhyNot(s.authorizer, r.Principal, action, resource))
}

func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "ValidationException", format, args...)
}

func notFound(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "ResourceNotFoundException", format, args...)
}

// tooMany is what each quota answers.
func tooMany() *aws.Error {
	return aws.Errorf(400, "LimitExceededException", "The requested resource exceeds the maximum number allowed.")
}

// unsimulatedTarget says that a target of another service is not simulated.
//
// fidelity: events.targets
func unsimulatedTarget(arn string) *aws.Error {
	return aws.Errorf(501, "NotImplemented", "skylab does not simulate the target %s, only functions, queues and topics", arn)
}
