package sns

import (
	"errors"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// defaultPolicy is what a new topic has. It lets the account's own principals
// do what IAM lets them, and of the services only those that act as the
// account: CloudWatch alarms.
//
// fidelity: sns.default-policy
func defaultPolicy(arn string) access.Policy {
	p, err := parsePolicy(`{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",` +
		`"Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission",` +
		`"SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],` +
		`"Resource":"` + arn + `","Condition":{"StringEquals":{"AWS:SourceOwner":"` + aws.AccountID + `"}}}]}`)
	if err != nil {
		panic("sns: the default policy: " + err.Error()) // the name was checked before
	}
	return p
}

// parsePolicy reads a topic's policy; the refusals are in SNS's words.
func parsePolicy(text string) (access.Policy, error) {
	p, err := access.Parse(text, "sns")
	return p, policyError(err)
}

func policyError(err error) error {
	switch {
	case errors.Is(err, access.ErrMalformed):
		return invalid("Policy Error: null")
	case errors.Is(err, access.ErrScope):
		return invalid("Policy statement action out of service scope!")
	}
	return err
}
