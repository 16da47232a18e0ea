package sns

import "skylab/engine/aws"

// ListSubscriptionsInput asks for a page.
type ListSubscriptionsInput struct{ NextToken string }

// ListSubscriptionsByTopicInput asks for a page of a topic's.
type ListSubscriptionsByTopicInput struct {
	TopicArn  string `aws:"required"`
	NextToken string
}

// ListSubscriptionsOutput is up to 100 subscriptions.
type ListSubscriptionsOutput struct {
	Subscriptions []Subscription `aws:"always"`
	NextToken     string
}

// Subscription is a subscription in a list. The ARN of one that is not
// confirmed reads PendingConfirmation.
type Subscription struct{ SubscriptionArn, Owner, Protocol, Endpoint, TopicArn string }

func (s *Service) listSubscriptions(r *aws.Request, in *ListSubscriptionsInput) (*ListSubscriptionsOutput, error) {
	if err := s.authorize(r, "ListSubscriptions", aws.ARN("sns", "*"), nil); err != nil {
		return nil, err
	}
	var all []Subscription
	for _, name := range s.names() {
		all = append(all, s.topics[name].list()...)
	}
	return listed(all, in.NextToken)
}

func (s *Service) listSubscriptionsByTopic(r *aws.Request, in *ListSubscriptionsByTopicInput) (*ListSubscriptionsOutput, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "ListSubscriptionsByTopic", t.arn, t); err != nil {
		return nil, err
	}
	return listed(t.list(), in.NextToken)
}

func listed(all []Subscription, token string) (*ListSubscriptionsOutput, error) {
	page, next, err := pageOf(all, token)
	if err != nil {
		return nil, err
	}
	return &ListSubscriptionsOutput{page, next}, nil
}

func (t *topic) list() []Subscription {
	var out []Subscription
	for _, s := range t.subscriptions {
		arn := s.arn
		if s.pending {
			arn = "PendingConfirmation"
		}
		out = append(out, Subscription{arn, aws.AccountID, s.protocol, s.endpoint, t.arn})
	}
	return out
}
