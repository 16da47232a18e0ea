package sns

import (
	"strings"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// authorize reports AWS's refusal where the caller may not do the action
// ("Publish") to the resource. Within the account, either IAM or the policy of
// the topic may allow it; t is the topic, if there is one.
//
// fidelity: sns.access-denied
func (s *Service) authorize(r *aws.Request, action, arn string, t *topic) error {
	if s.may(r.Principal, action, arn, t) {
		return nil
	}
	why := "because no identity-based policy allows the SNS:" + action + " action"
	switch {
	case s.authorizer.Denies(r.Principal, "sns:"+action, arn):
		why = "with an explicit deny in an identity-based policy"
	case t != nil && t.policy.Decide(asked(r.Principal, action, arn)) == access.Denied:
		why = "with an explicit deny in a resource-based policy"
	}
	return aws.Errorf(403, "AuthorizationError", "User: %s is not authorized to perform: SNS:%s on resource: %s %s", r.Principal, action, arn, why)
}

// may tells whether a principal of the account may do the action.
func (s *Service) may(principal, action, arn string, t *topic) bool {
	if s.authorizer == nil {
		return true
	}
	d := access.Silent
	if t != nil {
		d = t.policy.Decide(asked(principal, action, arn))
	}
	if d == access.Denied || s.authorizer.Denies(principal, "sns:"+action, arn) {
		return false
	}
	return d == access.Allowed || s.authorizer.Allows(principal, "sns:"+action, arn)
}

// asked is the question of a principal of the account. Its requests do not
// have the key AWS:SourceOwner, so that the default policy adds nothing to
// what IAM allows.
func asked(principal, action, arn string) access.Question {
	return access.Question{Principal: principal, Action: "SNS:" + action, Resource: arn, Context: map[string]string{
		"aws:principalarn": access.RoleARN(principal), "aws:principalaccount": aws.AccountID, "aws:securetransport": "true",
	}}
}

// cloudWatch is the one service that publishes as the account, so that the
// default policy lets it (CloudWatch user guide, notifying users on alarm
// changes).
const cloudWatch = "cloudwatch.amazonaws.com"

// askedBy is the question of a service that publishes for a resource.
func askedBy(service, source, arn string) access.Question {
	q := access.Question{Service: service, Action: "SNS:Publish", Resource: arn, Context: map[string]string{"aws:securetransport": "true"}}
	if source != "" {
		q.Context["aws:sourcearn"] = source
		q.Context["aws:sourceaccount"] = aws.AccountID // all sources are the account's own
	}
	if strings.HasSuffix(service, cloudWatch) {
		q.Context["aws:sourceowner"] = aws.AccountID
	}
	return q
}
