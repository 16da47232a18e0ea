// Package sns holds topics and their subscriptions, and fans messages out to
// queues and functions: filter policies, retries, dead letters.
//
// Mobile push, SMS, Firehose, message archiving and replay, encryption and
// delivery status logs are not simulated; e-mail and HTTP subscriptions exist
// but wait for a confirmation that nobody here can give. Its invariant: a
// notification that a subscription is to get ends in exactly one of delivered,
// dead-lettered, lost and unsubscribed.
//
// Facts are from the model and the API reference (botocore 1.43.67, sns
// 2010-03-31), the developer guide, and answers recorded against AWS by
// github localstack/localstack, tests/aws/services/sns (2023-08 … 2025-10).
package sns

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// Service is the notification service of a world.
type Service struct {
	k          *sim.Kernel
	cloudWatch *cloudwatch.Service
	bill       *billing.Service
	authorizer aws.Authorizer
	target     aws.Deliverer
	topics     map[string]*topic   // by name
	messages   map[string]*message // those with deliveries to come, by id
	tally      tally
}

// New is a service without topics that reports its metrics to cw and meters
// its requests by b. Without an Authorizer everybody may do everything;
// without a target every delivery fails.
func New(k *sim.Kernel, cw *cloudwatch.Service, b *billing.Service) *Service {
	return &Service{k: k, cloudWatch: cw, bill: b, topics: map[string]*topic{}, messages: map[string]*message{}}
}

// SetAuthorizer says who decides what principals may do.
func (s *Service) SetAuthorizer(a aws.Authorizer) { s.authorizer = a }

// SetTarget says who takes notifications to queues and functions.
func (s *Service) SetTarget(t aws.Deliverer) { s.target = t }

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.topicOperations(), s.subscriptionOperations(), s.publishOperations(), s.policyOperations(), s.tagOperations())
}

// On delivers what is due and forgets subscriptions that nobody confirmed.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case MessagePublished:
		s.send(event)
	case DeliveryAttempted:
		s.attempt(event)
	case ConfirmationExpired:
		s.expire(event)
	}
}

// names are those of all topics, sorted.
func (s *Service) names() []string { return slices.Sorted(maps.Keys(s.topics)) }

// State is every topic with its subscriptions, and the messages under way.
func (s *Service) State() any {
	type state struct {
		Name, DisplayName, Policy, SignatureVersion string
		ContentBased                                bool
		Sequence                                    uint64
		LastDue                                     sim.Time
		Deleted                                     int
		Tags                                        []Tag
		Seen                                        []sighting
		Subscriptions                               []subscriptionState
	}
	out := struct {
		Topics   []state
		Messages []messageState
		Tally    tally
	}{Tally: s.tally}
	for _, name := range s.names() {
		t := s.topics[name]
		st := state{t.name, t.displayName, t.policy.Text(), t.signature, t.contentBased, t.sequence, t.lastDue, t.deleted, t.tags, t.seen, nil}
		for _, sub := range t.subscriptions {
			st.Subscriptions = append(st.Subscriptions, sub.state())
		}
		out.Topics = append(out.Topics, st)
	}
	for _, id := range slices.Sorted(maps.Keys(s.messages)) {
		out.Messages = append(out.Messages, s.messages[id].state())
	}
	return out
}
