package sqs

import (
	"errors"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// setPolicy sets who may do what; "" is nobody but the account.
//
// fidelity: sqs.policy-quotas
func (q *queue) setPolicy(text string) error {
	if text == "" {
		q.policy, q.policyText = access.Policy{}, ""
		return nil
	}
	if len(text) > maxPolicy {
		return overLimit("Submitted policy is over max allowed size.")
	}
	p, err := access.Parse(text, "sqs")
	if err != nil {
		var e *aws.Error
		if errors.As(err, &e) {
			return e
		}
		return badValue("Policy", "")
	}
	if n := len(p.Statements); n > maxStatements {
		return overLimit("%d statements were found in the submitted policy, max allowed is %d", n, maxStatements)
	}
	for _, st := range p.Statements {
		if n := len(st.Actions); n > maxActions {
			return overLimit("%d actions were found in a statement from the submitted policy, max allowed is %d", n, maxActions)
		}
	}
	q.policy, q.policyText = p, text
	return nil
}

func overLimit(format string, args ...any) error {
	return aws.Errorf(403, "OverLimit", format, args...)
}
