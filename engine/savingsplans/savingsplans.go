// Package savingsplans holds Savings Plans: commitments to spend so much an hour
// for a term, at lower prices.
//
// There are Compute Savings Plans, which cover instances of all families and
// Lambda's duration, and EC2 Instance Savings Plans, which cover those of one
// family. What they cover is the bill's business (engine/billing). Plans cannot be
// queued or returned. Facts are from facts/ec2.md, section 3, and the model of the
// API (botocore 1.43.11, savingsplans 2019-06-28).
package savingsplans

import (
	"cmp"
	"reflect"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// Service is the account's Savings Plans.
type Service struct {
	k      *sim.Kernel
	bill   *billing.Service
	plans  map[string]*plan
	tokens map[string]token // by client token
	who    aws.Authorizer
}

// token remembers what a client token was used for.
type token struct {
	In   CreateSavingsPlanInput
	Plan string
}

// New is an account without plans. Who decides what roles may do; nil is
// everything.
func New(k *sim.Kernel, b *billing.Service, who aws.Authorizer) *Service {
	return &Service{k: k, bill: b, plans: map[string]*plan{}, tokens: map[string]token{}, who: who}
}

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "DescribeSavingsPlansOfferings", HTTP: "POST /DescribeSavingsPlansOfferings", ReadOnly: true, Doc: "Lists the Savings Plans that can be bought.",
			Unsimulated: []string{"productType", "currencies", "descriptions", "serviceCodes", "usageTypes", "operations"}}, s.describeOfferings),
		op(s, aws.Operation{Name: "CreateSavingsPlan", HTTP: "POST /CreateSavingsPlan", Doc: "Buys a Savings Plan: it costs its commitment each hour, used or not.",
			Errors: []string{"ResourceNotFoundException", "ValidationException"}, Unsimulated: []string{"upfrontPaymentAmount", "purchaseTime"}}, s.createSavingsPlan),
		op(s, aws.Operation{Name: "DescribeSavingsPlans", HTTP: "POST /DescribeSavingsPlans", ReadOnly: true, Doc: "Lists the Savings Plans that were bought.",
			Errors: []string{"ValidationException"}}, s.describeSavingsPlans),
	}
}

// op defines an operation of the service, which asks before the call whether the
// caller may.
//
// fidelity: savingsplans.access
func op[In, Out any](s *Service, o aws.Operation, call func(r *aws.Request, in *In) (*Out, error)) aws.Operation {
	o.Service = "savingsplans"
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		action := "savingsplans:" + o.Name
		if s.who != nil && !s.who.Allows(r.Principal, action, "*") {
			return nil, aws.Errorf(403, "AccessDeniedException", "User: %s is not authorized to perform: %s on resource: * %s", r.Principal, action, aws.WhyNot(s.who, r.Principal, action, "*"))
		}
		return call(r, in)
	})
}

// On has nothing to do: the bill ends what is over.
func (s *Service) On(sim.Entry) {}

// State is every plan, and the client tokens.
func (s *Service) State() any {
	return struct {
		Plans  []*plan
		Tokens []token
	}{sim.InOrder(s.plans), sim.InOrder(s.tokens)}
}

// Check has nothing to report: plans do not change.
func (s *Service) Check() error { return nil }

// inOrder are the plans, the oldest first.
func (s *Service) inOrder() []*plan {
	list := sim.InOrder(s.plans)
	slices.SortStableFunc(list, func(a, b *plan) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

func same(a, b CreateSavingsPlanInput) bool { return reflect.DeepEqual(a, b) }
