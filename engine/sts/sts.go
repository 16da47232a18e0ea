// Package sts answers who is calling. Sessions, tokens and the assuming of
// roles are not simulated.
package sts

import (
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Learner is the principal that the learner's own calls are made by.
const Learner = "arn:aws:iam::" + aws.AccountID + ":user/learner"

// learnerID is the unique id of the learner's IAM user, in AWS's form.
const learnerID = "AIDAEXAMPLELEARNER001"

// Service is the Security Token Service of a world.
type Service struct{}

// New is the service; it has no state.
func New() *Service { return &Service{} }

// GetCallerIdentityInput has no members.
type GetCallerIdentityInput struct{}

// GetCallerIdentityOutput is the caller, as AWS describes it.
type GetCallerIdentityOutput struct {
	UserId  string
	Account string
	Arn     string
}

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "sts", Name: "GetCallerIdentity", ReadOnly: true,
			Doc: "Returns details about the IAM user or role whose credentials are used to call the operation.",
		}, s.getCallerIdentity),
	}
}

func (s *Service) getCallerIdentity(r *aws.Request, _ *GetCallerIdentityInput) (*GetCallerIdentityOutput, error) {
	id := learnerID
	if r.Principal != Learner {
		id = "AROAEXAMPLEROLE000001:session"
	}
	return &GetCallerIdentityOutput{UserId: id, Account: aws.AccountID, Arn: r.Principal}, nil
}

// On has nothing to do: the service is not moved by events.
func (s *Service) On(sim.Entry) {}

// State is empty.
func (s *Service) State() any { return nil }

// Check has no invariant to report on.
func (s *Service) Check() error { return nil }
