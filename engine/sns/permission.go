package sns

import (
	"regexp"
	"slices"

	"skylab/engine/aws"
)

// AddPermissionInput adds a statement to a topic's policy.
type AddPermissionInput struct {
	TopicArn     string   `aws:"required"`
	Label        string   `aws:"required"`
	AWSAccountId []string `aws:"required"`
	ActionName   []string `aws:"required"`
}

var accountForm = regexp.MustCompile(`^\d{12}$`)

// addPermission lets accounts do things to the topic.
//
// fidelity: sns.add-permission
func (s *Service) addPermission(r *aws.Request, in *AddPermissionInput) (*Empty, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "AddPermission", t.arn, t); err != nil {
		return nil, err
	}
	if t.policy.Index(in.Label) >= 0 {
		return nil, invalid("Statement already exists")
	}
	for _, a := range in.AWSAccountId {
		if !accountForm.MatchString(a) {
			return nil, invalid("AWSAccountId")
		}
	}
	for _, a := range in.ActionName {
		if !slices.Contains(grantable(), a) {
			return nil, invalid("Policy statement action out of service scope!")
		}
	}
	if err := t.policy.Grant("sns", in.Label, in.AWSAccountId, in.ActionName, t.arn); err != nil {
		return nil, policyError(err)
	}
	return nil, nil
}

// grantable are the actions that a topic's policy may name (API reference,
// AddPermission).
func grantable() []string {
	return []string{"Publish", "RemovePermission", "SetTopicAttributes", "DeleteTopic", "ListSubscriptionsByTopic",
		"GetTopicAttributes", "Receive", "AddPermission", "Subscribe"}
}

// RemovePermissionInput names a statement by its label.
type RemovePermissionInput struct {
	TopicArn string `aws:"required"`
	Label    string `aws:"required"`
}

// removePermission takes a statement out of the topic's policy; one that is
// not there is no error.
func (s *Service) removePermission(r *aws.Request, in *RemovePermissionInput) (*Empty, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "RemovePermission", t.arn, t); err != nil {
		return nil, err
	}
	t.policy.Revoke(in.Label)
	return nil, nil
}
