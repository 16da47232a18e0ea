package iam

import (
	"maps"
	"slices"

	"skylab/engine/aws"
)

// PutRolePolicyInput names a role, a policy in it and the policy's document.
type PutRolePolicyInput struct {
	RoleName       string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	PolicyName     string `aws:"required,min=1,max=128,pattern=[\\w+=,.@-]+"`
	PolicyDocument string `aws:"required,min=1,max=131072"`
}

// PutRolePolicyOutput has no members.
type PutRolePolicyOutput struct{}

func (s *Service) putRolePolicy(_ *aws.Request, in *PutRolePolicyInput) (*PutRolePolicyOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	statements, err := parseIdentity(in.PolicyDocument)
	if err != nil {
		return nil, err
	}
	r.inline[in.PolicyName] = policy{in.PolicyDocument, statements}
	return nil, nil
}

// GetRolePolicyInput names a role and an inline policy in it.
type GetRolePolicyInput struct {
	RoleName   string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	PolicyName string `aws:"required,min=1,max=128,pattern=[\\w+=,.@-]+"`
}

// GetRolePolicyOutput is the policy; its document is a Tree, as the CLI shows
// it decoded.
type GetRolePolicyOutput struct {
	RoleName       string
	PolicyName     string
	PolicyDocument any `aws:"document"`
}

func (s *Service) getRolePolicy(_ *aws.Request, in *GetRolePolicyInput) (*GetRolePolicyOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	p, ok := r.inline[in.PolicyName]
	if !ok {
		return nil, noPolicy(in.PolicyName)
	}
	tree, _ := parseJSON(p.text)
	return &GetRolePolicyOutput{in.RoleName, in.PolicyName, tree}, nil
}

func noPolicy(name string) *aws.Error {
	return aws.Errorf(404, "NoSuchEntity", "The role policy with name %s cannot be found.", name)
}

// ListRolePoliciesInput names a role.
type ListRolePoliciesInput struct {
	RoleName string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	Marker   string `aws:"min=1,max=320"`
	MaxItems int    `aws:"min=1,max=1000"`
}

// ListRolePoliciesOutput is a page of the names of inline policies.
type ListRolePoliciesOutput struct {
	PolicyNames []string `aws:"always"`
	IsTruncated bool
	Marker      string
}

func (s *Service) listRolePolicies(_ *aws.Request, in *ListRolePoliciesInput) (*ListRolePoliciesOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	page, marker := paginate(slices.Sorted(maps.Keys(r.inline)), in.Marker, in.MaxItems)
	return &ListRolePoliciesOutput{append([]string{}, page...), marker != "", marker}, nil
}

// DeleteRolePolicyInput names a role and an inline policy in it.
type DeleteRolePolicyInput struct {
	RoleName   string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	PolicyName string `aws:"required,min=1,max=128,pattern=[\\w+=,.@-]+"`
}

// DeleteRolePolicyOutput has no members.
type DeleteRolePolicyOutput struct{}

func (s *Service) deleteRolePolicy(_ *aws.Request, in *DeleteRolePolicyInput) (*DeleteRolePolicyOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	if _, ok := r.inline[in.PolicyName]; !ok {
		return nil, noPolicy(in.PolicyName)
	}
	delete(r.inline, in.PolicyName)
	return nil, nil
}
