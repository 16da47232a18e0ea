package s3

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// ObjectCreated has happened when an object was written.
type ObjectCreated struct {
	Bucket, Key string
	// Name is how, in S3's words: "ObjectCreated:Put".
	Name string
	// Size is in bytes; ETag is without quotes.
	Size      int64
	ETag      string
	Sequencer string
	Principal string
}

// Kind names the event.
func (ObjectCreated) Kind() string { return "s3.ObjectCreated" }

// ObjectRemoved has happened when an object is gone.
type ObjectRemoved struct {
	Bucket, Key string
	// Name is how, in S3's words: "ObjectRemoved:Delete".
	Name      string
	Sequencer string
	Principal string
}

// Kind names the event.
func (ObjectRemoved) Kind() string { return "s3.ObjectRemoved" }

// change is what is notified of.
type change ObjectCreated

func (e ObjectCreated) change() change { return change(e) }

func (e ObjectRemoved) change() change {
	return change{Bucket: e.Bucket, Key: e.Key, Name: e.Name, Sequencer: e.Sequencer, Principal: e.Principal}
}

// NotificationDelivered has happened when a function was invoked, or a queue,
// topic or event bus told, because of a change.
type NotificationDelivered struct {
	Bucket, Key string
	// Name is what happened to the object: "ObjectCreated:Put".
	Name string
	// Target is the ARN of who is told; Configuration is the id of the bucket's
	// configuration, "" for EventBridge.
	Target        string
	Configuration string
	Size          int64
	ETag          string
	Sequencer     string
	// Changed is when the object changed.
	Changed           sim.Time
	PrincipalID       string
	SourceIP          string
	RequestID, HostID string
}

// Kind names the event.
func (NotificationDelivered) Kind() string { return "s3.NotificationDelivered" }

// notify schedules a notification for each configuration that wants one.
func (s *Service) notify(c change) {
	b := s.buckets[c.Bucket]
	if b == nil {
		return
	}
	for _, f := range b.notifications {
		if f.wants("s3:"+c.Name, c.Key) {
			s.tell(c, f.Target, f.ID)
		}
	}
	if b.eventBridge {
		s.tell(c, defaultBus, "")
	}
}

// tell schedules one notification.
func (s *Service) tell(c change, target, configuration string) {
	r := s.k.Stream("s3.notification")
	s.k.After(notificationDelay().Sample(r), NotificationDelivered{
		Bucket: c.Bucket, Key: c.Key, Name: c.Name, Target: target, Configuration: configuration,
		Size: c.Size, ETag: c.ETag, Sequencer: c.Sequencer, Changed: s.k.Now(),
		PrincipalID: s.principalID(c.Principal), SourceIP: sourceIP(c.Principal),
		RequestID: aws.RandomUpper(r, 16), HostID: hostID(r),
	})
}

// sourceIP is where a call came from: the learner's address or that of a
// function, both from the ranges kept for documentation.
func sourceIP(principal string) string {
	if strings.Contains(principal, "role/") {
		return "198.51.100.7"
	}
	return "203.0.113.10"
}

// hostID is an x-amz-id-2: 76 characters of base64.
func hostID(r *rand.Rand) string {
	raw := make([]byte, 56)
	for i := range raw {
		raw[i] = byte(r.IntN(256))
	}
	return base64.StdEncoding.EncodeToString(raw)
}

// sequencer orders the changes of a key: in S3 the time in seconds and what is
// finer, in hexadecimal. Later ones are greater.
func (s *Service) sequencer() string {
	wall := s.k.Now().Wall()
	fine := uint64(wall.Nanosecond()) << 2 // 30 bits of nanoseconds
	s.lastSequencer = max(s.lastSequencer+1, uint64(wall.Unix())<<32|fine)
	return fmt.Sprintf("00%016X", s.lastSequencer)
}

func (e NotificationDelivered) delivery() aws.Delivery {
	if e.Target == defaultBus {
		d := delivery(e.Bucket, e.Target, e.eventBridgeEvent())
		d.Subject, _ = detailType(e.Name)
		return d
	}
	return delivery(e.Bucket, e.Target, e.record())
}

// record is the notification as functions, queues and topics get it
// (facts/lambda.md 4.6).
//
// fidelity: s3.notification-record
func (e NotificationDelivered) record() []byte {
	object := aws.Object{{Name: "key", Value: encodeKey(e.Key)}}
	if e.ETag != "" {
		object = append(object, aws.Field{Name: "size", Value: e.Size}, aws.Field{Name: "eTag", Value: e.ETag})
	}
	object = append(object, aws.Field{Name: "sequencer", Value: e.Sequencer})
	record := aws.Object{
		{Name: "eventVersion", Value: "2.5"},
		{Name: "eventSource", Value: "aws:s3"},
		{Name: "awsRegion", Value: aws.Region},
		{Name: "eventTime", Value: e.Changed.Wall().Format("2006-01-02T15:04:05.000Z")},
		{Name: "eventName", Value: e.Name},
		{Name: "userIdentity", Value: aws.Object{{Name: "principalId", Value: e.PrincipalID}}},
		{Name: "requestParameters", Value: aws.Object{{Name: "sourceIPAddress", Value: e.SourceIP}}},
		{Name: "responseElements", Value: aws.Object{
			{Name: "x-amz-request-id", Value: e.RequestID},
			{Name: "x-amz-id-2", Value: e.HostID}}},
		{Name: "s3", Value: aws.Object{
			{Name: "s3SchemaVersion", Value: "1.0"},
			{Name: "configurationId", Value: e.Configuration},
			{Name: "bucket", Value: aws.Object{
				{Name: "name", Value: e.Bucket},
				{Name: "ownerIdentity", Value: aws.Object{{Name: "principalId", Value: "A3NL1KOZZKExample"}}},
				{Name: "arn", Value: bucketARN(e.Bucket)}}},
			{Name: "object", Value: object}}},
	}
	data, err := json.Marshal(aws.Object{{Name: "Records", Value: []any{record}}})
	if err != nil {
		panic("s3: " + err.Error()) // strings and numbers always marshal
	}
	return data
}

// encodeKey is the key as events carry it: URL-encoded, a space as +, slashes
// as they are.
func encodeKey(key string) string { return strings.ReplaceAll(url.QueryEscape(key), "%2F", "/") }
