package iam

import (
	"fmt"
	"maps"
	"slices"
)

// Check reports a role whose documents cannot be evaluated, or whose name and
// ARN differ.
func (s *Service) Check() error {
	for _, name := range s.names() {
		r := s.roles[name]
		if r.RoleName != name || s.byARN(r.Arn) != r {
			return fmt.Errorf("iam: role %s is kept as %s with the ARN %s", r.RoleName, name, r.Arn)
		}
		if len(r.trust) == 0 {
			return fmt.Errorf("iam: role %s has no trust policy", name)
		}
		if len(r.managed) != len(r.attached) {
			return fmt.Errorf("iam: role %s has %d policies attached and knows %d", name, len(r.attached), len(r.managed))
		}
		for _, arn := range r.attached {
			if len(r.managed[arn]) == 0 {
				return fmt.Errorf("iam: role %s: nothing is known of %s", name, arn)
			}
		}
		for _, p := range slices.Sorted(maps.Keys(r.inline)) {
			if _, err := parseIdentity(r.inline[p].text); err != nil {
				return fmt.Errorf("iam: role %s: policy %s: %w", name, p, err)
			}
		}
	}
	return nil
}
