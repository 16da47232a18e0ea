package s3

import (
	"encoding/json"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// principal is who S3 invokes functions and sends messages as.
const principal = "s3.amazonaws.com"

// subject is that of all notifications to topics.
const subject = "Amazon S3 Notification"

// delivery is a body on its way from a bucket to a target.
func delivery(bucket, target string, body []byte) aws.Delivery {
	return aws.Delivery{Target: target, Service: principal, Source: bucketARN(bucket), Subject: subject, Body: body}
}

// validate asks each destination whether the bucket may notify it, and sends
// topics and queues a test message.
//
// fidelity: s3.notification-validation
func (s *Service) validate(b *bucket, list []configuration) error {
	var refused []aws.Field
	test := s.testEvent(b)
	for _, c := range list {
		if why := s.refusal(b, c, test); why != "" {
			n := strconv.Itoa(len(refused)/2 + 1)
			refused = append(refused, aws.Field{Name: "ArgumentName" + n, Value: c.Target}, aws.Field{Name: "ArgumentValue" + n, Value: why})
		}
	}
	if refused != nil {
		return fail(400, "InvalidArgument", "Unable to validate the following destination configurations", refused...)
	}
	for _, c := range list {
		if c.Service != "lambda" {
			// Whoever accepts it takes it, so there is nothing to tell.
			_ = s.target.Deliver(delivery(b.name, c.Target, test))
		}
	}
	return nil
}

// refusal says in S3's words why a destination cannot be notified, "" if it
// can.
func (s *Service) refusal(b *bucket, c configuration, test []byte) string {
	_, thing := called(c.Service)
	if s.target == nil {
		return "The destination " + thing + " does not exist"
	}
	if c.Service != "lambda" && strings.HasSuffix(c.Target, ".fifo") {
		return "FIFO " + thing + "s are not supported" // the text is an assumption
	}
	err := s.target.Accepts(delivery(b.name, c.Target, test))
	switch {
	case err == nil:
		return ""
	case err.HTTPStatus == 404 || strings.Contains(err.Code, "NonExistent") || strings.Contains(err.Code, "DoesNotExist"):
		return "The destination " + thing + " does not exist"
	case c.Service == "lambda":
		return err.Message
	}
	return "Permissions on the destination " + thing + " do not allow S3 to publish notifications from this bucket"
}

// testEvent is what S3 sends to topics and queues when they are configured
// (S3 user guide, event message structure; read 2026-11-23).
//
// fidelity: s3.test-event
func (s *Service) testEvent(b *bucket) []byte {
	r := s.k.Stream("s3.test")
	data, err := json.Marshal(aws.Object{
		{Name: "Service", Value: "Amazon S3"},
		{Name: "Event", Value: "s3:TestEvent"},
		{Name: "Time", Value: s.k.Now().Wall().Format("2006-01-02T15:04:05.000Z")},
		{Name: "Bucket", Value: b.name},
		{Name: "RequestId", Value: aws.RandomUpper(r, 16)},
		{Name: "HostId", Value: hostID(r)},
	})
	if err != nil {
		panic("s3: " + err.Error()) // strings always marshal
	}
	return data
}
