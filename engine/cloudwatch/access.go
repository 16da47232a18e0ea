package cloudwatch

import "skylab/engine/aws"

// guarded defines an operation of CloudWatch that its caller must be allowed
// to call, on any resource.
//
// fidelity: cloudwatch.access-denied
func guarded[In, Out any](s *Service, o aws.Operation, call func(*aws.Request, *In) (*Out, error)) aws.Operation {
	action := "cloudwatch:" + o.Name
	o.Service, o.HTTP, o.Validation = "cloudwatch", "POST /", validation
	o.Errors = append(o.Errors, "AccessDenied")
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		if s.authorizer != nil && !s.authorizer.Allows(r.Principal, action, "*") {
			return nil, aws.Errorf(403, "AccessDenied", "User: %s is not authorized to perform: %s %s",
				r.Principal, action, aws.WhyNot(s.authorizer, r.Principal, action, "*"))
		}
		return call(r, in)
	})
}
