package sqs

import (
	"errors"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// setPolicy sets who may do what; "" is nobody but the account.
func (q *queue) setPolicy(text string) error {
	if text == "" {
		q.policy, q.policyText = access.Policy{}, ""
		return nil
	}
	p, err := access.Parse(text, "sqs")
	if err != nil {
		var e *aws.Error
		if errors.As(err, &e) {
			return e
		}
		return badValue("Policy", "")
	}
	q.policy, q.policyText = p, text
	return nil
}
