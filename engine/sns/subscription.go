package sns

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// subscription is an endpoint that gets a topic's messages.
type subscription struct {
	arn, topic         string // the topic by name
	protocol, endpoint string
	principal          string // who subscribed
	pending            bool   // it is not confirmed
	settings
	delivered, failed, filteredOut uint64
}

type subscriptionState struct {
	Arn, Protocol, Endpoint, Filter, Scope, Redrive string
	Raw, Pending                                    bool
	Delivered, Failed, FilteredOut                  uint64
}

func (s *subscription) state() subscriptionState {
	return subscriptionState{s.arn, s.protocol, s.endpoint, s.filter.text, s.scope, s.redrive, s.raw, s.pending, s.delivered, s.failed, s.filteredOut}
}

// SubscribeInput names a topic and who is to get its messages.
type SubscribeInput struct {
	TopicArn              string `aws:"required"`
	Protocol              string `aws:"required"`
	Endpoint              string `aws:"flag=notification-endpoint"`
	Attributes            map[string]string
	ReturnSubscriptionArn bool
}

// SubscribeOutput is the subscription's ARN, or "pending confirmation".
type SubscribeOutput struct{ SubscriptionArn string }

// subscribe adds a subscription; the same endpoint again is the same
// subscription.
//
// fidelity: sns.subscribe
func (s *Service) subscribe(r *aws.Request, in *SubscribeInput) (*SubscribeOutput, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "Subscribe", t.arn, t); err != nil {
		return nil, err
	}
	sub := &subscription{topic: t.name, protocol: in.Protocol, endpoint: in.Endpoint, principal: r.Principal,
		settings: settings{scope: scopeAttributes}}
	if err := sub.endpointError(t); err != nil {
		return nil, err
	}
	if err := sub.configure(in.Attributes, t); err != nil {
		return nil, err
	}
	if old := t.subscribed(in.Protocol, in.Endpoint); old != nil {
		if !old.fits(&sub.settings, in.Attributes) {
			return nil, invalid("Attributes Reason: Subscription already exists with different attributes")
		}
		return old.answer(in), nil
	}
	sub.arn = t.arn + ":" + aws.UUID(s.k.Stream("sns.subscription"))
	sub.pending = mustConfirm(in.Protocol)
	t.subscriptions = append(t.subscriptions, sub)
	s.k.Emit(Subscribed{t.name, sub.arn, sub.protocol, sub.endpoint, sub.pending})
	if sub.pending {
		s.k.After(confirmationPeriod, ConfirmationExpired{sub.arn})
	}
	return sub.answer(in), nil
}

func (s *subscription) answer(in *SubscribeInput) *SubscribeOutput {
	if s.pending && !in.ReturnSubscriptionArn {
		return &SubscribeOutput{"pending confirmation"}
	}
	return &SubscribeOutput{s.arn}
}

// subscribed is the topic's subscription of an endpoint, or nil.
func (t *topic) subscribed(protocol, endpoint string) *subscription {
	for _, s := range t.subscriptions {
		if s.protocol == protocol && s.endpoint == endpoint {
			return s
		}
	}
	return nil
}

// subscription is the subscription with that ARN, and its topic; nil where
// there is none.
func (s *Service) subscription(arn string) (*topic, *subscription) {
	i := strings.LastIndexByte(arn, ':')
	if i < 0 {
		return nil, nil
	}
	t := s.topics[strings.TrimPrefix(arn[:i], aws.ARN("sns", ""))]
	if t == nil {
		return nil, nil
	}
	for _, sub := range t.subscriptions {
		if sub.arn == arn {
			return t, sub
		}
	}
	return nil, nil
}

// UnsubscribeInput names a subscription.
type UnsubscribeInput struct {
	SubscriptionArn string `aws:"required"`
}

// unsubscribe removes a subscription; one that does not exist is no error.
func (s *Service) unsubscribe(r *aws.Request, in *UnsubscribeInput) (*Empty, error) {
	id, err := resource(in.SubscriptionArn, "SubscriptionArn")
	if err != nil {
		return nil, err
	}
	if !strings.Contains(id, ":") {
		return nil, invalid("SubscriptionId")
	}
	t, sub := s.subscription(in.SubscriptionArn)
	if err := s.authorize(r, "Unsubscribe", in.SubscriptionArn, t); err != nil {
		return nil, err
	}
	if sub != nil {
		s.remove(t, sub)
	}
	return nil, nil
}

func (s *Service) remove(t *topic, sub *subscription) {
	t.subscriptions = slices.DeleteFunc(slices.Clone(t.subscriptions), func(o *subscription) bool { return o == sub })
	t.deleted++
	s.k.Emit(Unsubscribed{t.name, sub.arn, sub.protocol, sub.endpoint})
}

// expire removes a subscription that has waited too long.
func (s *Service) expire(e ConfirmationExpired) {
	if t, sub := s.subscription(e.Subscription); sub != nil && sub.pending {
		s.remove(t, sub)
	}
}
