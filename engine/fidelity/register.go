// Package fidelity is the register of what skylab's simulation promises: one
// row for each rule of AWS that is modelled, with how close the model is, the
// source and its date. Code cites a row in a comment,
//
//	// fidelity: s3.notification-delay
//
// and a test fails on a citation that has no row. docs/fidelity.md is written
// from the register. It holds no logic, and imports nothing of the project.
package fidelity

import "slices"

// Status says how close the model of a rule is to AWS.
type Status string

// The statuses of a rule.
const (
	// Exact rules give what AWS gives: values, texts, order.
	Exact Status = "exact"
	// DocumentedRange rules stay inside a range that AWS or measurements give.
	DocumentedRange Status = "documented range"
	// Simplified rules leave something out; the rule's text says what.
	Simplified Status = "simplified"
	// Assumption marks what no source was found for.
	Assumption Status = "assumption"
)

// Rule is one row of the register.
type Rule struct {
	// ID is "service.rule-in-words", unique.
	ID string
	// Rule is what the model does, in one or two sentences.
	Rule string
	// Status is how close that is to AWS.
	Status Status
	// Source names where the rule is from; for an assumption, why this one.
	Source string
	// Date is the date of the source or of its copy, "2026-08-07".
	Date string
}

// Service is the part of the ID before the dot.
func (r Rule) Service() string {
	for i := range r.ID {
		if r.ID[i] == '.' {
			return r.ID[:i]
		}
	}
	return r.ID
}

// All is the whole register, by service and, within one, in the order of its
// file.
func All() []Rule {
	return slices.Concat(
		apigatewayRules(),
		billingRules(),
		cloudwatchRules(),
		ec2Rules(),
		autoScalingRules(),
		ec2PurchaseRules(),
		guestRules(),
		eventsRules(),
		fleetRules(),
		hpcRules(),
		iamRules(),
		lambdaRules(),
		machineRules(),
		planningRules(),
		s3Rules(),
		snsRules(),
		sqsRules(),
		trafficRules(),
		vpcRules(),
		elbRules(),
		wireRules(),
	)
}

// Lookup is the rule with that ID.
func Lookup(id string) (Rule, bool) {
	for _, r := range All() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}
