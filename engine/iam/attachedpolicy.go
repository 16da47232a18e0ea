package iam

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// AttachRolePolicyInput names a role and a managed policy.
type AttachRolePolicyInput struct {
	RoleName  string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	PolicyArn string `aws:"required,min=20,max=2048"`
}

// AttachRolePolicyOutput has no members.
type AttachRolePolicyOutput struct{}

func (s *Service) attachRolePolicy(_ *aws.Request, in *AttachRolePolicyInput) (*AttachRolePolicyOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	statements, ok := managed(in.PolicyArn)
	if !ok {
		return nil, unattachable(in.PolicyArn)
	}
	// Attaching what is attached succeeds and changes nothing.
	if !slices.Contains(r.attached, in.PolicyArn) {
		r.attached = append(r.attached, in.PolicyArn)
		r.managed[in.PolicyArn] = statements
	}
	return nil, nil
}

// unattachable says why a policy cannot be attached.
func unattachable(arn string) *aws.Error {
	if !strings.HasPrefix(arn, "arn:") {
		return aws.Errorf(400, "InvalidInput", "ARN %s is not valid.", arn)
	}
	if name, ok := strings.CutPrefix(arn, managedPrefix); ok {
		// It may well exist on AWS, so AWS's words would be a lie.
		var known []string
		for _, p := range managedPolicies() {
			known = append(known, p.path)
		}
		return aws.Errorf(400, "NotImplemented", "skylab does not know the managed policy %s; it knows %s",
			name, strings.Join(known, ", "))
	}
	return aws.Errorf(404, "NoSuchEntity", "Policy %s does not exist or is not attachable.", arn)
}

// DetachRolePolicyInput names a role and a managed policy.
type DetachRolePolicyInput struct {
	RoleName  string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	PolicyArn string `aws:"required,min=20,max=2048"`
}

// DetachRolePolicyOutput has no members.
type DetachRolePolicyOutput struct{}

func (s *Service) detachRolePolicy(_ *aws.Request, in *DetachRolePolicyInput) (*DetachRolePolicyOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	i := slices.Index(r.attached, in.PolicyArn)
	if i < 0 {
		return nil, aws.Errorf(404, "NoSuchEntity", "Policy %s was not found.", in.PolicyArn)
	}
	r.attached = slices.Delete(slices.Clone(r.attached), i, i+1)
	delete(r.managed, in.PolicyArn)
	return nil, nil
}

// ListAttachedRolePoliciesInput names a role.
type ListAttachedRolePoliciesInput struct {
	RoleName string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	Marker   string `aws:"min=1,max=320"`
	MaxItems int    `aws:"min=1,max=1000"`
}

// ListAttachedRolePoliciesOutput is a page of managed policies.
type ListAttachedRolePoliciesOutput struct {
	AttachedPolicies []AttachedPolicy `aws:"always"`
	IsTruncated      bool
	Marker           string
}

// AttachedPolicy is a managed policy by name and ARN.
type AttachedPolicy struct{ PolicyName, PolicyArn string }

func (s *Service) listAttachedRolePolicies(_ *aws.Request, in *ListAttachedRolePoliciesInput) (*ListAttachedRolePoliciesOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	out := &ListAttachedRolePoliciesOutput{AttachedPolicies: []AttachedPolicy{}}
	page, marker := paginate(slices.Sorted(slices.Values(r.attached)), in.Marker, in.MaxItems)
	for _, arn := range page {
		out.AttachedPolicies = append(out.AttachedPolicies, AttachedPolicy{arn[strings.LastIndexByte(arn, '/')+1:], arn})
	}
	out.Marker, out.IsTruncated = marker, marker != ""
	return out, nil
}
