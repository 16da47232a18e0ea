package sns

import (
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// GetSubscriptionAttributesInput names a subscription.
type GetSubscriptionAttributesInput struct {
	SubscriptionArn string `aws:"required"`
}

// find is the subscription with that ARN, and its topic, or AWS's error.
func (s *Service) find(arn string) (*topic, *subscription, error) {
	id, err := resource(arn, "SubscriptionArn")
	if err != nil {
		return nil, nil, err
	}
	if !strings.Contains(id, ":") {
		return nil, nil, invalid("SubscriptionId")
	}
	t, sub := s.subscription(arn)
	if sub == nil {
		return nil, nil, aws.Errorf(404, "NotFound", "Subscription does not exist")
	}
	return t, sub, nil
}

func (s *Service) getSubscriptionAttributes(r *aws.Request, in *GetSubscriptionAttributesInput) (*AttributesOutput, error) {
	t, sub, err := s.find(in.SubscriptionArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "GetSubscriptionAttributes", sub.arn, t); err != nil {
		return nil, err
	}
	return &AttributesOutput{sub.attributes(t)}, nil
}

// attributes are the subscription's as AWS shows them.
func (s *subscription) attributes(t *topic) map[string]string {
	out := map[string]string{
		"SubscriptionArn": s.arn, "TopicArn": t.arn, "Owner": aws.AccountID, "Protocol": s.protocol, "Endpoint": s.endpoint,
		"SubscriptionPrincipal": s.principal, "PendingConfirmation": strconv.FormatBool(s.pending),
		"ConfirmationWasAuthenticated": strconv.FormatBool(!s.pending), "RawMessageDelivery": strconv.FormatBool(s.raw),
	}
	if s.filter.text != "" {
		out["FilterPolicy"], out["FilterPolicyScope"] = s.filter.text, s.scope
	}
	if s.redrive != "" {
		out["RedrivePolicy"] = s.redrive
	}
	return out
}

// SetSubscriptionAttributesInput changes one attribute.
type SetSubscriptionAttributesInput struct {
	SubscriptionArn string `aws:"required"`
	AttributeName   string `aws:"required"`
	AttributeValue  string
}

func (s *Service) setSubscriptionAttributes(r *aws.Request, in *SetSubscriptionAttributesInput) (*Empty, error) {
	t, sub, err := s.find(in.SubscriptionArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "SetSubscriptionAttributes", sub.arn, t); err != nil {
		return nil, err
	}
	known, err := sub.set(in.AttributeName, in.AttributeValue, "", t)
	if err == nil && !known {
		err = invalid("AttributeName")
	}
	return nil, err
}
