package sns

import (
	"encoding/json"
	"regexp"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
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
	var accounts, actions []string
	for _, a := range in.AWSAccountId {
		if !accountForm.MatchString(a) {
			return nil, invalid("AWSAccountId")
		}
		accounts = append(accounts, "arn:aws:iam::"+a+":root")
	}
	for _, a := range in.ActionName {
		if !slices.Contains(grantable(), a) {
			return nil, invalid("Policy statement action out of service scope!")
		}
		actions = append(actions, "SNS:"+a)
	}
	doc := aws.Object{{Name: "Sid", Value: in.Label}, {Name: "Effect", Value: "Allow"},
		{Name: "Principal", Value: aws.Object{{Name: "AWS", Value: oneOrAll(accounts)}}},
		{Name: "Action", Value: oneOrAll(actions)}, {Name: "Resource", Value: t.arn}}
	raw, err := json.Marshal(doc)
	if err != nil {
		return nil, invalid("Label")
	}
	st, err := access.ParseStatement(raw, "sns")
	if err != nil {
		return nil, policyError(err)
	}
	t.policy.Raw, t.policy.Statements = append(slices.Clone(t.policy.Raw), raw), append(slices.Clone(t.policy.Statements), st)
	return nil, nil
}

// oneOrAll is how AWS writes a list of one.
func oneOrAll(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	return list
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
	if i := t.policy.Index(in.Label); i >= 0 {
		t.policy.Raw = slices.Delete(slices.Clone(t.policy.Raw), i, i+1)
		t.policy.Statements = slices.Delete(slices.Clone(t.policy.Statements), i, i+1)
	}
	return nil, nil
}
