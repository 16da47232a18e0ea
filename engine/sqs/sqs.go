// Package sqs holds queues and their messages: sending, receiving with short
// and long polls, visibility timeouts, delays, dead-letter queues and the way
// back, FIFO groups and deduplication, and who may use a queue.
//
// Encryption by KMS, quotas of throughput, fair queues and the sampling of
// short polls are not simulated; a standard queue delivers in the order in
// which messages became visible, once, where AWS promises less. Its invariant:
// a message is in exactly one queue and in one of the states visible, in flight
// and delayed, until it is deleted, moved to another queue or past its
// retention.
//
// Facts are from the model and the API reference (botocore 1.43.67, sqs
// 2012-11-05), the developer guide, and the fact sheet on Lambda, 4.4.
package sqs

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// Service is the queue service of a world.
type Service struct {
	k          *sim.Kernel
	cloudWatch *cloudwatch.Service
	bill       *billing.Service
	authorizer aws.Authorizer
	replier    aws.Replier
	queues     map[string]*queue   // by name
	deleted    map[string]sim.Time // when a name became free
	numbered   uint64              // messages ever sent
	held       int64               // bytes of all messages
}

// New is a service without queues. Without an Authorizer everybody may do
// everything; r answers the long polls.
func New(k *sim.Kernel, cw *cloudwatch.Service, b *billing.Service, r aws.Replier) *Service {
	return &Service{k: k, cloudWatch: cw, bill: b, replier: r, queues: map[string]*queue{}, deleted: map[string]sim.Time{}}
}

// SetAuthorizer says who decides what principals may do.
func (s *Service) SetAuthorizer(a aws.Authorizer) { s.authorizer = a }

// On moves what is due: messages that become visible or too old, polls that
// have waited long enough, tasks that move messages, the minute's metrics.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case MessageDue:
		s.due(event)
	case MessageExpired:
		s.expired(event)
	case MoveDue:
		s.moveDue(event)
	case PollEnded:
		s.pollEnded(event)
	case MinutePassed:
		s.minute(event)
	}
}

// names are those of all queues, sorted.
func (s *Service) names() []string { return slices.Sorted(maps.Keys(s.queues)) }

// State is every queue with its messages.
func (s *Service) State() any {
	type state struct {
		Name     string
		Settings settings
		Tags     map[string]string
		Policy   string
		Created  sim.Time
		Modified sim.Time
		// Purgeable is when it may be purged again.
		Purgeable sim.Time
		Messages  []messageState
		Waiting   []waiter
		Seen      map[string]sighting
		Moves     []*moveTask
	}
	out := struct {
		Queues   []state
		Deleted  map[string]sim.Time
		Numbered uint64
	}{Deleted: s.deleted, Numbered: s.numbered}
	for _, q := range sim.InOrder(s.queues) {
		st := state{Name: q.name, Settings: q.settings, Tags: q.tags, Policy: q.policyText, Created: q.created, Modified: q.modified, Purgeable: q.purgeable, Waiting: q.waiting, Seen: q.seen, Moves: q.moves}
		for _, m := range q.inOrder() {
			st.Messages = append(st.Messages, messageState{m.number, m.id, m.group, m.source, m.state, m.sent, m.until, m.received, m.round, digest([]byte(m.body)), m.receipt, m.sender, m.dedup, m.first,
				m.attributes, m.headers})
		}
		out.Queues = append(out.Queues, st)
	}
	return out
}

type messageState struct {
	Number              uint64
	ID, Group           string
	Source              string
	State               messagePlace
	Sent, Until         sim.Time
	Received, Round     int
	MD5, Receipt        string
	Sender, Dedup       string
	First               sim.Time
	Attributes, Headers []aws.MessageAttribute
}
