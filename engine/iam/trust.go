package iam

import "fmt"

// CanAssume reports why a service principal ("lambda.amazonaws.com") may not
// take on the role with that ARN, or nil where it may.
//
// fidelity: iam.trust
// fidelity: iam.consistency
func (s *Service) CanAssume(roleARN, service string) error {
	r := s.byARN(roleARN)
	if r == nil {
		return fmt.Errorf("there is no role %s", roleARN)
	}
	allowed := false
	for _, st := range r.trust {
		if !st.names(service) || !st.covers("sts:AssumeRole") {
			continue
		}
		if st.deny {
			return fmt.Errorf("the trust policy of %s denies %s", roleARN, service)
		}
		allowed = true
	}
	if !allowed {
		return fmt.Errorf("the trust policy of %s does not name %s", roleARN, service)
	}
	return nil
}
