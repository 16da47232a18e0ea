// Package s3 holds buckets and objects, and tells functions, queues, topics and
// EventBridge what happens to them.
//
// Versioning, ACLs, bucket policies, encryption settings, tags, storage classes
// and pre-signed URLs are not simulated. Requests and stored bytes, those of
// parts too, turn the account's meters. Its invariant:
// an object's ETag and size are those of its bytes, which are kept by
// reference and never copied or changed.
package s3

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// Authorizer decides what principals may do: IAM.
type Authorizer interface {
	aws.Authorizer
	// PrincipalID is the principal's unique id, as events name it.
	PrincipalID(principal string) string
}

// Service is the storage service of a world.
type Service struct {
	k             *sim.Kernel
	bill          *billing.Service
	authorizer    Authorizer
	target        aws.Deliverer
	buckets       map[string]*bucket
	lastSequencer uint64
	held          int64 // what all objects weigh
}

// New is a service without buckets. Without an Authorizer everybody may do
// everything; without a target no notification can be configured.
func New(k *sim.Kernel, bill *billing.Service) *Service {
	return &Service{k: k, bill: bill, buckets: map[string]*bucket{}}
}

// SetAuthorizer says who decides what principals may do.
func (s *Service) SetAuthorizer(a Authorizer) { s.authorizer = a }

// SetTarget says who is told of events.
func (s *Service) SetTarget(t aws.Deliverer) { s.target = t }

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.bucketOperations(), s.objectOperations(), s.multipartOperations(), s.notificationOperations())
}

// On sends out and delivers notifications.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case ObjectCreated:
		s.notify(event.change())
	case ObjectRemoved:
		s.notify(event.change())
	case NotificationDelivered:
		if s.target != nil {
			// Where the permission is gone by now the event is lost: S3 has no
			// one to tell.
			_ = s.target.Deliver(event.delivery())
		}
	}
}

// State is every bucket with its objects, by ETag and not by content.
func (s *Service) State() any {
	type state struct {
		Name          string
		Created       sim.Time
		Objects       []objectState
		Uploads       []uploadState
		Notifications []configuration
		EventBridge   bool
	}
	out := struct {
		Buckets   []state
		Sequencer uint64
	}{Sequencer: s.lastSequencer}
	for _, name := range s.Buckets() {
		b := s.buckets[name]
		st := state{Name: name, Created: b.created, Notifications: b.notifications, EventBridge: b.eventBridge}
		for _, key := range b.keys() {
			o := b.objects[key]
			st.Objects = append(st.Objects, objectState{key, o.ETag, o.ContentType, o.Parts, o.Checksum, o.Headers, o.Modified, o.Metadata})
		}
		for _, u := range b.inProgress() {
			st.Uploads = append(st.Uploads, u.state())
		}
		out.Buckets = append(out.Buckets, st)
	}
	return out
}

type objectState struct {
	Key, ETag, ContentType string
	Parts                  []int64
	Checksum               Checksum
	Headers                Headers
	Modified               sim.Time
	Metadata               map[string]string
}

// Buckets are the names of all buckets, sorted.
func (s *Service) Buckets() []string { return slices.Sorted(maps.Keys(s.buckets)) }
