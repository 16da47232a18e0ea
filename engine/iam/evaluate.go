package iam

import (
	"strings"

	"skylab/engine/aws"
)

// Allows tells whether a principal may do an action ("s3:GetObject") to a
// resource. The principal is a role's ARN, plain or in the form of an assumed
// role; anybody else is the learner, who may do everything.
//
// fidelity: iam.evaluation
// fidelity: iam.learner
func (s *Service) Allows(principal, action, resource string) bool {
	if !isRole(principal) {
		return true
	}
	r := s.byARN(principal)
	return r != nil && r.decide(action, resource) == allow
}

// Denies tells whether a statement denies it explicitly, which AWS words
// otherwise than the lack of a statement that allows it.
func (s *Service) Denies(principal, action, resource string) bool {
	r := s.byARN(principal)
	return r != nil && r.decide(action, resource) == explicitDeny
}

// PrincipalID is the unique id of a principal, as in CloudTrail and in S3's
// events: AROA…:session for a role, AIDA… for the learner.
func (s *Service) PrincipalID(principal string) string {
	if r := s.byARN(principal); r != nil {
		session := "session"
		if i := strings.LastIndexByte(principal, '/'); strings.Contains(principal, ":assumed-role/") && i >= 0 {
			session = principal[i+1:]
		}
		return r.RoleId + ":" + session
	}
	return "AIDAEXAMPLELEARNER001"
}

type decision uint8

const (
	implicitDeny decision = iota
	allow
	explicitDeny
)

func (r *role) decide(action, resource string) decision {
	d := implicitDeny
	weigh := func(list []statement) {
		for i := range list {
			st := &list[i]
			if d == explicitDeny || !st.covers(action) || !st.touches(resource) {
				continue
			}
			if d = allow; st.deny {
				d = explicitDeny
			}
		}
	}
	for _, arn := range r.attached {
		weigh(r.managed[arn])
	}
	// The order does not matter: a denial wins wherever it stands.
	for _, p := range r.inline {
		weigh(p.statements)
	}
	return d
}

// covers tells whether an action pattern of the statement matches; IAM
// ignores the case of actions.
func (st *statement) covers(action string) bool {
	for _, p := range st.actions {
		if aws.Like(strings.ToLower(p), strings.ToLower(action)) {
			return true
		}
	}
	return false
}

// touches tells whether a resource pattern of the statement matches.
func (st *statement) touches(resource string) bool {
	for _, p := range st.resources {
		if aws.Like(p, resource) {
			return true
		}
	}
	return false
}

func isRole(principal string) bool {
	return strings.HasPrefix(principal, "arn:aws:iam::") && strings.Contains(principal, ":role/") ||
		strings.HasPrefix(principal, "arn:aws:sts::") && strings.Contains(principal, ":assumed-role/")
}

// byARN is the role that an ARN names, plain or assumed, or nil. The assumed
// form leaves the role's path out.
func (s *Service) byARN(arn string) *role {
	if _, rest, ok := strings.Cut(arn, ":assumed-role/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return s.roles[name]
	}
	r := s.roles[arn[strings.LastIndexByte(arn, '/')+1:]]
	if r == nil || r.Arn != arn {
		return nil
	}
	return r
}
