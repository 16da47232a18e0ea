// Package iam holds roles: who may take them on (trust policies) and what
// they allow (attached AWS managed policies and inline ones).
//
// Users, groups, customer managed policies, conditions, boundaries and
// sessions are not simulated; the learner is an administrator. Its invariant:
// every document kept is one that it can evaluate exactly.
package iam

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Service is the identity service of a world.
type Service struct {
	k     *sim.Kernel
	roles map[string]*role
}

// New is a service without roles.
func New(k *sim.Kernel) *Service { return &Service{k: k, roles: map[string]*role{}} }

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	ops := append(s.roleOperations(), s.policyOperations()...)
	for i := range ops {
		ops[i].Validation = "ValidationError"
	}
	return ops
}

func (s *Service) roleOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "iam", Name: "CreateRole", HTTP: "POST /",
			Doc:         "Creates a role that the principals named in its trust policy may assume.",
			Errors:      []string{"EntityAlreadyExists", "MalformedPolicyDocument"},
			Unsimulated: []string{"PermissionsBoundary"},
		}, s.createRole),
		aws.Op(aws.Operation{
			Service: "iam", Name: "GetRole", ReadOnly: true, HTTP: "POST /",
			Doc:    "Retrieves a role with its trust policy.",
			Errors: []string{"NoSuchEntity"},
		}, s.getRole),
		aws.Op(aws.Operation{
			Service: "iam", Name: "ListRoles", ReadOnly: true, HTTP: "POST /",
			Doc: "Lists the roles of the account.",
		}, s.listRoles),
		aws.Op(aws.Operation{
			Service: "iam", Name: "DeleteRole", HTTP: "POST /",
			Doc:    "Deletes a role that has no policies any more.",
			Errors: []string{"NoSuchEntity", "DeleteConflict"},
		}, s.deleteRole),
	}
}

func (s *Service) policyOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "iam", Name: "AttachRolePolicy", HTTP: "POST /",
			Doc:    "Attaches a managed policy to a role.",
			Errors: []string{"NoSuchEntity", "InvalidInput"},
		}, s.attachRolePolicy),
		aws.Op(aws.Operation{
			Service: "iam", Name: "DetachRolePolicy", HTTP: "POST /",
			Doc:    "Removes a managed policy from a role.",
			Errors: []string{"NoSuchEntity"},
		}, s.detachRolePolicy),
		aws.Op(aws.Operation{
			Service: "iam", Name: "ListAttachedRolePolicies", ReadOnly: true, HTTP: "POST /",
			Doc:    "Lists the managed policies attached to a role.",
			Errors: []string{"NoSuchEntity"}, Unsimulated: []string{"PathPrefix"},
		}, s.listAttachedRolePolicies),
		aws.Op(aws.Operation{
			Service: "iam", Name: "PutRolePolicy", HTTP: "POST /",
			Doc:    "Adds or replaces an inline policy of a role.",
			Errors: []string{"NoSuchEntity", "MalformedPolicyDocument"},
		}, s.putRolePolicy),
		aws.Op(aws.Operation{
			Service: "iam", Name: "GetRolePolicy", ReadOnly: true, HTTP: "POST /",
			Doc:    "Retrieves an inline policy of a role.",
			Errors: []string{"NoSuchEntity"},
		}, s.getRolePolicy),
		aws.Op(aws.Operation{
			Service: "iam", Name: "ListRolePolicies", ReadOnly: true, HTTP: "POST /",
			Doc:    "Lists the names of a role's inline policies.",
			Errors: []string{"NoSuchEntity"},
		}, s.listRolePolicies),
		aws.Op(aws.Operation{
			Service: "iam", Name: "DeleteRolePolicy", HTTP: "POST /",
			Doc:    "Deletes an inline policy of a role.",
			Errors: []string{"NoSuchEntity"},
		}, s.deleteRolePolicy),
	}
}

// On has nothing to do: roles change by operations only.
func (s *Service) On(sim.Entry) {}

// State is every role with its policies.
func (s *Service) State() any {
	type state struct {
		Role
		Attached []string
		Inline   map[string]string
	}
	var out []state
	for _, name := range s.names() {
		r := s.roles[name]
		st := state{r.Role, r.attached, map[string]string{}}
		for p, policy := range r.inline {
			st.Inline[p] = policy.text
		}
		out = append(out, st)
	}
	return out
}

func (s *Service) names() []string { return slices.Sorted(maps.Keys(s.roles)) }
