package s3

import "skylab/engine/aws"

// authorize reports AWS's refusal where the caller may not do the action to
// the resource.
//
// fidelity: s3.access-denied
func (s *Service) authorize(r *aws.Request, action, resource string) error {
	if s.authorizer == nil || s.authorizer.Allows(r.Principal, action, resource) {
		return nil
	}
	return aws.Errorf(403, "AccessDenied", "User: %s is not authorized to perform: %s on resource: \"%s\" %s",
		r.Principal, action, resource, aws.WhyNot(s.authorizer, r.Principal, action, resource))
}

// missing is the answer for a key that is not there: only who may list the
// bucket is told so.
func (s *Service) missing(r *aws.Request, bucket, key string) error {
	if err := s.authorize(r, "s3:ListBucket", bucketARN(bucket)); err != nil {
		return err
	}
	return noKey(key)
}

func noKey(key string) *aws.Error {
	return fail(404, "NoSuchKey", "The specified key does not exist.", aws.Field{Name: "Key", Value: key})
}

func objectARN(bucket, key string) string { return bucketARN(bucket) + "/" + key }

// principalID is the caller's id as events name it.
func (s *Service) principalID(principal string) string {
	if s.authorizer == nil {
		return "AWS:" + principal
	}
	return "AWS:" + s.authorizer.PrincipalID(principal)
}
